import { existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { RandomStream } from '../numerics/random';
import type { RunControl } from '../runs/control';
import { InputError } from '../runs/errors';
import { makeFolder, readFile, removePartials, sha256, writeFile } from '../runs/files';
import { holderOf, holdLock } from '../runs/lock';
import { hashCode } from './fingerprint';
import type { Step, StepContext, StepOutcome, StepRecord } from './step';

export interface StepOptions {
  seed: number;
  /** Names of the only steps to run; their inputs must be there. All by default. */
  only?: readonly string[];
  /** Do every step again, whatever is there. */
  fresh?: boolean;
  /** What is not to be taken from what is shipped, as the steps' `shipped` name it. */
  rebuild?: readonly string[];
  run?: RunControl;
  onStep?(event: StepEvent, step: Step, record?: StepRecord): void;
  /** What a step has to say, in one line. */
  onNote?(line: string, step: Step): void;
}

/** What becomes of a step: it starts, and is done or taken from what is shipped; or it is left alone. */
export type StepEvent = 'start' | 'done' | 'taken' | 'unchanged' | 'skipped';

/** Runs the steps in order, leaving alone those whose settings, seed, code and inputs have not changed. */
export async function runSteps(steps: readonly Step[], folder: string, options: StepOptions): Promise<StepOutcome[]> {
  const { seed, only, fresh, rebuild = [], onStep } = options;
  checkNames(steps, only, rebuild);
  const outcomes: StepOutcome[] = [];
  const find = (step: Step): StepRecord | undefined => {
    const found = readRecord(folder, step);
    return found?.shipped && rebuild.includes(step.shipped?.name ?? '') ? undefined : found;
  };
  for (const step of steps) {
    const record = find(step);
    const fingerprint = fingerprintOf(step, seed, outcomes);
    const isCurrent = record !== undefined && record.fingerprint === fingerprint;
    const isAsked = !only || only.includes(step.name);
    const lock = join(folder, 'scratch', `${step.name}.lock`);
    // of a process that was killed when it had written the record
    const isUntidy = existsSync(lock) && !holderOf(lock);
    if (!isAsked || (isCurrent && !fresh && !isUntidy)) {
      if (isCurrent) outcomes.push({ name: step.name, ...record, unchanged: true });
      onStep?.(isAsked ? 'unchanged' : 'skipped', step, record);
      continue;
    }
    if (fingerprint === undefined)
      throw new InputError('--only', `step '${step.name}' needs ${step.needs.join(', ')}`, 'run those first');
    const release = holdLock(lock, 'reproduce', `step '${step.name}' of ${folder}`);
    try {
      // another process may have done it just before
      const since = fresh ? undefined : find(step);
      if (since?.fingerprint === fingerprint) {
        rmSync(scratchOf(folder, step, fingerprint), { recursive: true, force: true });
        outcomes.push({ name: step.name, ...since, unchanged: true });
        onStep?.('unchanged', step, since);
        continue;
      }
      onStep?.('start', step);
      const done = await perform(step, fingerprint, folder, options);
      onStep?.(done.shipped ? 'taken' : 'done', step, done);
      outcomes.push({ name: step.name, ...done, unchanged: false });
    } finally {
      release();
    }
  }
  return outcomes;
}

/** Takes what is shipped or does the work, and keeps a record of it. */
async function perform(step: Step, fingerprint: string, folder: string, options: StepOptions): Promise<StepRecord> {
  const { seed, fresh, rebuild = [], run = {} } = options;
  const scratch = prepareScratch(folder, step, fingerprint, fresh);
  const left = new Set<string>();
  const context: StepContext = {
    folder,
    scratch,
    seed,
    random: RandomStream.fromSeed(seed).derive(step.stream ?? step.name),
    run,
    say: (line) => options.onNote?.(line, step),
    leave(file) {
      left.add(file);
      return join(folder, file);
    },
  };
  const start = performance.now();
  const { shipped } = step;
  const taken = shipped && !rebuild.includes(shipped.name) ? await shipped.take(context) : undefined;
  const results = taken ?? (await step.run(context));
  const record: StepRecord = {
    fingerprint,
    outputs: Object.fromEntries([...left].map((file) => [file, hashFile(folder, file)])),
    results,
    seconds: (performance.now() - start) / 1000,
    ...(taken !== undefined && { shipped: true }),
  };
  // what killed processes have left of the same files
  for (const path of [...left].map((file) => join(folder, file))) removePartials(dirname(path), basename(path));
  removePartials(folder, `${step.name}.step.json`);
  writeFile(recordPath(folder, step), sealRecord(record));
  rmSync(scratch, { recursive: true, force: true });
  return record;
}

function checkNames(steps: readonly Step[], only: readonly string[] = [], rebuild: readonly string[] = []): void {
  const check = (argument: string, what: string, known: readonly string[], asked: readonly string[]): void => {
    const unknown = asked.find((name) => !known.includes(name));
    if (unknown === undefined) return;
    throw new InputError(argument, `there is no ${what} '${unknown}'`, `choose from ${known.join(', ')}`);
  };
  const shipped = steps.flatMap((step) => (step.shipped ? [step.shipped.name] : []));
  check(
    '--only',
    'step',
    steps.map(({ name }) => name),
    only,
  );
  check('--rebuild', 'shipped', [...new Set(shipped)], rebuild);
}

/**
 * What the outputs of a step depend on; undefined where an input is not there. The inputs count by their content, so a step
 * that came out the same as before disturbs nothing after it.
 */
function fingerprintOf(step: Step, seed: number, before: readonly StepOutcome[]): string | undefined {
  const outputsOf = (names: readonly string[]) => names.map((name) => before.find((step) => step.name === name)?.outputs);
  const inputs = outputsOf(step.needs);
  if (inputs.includes(undefined)) return undefined;
  return sha256(JSON.stringify([step.name, step.settings, seed, hashCode(step.code), inputs, outputsOf(step.uses ?? [])]));
}

const recordPath = (folder: string, step: Step): string => join(folder, `${step.name}.step.json`);

/** The record of a step whose outputs are all there and as they were left, else nothing. */
export function readRecord(folder: string, step: Pick<Step, 'name'>): StepRecord | undefined {
  const path = recordPath(folder, step as Step);
  if (!existsSync(path)) return undefined;
  const record = parseRecord(readFile(path));
  const isIntact =
    record !== undefined &&
    Object.entries(record.outputs).every(([file, hash]) => existsSync(join(folder, file)) && hashFile(folder, file) === hash);
  return isIntact ? record : undefined;
}

/** What `sealRecord` wrote; nothing where it is damaged: then the step is done again. Earlier records have no seal. */
function parseRecord(text: Buffer): StepRecord | undefined {
  try {
    const { sealed, ...record } = JSON.parse(`${text}`) as StepRecord & { sealed?: string };
    const keys = Object.keys(record).filter((key) => key !== 'shipped');
    const isWhole = sealed === undefined ? keys.join() === 'fingerprint,outputs,results,seconds' : sealed === sealOf(record);
    return isWhole ? record : undefined;
  } catch {
    return undefined;
  }
}

const sealOf = (record: StepRecord): string => sha256(JSON.stringify(record));

/** A record as JSON that holds its own hash. */
const sealRecord = (record: StepRecord): string => JSON.stringify({ ...record, sealed: sealOf(record) }, null, 2);

const hashFile = (folder: string, file: string): string => sha256(readFile(join(folder, file)));

/** A step's checkpoints are only for the same fingerprint; those of other settings are thrown away. */
function prepareScratch(folder: string, step: Step, fingerprint: string, fresh = false): string {
  const path = scratchOf(folder, step, fingerprint);
  const [root, name] = [dirname(path), basename(path)];
  makeFolder(root);
  for (const other of readdirSync(root)) {
    const stale = other.startsWith(`${step.name}-`) && other.length === name.length && other !== name;
    if (stale || (fresh && other === name)) rmSync(join(root, other), { recursive: true });
  }
  makeFolder(path);
  return path;
}

const scratchOf = (folder: string, { name }: Step, fingerprint: string): string =>
  join(folder, 'scratch', `${name}-${fingerprint.slice(0, 12)}`);
