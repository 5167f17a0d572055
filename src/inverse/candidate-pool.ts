import type { Microstructure } from '../microstructure/microstructure';
import type { RandomStream } from '../numerics/random';
import { breathe, type RunControl, throwIfInterrupted } from '../runs/control';
import { candidatesOf } from './candidates';
import type { Candidate } from './model';
import { drawNear } from './near-latents';
import type { Networks, Predicted } from './surrogate-choice';

/** The greatest step of a latent's numbers: it moves a tenth of the image's pixels. */
const greatestStep = 0.05;

/** Numbered candidates that may be simulated, and what the surrogate says of each: a list that grows by near neighbours. */
export class CandidatePool {
  readonly candidates: Candidate[] = [];
  /** Their microstructures, in the same order. */
  readonly images: Microstructure[] = [];
  /** Their property by the surrogate. */
  readonly predicted: number[] = [];

  constructor(
    private readonly networks: Networks,
    first: readonly Predicted[],
  ) {
    for (const { candidate, predicted } of first) this.add(candidate, predicted[0]);
  }

  get size(): number {
    return this.candidates.length;
  }

  /** The latents of all, without gaps. */
  get latents(): Float64Array {
    return Float64Array.from(this.candidates.flatMap(({ latent }) => [...latent!]));
  }

  /** Adds about so many candidates around each of some: other images, of latents that differ a little from theirs. */
  async growAround(centres: readonly number[], each: number, random: RandomStream, run?: RunControl): Promise<void> {
    const { generator, surrogate, latentSide } = this.networks;
    for (const centre of centres) {
      await breathe();
      throwIfInterrupted(run);
      const { latent, microstructure } = this.candidates[centre];
      const moved = Array.from({ length: each }, () => [...drawNear(latent!, greatestStep, random)]);
      const near = candidatesOf(generator, Float32Array.from(moved.flat()), latentSide).filter((candidate) =>
        candidate.microstructure.pixels.some((pixel, i) => pixel !== microstructure.pixels[i]),
      );
      const predicted = surrogate.predict(near.map((candidate) => candidate.microstructure));
      near.forEach((candidate, i) => {
        this.add(candidate, predicted[i]);
      });
    }
  }

  private add(candidate: Candidate, predicted: number): void {
    this.candidates.push(candidate);
    this.images.push(candidate.microstructure);
    this.predicted.push(predicted);
  }
}
