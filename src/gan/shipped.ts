import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadWeights } from '../learning/weights';
import { InputError } from '../runs/errors';
import { repositoryRoot } from '../runs/files';
import { Generator } from './generator';

/** Weights of the generator that comes with the repository; card.json beside them tells how it was trained. */
export const shippedGeneratorFile = join(repositoryRoot, 'data/generator/generator.weights');

/** The generator that comes with the repository; the caller disposes of it. */
export async function loadShippedGenerator(path = shippedGeneratorFile): Promise<Generator> {
  if (!existsSync(path)) {
    const training = 'npm run reproduce -- --profile paper --only fields generator';
    const card = 'npx tsx bench/learning/generator-card.ts data/runs/paper';
    throw new InputError(path, 'there is no such file', `fetch it again, or train it: \`${training}\`, then \`${card}\``);
  }
  return Generator.fromWeights(loadWeights(path).weights);
}
