import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PNG } from 'pngjs';
import { readSamples, writeDataset, writeLightDataset, writeShard } from '../../src/datasets/file';
import type { Provenance } from '../../src/datasets/provenance';
import { siliconFilm } from '../../src/film/settings';
import { readShippedCard, shippedGeneratorFile } from '../../src/gan/shipped';
import { loadCheckpoint, saveCheckpoint } from '../../src/learning/checkpoint';
import { hashWeights, loadWeights } from '../../src/learning/weights';
import { encodePng, readPng } from '../../src/microstructure/image';
import type { Microstructure } from '../../src/microstructure/microstructure';
import type { RandomStream } from '../../src/numerics/random';
import { readRecord, runSteps } from '../../src/pipeline/run-steps';
import type { Step } from '../../src/pipeline/step';
import { InputError } from '../../src/runs/errors';
import { keepJson, keptJson } from '../../src/runs/json';

/** A file that is damaged, and how the program reads it. */
export interface Readable {
  path: string;
  /** What is in it, as the program takes it; what is refused is thrown. */
  read(): unknown;
}

/** Kinds of files, by the name of their trials; each writes whole files into a folder, for a random stream. */
export const damagedKinds: Record<string, (folder: string, random: RandomStream) => Promise<Readable[]>> = {
  async HDF5(folder, random) {
    const [full, light, shard] = ['full.h5', 'light.h5', 'shard-1-of-2.h5'].map((name) => join(folder, name));
    const kept = drawSamples(random, 40);
    await writeDataset(full, kept, provenance);
    await writeLightDataset(light, kept, provenance);
    await writeShard(shard, { kept, outside: drawSamples(random, 7) }, provenance, '1/2');
    return [full, light, shard].map((path) => ({ path, read: () => readSamples(path) }));
  },

  async weights(folder, random) {
    const checkpoint = join(folder, 'mdn.checkpoint');
    const array = (...shape: number[]) => ({ shape, values: random.uniforms(shape.reduce((a, b) => a * b)) });
    const weights = { 'layer1/weight': array(4, 30), 'layer1/bias': array(30) };
    saveCheckpoint(checkpoint, 'identity', { groups: { weights, first: weights }, note: { epoch: 3, history: [0.5, 0.25] } });
    // of the first version, whose names and shapes are sealed by its card alone
    const generator = join(folder, 'generator.weights');
    writeFileSync(generator, readFileSync(shippedGeneratorFile));
    const card = readShippedCard()!;
    const readGenerator = () => {
      const found = loadWeights(generator).weights;
      if (hashWeights(found) !== card.weightsSha256) throw new InputError(generator, 'not of its card', 'fetch it again');
      return card.weightsSha256;
    };
    return [
      { path: checkpoint, read: () => loadCheckpoint(checkpoint) },
      { path: generator, read: readGenerator },
    ];
  },

  async PNG(folder, random) {
    const image = drawImage(random, 24, 16);
    const [grey, coloured] = ['grey.png', 'coloured.png'].map((name) => join(folder, name));
    mkdirSync(folder, { recursive: true });
    writeFileSync(grey, encodePng(image));
    const png = PNG.sync.read(encodePng(image, 2));
    writeFileSync(coloured, PNG.sync.write(png, { colorType: 6 }));
    return [grey, coloured].map((path) => ({ path, read: () => readPng(path) }));
  },

  async 'JSON that is kept'(folder) {
    const kept = join(folder, 'search-0.6.json');
    keepJson(kept, { trials: [{ latent: [0.25, -0.5], value: 0.61 }], seconds: 1.5 });
    const run = join(folder, 'run');
    await runSteps([numberStep], run, { seed: 1 });
    const record = join(run, 'number.step.json');
    return [
      { path: kept, read: () => keptJson(kept) },
      { path: record, read: () => readRecord(run, numberStep) ?? refuse(record) },
    ];
  },
};

/** A step whose record cannot be read is done again. */
function refuse(path: string): never {
  throw new InputError(path, 'no record', 'the step is done again');
}

const numberStep: Step = {
  ...{ name: 'number', title: 'a number', settings: {}, code: [], needs: [] },
  async run({ leave, random }) {
    const path = leave('number.txt');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, String(random.integer(1000)));
    return { mean: 0.625, list: [1, 2, 3] };
  },
};

const provenance: Provenance = {
  dataset: { name: 'II', latentSide: 2, samples: 80, range: [0, 1], trainingShare: 0.7 },
  simulation: { name: 'film', settings: siliconFilm },
  generator: 'a hash',
  seed: 1,
};

function drawImage(random: RandomStream, width: number, height: number): Microstructure {
  return { width, height, pixels: Uint8Array.from({ length: width * height }, () => random.integer(2)) };
}

function drawSamples(random: RandomStream, count: number) {
  return {
    latentSide: 2,
    latents: random.uniforms(4 * count, -1, 1),
    y: Float64Array.from({ length: count }, () => random.uniform()),
    microstructures: Array.from({ length: count }, () => drawImage(random, 64, 64)),
  };
}
