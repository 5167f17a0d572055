import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatasetSettings } from '../../src/datasets/dataset';
import type { Source } from '../../src/datasets/shards';
import { siliconFilm } from '../../src/film/settings';
import type { Generator } from '../../src/gan/generator';
import { volumeFraction } from '../../src/microstructure/descriptors';
import { RandomStream } from '../../src/numerics/random';
import type { Property } from '../../src/simulation/property';
import type { PropertySimulator } from '../../src/simulation/simulator';

export const temporary = (): string => mkdtempSync(join(tmpdir(), 'microdesign-'));

export const share: Property = { name: 'share', symbol: 'f', range: [0, 1] };

/** The property is the share of phase 1; after `failAfter` simulations it stops, as a machine might. */
export function volumeSimulator(failAfter = Infinity): PropertySimulator {
  const calls = { label: 0 };
  return {
    property: share,
    fidelities: { label: 'exact' },
    calls,
    async close() {},
    async simulate(batch) {
      calls.label += batch.length;
      if (calls.label > failAfter) throw new Error('the power went');
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
    provenance: { dataset, simulation: { name: 'film', settings: siliconFilm }, generator: 'a hash', seed },
  };
}
