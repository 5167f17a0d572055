import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { PropertySimulator } from '../film/simulator';
import type { Generator } from '../gan/generator';
import { generateMicrostructures } from '../gan/microstructures';
import type { RandomStream } from '../numerics/random';
import { type RunControl, throwIfInterrupted } from '../runs/control';
import { InputError } from '../runs/errors';
import { type Dataset, type DatasetSettings, takeRows } from './dataset';
import { readDataset, writeDataset } from './file';

/** Samples simulated and written at a time: what an interruption can lose at most. */
const chunkSize = 100;

/**
 * Draws latents, generates their microstructures and simulates them until `settings.samples` lie in the range. Each chunk
 * of samples has its own random stream and is kept in `folder` as soon as it is done, so an interrupted build goes on
 * where it stopped. Throws InputError where the film almost never absorbs within the range.
 */
export async function buildDataset(
  generator: Generator,
  simulator: PropertySimulator,
  settings: DatasetSettings,
  random: RandomStream,
  folder: string,
  run?: RunControl,
): Promise<Dataset> {
  const { latentSide, samples, range } = settings;
  const size = latentSide ** 2;
  const chunks: Dataset[] = [];
  let kept = 0;
  for (let chunk = 0; kept < samples; chunk++) {
    throwIfInterrupted(run);
    const path = join(folder, `${String(chunk).padStart(4, '0')}.h5`);
    if (!existsSync(path)) {
      const latents = random.derive('chunk', chunk).uniforms(chunkSize * size, -1, 1);
      const microstructures = generateMicrostructures(generator, latents, latentSide);
      const absorptions = await simulator.simulate(microstructures, {
        signal: run?.signal,
        onProgress: ({ done, note }) =>
          run?.onProgress?.({ label: 'simulating samples', done: Math.min(samples, kept + done), total: samples, note }),
      });
      await writeDataset(path, { latentSide, latents, microstructures, absorptions, outside: new Float64Array() });
    }
    const part = keepInRange(await readDataset(path), range);
    chunks.push(part);
    kept += part.absorptions.length;
    if (chunk >= 9 && kept < chunkSize / 10) {
      const drawn = (chunk + 1) * chunkSize;
      throw new InputError(
        `datasets.${settings.name}.range`,
        `only ${kept} of ${drawn} samples absorb from ${range[0]} to ${range[1]}`,
        'choose a range that the film reaches, or another film',
      );
    }
  }
  return firstSamples(chunks, samples);
}

function keepInRange(dataset: Dataset, [low, high]: readonly [number, number]): Dataset {
  const inside = (value: number): boolean => value >= low && value <= high;
  const rows = Uint32Array.from([...dataset.absorptions.keys()].filter((i) => inside(dataset.absorptions[i])));
  return {
    latentSide: dataset.latentSide,
    latents: takeRows(dataset.latents, dataset.latentSide ** 2, rows),
    microstructures: Array.from(rows, (row) => dataset.microstructures[row]),
    absorptions: Float64Array.from(rows, (row) => dataset.absorptions[row]),
    outside: dataset.absorptions.filter((value) => !inside(value)),
  };
}

/** The first `count` samples of all chunks together. */
function firstSamples(chunks: readonly Dataset[], count: number): Dataset {
  const { latentSide } = chunks[0];
  return {
    latentSide,
    latents: Float32Array.from(chunks.flatMap(({ latents }) => [...latents])).slice(0, count * latentSide ** 2),
    microstructures: chunks.flatMap(({ microstructures }) => microstructures).slice(0, count),
    absorptions: Float64Array.from(chunks.flatMap(({ absorptions }) => [...absorptions])).slice(0, count),
    outside: Float64Array.from(chunks.flatMap(({ outside }) => [...outside])),
  };
}
