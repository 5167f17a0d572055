import { volumeFraction } from '../../src/microstructure/descriptors';
import type { Simulation } from '../../src/simulation/simulator';

/** A property of one's own: the volume fraction, as a vector of one. */
export const volume: Simulation = {
  name: 'volume',
  property: { name: 'volume fraction', symbol: 'f', range: [0, 1], components: ['phase 1'] },
  settings: {},
  fidelities: { label: 'by counting' },
  open: () => {
    const calls = { label: 0 };
    return {
      ...{ property: volume.property, fidelities: volume.fidelities, calls },
      async simulate(batch) {
        calls.label += batch.length;
        return Float64Array.from(batch, volumeFraction);
      },
      async close() {},
    };
  },
};
