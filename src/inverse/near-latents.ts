import type { RandomStream } from '../numerics/random';
import { moveInside } from './gan-mdn';

/** The least step: of a film of Data-II it moves a few pixels. */
const least = 0.001;

/**
 * A latent near another, within [−1, 1]: a normal step of each number, whose standard deviation is drawn evenly in its logarithm
 * from 0.001 to `most`. So near and farther neighbours are as many, whatever the size that turns out to be of use.
 */
export function drawNear(latent: Float32Array, most: number, random: RandomStream): Float32Array {
  const step = least * (most / least) ** random.uniform();
  const direction = random.normals(latent.length);
  return moveInside(latent.map((value, k) => value + step * direction[k]));
}
