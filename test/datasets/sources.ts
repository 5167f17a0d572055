import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatasetSettings } from '../../src/datasets/dataset';
import type { Source } from '../../src/datasets/shards';
import { paperFilm } from '../../src/film/settings';
import type { PropertySimulator } from '../../src/film/simulator';
import type { Generator } from '../../src/gan/generator';
import { volumeFraction } from '../../src/microstructure/descriptors';
import { RandomStream } from '../../src/numerics/random';

export const temporary = (): string => mkdtempSync(join(tmpdir(), 'microdesign-'));

/** The property is the share of phase 1; after `failAfter` simulations it stops, as a machine might. */
export function volumeSimulator(failAfter = Infinity): PropertySimulator {
  let calls = 0;
  return {
    settings: paperFilm,
    get calls() {
      return calls;
    },
    async simulate(batch) {
      calls += batch.length;
      if (calls > failAfter) throw new Error('the power went');
      return Float64Array.from(batch, volumeFraction);
    },
  };
}

export const small: DatasetSettings = { name: 'II', latentSide: 2, samples: 250, range: [0.4, 0.6], trainingShare: 0.7 };

export function sourceOf(generator: Generator, dataset = small, simulator = volumeSimulator(), seed = 3): Source {
  return {
    generator,
    simulator,
    random: RandomStream.fromSeed(seed),
    provenance: { dataset, film: paperFilm, generator: 'a hash', seed },
  };
}
