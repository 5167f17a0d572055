import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../runs/files';
import { readSamples, type StoredSamples } from './file';

/** Where data sets lie: those that are shipped, and those that are built. */
export const datasetsFolder = join(repositoryRoot, 'data/datasets');

/** Files of a data set in a folder. */
export function datasetFiles(name: string, folder: string) {
  const file = (ending: string): string => join(folder, `data-${name}${ending}`);
  return {
    /** z, x and y. */
    full: file('.h5'),
    /** z, y and hashes of x. */
    light: file('-light.h5'),
    /** z and y of what was drawn and lies outside the range. */
    outside: file('-outside.h5'),
    card: file('.json'),
    shards: file('-shards'),
    /** Seconds and simulations that the shards took here. */
    timing: file('-timing.json'),
  };
}

/** The light file of a shipped data set and what lies outside its range; nothing where none of that name is shipped. */
export async function readShippedSamples(name: string): Promise<{ light: StoredSamples; outside: StoredSamples } | undefined> {
  const { light, outside } = datasetFiles(name, datasetsFolder);
  if (!existsSync(light) || !existsSync(outside)) return undefined;
  return { light: await readSamples(light), outside: await readSamples(outside) };
}
