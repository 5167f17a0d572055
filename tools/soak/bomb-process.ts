// Opens one file as the program would, and says on a line what came of it, how much memory that took, and what was said:
// READER PATH.
import { copyFileSync } from 'node:fs';
import { readPublishedGenerator } from '../../src/gan/published';
import { loadWeights } from '../../src/learning/weights';
import { readPng } from '../../src/microstructure/image';
import { findMaterial } from '../../src/optics/problem/find-material';
import { InputError } from '../../src/runs/errors';
import { readHdf5, writeHdf5 } from '../../src/runs/hdf5';
import { keptJson } from '../../src/runs/json';
import { declareArrays } from './declare-arrays';

const readers: Record<string, (path: string) => unknown> = {
  png: readPng,
  weights: loadWeights,
  pickle: readPublishedGenerator,
  kept: keptJson,
  page(path) {
    copyFileSync(path, `${path}.yml`);
    return findMaterial(`${path}.yml`, '--material');
  },
  hdf5: (path) => readHdf5(path),
  'hdf5-sum': (path) => readHdf5(path),
};

async function main(reader: string, path: string): Promise<void> {
  if (reader === 'hdf5') await declareArrays(path, 2 ** 40, 1);
  if (reader === 'hdf5-sum') await declareArrays(path, 2 ** 29, 3);
  // what reading a small file takes is not the bomb's
  await writeHdf5(`${path}.small`, { arrays: { a: { shape: [1], data: Uint8Array.of(1) } }, attributes: {} });
  await readHdf5(`${path}.small`);
  const before = process.resourceUsage().maxRSS;
  const say = (outcome: string, words: string): void =>
    void process.stdout.write(`${outcome} ${1024 * (process.resourceUsage().maxRSS - before)} ${words}\n`);
  try {
    await readers[reader](path);
    say('well', 'read');
  } catch (error) {
    const isOneLine = error instanceof InputError && !error.message.includes('\n');
    say(isOneLine ? 'refused' : 'trace', isOneLine ? error.message : JSON.stringify((error as Error).stack));
  }
  if ('polluted' in {}) say('trace', 'all objects have got a property');
}

void main(process.argv[2], process.argv[3]);
