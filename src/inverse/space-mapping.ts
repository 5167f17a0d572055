import type { RandomStream } from '../numerics/random';
import { type KeptRun, throwIfInterrupted } from '../runs/control';
import { InputError } from '../runs/errors';
import type { PropertyValue } from '../simulation/property';
import type { PropertySimulator } from '../simulation/simulator';
import type { Surrogate } from '../surrogate/surrogate';
import { checkCounts } from './check-ranges';
import { CorrectedSurrogate, checkMoves, type KnownDesign, type MoveSettings, nearestKnown } from './corrected-surrogate';
import type { Method, OpenContext } from './method';
import type { Candidate, Design, InverseModel } from './model';
import { knownSamples } from './moved-samples';
import { chooseNearest, numbersOf } from './surrogate-choice';
import { surrogateRanked } from './surrogate-ranked';
import { surrogateOf } from './trained-networks';
import { warnOfTarget } from './warnings';

/** How known designs are moved in rounds, each of which is simulated. */
export interface MappingSettings extends MoveSettings {
  /** Designs that are simulated in a round. */
  round: number;
  /** Known designs that are moved for each of these. */
  starts: number;
}

/**
 * Ours: space mapping (Bandler et al. 1994), a surrogate that is corrected by simulations as they come in. The first round moves
 * the nearest samples, as `moved samples` does; the best by what the corrected surrogate says are simulated, and correct it in the
 * next round, which starts from them too, nearer to the target. Every design is simulated once while it proposes: as many calls
 * as candidates. They are given in the order in which they were simulated.
 */
export const spaceMapping: Method<{ mapping: MappingSettings }> = {
  name: 'space mapping',
  origin: 'ours',
  summary: 'designs go down the gradient of a network that simulations correct, a few at a time; each is simulated',
  settings: { mapping: { round: 5, starts: 2, steps: 30, learningRate: 0.05, sharpness: 10, length: 0.6, noise: 0.01 } },
  module: __filename,
  trainedBy: surrogateRanked,
  repeats: 'nothing',
  check({ mapping }) {
    checkCounts(mapping, ['round', 'starts'], 'mapping');
    checkMoves(mapping, 'mapping');
  },
  async open(context, { mapping }) {
    const { simulator } = context;
    if (!simulator) throw new InputError('simulator', 'space mapping simulates as it goes', 'open it with a simulator');
    const surrogate = await surrogateOf(context);
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
    const { generator, dataset, property } = this.context;
    const networks = { generator, surrogate: this.surrogate, latentSide: dataset.latentSide };
    const corrected = new CorrectedSurrogate(networks, this.settings);
    const anywhere = { apart: 0 };
    const quiet = { signal: run?.signal };
    const target = numbersOf(wanted, this.surrogate.numbers, this.name);
    const candidates: Candidate[] = [];
    // a sample is moved once; a design that was simulated on the way, which the surrogate knows better each time, again
    let waiting: readonly KnownDesign[] = this.samples;
    const made: KnownDesign[] = [];
    while (candidates.length < count) {
      throwIfInterrupted(run);
      const size = Math.min(this.settings.round, count - candidates.length);
      const moved = nearestKnown([...waiting, ...made], target, this.settings.starts * size);
      corrected.learn(moved.filter((each) => !made.includes(each)));
      waiting = waiting.filter((each) => !moved.includes(each));
      const latents = await corrected.move(moved, target, quiet);
      const corrections = corrected.corrections(latents);
      const chosen = await chooseNearest(networks, latents, target, size, anywhere, quiet, corrections);
      const simulated = await this.simulate(chosen.candidates, run);
      corrected.learn(simulated);
      made.push(...simulated);
      candidates.push(...chosen.candidates);
      run?.onProgress?.({ label: 'moving and simulating', done: candidates.length, total: count });
    }
    return { candidates, warnings: warnOfTarget(wanted, property, dataset.range) };
  }

  private async simulate(candidates: readonly Candidate[], run?: KeptRun): Promise<KnownDesign[]> {
    const images = candidates.map(({ microstructure }) => microstructure);
    const y = await this.simulator.simulate(images, { signal: run?.signal });
    const numbers = y.length / candidates.length;
    return candidates.map(({ latent }, i) => ({ latent: latent!, y: y.subarray(i * numbers, (i + 1) * numbers) }));
  }
}
