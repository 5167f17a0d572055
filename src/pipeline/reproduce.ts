import { existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot, sha256, writeFile } from '../runs/files';
import type { Profile } from './profiles';
import { type Json, runSteps, type StepOptions, type StepOutcome } from './step';
import { pipelineSteps } from './steps';

/** The seed whose results go to data/runs/<profile>; others have it in the folder's name. */
export const defaultSeed = 1;

/** The name of a profile's run with a seed; its files lie in data/runs/<name> and figures/<name>. */
export function runName(profile: Profile, seed: number): string {
  return seed === defaultSeed ? profile.name : `${profile.name}-seed${seed}`;
}

export const runFolder = (name: string): string => join(repositoryRoot, 'data/runs', name);
export const figuresFolder = (name: string): string => join(repositoryRoot, 'figures', name);

export interface Reproduction {
  name: string;
  folder: string;
  outcomes: StepOutcome[];
  /** Steps that are not done yet with these settings. */
  missing: string[];
  /** All that the seed fixes, where every step is done. */
  results?: { path: string; sha256: string; content: Json };
}

/** Runs the steps of a profile, then writes results.json (what the seed fixes) and timing.json (what it does not). */
export async function reproduce(profile: Profile, options: StepOptions): Promise<Reproduction> {
  const name = runName(profile, options.seed);
  const folder = runFolder(name);
  const steps = pipelineSteps(profile, folder, figuresFolder(name));
  const outcomes = await runSteps(steps, folder, options);
  const missing = steps.map((step) => step.name).filter((step) => !outcomes.some((outcome) => outcome.name === step));
  writeTiming(folder, outcomes);
  return {
    name,
    folder,
    outcomes,
    missing,
    results: missing.length > 0 ? undefined : writeResults(folder, profile, options.seed, outcomes),
  };
}

function writeResults(folder: string, profile: Profile, seed: number, outcomes: readonly StepOutcome[]): Reproduction['results'] {
  const results = Object.fromEntries(outcomes.map((outcome) => [outcome.name, outcome.results]));
  const content: Json = { profile: profile.name, seed, results };
  const text = `${JSON.stringify(content, null, 2)}\n`;
  const path = join(folder, 'results.json');
  writeFile(path, text);
  return { path, sha256: sha256(text), content };
}

function writeTiming(folder: string, outcomes: readonly StepOutcome[]): void {
  const processors = cpus();
  const timing = {
    machine: { processor: processors[0]?.model, cores: processors.length, node: process.version },
    seconds: Object.fromEntries(outcomes.map(({ name, seconds }) => [name, Math.round(seconds * 10) / 10])),
    designSeconds: Object.fromEntries(
      outcomes.filter(({ name }) => name.startsWith('evaluation')).map(({ name }) => [name, designSeconds(folder, name)]),
    ),
  };
  writeFile(join(folder, 'timing.json'), `${JSON.stringify(timing, null, 2)}\n`);
}

function designSeconds(folder: string, step: string): Json {
  const path = join(folder, `${step}.json`);
  if (!existsSync(path)) return null;
  const rows = JSON.parse(readFileSync(path, 'utf8')) as { method: string; target: number; seconds: number }[];
  return rows.map(({ method, target, seconds }) => ({ method, target, seconds: Math.round(seconds * 1000) / 1000 }));
}
