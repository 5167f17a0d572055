import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { datasetFiles } from '../../src/datasets/shipped';
import type { RandomStream } from '../../src/numerics/random';
import { differencesOf, filesIn } from './compare';
import { command, type Ending, judgeEnding, start } from './process';
import { type Inputs, type SmallCommand, smallBuild, smallCommands, writeInputs } from './small-commands';
import type { Group, Trial } from './trials';

/** Times, and files under way: a killed process leaves them, and the next takes them away. */
export const unsettled = /timing\.json|\.partial$|\.lock/;
/** What only says how long something took. */
const timing = /timing\.json$/;

/** The inputs of the commands, and what each leaves undisturbed. */
export class Workshop {
  readonly root = mkdtempSync(join(tmpdir(), 'soak-'));
  private readonly known = new Map<string, { wanted: string; seconds: number }>();
  private constructor(readonly inputs: Inputs) {}

  static async open(): Promise<Workshop> {
    const inputs = await writeInputs(mkdtempSync(join(tmpdir(), 'soak-')));
    const run = async (...args: string[]): Promise<void> => {
      const ending = await start(process.execPath, command(...args)).ended;
      if (ending.code !== 0) throw new Error(`the soak cannot prepare its files: ${args.join(' ')}: ${ending.err}`);
    };
    await run(...smallBuild('build'), '--folder', inputs.built);
    const { shards } = datasetFiles('II', join(inputs.folder, 'shards'));
    for (let i = 1; i <= 3; i++) {
      await run(...smallBuild('build'), '--folder', join(inputs.folder, 'shards'), '--shard', `${i}/3`);
      copyFileSync(join(shards, `shard-${i}-of-3.h5`), join(inputs.folder, `shard-${i}-of-3.h5`));
    }
    return new Workshop(inputs);
  }

  /** An empty folder, but for what the command starts from. */
  prepare({ prepare }: SmallCommand, name: string): string {
    const out = join(this.root, name);
    mkdirSync(out);
    prepare?.(out, this.inputs);
    return out;
  }

  argsOf(small: SmallCommand, out: string): string[] {
    return command(...small.args(out, this.inputs));
  }

  run(small: SmallCommand, out: string): Promise<Ending> {
    return start(process.execPath, this.argsOf(small, out)).ended;
  }

  /** What the command leaves when nothing disturbs it, and the seconds that it takes. */
  async undisturbed(small: SmallCommand): Promise<{ wanted: string; seconds: number }> {
    const known = this.known.get(small.name);
    if (known) return known;
    const since = performance.now();
    const wanted = this.prepare(small, `wanted ${small.name}`);
    const ending = await this.run(small, wanted);
    if (ending.code !== 0) throw new Error(`${small.name} fails undisturbed: ${ending.err}`);
    const found = { wanted, seconds: (performance.now() - since) / 1000 };
    this.known.set(small.name, found);
    return found;
  }

  close(): void {
    for (const folder of [this.root, this.inputs.folder]) rmSync(folder, { recursive: true });
  }
}

/** Kills each of the commands that write at random moments, in turn, until there are so many kills. */
export async function killCommands(shop: Workshop, kills: number, random: RandomStream): Promise<Group> {
  const trials: Trial[] = [];
  for (const [i, small] of smallCommands.entries()) {
    const share = Math.floor((kills * (i + 1)) / smallCommands.length) - Math.floor((kills * i) / smallCommands.length);
    if (share > 0) trials.push(...(await killCommand(shop, small, share, random.derive(small.name))));
  }
  return { name: 'kills of other commands', trials };
}

async function killCommand(shop: Workshop, small: SmallCommand, kills: number, random: RandomStream): Promise<Trial[]> {
  const { wanted, seconds } = await shop.undisturbed(small);
  const trials: Trial[] = [];
  for (let round = 0; trials.length < kills; round++) {
    const out = shop.prepare(small, `${small.name} ${round}`);
    for (let isDone = false; !isDone; ) {
      const started = start(process.execPath, shop.argsOf(small, out));
      const after = trials.length < kills ? random.uniform(0.3, 1.05) * seconds : Infinity;
      const timer = after < Infinity && setTimeout(() => started.child.kill('SIGKILL'), 1000 * after);
      const ending = await started.ended;
      if (timer) clearTimeout(timer);
      isDone = ending.signal !== 'SIGKILL';
      const what = `${small.name} after ${trials.length} kills`;
      if (isDone) trials.push(...faultsOfEnd(small, ending, what));
      else trials.push(judgeKill(out, wanted, `${small.name}, killed after ${after.toFixed(2)} s`));
    }
    const different = differencesOf(out, wanted, timing);
    if (different.length > 0) trials.push({ outcome: 'lost', detail: `${small.name} after kills: other files: ${different}` });
    rmSync(out, { recursive: true });
  }
  return trials;
}

/** After a kill each file is the whole one, or is not there. */
function judgeKill(out: string, wanted: string, detail: string): Trial {
  const broken = filesIn(out).filter((name) => {
    const path = join(wanted, name);
    return !unsettled.test(name) && existsSync(path) && !readFileSync(join(out, name)).equals(readFileSync(path));
  });
  return broken.length === 0 ? { outcome: 'well', detail } : { outcome: 'lost', detail: `${detail}: broken: ${broken}` };
}

/** A command that was let come to its end does, or refuses to write over what it had finished before it was killed. */
function faultsOfEnd({ refusesItsOwn }: SmallCommand, ending: Ending, what: string): Trial[] {
  const { outcome, detail } = judgeEnding(ending, what);
  return outcome === 'well' || (outcome === 'refused' && refusesItsOwn) ? [] : [{ outcome: 'trace', detail }];
}
