import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { hashWeights, loadWeights } from '../learning/weights';
import { InputError } from '../runs/errors';
import { repositoryRoot } from '../runs/files';
import { readJson } from '../runs/json';
import { Generator } from './generator';

/** Weights of the generator that comes with the repository; card.json beside them tells how it was trained. */
export const shippedGeneratorFile = join(repositoryRoot, 'data/generator/generator.weights');

/** What the shipped generator was trained from: the parts of its card that tell whether a run would train the same. */
export interface GeneratorCard {
  weightsSha256: string;
  fields: unknown;
  gan: unknown;
  seed: number;
}

/** The card of the shipped generator, where there is one. */
export function readShippedCard(): GeneratorCard | undefined {
  const path = join(dirname(shippedGeneratorFile), 'card.json');
  if (!existsSync(path) || !existsSync(shippedGeneratorFile)) return undefined;
  return readJson<GeneratorCard>(path, 'fetch it again');
}

/** The generator that comes with the repository; the caller disposes of it. */
export async function loadShippedGenerator(path = shippedGeneratorFile): Promise<Generator> {
  if (!existsSync(path)) {
    const training = 'npm run reproduce -- --profile paper --rebuild generator --only fields generator generator-quality';
    const card = 'npx tsx bench/learning/generator-card.ts data/runs/paper';
    throw new InputError(path, 'there is no such file', `fetch it again, or train it: \`${training}\`, then \`${card}\``);
  }
  const { weights } = loadWeights(path);
  const card = path === shippedGeneratorFile ? readShippedCard() : undefined;
  if (card && hashWeights(weights) !== card.weightsSha256) {
    throw new InputError(path, 'its weights are not those of its card', 'fetch both files again');
  }
  return Generator.fromWeights(weights);
}
