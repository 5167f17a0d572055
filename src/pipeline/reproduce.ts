import { cpus } from 'node:os';
import { join } from 'node:path';
import { removePartials, repositoryRoot, sha256, writeFile } from '../runs/files';
import type { Json } from '../runs/json';
import { readEvaluations } from './evaluations';
import { type Parts, partsOf } from './parts';
import { defaultSeed, type Profile } from './profiles';
import { runSteps, type StepOptions } from './run-steps';
import type { StepOutcome } from './step';
import { type Place, pipelineSteps } from './steps';

/** Longer names of folders end in a hash. */
const longestName = 100;

/** The name of a profile's run with a seed; its files lie in data/runs/<name> and figures/<name>. */
export function runName({ name, changes = [] }: Profile, seed: number): string {
  const whole = [seed === defaultSeed ? name : `${name}-seed${seed}`, ...changes].join('+').replace(/[^\w.,=+-]/g, '_');
  // names with changed settings that read the same once cleaned still differ by their hash
  const isPlain = changes.every((change) => /^[\w.,=-]*$/.test(change)) && whole.length <= longestName;
  return isPlain ? whole : `${whole.slice(0, longestName)}-${sha256(changes.join('\n')).slice(0, 8)}`;
}

/** How the command line asks for a run. */
export function describeRun({ name, changes = [] }: Profile, seed: number): string {
  return [
    `--profile ${name}`,
    ...(seed === defaultSeed ? [] : [`--seed ${seed}`]),
    ...changes.map((each) => `--set ${each}`),
  ].join(' ');
}

export const runFolder = (name: string): string => join(repositoryRoot, 'data/runs', name);

/** Where the files of a profile's run lie. */
export function placeOf(profile: Profile, seed: number): Place {
  const name = runName(profile, seed);
  return { folder: runFolder(name), figures: join(repositoryRoot, 'figures', name) };
}

export interface Reproduction extends Place {
  outcomes: StepOutcome[];
  /** Steps that are not done yet with these settings. */
  missing: string[];
  /** All that the seed fixes, where every step is done. */
  results?: { path: string; sha256: string; content: Json };
}

export interface ReproduceOptions extends StepOptions {
  /** Other methods, another property. */
  parts?: Partial<Parts>;
  /** Where the files go; data/runs and figures unless given. */
  place?: Place;
}

/** Runs the steps of a profile, then writes results.json (what the seed fixes) and timing.json (what it does not). */
export async function reproduce(profile: Profile, options: ReproduceOptions): Promise<Reproduction> {
  const { seed, parts, place = placeOf(profile, seed) } = options;
  const steps = pipelineSteps(profile, place, parts);
  const outcomes = await runSteps(steps, place.folder, options);
  for (const folder of [place.folder, join(place.folder, 'scratch'), place.figures]) removePartials(folder);
  const missing = steps.map((step) => step.name).filter((step) => !outcomes.some((outcome) => outcome.name === step));
  writeTiming(place.folder, profile, partsOf(profile, parts), outcomes);
  const results = missing.length > 0 ? undefined : writeResults(place.folder, profile, seed, outcomes);
  return { ...place, outcomes, missing, results };
}

function writeResults(folder: string, profile: Profile, seed: number, outcomes: readonly StepOutcome[]): Reproduction['results'] {
  const results = Object.fromEntries(outcomes.map((outcome) => [outcome.name, outcome.results]));
  const { name, changes } = profile;
  const content: Json = { profile: name, ...(changes && { changes: [...changes] }), seed, results };
  const text = `${JSON.stringify(content, null, 2)}\n`;
  const path = join(folder, 'results.json');
  writeFile(path, text);
  return { path, sha256: sha256(text), content };
}

function writeTiming(folder: string, { datasets }: Profile, { methods }: Parts, outcomes: readonly StepOutcome[]): void {
  const processors = cpus();
  const round = (seconds: number, digits: number): number => Number(seconds.toFixed(digits));
  const designSeconds = datasets.map(({ name }) => [
    name,
    readEvaluations(folder, methods, name).map(({ method, target, seconds }) => ({
      ...{ method, target, seconds: round(seconds, 3) },
    })),
  ]);
  const timing = {
    machine: { processor: processors[0]?.model, cores: processors.length, node: process.version },
    seconds: Object.fromEntries(outcomes.map(({ name, seconds }) => [name, round(seconds, 1)])),
    designSeconds: Object.fromEntries(designSeconds),
  };
  writeFile(join(folder, 'timing.json'), `${JSON.stringify(timing, null, 2)}\n`);
}
