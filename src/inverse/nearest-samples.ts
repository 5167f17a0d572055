import { countSamples, type Samples } from '../datasets/dataset';
import { numbersIn, type PropertyValue } from '../simulation/property';
import { candidatesOfSamples } from './candidates';
import type { Method } from './method';
import { warnOfTarget } from './warnings';

/**
 * A check: the samples of the data set whose property is nearest to the target. This is a look-up in a table: it learns
 * nothing, draws nothing and can only give what is known.
 */
export const nearestSamples: Method = {
  name: 'nearest training samples',
  origin: 'check',
  summary: 'the samples of the data set whose property is nearest to the target',
  settings: {},
  module: __filename,
  repeats: 'nothing',
  async open({ generator, dataset, property, samples }) {
    const known = await samples();
    return {
      name: 'nearest training samples',
      async design(target, count) {
        const distances = distancesTo(target, known);
        const order = Uint32Array.from(distances.keys()).sort((a, b) => distances[a] - distances[b] || a - b);
        return {
          candidates: candidatesOfSamples(generator, known, order, count),
          warnings: warnOfTarget(target, property, dataset.range),
        };
      },
    };
  },
};

/** Of each sample's property from the target: the root mean square over its components. */
function distancesTo(target: PropertyValue, samples: Samples): Float64Array {
  const wanted = numbersIn(target);
  return Float64Array.from({ length: countSamples(samples) }, (_, i) => {
    const squares = wanted.map((value, k) => (samples.y[i * wanted.length + k] - value) ** 2);
    return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / wanted.length);
  });
}
