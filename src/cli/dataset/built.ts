import type { Dataset, Samples } from '../../datasets/dataset';
import { readSamples } from '../../datasets/file';
import type { Provenance } from '../../datasets/provenance';
import { datasetFiles } from '../../datasets/shipped';
import { InputError } from '../../runs/errors';

/** A built data set as it lies in a folder. */
export interface BuiltFiles {
  kept: Dataset;
  outside: Samples;
  provenance: Provenance;
  imagesHash: string;
}

/** Opens the full file of a data set and what lies outside its range. */
export async function openBuilt(name: string, folder: string): Promise<BuiltFiles> {
  const files = datasetFiles(name, folder);
  const { microstructures, provenance, imagesHash, ...samples } = await readSamples(files.full, '--folder');
  if (!microstructures || !provenance || !imagesHash) {
    throw new InputError('--folder', `${files.full} does not say what it was built from`, 'give one that `dataset build` made');
  }
  const { latentSide, latents, y } = samples;
  const outside = await readSamples(files.outside, '--folder');
  return { kept: { latentSide, latents, y, microstructures }, outside, provenance, imagesHash };
}
