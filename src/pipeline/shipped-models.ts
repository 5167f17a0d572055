import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { DatasetSettings, Samples } from '../datasets/dataset';
import { readShippedSamples } from '../datasets/shipped';
import type { Generator } from '../gan/generator';
import { loadShippedGenerator } from '../gan/shipped';
import { type Method, slugOf, trainerOf } from '../inverse/method';
import { hashWeights, loadWeights, type NamedWeights } from '../learning/weights';
import { InputError } from '../runs/errors';
import { repositoryRoot } from '../runs/files';
import { type Json, readJson } from '../runs/json';
import { settingsOf } from './method-steps';
import type { Parts } from './parts';
import type { Profile } from './profiles';

/** What a method is opened from, wherever it lies. */
export interface Source {
  generator: Generator;
  weights?: NamedWeights;
  samples(): Promise<Samples>;
  /** For people to read. */
  origin: string;
}

/** Where the networks lie that come with the repository, but for the generator. */
export const modelsFolder = join(repositoryRoot, 'data/models');

/** Weights and card of a shipped model. */
export const modelFiles = (method: Pick<Method, 'name'>, dataset: string, folder = modelsFolder) => ({
  weights: join(folder, `${slugOf(method)}-${dataset}.weights`),
  card: join(folder, `${slugOf(method)}-${dataset}.json`),
});

/** What a shipped model was trained from and how it came out. */
export interface ModelCard {
  method: string;
  settings: object;
  /** The data set, its simulator's settings, the generator's SHA-256 and the seed. */
  dataset: DatasetSettings;
  simulation: { name: string; settings: object };
  generator: string;
  seed: number;
  /** SHA-256 of the weights, as arrays and as a file. */
  weightsSha256: string;
  fileSha256: string;
  results: Json;
  training: { seconds: number; processor: string; node: string };
}

/** A method with what is shipped; nothing where that has other settings or another seed. */
export async function openShippedModel(
  profile: Profile,
  { simulation }: Parts,
  method: Method,
  dataset: DatasetSettings,
  seed: number,
): Promise<Source | undefined> {
  const generator = await loadShippedGenerator();
  const generatorHash = hashWeights(generator.weights());
  const wanted = {
    dataset,
    simulation: { name: simulation.name, settings: simulation.settings },
    generator: generatorHash,
    seed,
  };
  const isWanted = (found: object): boolean =>
    Object.entries(wanted).every(([key, value]) => isDeepStrictEqual(plain(found[key as keyof object]), plain(value)));
  const shipped = await readShippedSamples(dataset.name);
  const trainer = trainerOf(method);
  const isTrained = !trainer || hasModel(trainer, dataset.name, settingsOf(profile, trainer), isWanted);
  if (!shipped?.light.provenance || !isWanted(shipped.light.provenance) || !isTrained) {
    generator.dispose();
    return undefined;
  }
  return {
    generator,
    weights: trainer && loadModel(trainer, dataset.name),
    samples: async () => shipped.light,
    origin: 'the networks that are shipped in data/',
  };
}

function hasModel(method: Method, dataset: string, settings: object, isWanted: (card: object) => boolean): boolean {
  const { card: path } = modelFiles(method, dataset);
  if (!existsSync(path)) return false;
  const card = readJson<ModelCard>(path, 'fetch it again');
  return isWanted(card) && isDeepStrictEqual(plain(card.settings), plain(settings));
}

function loadModel(method: Method, dataset: string): NamedWeights {
  const files = modelFiles(method, dataset);
  const { weights } = loadWeights(files.weights);
  const { weightsSha256 } = readJson<ModelCard>(files.card, 'fetch it again');
  if (hashWeights(weights) === weightsSha256) return weights;
  throw new InputError(files.weights, 'its weights are not those of its card', 'fetch both files again');
}

/** As JSON has it: without what is undefined. */
const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
