import type { RunControl } from '../runs/control';
import { rootMeanSquare } from '../simulation/residual';
import { candidatesOf } from './candidates';
import { moveInside } from './gan-mdn';
import { checkDescent, type DescentSettings, descendLatents, predictSoftly } from './latent-descent';
import { checkResiduals, ResidualModel, type ResidualSettings } from './residual-model';
import type { Correction, Networks } from './surrogate-choice';

/** How known designs are moved towards a target. */
export interface MoveSettings extends DescentSettings, ResidualSettings {}

/** A latent whose property (P numbers) was simulated. */
export interface KnownDesign {
  latent: Float32Array;
  y: ArrayLike<number>;
}

/** The `count` designs whose property is nearest to the target, nearest first. */
export function nearestKnown(known: readonly KnownDesign[], target: ArrayLike<number>, count: number): KnownDesign[] {
  const distances = known.map(({ y }) => rootMeanSquare(y, target));
  const order = [...known.keys()].sort((a, b) => distances[a] - distances[b] || a - b);
  return order.slice(0, count).map((i) => known[i]);
}

/**
 * A surrogate that simulations correct: space mapping (Bandler et al. 1994), the difference between the simulator and the
 * surrogate being a Gaussian process of the latent (Kennedy and O'Hagan 2000). So near a known design it is asked only for the
 * difference that a move makes, of which it is surer than of the property.
 */
export class CorrectedSurrogate {
  private readonly latents: number[] = [];
  /** Errors of what a descent sees, and of what is judged by: known − predicted, P numbers for each known design. */
  private readonly soft: number[] = [];
  private readonly sharp: number[] = [];

  constructor(
    private readonly networks: Networks,
    private readonly settings: MoveSettings,
  ) {}

  /** Takes designs among those that correct. */
  learn(known: readonly KnownDesign[]): void {
    const { generator, surrogate, latentSide } = this.networks;
    const latents = latentsOf(known);
    const images = candidatesOf(generator, latents, latentSide).map(({ microstructure }) => microstructure);
    const seen = predictSoftly(this.networks, latents, this.settings);
    const judged = surrogate.predict(images);
    known.forEach(({ latent, y }, i) => {
      this.latents.push(...latent);
      for (let k = 0; k < y.length; k++) {
        this.soft.push(y[k] - seen[i * y.length + k]);
        this.sharp.push(y[k] - judged[i * y.length + k]);
      }
    });
  }

  /** Where designs end that go down to the target from where these known ones are: count × latentSide². */
  async move(known: readonly KnownDesign[], target: readonly number[], run?: RunControl): Promise<Float32Array> {
    const model = this.modelOf(this.soft);
    return moveInside(await descendLatents(this.networks, latentsOf(known), target, this.settings, run, model));
  }

  /** What is known of the surrogate's error at latents. */
  corrections(latents: Float32Array): Correction[] {
    const size = this.networks.latentSide ** 2;
    const model = this.modelOf(this.sharp);
    const spread = Math.sqrt(model.variances.reduce((sum, variance) => sum + variance, 0) / model.variances.length);
    return Array.from({ length: latents.length / size }, (_, i) => {
      const { added, share } = model.at(latents.subarray(i * size, (i + 1) * size));
      return { added, doubt: spread * Math.sqrt(share) };
    });
  }

  private modelOf(errors: readonly number[]): ResidualModel {
    const size = this.networks.latentSide ** 2;
    return new ResidualModel(Float32Array.from(this.latents), size, Float64Array.from(errors), this.settings);
  }
}

const latentsOf = (known: readonly KnownDesign[]): Float32Array => Float32Array.from(known.flatMap(({ latent }) => [...latent]));

/** Refuses settings out of range, by name; `group` is what a method calls them. */
export function checkMoves(settings: MoveSettings, group: string): void {
  checkDescent(settings, group);
  checkResiduals(settings, group);
}
