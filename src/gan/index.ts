// What a notebook uses of this room. Modules of src/ import from each other's files instead.
export { type FeatureExtractor, RandomFilters } from './features';
export { Generator } from './generator';
export { greyTensor } from './images';
export { interpolateLatents } from './interpolation';
export { pixelsPerLatent } from './latents';
export { collapseLoss, discriminatorLoss, type GanHistory, type GeneratorTerm, generatorLoss, styleLoss } from './losses';
export { cutInPhases, generateMicrostructures } from './microstructures';
export { measureProgress, type ProgressEntry, readSamples } from './progress';
export { readPublishedGenerator } from './published';
export { type Bar, judgeQuality, measureGenerator, measureQuality, type QualityNumbers, type TextureQuality } from './quality';
export { type GanSettings, longGan, type Padding, shortGan, type TextureSettings, textureShares } from './settings';
export { loadShippedGenerator, shippedGeneratorFile } from './shipped';
export { readSnapshot, snapshotFile, snapshotSteps } from './snapshots';
export { type GanFolders, trainGan } from './train';
export { Vgg16 } from './vgg16';
