export { bestOfCurves } from './best-of-curves';
export { propertyDistribution, trainingCurves } from './curves';
export {
  microstructuresAcrossRange,
  predictorsOfProperty,
  propertyAgainstVolumeFraction,
  propertyOfDatasets,
} from './datasets';
export { diversityAgainstRep } from './diversity';
export { fieldsInPlane, fieldsThroughFilm, localAbsorption } from './fields';
export { learntLikelihoods } from './learnt';
export { mdnArchitecture } from './mdn-architecture';
export { methodFlowchart } from './method-flowchart';
export { contactSheet } from './microstructures';
export { mixtureComponents } from './mixture-components';
export { designsAndSamples } from './paper-designs';
export { truncatedPattern } from './permittivity';
export { renderFigure, saveFigure } from './render';
export { repDistributions } from './rep-distributions';
export { type AxisLabels, lines, type Series, scatter } from './scatter';
export { searchHistory } from './search-history';
export { convergenceFigure, polarisedSpectrum, stackedSpectrum } from './spectra';
export type { Figure } from './style';
export { type SurrogateStep, surrogateSteps } from './surrogate';
export { simulatedAgainstTarget } from './targets';
