export { checkSamples, expandSamples } from './check';
export * from './dataset';
export { readDataset, readSamples, writeDataset } from './file';
export { runPilot } from './pilot';
export { measurePredictors } from './predictors';
export { cutAtRange } from './range';
export { datasetFiles, datasetsFolder, readShippedSamples } from './shipped';
