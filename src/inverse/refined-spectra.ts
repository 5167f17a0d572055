import { flipPixels } from '../microstructure/flips';
import type { RandomStream } from '../numerics/random';
import { breathe, type KeptRun, throwIfInterrupted } from '../runs/control';
import { InputError } from '../runs/errors';
import { sha256 } from '../runs/files';
import type { PropertyValue } from '../simulation/property';
import { rootMeanSquare } from '../simulation/residual';
import type { PropertySimulator } from '../simulation/simulator';
import { checkCounts } from './check-ranges';
import { KeptMeasurements } from './kept-measurements';
import { hasFine, type Measured } from './measure-images';
import type { Method } from './method';
import type { Candidate, Design, InverseModel } from './model';
import { movedSamples } from './moved-samples';
import { callsOf } from './refined-design';
import { chooseSpectralFlips } from './spectral-flips';
import { surrogateRanked } from './surrogate-ranked';

/** How designs are brought to a target of several numbers. */
export interface FlipSettings {
  /** Calls of the simulator for each design; a gradient counts as two. */
  calls: number;
  /** Pixels that are flipped at once, at most. */
  most: number;
}

type RefinedSettings = (typeof movedSamples)['settings'] & { flips: FlipSettings };

/**
 * Ours: `refined` for several numbers. A design starts from one of `moved samples`. A gradient of its simulation, the adjoint one,
 * tells what every pixel at a wall would change of every number; those are flipped whose changes add up to what is missing
 * (`chooseSpectralFlips`), a gradient of the new image tells what is missing then, and so on. What led away from the target is
 * taken back, and half as many pixels are tried. Flips keep the least features (`admissibleFlips`). Values are of the fidelity
 * `fine` where there is one, gradients of the label.
 */
export const refinedSpectra: Method<RefinedSettings> = {
  name: 'refined spectra',
  origin: 'ours',
  summary: 'moved samples, of which pixels are flipped by the gradient of the simulation; several calls for each design',
  settings: { ...movedSamples.settings, flips: { calls: 9, most: 64 } },
  module: __filename,
  trainedBy: surrogateRanked,
  repeats: 'nothing',
  tabled: false,
  check({ flips, ...moves }) {
    movedSamples.check!(moves);
    checkCounts(flips, ['calls', 'most'], 'flips');
    const least = callsOf({ withGradient: true }, true) + 1;
    if (flips.calls < least) throw new InputError('flips.calls', `${flips.calls}`, `give a whole number of at least ${least}`);
  },
  async open(context, { flips, ...moves }) {
    const { simulator } = context;
    if (!simulator?.gradient) {
      const problem = `${refinedSpectra.name} needs the gradient of a simulation`;
      throw new InputError('simulator', problem, 'open it with a simulator that has `gradient`, or choose space mapping');
    }
    return new RefinedSpectra(await movedSamples.open(context, moves), simulator, flips);
  },
};

/** A design on its way. */
interface Refining extends Measured {
  candidate: Candidate;
  /** Pixels that are flipped at once, at most: half as many after each time that led away. */
  most: number;
}

class RefinedSpectra implements InverseModel {
  readonly name = refinedSpectra.name;

  constructor(
    private readonly moved: InverseModel,
    private readonly simulator: PropertySimulator,
    private readonly settings: FlipSettings,
  ) {}

  async design(wanted: PropertyValue, count: number, random: RandomStream, run?: KeptRun): Promise<Design> {
    const start = await this.moved.design(wanted, count, random, run);
    const target = typeof wanted === 'number' ? [wanted] : wanted;
    const { calls, most } = this.settings;
    const isFine = hasFine(this.simulator);
    const ofGradient = callsOf({ withGradient: true }, isFine);
    const tell = (spent: number): void => run?.onProgress?.({ label: 'refining', done: spent, total: calls });
    tell(0);
    const kept = new KeptMeasurements(`refined-spectra-${sha256(`${target}`).slice(0, 12)}`, this.simulator, run);
    const measured = await kept.measure(start.candidates.map((candidate) => ({ ...candidate, withGradient: true })));
    let designs = start.candidates.map((candidate, i): Refining => ({ candidate, ...measured[i], most }));
    let left = calls - ofGradient;
    while (left > 0) {
      tell(calls - left);
      // the last round needs no gradient
      const withGradient = left > ofGradient;
      designs = await flip(designs, target, withGradient, kept, run);
      left = withGradient ? left - ofGradient : 0;
    }
    return {
      ...start,
      candidates: designs.map(({ candidate }) => candidate),
      chosenAt: isFine ? 'fine' : 'label',
      earlier: kept.earlier,
    };
  }
}

/** One round: flips of each design, simulated; what led away is taken back. */
async function flip(
  designs: readonly Refining[],
  target: readonly number[],
  withGradient: boolean,
  kept: KeptMeasurements,
  run?: KeptRun,
): Promise<Refining[]> {
  const trials: Candidate[] = [];
  for (const { candidate, values, slopes, most } of designs) {
    await breathe();
    throwIfInterrupted(run);
    const missing = Float64Array.from(target, (value, k) => value - values[k]);
    const pixels = chooseSpectralFlips(candidate.microstructure, slopes!, missing, most);
    trials.push({ ...candidate, microstructure: flipPixels(candidate.microstructure, pixels) });
  }
  const measured = await kept.measure(trials.map((trial) => ({ ...trial, withGradient })));
  return designs.map((design, i) => {
    const isNearer = rootMeanSquare(measured[i].values, target) < rootMeanSquare(design.values, target);
    if (isNearer) return { candidate: trials[i], ...measured[i], most: design.most };
    return { ...design, most: Math.max(1, Math.floor(design.most / 2)) };
  });
}
