import { countSamples, takeRows } from '../datasets/dataset';
import { generateMicrostructures } from '../gan/microstructures';
import type { MixtureDensityNetwork } from '../mdn/network';
import type { RandomStream } from '../numerics/random';
import type { RunControl } from '../runs/control';
import { type FineTuning, fineTune } from '../surrogate/fine-tune';
import type { SurrogateSettings } from '../surrogate/settings';
import type { Surrogate } from '../surrogate/surrogate';
import { moveInside } from './gan-mdn';
import { drawInside } from './gan-mdn-inside';
import type { OpenContext } from './method';
import type { Candidate } from './model';
import { chooseNearest } from './surrogate-choice';
import { mixtureOf, surrogateOf } from './trained-networks';

/** How a surrogate is led to where the data do not reach. */
export interface ExplorationSettings extends FineTuning {
  rounds: number;
  /** Designs that are simulated in each round. */
  simulations: number;
  /** Latents that they are chosen from. */
  candidates: number;
  /** Designs of one round are at least so far apart: see `ChoiceSettings`. */
  apart: number;
  /** Standard deviation of the steps from known latents to new ones. */
  spread: number;
  /** Samples of the data, those nearest to the target, that are learnt again beside the new ones; half of what is learnt. */
  rehearsed: number;
}

/** What has been simulated so far: latents (count × M), their microstructures, their property. */
interface Known {
  candidates: Candidate[];
  y: number[];
}

/**
 * The loop of section 3.4: designs outside the range of the data are simulated and appended to the data, and the surrogate is
 * fine-tuned on them. Latents to choose from are drawn by the mixture density network, which knows nothing outside its range,
 * and around the latents that are known to come nearest, half and half.
 */
export class Explorer {
  readonly known: Known = { candidates: [], y: [] };

  private constructor(
    private readonly context: OpenContext,
    private readonly mixture: MixtureDensityNetwork,
    private surrogate: Surrogate,
    private readonly samples: { latents: Float32Array; y: Float64Array },
    private readonly settings: ExplorationSettings,
    private readonly network: SurrogateSettings,
  ) {}

  /** Starts from what surrogate-ranked GAN-MDN was trained to, and the samples of the data set. */
  static async start(context: OpenContext, settings: ExplorationSettings, network: SurrogateSettings): Promise<Explorer> {
    const mixture = mixtureOf(context);
    const surrogate = await surrogateOf(context);
    return new Explorer(context, mixture, surrogate, await context.samples(), settings, network);
  }

  /** `count` designs that the surrogate puts nearest to a target. */
  async propose(target: number, count: number, random: RandomStream, run?: RunControl) {
    const { candidates, apart } = this.settings;
    const half = Math.ceil(Math.max(candidates, count) / 2);
    const drawn = drawInside(this.mixture, target, half, random.derive('mixture')).latents;
    const near = this.drawNear(target, half, random.derive('near'));
    const latents = new Float32Array([...drawn, ...near]);
    const { generator, dataset } = this.context;
    const networks = { generator, surrogate: this.surrogate, latentSide: dataset.latentSide };
    return chooseNearest(networks, latents, target, count, { apart }, run);
  }

  /** Latents around those of the samples and designs whose property is nearest to the target: as many as are simulated in a round. */
  private drawNear(target: number, count: number, random: RandomStream): Float32Array {
    const size = this.context.dataset.latentSide ** 2;
    const { latents, y } = this.samples;
    const all = [
      ...Array.from(this.nearestSamples(target, this.settings.simulations), (row) => ({
        latent: latents.subarray(row * size, (row + 1) * size),
        distance: Math.abs(y[row] - target),
      })),
      ...this.known.candidates.map(({ latent }, i) => ({ latent: latent!, distance: Math.abs(this.known.y[i] - target) })),
    ];
    const nearest = all.sort((a, b) => a.distance - b.distance).slice(0, this.settings.simulations);
    const steps = random.normals(count * size);
    return moveInside(
      Float32Array.from(steps, (step, i) => {
        const { latent } = nearest[Math.floor(i / size) % nearest.length];
        return latent[i % size] + this.settings.spread * step;
      }),
    );
  }

  /** Simulates designs, appends them to what is known, and fine-tunes the surrogate; their properties. */
  async learn(designs: readonly Candidate[], target: number, random: RandomStream, run?: RunControl): Promise<number[]> {
    const { simulator, generator, dataset } = this.context;
    const images = designs.map(({ microstructure }) => microstructure);
    const y = [...(await simulator!.simulate(images, run))];
    this.known.candidates.push(...designs);
    this.known.y.push(...y);
    const old = this.nearestSamples(target, this.settings.rehearsed);
    const oldLatents = takeRows(this.samples.latents, dataset.latentSide ** 2, old);
    const fresh = this.known.candidates.map(({ microstructure }) => microstructure);
    const microstructures = [...fresh, ...generateMicrostructures(generator, oldLatents, dataset.latentSide)];
    const properties = [...this.known.y, ...Array.from(old, (row) => this.samples.y[row])];
    // new samples come up so often that they are half of what is learnt
    const times = Math.max(1, Math.round(old.length / fresh.length));
    const training = Uint32Array.from([
      ...Array.from({ length: times * fresh.length }, (_, i) => i % fresh.length),
      ...Array.from(old, (_, i) => fresh.length + i),
    ]);
    const split = { training, validation: Uint32Array.from(fresh.keys()) };
    const { epochs, batch, learningRate } = this.settings;
    const tuning = { ...this.network, epochs, batch, learningRate };
    const tuned = await fineTune(this.surrogate, { microstructures, y: properties, split }, tuning, random, run);
    this.surrogate.dispose();
    this.surrogate = tuned;
    return y;
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
