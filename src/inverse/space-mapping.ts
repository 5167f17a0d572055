import type { RandomStream } from '../numerics/random';
import { type KeptRun, throwIfInterrupted } from '../runs/control';
import { InputError } from '../runs/errors';
import type { PropertyValue } from '../simulation/property';
import type { PropertySimulator } from '../simulation/simulator';
import { Surrogate } from '../surrogate/surrogate';
import type { Method, OpenContext } from './method';
import type { Candidate, Design, InverseModel } from './model';
import { checkMoves, type KnownDesign, knownSamples, type MoveSettings, moveTowards, nearestKnown } from './moved-samples';
import { chooseNearest, numbersOf } from './surrogate-choice';
import { surrogateRanked } from './surrogate-ranked';
import { warnOfTarget } from './warnings';
import { partOf } from './weight-parts';

/** How known designs are moved in rounds, each of which is simulated. */
export interface MappingSettings extends MoveSettings {
  /** Designs that are simulated in a round. */
  round: number;
  /** Known designs that are moved for each of these. */
  starts: number;
}

/**
 * Ours: space mapping (Bandler et al. 1994), the surrogate corrected by simulations as they come in. The first round moves the
 * nearest samples (`moveTowards`); the best by what the corrected surrogate says are simulated, and are known designs for the
 * next round, nearer to the target, where the correction holds better. Every design is simulated once while it proposes: as many
 * calls as candidates. They are given in the order in which they were simulated.
 */
export const spaceMapping: Method<{ mapping: MappingSettings }> = {
  name: 'space mapping',
  origin: 'ours',
  summary: 'designs go down the gradient of a network that simulations correct, a few at a time; each is simulated',
  settings: { mapping: { round: 6, starts: 2, steps: 30, learningRate: 0.05, sharpness: 10, doubt: 0.2 } },
  module: __filename,
  trainedBy: surrogateRanked,
  repeats: 'nothing',
  check({ mapping }) {
    for (const name of ['round', 'starts'] as const) {
      if (Number.isInteger(mapping[name]) && mapping[name] >= 1) continue;
      throw new InputError(`mapping.${name}`, `${mapping[name]}`, 'give a whole number of at least 1');
    }
    checkMoves(mapping, 'mapping');
  },
  async open(context, { mapping }) {
    const { simulator } = context;
    if (!simulator) throw new InputError('simulator', 'space mapping simulates as it goes', 'open it with a simulator');
    const surrogate = await Surrogate.fromWeights(partOf(context.weights!, 'surrogate'));
    return new SpaceMapping(context, simulator, surrogate, knownSamples(await context.samples()), mapping);
  },
};

class SpaceMapping implements InverseModel {
  readonly name = spaceMapping.name;

  constructor(
    private readonly context: OpenContext,
    private readonly simulator: PropertySimulator,
    private readonly surrogate: Surrogate,
    private readonly samples: readonly KnownDesign[],
    private readonly settings: MappingSettings,
  ) {}

  async design(wanted: PropertyValue, count: number, _random: RandomStream, run?: KeptRun): Promise<Design> {
    const { dataset, property } = this.context;
    const target = numbersOf(wanted, this.surrogate.numbers, this.name);
    const candidates: Candidate[] = [];
    // each is moved once: it would end where it did before
    let waiting: readonly KnownDesign[] = this.samples;
    while (candidates.length < count) {
      throwIfInterrupted(run);
      const made = Math.min(this.settings.round, count - candidates.length);
      const moved = nearestKnown(waiting, target, this.settings.starts * made);
      const chosen = await this.chooseMoved(moved, target, made, run);
      const simulated = await this.simulate(chosen, run);
      waiting = [...waiting.filter((each) => !moved.includes(each)), ...simulated];
      candidates.push(...chosen);
      run?.onProgress?.({ label: 'moving and simulating', done: candidates.length, total: count });
    }
    return { candidates, warnings: warnOfTarget(wanted, property, dataset.range) };
  }

  /** The best of known designs after their moves. */
  private async chooseMoved(
    known: readonly KnownDesign[],
    target: readonly number[],
    count: number,
    run?: KeptRun,
  ): Promise<Candidate[]> {
    const { generator, dataset } = this.context;
    const networks = { generator, surrogate: this.surrogate, latentSide: dataset.latentSide };
    const quiet = { signal: run?.signal };
    const { latents, corrections } = await moveTowards(networks, known, target, this.settings, quiet);
    const anywhere = { apart: 0 };
    const found = await chooseNearest(networks, latents, target, count, anywhere, quiet, (i) => corrections[i]);
    return found.candidates;
  }

  private async simulate(candidates: readonly Candidate[], run?: KeptRun): Promise<KnownDesign[]> {
    const images = candidates.map(({ microstructure }) => microstructure);
    const y = await this.simulator.simulate(images, { signal: run?.signal });
    const numbers = y.length / candidates.length;
    return candidates.map(({ latent }, i) => ({ latent: latent!, y: y.subarray(i * numbers, (i + 1) * numbers) }));
  }
}
