// What a notebook uses of this room. Modules of src/ import from each other's files instead.
export { cropAtRandom } from './crop';
export {
  countChords,
  countSpecks,
  interfaceDensity,
  interfaceLength,
  meanPixelDifference,
  pixelDifference,
  seamDensity,
  spectralPower,
  twoPointCorrelation,
  volumeFraction,
} from './descriptors';
export { type FieldSettings, randomField, randomFields, smoothFields } from './field';
export { type FieldSpectrum, fieldCorrelation, gaussianField, pairDistances } from './gaussian-field';
export { encodePng, readPng } from './image';
export { correlationAfterCut, cutAtFraction, levelOf } from './level-cut';
export { fromRows, type Microstructure, toRows } from './microstructure';
export { dilate, erode } from './morphology';
export { binarise, otsuThreshold } from './otsu';
