export { propertyDistribution, trainingCurves } from './curves';
export {
  microstructuresAcrossRange,
  predictorsOfProperty,
  propertyAgainstVolumeFraction,
  propertyOfDatasets,
} from './datasets';
export { fieldsInPlane, fieldsThroughFilm, localAbsorption } from './fields';
export { contactSheet } from './microstructures';
export { renderFigure, saveFigure } from './render';
export { convergenceFigure, polarisedSpectrum, stackedSpectrum } from './spectra';
export type { Figure } from './style';
export { simulatedAgainstTarget } from './targets';
