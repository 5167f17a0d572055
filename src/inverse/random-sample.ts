import { countSamples } from '../datasets/dataset';
import { candidatesOfSamples } from './candidates';
import type { Method } from './method';

/**
 * A check: different samples drawn from the data set, whatever the target. A method that is no better has learnt no more of
 * the property than that the data keep a range of it, which a random latent does not know.
 */
export const randomSample: Method = {
  name: 'random training sample',
  origin: 'check',
  summary: 'samples are drawn from the data set, whatever the target',
  settings: {},
  module: __filename,
  async open({ generator, samples }) {
    const known = await samples();
    return {
      name: 'random training sample',
      async design(_target, count, random) {
        const order = random.permutation(countSamples(known));
        return { candidates: candidatesOfSamples(generator, known, order, count), warnings: [] };
      },
    };
  },
};
