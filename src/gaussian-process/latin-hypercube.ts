import type { RandomStream } from '../numerics/random';

/**
 * `count` points (rows of `dimensions` coordinates) in the cube [−1, 1]: in each coordinate one point, anywhere, in each of
 * `count` equal parts (McKay, Beckman and Conover 1979).
 */
export function latinHypercube(count: number, dimensions: number, random: RandomStream): Float64Array {
  const points = new Float64Array(count * dimensions);
  for (let d = 0; d < dimensions; d++) {
    const parts = random.permutation(count);
    for (let i = 0; i < count; i++) points[i * dimensions + d] = (2 * (parts[i] + random.uniform())) / count - 1;
  }
  return points;
}
