// `reproduce` at sizes that take seconds, into a folder of the caller's: FOLDER. Tells each step as it begins, and of those
// that were done before, that they were.
import { join } from 'node:path';
import { exitCodeFor } from '../../src/cli/cli';
import { methods } from '../../src/inverse/index';
import type { Profile } from '../../src/pipeline/profiles';
import { reproduce } from '../../src/pipeline/reproduce';
import { tiny } from '../../test/pipeline/tiny-chain';

/** Training long enough for checkpoints. */
const small: Profile = { ...tiny, name: 'small', gan: { ...tiny.gan, steps: 6 } };

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
