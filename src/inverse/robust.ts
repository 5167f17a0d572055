import type { MixtureDensityNetwork } from '../mdn/network';
import type { Microstructure } from '../microstructure/microstructure';
import { dilate, erode } from '../microstructure/morphology';
import type { RandomStream } from '../numerics/random';
import { breathe, type KeptRun, throwIfInterrupted } from '../runs/control';
import { InputError } from '../runs/errors';
import type { PropertyValue } from '../simulation/property';
import { tolerances } from '../simulation/tolerance';
import type { Surrogate } from '../surrogate/surrogate';
import { checkCounts } from './check-ranges';
import { chooseApart, Neighbours, warnOfClose } from './choose-apart';
import { drawInside } from './gan-mdn-inside';
import { KeptCalls } from './kept-calls';
import type { Method, OpenContext } from './method';
import type { Design, InverseModel } from './model';
import { type ChoiceSettings, checkChoice, nearestPredicted, oneNumber, type Predicted } from './surrogate-choice';
import { surrogateRanked } from './surrogate-ranked';
import { mixtureOf, surrogateOf } from './trained-networks';
import { warnOfTarget } from './warnings';

/** How designs are chosen that keep their property. */
export interface RobustSettings extends ChoiceSettings {
  /** Latents that are drawn. */
  candidates: number;
  /** Candidates that the surrogate puts within so many percent of the target may be designs. */
  within: number;
  /**
   * Simulations for each design: three for a candidate, as drawn and with its walls moved. As many times as candidates are
   * simulated for each design `candidates` and `within` are larger. 0 leaves all to the surrogate.
   */
  calls: number;
}

/** Of a candidate as drawn, and with its walls a pixel further in and out. */
const callsOfCandidate = 3;
/** Candidates predicted between two looks at whether the run is to end. */
const together = 20;

/**
 * Ours: surrogate-ranked GAN-MDN for designs that survive fabrication. Of the candidates that the surrogate puts near the target,
 * those are taken whose property it expects to change least where the walls of phase 1 come out a pixel further in or out: nine
 * tenths of the variance that errors of film and light bring. With calls, the best by the surrogate are simulated so, and those are
 * taken that are expected to be nearest to the target once they are made.
 */
export const robust: Method<{ robustness: RobustSettings }> = {
  name: 'robust GAN-MDN',
  origin: 'ours',
  summary: 'as surrogate-ranked GAN-MDN, but of candidates near the target those that errors of making change least',
  settings: { robustness: { candidates: 4000, within: 0.5, calls: 0, apart: 0.1 } },
  module: __filename,
  trainedBy: surrogateRanked,
  repeats: 'designs',
  check({ robustness }) {
    checkChoice(robustness, 'robustness');
    checkCounts(robustness, ['candidates'], 'robustness');
    const { within, calls } = robustness;
    if (!(within > 0)) throw new InputError('robustness.within', `${within}`, 'give a number above 0, in percent');
    if (!(Number.isInteger(calls) && (calls === 0 || calls >= callsOfCandidate)))
      throw new InputError('robustness.calls', `${calls}`, `give a whole number of at least ${callsOfCandidate}, or 0`);
  },
  open: async (context, { robustness }) => new Robust(context, await surrogateOf(context), robustness),
};

class Robust implements InverseModel {
  readonly name = robust.name;
  private readonly mixture: MixtureDensityNetwork;

  constructor(
    private readonly context: OpenContext,
    private readonly surrogate: Surrogate,
    private readonly settings: RobustSettings,
  ) {
    if (settings.calls > 0 && !context.simulator) throw new Error(`${robust.name} with calls is opened with a simulator`);
    this.mixture = mixtureOf(context);
  }

  async design(wanted: PropertyValue, count: number, random: RandomStream, run?: KeptRun): Promise<Design> {
    const { generator, dataset, property } = this.context;
    const { apart, calls } = this.settings;
    const target = oneNumber(wanted, this.name);
    const tried = Math.floor(calls / callsOfCandidate);
    const [total, within] = [this.settings.candidates, this.settings.within].map((each) => each * Math.max(1, tried));
    const { latents, warnings } = drawInside(this.mixture, target, Math.max(count, total), random);
    const networks = { generator, surrogate: this.surrogate, latentSide: dataset.latentSide };
    // one view is off by more than all eight: look at twice as many as will be near enough
    const ranked = await nearestPredicted(networks, latents, target, Math.max(2 * count, Math.ceil(total / 10)), run);
    const near = ranked.filter(({ distance }) => (100 * distance) / target <= within);
    const few = near.length < count;
    const pool = few ? ranked.slice(0, count) : near;
    const expectedTolerances = await this.expectTolerances(pool, run);
    const expected = [...pool.keys()].sort((a, b) => expectedTolerances[a] - expectedTolerances[b]);
    const images = pool.map(({ candidate }) => candidate.microstructure);
    const neighbours = new Neighbours(images, apart);
    const best = (some: readonly number[], most: number) => chooseApart(images, some, most, apart, neighbours);
    const measured = tried > 0 ? await this.orderByMiss(images, best(expected, tried * count).chosen, target, run) : undefined;
    const { chosen, close } = best(measured?.order ?? expected, count);
    const fewNear = `only ${near.length} of ${total} candidates are expected within ${within} % of the target`;
    return {
      candidates: chosen.map((i) => pool[i].candidate),
      warnings: [
        ...warnOfTarget(target, property, dataset.range),
        ...warnings,
        ...(few ? [fewNear] : []),
        ...warnOfClose(close, count, apart),
      ],
      earlier: measured?.earlier,
    };
  }

  /** Numbers of candidates, simulated and then in the order of how far they are expected to be from the target once made. */
  private async orderByMiss(images: readonly Microstructure[], numbers: readonly number[], target: number, run?: KeptRun) {
    const kept = new KeptCalls(this.context.simulator!, images.flatMap(withWallsMoved), `robust-${target}`, run);
    const cases = numbers.flatMap((i) => Array.from({ length: callsOfCandidate }, (_, k) => callsOfCandidate * i + k));
    const onProgress: KeptRun['onProgress'] = (progress) =>
      run?.onProgress?.({ ...progress, label: 'simulating candidates with walls moved' });
    await kept.simulate(cases, 'label', { signal: run?.signal, onProgress });
    const values = cases.map((i) => kept.at('label').get(i)!);
    const miss = [...tolerances(values, callsOfCandidate)].map((tolerance, i) =>
      Math.hypot(values[callsOfCandidate * i] - target, tolerance),
    );
    const order = [...numbers.keys()].sort((a, b) => miss[a] - miss[b]).map((i) => numbers[i]);
    return { order, earlier: kept.earlier };
  }

  /** The standard deviation of each candidate's property over walls a pixel further in and out, as the surrogate has it. */
  private async expectTolerances(pool: readonly Predicted[], run?: KeptRun): Promise<number[]> {
    const expected: number[] = [];
    for (let first = 0; first < pool.length; first += together) {
      throwIfInterrupted(run);
      const some = pool.slice(first, first + together).map(({ candidate }) => candidate.microstructure);
      const [less, more] = [erode, dilate].map((change) => this.surrogate.predict(some.map(change)));
      const cases = some.flatMap((_, i) => [pool[first + i].predicted[0], less[i], more[i]]);
      expected.push(...tolerances(cases, 3));
      run?.onProgress?.({ label: 'looking for robust designs', done: expected.length, total: pool.length });
      await breathe();
    }
    return expected;
  }
}

const withWallsMoved = (image: Microstructure): Microstructure[] => [image, erode(image), dilate(image)];
