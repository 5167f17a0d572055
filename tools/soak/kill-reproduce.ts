import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RandomStream } from '../../src/numerics/random';
import { differencesOf } from './compare';
import { type Ending, judgeEnding, script, start } from './process';
import type { Group, Trial } from './trials';

/** Seconds of the steps of an undisturbed run. */
type Durations = Map<string, number>;

/** Pictures and descriptions of what methods cost, in seconds. */
export const timedFiles = /(^|\/)timing\.json$|costs\.(png|svg|json)$/;

export const smallRun = (folder: string): string[] => script('tools/soak/small-run.ts', folder);

/**
 * Kills a run of the whole chain at random moments of random steps until it was killed so many times, from the beginning again
 * whenever it has come to its end. What was done before a kill must not be done again, and the files at the end must be those of
 * an undisturbed run.
 */
export async function killReproduce(kills: number, random: RandomStream): Promise<Group> {
  const root = mkdtempSync(join(tmpdir(), 'soak-'));
  const trials: Trial[] = [];
  const durations: Durations = new Map();
  await runThrough(join(root, 'undisturbed'), { onStart: timer(durations) });
  while (trials.length < kills) {
    const folder = join(root, `killed-${trials.length}`);
    const before = trials.length;
    const done = new Set<string>();
    for (let isEnded = false; !isEnded; ) {
      const isKilled = trials.length < kills;
      const moment = isKilled ? momentIn(durations, random) : undefined;
      const { ending, where, again } = await runThrough(folder, { moment, done });
      isEnded = ending.signal !== 'SIGKILL';
      const what = `reproduce, killed ${where}`;
      if (again.length > 0) trials.push({ outcome: 'lost', detail: `${what}: done again: ${again}` });
      else if (!isEnded) trials.push({ outcome: 'well', detail: what });
      const end = judgeEnding(ending, `reproduce after ${trials.length - before} kills`);
      if (isEnded && end.outcome !== 'well') trials.push({ ...end, outcome: 'trace' });
    }
    const different = differencesOf(folder, join(root, 'undisturbed'), timedFiles);
    if (different.length > 0) trials.push({ outcome: 'lost', detail: `reproduce after kills: other files: ${different}` });
    rmSync(folder, { recursive: true });
  }
  rmSync(root, { recursive: true });
  return { name: 'kills of reproduce', trials };
}

/** When to kill: so many steps after the first that begins, that far into it; sometimes before there is any. */
interface Moment {
  skip: number;
  /** Of the step's own time; below 0, seconds from the start of the process. */
  share: number;
  durations: Durations;
}

const momentIn = (durations: Durations, random: RandomStream): Moment => ({
  skip: random.integer(Math.max(1, Math.ceil(durations.size / 12))),
  share: random.integer(12) === 0 ? -random.uniform(0, 3) : random.uniform(0, 1.1),
  durations,
});

interface Watch {
  moment?: Moment;
  /** Steps that are done; grows. */
  done?: Set<string>;
  onStart?(step: string): void;
}

/** One run, to its end or to its kill; which steps it did again, and where it was killed. */
async function runThrough(
  folder: string,
  { moment, done = new Set(), onStart }: Watch,
): Promise<{ ending: Ending; where: string; again: string[] }> {
  const again: string[] = [];
  let begun = 0;
  let where = 'before any step';
  const killAfter = (seconds: number): void => void setTimeout(() => started.child.kill('SIGKILL'), 1000 * seconds);
  const started = start(process.execPath, smallRun(folder), (line) => {
    const [event, step] = line.split(' ');
    if (event === 'start' && done.has(step)) again.push(step);
    if (event === 'done') done.add(step);
    if (event !== 'start') return;
    where = `in ${step}`;
    onStart?.(step);
    if (moment && moment.share >= 0 && begun++ === moment.skip) killAfter(moment.share * (moment.durations.get(step) ?? 1));
  });
  if (moment && moment.share < 0) killAfter(-moment.share);
  const ending = await started.ended;
  onStart?.('');
  return { ending, where, again };
}

/** Takes down how long each step takes, from its beginning to that of the next. */
function timer(durations: Durations): (step: string) => void {
  let [last, since] = ['', performance.now()];
  return (step) => {
    const now = performance.now();
    if (last !== '') durations.set(last, (now - since) / 1000);
    [last, since] = [step, now];
  };
}
