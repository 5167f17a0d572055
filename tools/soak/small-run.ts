// `reproduce` at sizes that take seconds, into a folder of the caller's: FOLDER. Tells each step as it begins, and of those
// that were done before, that they were.
import { join } from 'node:path';
import { exitCodeFor } from '../../src/cli/cli';
import { methods } from '../../src/inverse/index';
import { findProfile, type Profile } from '../../src/pipeline/profiles';
import { reproduce } from '../../src/pipeline/reproduce';

const sketch = findProfile('sketch');
export const small: Profile = {
  ...sketch,
  name: 'small',
  fields: { ...sketch.fields, count: 12 },
  gan: { ...sketch.gan, steps: 6, batch: 4, checkpointEvery: 2 },
  film: { ...sketch.film, harmonics: 5 },
  datasets: [{ name: 'II', latentSide: 2, samples: 40, range: [0, 1], trainingShare: 0.7 }],
  fineHarmonics: 9,
  methods: {
    mdn: { epochs: 3, batch: 8 },
    direct: { epochs: 1, batch: 8, components: 2 },
    optimisation: { initial: 6, iterations: 4, refits: [8], candidates: 100 },
    flow: { hidden: [8], steps: 4, batch: 8 },
    surrogate: { widths: [4, 6], hidden: 4, epochs: 1, batch: 8 },
    ranking: { candidates: 10 },
    robustness: { candidates: 10 },
    adjoint: { starts: 1, steps: 2 },
  },
  protocol: { targets: [0.5, 0.6], exploration: [0.8], candidates: 3, repetitions: 2, novelty: 2 },
};

async function main(folder: string): Promise<void> {
  const place = { folder, figures: join(folder, 'pictures') };
  const onStep = (event: string, { name }: { name: string }): void => void process.stdout.write(`${event} ${name}\n`);
  await reproduce(small, { seed: 1, run: {}, parts: { methods }, place, onStep });
}

if (require.main === module) {
  main(process.argv[2]).catch((error) => {
    process.exitCode = exitCodeFor(error);
  });
}
