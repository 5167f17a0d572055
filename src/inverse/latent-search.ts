import { join } from 'node:path';
import { generateMicrostructures } from '../gan/microstructures';
import { evaluateInitial, type OptimisationSettings } from '../gaussian-process/optimisation';
import type { Evaluation, Objective } from '../gaussian-process/surrogate';
import type { RandomStream } from '../numerics/random';
import type { KeptRun, RunControl } from '../runs/control';
import { InputError } from '../runs/errors';
import { keepJson, keptJson } from '../runs/json';
import type { PropertyValue } from '../simulation/property';
import { candidatesOf } from './candidates';
import type { OpenContext } from './method';
import type { Design, InverseModel } from './model';
import { warnOfTarget } from './warnings';

/** One point of a search: a latent, its property, and what the search keeps of how it was chosen. */
type Trial = Evaluation;

/** How latents are looked for whose property is the target. All that is evaluated is the property of a latent. */
export interface SearchKind {
  /** The name of the method. */
  name: string;
  /** Whether a target begins with all that was tried for those before it, or with the first samples alone. */
  sharesTrials: boolean;
  /** Goes on from `history`, and ends with it and all new trials; shows `keep` all of them after each. */
  search(
    propertyOf: Objective,
    target: number,
    history: readonly Trial[],
    random: RandomStream,
    run: RunControl | undefined,
    keep: (trials: readonly Trial[]) => void,
  ): Promise<Trial[]>;
}

/** What is kept of a search for one target: its own trials, and the time they took. */
interface KeptSearch {
  trials: Trial[];
  seconds: number;
}

/** Milliseconds between two savings of a search, at least. */
const pause = 10_000;

/**
 * A search by simulation in the generator's latent space. The first samples, a Latin hypercube, are simulated once for all
 * targets. Candidates are the latents nearest to the target of all that were tried for it. With a folder for checkpoints, a
 * search that was stopped goes on where it was, and ends with the same trials.
 */
export class LatentSearch implements InverseModel {
  readonly name: string;
  private known: Trial[] | undefined;

  constructor(
    private readonly context: OpenContext,
    private readonly settings: OptimisationSettings,
    private readonly kind: SearchKind,
  ) {
    this.name = kind.name;
    if (!context.simulator) throw new Error(`${kind.name} searches by simulation: it is opened with a simulator`);
  }

  async design(target: PropertyValue, count: number, random: RandomStream, run?: KeptRun): Promise<Design> {
    if (typeof target !== 'number') throw new InputError('target', `${this.name} takes one number`, 'name one');
    const { dataset, generator, property } = this.context;
    const known = await this.simulateFirst(run);
    const kept = this.open(target, run?.scratch);
    const trials = await this.continue(target, known, kept, random, run);
    if (this.kind.sharesTrials) this.known = trials;
    const nearest = [...trials].sort((a, b) => Math.abs(a.value - target) - Math.abs(b.value - target)).slice(0, count);
    const latents = Float32Array.from(nearest.flatMap(({ point }) => point));
    const best = nearestOf(known, target);
    const tried = trials.slice(known.length);
    return {
      candidates: candidatesOf(generator, latents, dataset.latentSide),
      history: [best, ...tried].map(({ value }, iteration) => ({ iteration, property: value })),
      warnings: [
        ...warnOfTarget(target, property, dataset.range),
        ...(trials.length < count ? [`the search tried ${trials.length} latents, so there are no ${count} candidates`] : []),
      ],
      earlier: { seconds: kept.seconds, calls: { label: kept.trials.length } },
    };
  }

  /** The property of latents, count × M, by the simulation that made the data. */
  private propertyOf(run?: RunControl): Objective {
    const { generator, dataset, simulator } = this.context;
    return (points) => {
      const microstructures = generateMicrostructures(generator, Float32Array.from(points), dataset.latentSide);
      return simulator!.simulate(microstructures, { signal: run?.signal });
    };
  }

  private async simulateFirst(run?: RunControl): Promise<Trial[]> {
    this.known ??= await evaluateInitial(this.propertyOf(run), this.settings, 0, this.context.random);
    return this.known;
  }

  private async continue(
    target: number,
    known: readonly Trial[],
    kept: KeptSearch & { save(search: KeptSearch): void },
    random: RandomStream,
    run?: RunControl,
  ): Promise<Trial[]> {
    const start = performance.now();
    let latest: readonly Trial[] = [...known, ...kept.trials];
    let savedAt = start;
    const save = (): void => {
      savedAt = performance.now();
      kept.save({ trials: latest.slice(known.length), seconds: kept.seconds + (savedAt - start) / 1000 });
    };
    const keep = (trials: readonly Trial[]): void => {
      latest = [...trials];
      if (performance.now() - savedAt >= pause) save();
    };
    try {
      return await this.kind.search(this.propertyOf(run), target, latest, random, run, keep);
    } finally {
      save();
    }
  }

  /** What there is of a search, and how it is saved. */
  private open(target: number, folder?: string): KeptSearch & { save(search: KeptSearch): void } {
    if (!folder) return { trials: [], seconds: 0, save: () => {} };
    const file = join(folder, `search-${target}.json`);
    const search = keptJson<KeptSearch>(file) ?? { trials: [], seconds: 0 };
    return { ...search, save: (latest) => keepJson(file, latest) };
  }
}

const nearestOf = (trials: readonly Trial[], target: number): Trial =>
  trials.reduce((best, trial) => (Math.abs(trial.value - target) < Math.abs(best.value - target) ? trial : best));
