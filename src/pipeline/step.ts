import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { RandomStream } from '../numerics/random';
import type { RunControl } from '../runs/control';
import { InputError } from '../runs/errors';
import { makeFolder, repositoryRoot, sha256, writeFile } from '../runs/files';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** What a step is given. */
export interface StepContext {
  /** Where the step's outputs go and its inputs lie. */
  folder: string;
  /** A folder of its own for checkpoints; it outlives an interruption and is emptied once the step is done. */
  scratch: string;
  seed: number;
  /** Its own random stream, derived from the seed and its name. */
  random: RandomStream;
  run: RunControl;
}

/** One link of the chain: files in, files out. */
export interface Step {
  name: string;
  /** What it does, as the user reads it. */
  title: string;
  /** Everything of the profile that its outputs depend on. */
  settings: unknown;
  /** Rooms of src/ whose code its outputs depend on. */
  code: readonly string[];
  /** Steps whose outputs it reads. */
  needs: readonly string[];
  /** Files that it leaves in the folder. */
  outputs: readonly string[];
  /** Does the work; what it returns depends on settings and seed alone and enters results.json. */
  run(context: StepContext): Promise<Json>;
}

/** What is kept of a step that was done. */
export interface StepRecord {
  /** Hash of what the outputs depend on: settings, seed, code and inputs. */
  fingerprint: string;
  outputs: Record<string, string>;
  results: Json;
  seconds: number;
}

export interface StepOutcome extends StepRecord {
  name: string;
  /** It was done before with the same settings, code and inputs, and is not done again. */
  unchanged: boolean;
}

export interface StepOptions {
  seed: number;
  /** Names of the only steps to run; their inputs must be there. All by default. */
  only?: readonly string[];
  /** Do every step again, whatever is there. */
  fresh?: boolean;
  run: RunControl;
  onStep?(event: 'start' | 'done' | 'unchanged' | 'skipped', step: Step, record?: StepRecord): void;
}

/** Runs the steps in order, leaving alone those whose settings, seed, code and inputs have not changed. */
export async function runSteps(steps: readonly Step[], folder: string, options: StepOptions): Promise<StepOutcome[]> {
  const { seed, only, fresh, run, onStep } = options;
  checkStepNames(steps, only);
  const outcomes: StepOutcome[] = [];
  for (const step of steps) {
    const record = readRecord(folder, step);
    const fingerprint = fingerprintOf(step, seed, outcomes);
    const current = record !== undefined && record.fingerprint === fingerprint;
    const asked = !only || only.includes(step.name);
    if (!asked || (current && !fresh)) {
      if (current) outcomes.push({ name: step.name, ...record, unchanged: true });
      onStep?.(asked ? 'unchanged' : 'skipped', step, record);
      continue;
    }
    if (fingerprint === undefined)
      throw new InputError('--only', `step '${step.name}' needs ${step.needs.join(', ')}`, 'run those first');
    onStep?.('start', step);
    const scratch = prepareScratch(folder, step, fingerprint, fresh);
    const start = performance.now();
    const results = await step.run({ folder, scratch, seed, random: RandomStream.fromSeed(seed).derive(step.name), run });
    const seconds = (performance.now() - start) / 1000;
    const done: StepRecord = { fingerprint, outputs: hashOutputs(folder, step), results, seconds };
    writeFile(recordPath(folder, step), JSON.stringify(done, null, 2));
    rmSync(scratch, { recursive: true, force: true });
    onStep?.('done', step, done);
    outcomes.push({ name: step.name, ...done, unchanged: false });
  }
  return outcomes;
}

function checkStepNames(steps: readonly Step[], only: readonly string[] = []): void {
  const names = steps.map(({ name }) => name);
  const unknown = only.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new InputError('--only', `there is no step '${unknown}'`, `choose from ${names.join(', ')}`);
}

/**
 * What the outputs of a step depend on; undefined where an input is not there. The inputs count by their content, so a step
 * that came out the same as before disturbs nothing after it.
 */
function fingerprintOf(step: Step, seed: number, before: readonly StepOutcome[]): string | undefined {
  const inputs = step.needs.map((need) => before.find(({ name }) => name === need)?.outputs);
  return inputs.includes(undefined)
    ? undefined
    : sha256(JSON.stringify([step.name, step.settings, seed, hashCode(step.code), inputs]));
}

const hashCode = (rooms: readonly string[]): string[] => rooms.map((room) => hashFolder(join(repositoryRoot, 'src', room)));

function hashFolder(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return sha256(JSON.stringify(paths.map((path) => [relative(folder, path), sha256(readFileSync(path))])));
}

const recordPath = (folder: string, step: Step): string => join(folder, `${step.name}.step.json`);

/** The record of a step whose outputs are all there and as they were left, else nothing. */
function readRecord(folder: string, step: Step): StepRecord | undefined {
  const path = recordPath(folder, step);
  if (!existsSync(path)) return undefined;
  const record = JSON.parse(readFileSync(path, 'utf8')) as StepRecord;
  const intact = step.outputs.every((file) => existsSync(join(folder, file))) && same(hashOutputs(folder, step), record.outputs);
  return intact ? record : undefined;
}

function hashOutputs(folder: string, step: Step): Record<string, string> {
  return Object.fromEntries(step.outputs.map((file) => [file, sha256(readFileSync(join(folder, file)))]));
}

function same(a: Record<string, string>, b: Record<string, string>): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A step's checkpoints are only for the same fingerprint; those of other settings are thrown away. */
function prepareScratch(folder: string, step: Step, fingerprint: string, fresh = false): string {
  const root = join(folder, 'scratch');
  const name = `${step.name}-${fingerprint.slice(0, 12)}`;
  makeFolder(root);
  for (const other of readdirSync(root)) {
    const stale = other.startsWith(`${step.name}-`) && other.length === name.length && other !== name;
    if (stale || (fresh && other === name)) rmSync(join(root, other), { recursive: true });
  }
  makeFolder(join(root, name));
  return join(root, name);
}
