import { RandomStream } from '../../src/numerics/random';

/** A smooth random image of phases 0 and 1, `size` × `size`: the largest 35 % of a sum of waves of up to four periods. */
export function smoothImage(size: number, seed: number): { width: number; height: number; pixels: Uint8Array } {
  const random = RandomStream.fromSeed(seed).derive('bench');
  const field = new Float64Array(size * size);
  for (let p = 0; p <= 4; p++) {
    for (let q = p === 0 ? 1 : -4; q <= 4; q++) {
      const [amplitude, phase] = [random.normal(), random.uniform()];
      for (let y = 0; y < size; y++) {
        for (let x = 0; x < size; x++) {
          field[y * size + x] += amplitude * Math.cos(2 * Math.PI * ((p * x + q * y) / size + phase));
        }
      }
    }
  }
  const threshold = field.slice().sort()[Math.floor(0.65 * field.length)];
  return { width: size, height: size, pixels: Uint8Array.from(field, (value) => (value > threshold ? 1 : 0)) };
}
