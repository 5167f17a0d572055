import type { RandomStream } from '../numerics/random';
import type { KeptRun } from '../runs/control';
import type { PropertyValue } from '../simulation/property';
import { checkCounts, checkPositive } from './check-ranges';
import { chooseApart, warnOfClose } from './choose-apart';
import { type ExplorationSettings, Explorer } from './exploration';
import type { Method, OpenContext } from './method';
import type { Design, InverseModel } from './model';
import { checkChoice, oneNumber } from './surrogate-choice';
import { surrogateRanked } from './surrogate-ranked';
import { warnOfTarget } from './warnings';

type ExploringSettings = { exploration: ExplorationSettings };

/**
 * Ours, for targets outside the range of the data (section 3.4): designs that the surrogate puts nearest to the target are
 * simulated, what it says is corrected by them, and so on for five rounds. The designs are the nearest of all that were
 * simulated, none too close to a better one.
 */
export const exploring: Method<ExploringSettings> = {
  name: 'exploring',
  origin: 'ours',
  summary: 'designs that a surrogate proposes are simulated and learnt from, round after round',
  settings: {
    exploration: { rounds: 5, simulations: 60, candidates: 1000, apart: 0.1, spread: 0.15 },
  },
  module: __filename,
  trainedBy: surrogateRanked,
  repeats: 'nothing',
  tabled: false,
  check({ exploration }) {
    checkChoice(exploration, 'exploration');
    checkCounts(exploration, ['rounds', 'simulations', 'candidates'], 'exploration');
    checkPositive(exploration, ['spread'], 'exploration');
  },
  open: (context, settings) => new Exploring(context, settings),
};

class Exploring implements InverseModel {
  readonly name = exploring.name;

  constructor(
    private readonly context: OpenContext,
    private readonly settings: ExploringSettings,
  ) {
    if (!context.simulator) throw new Error(`${exploring.name} learns by simulation: it is opened with a simulator`);
  }

  async design(wanted: PropertyValue, count: number, random: RandomStream, run?: KeptRun): Promise<Design> {
    const { dataset, property } = this.context;
    const target = oneNumber(wanted, this.name);
    const { exploration } = this.settings;
    const explorer = await Explorer.start(this.context, exploration, random);
    try {
      const { rounds, apart } = exploration;
      // so that there are enough to choose from
      const simulations = Math.max(exploration.simulations, Math.ceil(count / rounds));
      for (let round = 1; round <= rounds; round++) {
        const own = random.derive('round', round);
        const watched: KeptRun = {
          ...run,
          onProgress: (at) => run?.onProgress?.({ ...at, label: `round ${round} of ${rounds}: ${at.label}` }),
        };
        const proposed = await explorer.propose(target, simulations, own.derive('propose'), watched);
        await explorer.learn(proposed.candidates, watched);
      }
      const { candidates, y } = explorer.known;
      const order = [...y.keys()].sort((a, b) => Math.abs(y[a] - target) - Math.abs(y[b] - target));
      const images = candidates.map(({ microstructure }) => microstructure);
      const { chosen, close } = chooseApart(images, order, count, apart);
      return {
        candidates: chosen.map((i) => candidates[i]),
        warnings: [...warnOfTarget(target, property, dataset.range), ...warnOfClose(close, count, apart)],
      };
    } finally {
      explorer.dispose();
    }
  }
}
