import { countSamples } from '../datasets/dataset';
import type { MixtureDensityNetwork } from '../mdn/network';
import { packBits } from '../microstructure/microstructure';
import type { RandomStream } from '../numerics/random';
import type { RunControl } from '../runs/control';
import type { Surrogate } from '../surrogate/surrogate';
import { DifferenceModel } from './candidate-estimates';
import { candidatesOf } from './candidates';
import { drawInside } from './gan-mdn-inside';
import type { OpenContext } from './method';
import type { Candidate } from './model';
import { drawNear } from './near-latents';
import { type Correction, chooseNearest } from './surrogate-choice';
import { mixtureOf, surrogateOf } from './trained-networks';

/** How a surrogate is led to where the data do not reach. */
export interface ExplorationSettings {
  rounds: number;
  /** Designs that are simulated in each round. */
  simulations: number;
  /** Latents that they are chosen from. */
  candidates: number;
  /** Designs of one round are at least so far apart: see `ChoiceSettings`. */
  apart: number;
  /** The greatest standard deviation of the steps from known latents to new ones. */
  spread: number;
}

/** What has been simulated so far, with its property, also by the surrogate. */
interface Known {
  candidates: Candidate[];
  y: number[];
  predicted: number[];
}

/**
 * The loop of section 3.4: designs outside the range of the data are simulated and appended to the data, and what the surrogate
 * says is corrected by them (`DifferenceModel`): far from them by a function of the latent, near one of them by its own error.
 * Latents to choose from are drawn by the mixture density network, which knows nothing outside its range, and around the latents
 * that are known to come nearest, half and half.
 */
export class Explorer {
  readonly known: Known = { candidates: [], y: [], predicted: [] };
  private readonly model: DifferenceModel;

  private constructor(
    private readonly context: OpenContext,
    private readonly mixture: MixtureDensityNetwork,
    private readonly surrogate: Surrogate,
    private readonly samples: { latents: Float32Array; y: Float64Array },
    private readonly settings: ExplorationSettings,
    random: RandomStream,
  ) {
    this.model = new DifferenceModel(this.size, random.derive('difference'));
  }

  /** Starts from what surrogate-ranked GAN-MDN was trained to, and the samples of the data set. */
  static async start(context: OpenContext, settings: ExplorationSettings, random: RandomStream): Promise<Explorer> {
    const mixture = mixtureOf(context);
    const surrogate = await surrogateOf(context);
    return new Explorer(context, mixture, surrogate, await context.samples(), settings, random);
  }

  /** `count` designs, none of them simulated yet, that the surrogate, corrected by what is known, puts nearest to a target. */
  async propose(target: number, count: number, random: RandomStream, run?: RunControl) {
    const { candidates, apart } = this.settings;
    const half = Math.ceil(Math.max(candidates, count) / 2);
    const drawn = drawInside(this.mixture, target, half, random.derive('mixture')).latents;
    const near = this.drawNearBest(target, half, random.derive('near'));
    const { generator, dataset } = this.context;
    const latents = this.unseen(new Float32Array([...drawn, ...near]));
    const networks = { generator, surrogate: this.surrogate, latentSide: dataset.latentSide };
    return chooseNearest(networks, latents, target, count, { apart }, run, this.corrections(latents));
  }

  /** Simulates designs, and appends them to what is known; their properties. */
  async learn(designs: readonly Candidate[], run?: RunControl): Promise<number[]> {
    const images = designs.map(({ microstructure }) => microstructure);
    const y = [...(await this.context.simulator!.simulate(images, run))];
    this.known.candidates.push(...designs);
    this.known.y.push(...y);
    this.known.predicted.push(...this.surrogate.predict(images));
    return y;
  }

  private get size(): number {
    return this.context.dataset.latentSide ** 2;
  }

  /** The latents whose images have not been simulated: a small step may lead to the same image. */
  private unseen(latents: Float32Array): Float32Array {
    const { generator, dataset } = this.context;
    const keyOf = ({ microstructure }: Candidate): string => Buffer.from(packBits(microstructure)).toString('base64');
    const seen = new Set(this.known.candidates.map(keyOf));
    const fresh = candidatesOf(generator, latents, dataset.latentSide).filter((candidate) => !seen.has(keyOf(candidate)));
    return Float32Array.from(fresh.flatMap(({ latent }) => [...latent!]));
  }

  /** What is known of the surrogate's error at latents. */
  private corrections(latents: Float32Array): Correction[] {
    const { candidates, y, predicted } = this.known;
    const places = Float64Array.from(candidates.flatMap(({ latent }) => [...latent!]));
    const errors = Float64Array.from(y, (value, i) => value - predicted[i]);
    const { means, deviations } = this.model.differences(places, errors, Float64Array.from(latents));
    return Array.from(means, (mean, i) => ({ added: [mean], doubt: deviations[i] }));
  }

  /** Latents around those of the samples and designs whose property is nearest to the target: as many as are simulated in a round. */
  private drawNearBest(target: number, count: number, random: RandomStream): Float32Array {
    const { simulations, spread } = this.settings;
    const { latents, y } = this.samples;
    const all = [
      ...Array.from(this.nearestSamples(target, simulations), (row) => ({
        latent: latents.slice(row * this.size, (row + 1) * this.size),
        distance: Math.abs(y[row] - target),
      })),
      ...this.known.candidates.map(({ latent }, i) => ({ latent: latent!, distance: Math.abs(this.known.y[i] - target) })),
    ];
    const nearest = all.sort((a, b) => a.distance - b.distance).slice(0, simulations);
    return Float32Array.from(
      Array.from({ length: count }, (_, i) => [...drawNear(nearest[i % nearest.length].latent, spread, random)]).flat(),
    );
  }

  private nearestSamples(target: number, count: number): Uint32Array {
    const { y } = this.samples;
    const all = countSamples({ ...this.samples, latentSide: this.context.dataset.latentSide });
    const order = Uint32Array.from({ length: all }, (_, i) => i);
    return order.sort((a, b) => Math.abs(y[a] - target) - Math.abs(y[b] - target) || a - b).slice(0, count);
  }

  dispose(): void {
    this.surrogate.dispose();
  }
}
