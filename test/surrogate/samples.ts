import type { Microstructure } from '../../src/microstructure/microstructure';
import { RandomStream } from '../../src/numerics/random';
import type { SurrogateData } from '../../src/surrogate/data';
import { residualNetwork, type SurrogateSettings } from '../../src/surrogate/settings';

/** A network of a second's training. */
export const tiny: SurrogateSettings = {
  ...residualNetwork,
  widths: [4, 6, 8],
  side: 16,
  hidden: 8,
  epochs: 3,
  batch: 16,
};

/**
 * Waves cut at a random level: the longest across and down, which mark a place, and three of random directions and of lengths
 * about a random one.
 */
export function randomImage(width: number, random: RandomStream): Microstructure {
  const most = random.integer(5) + 1;
  const drawn = Array.from({ length: 3 }, () => [random.integer(2 * most + 1) - most, random.integer(most + 1)]);
  const waves = [[1, 0], [0, 1], ...drawn].map(([kx, ky]) => ({ kx, ky, phase: random.uniform(0, 2 * Math.PI) }));
  const level = random.uniform(-0.5, 0.5);
  const pixels = Uint8Array.from({ length: width ** 2 }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    const heights = waves.map(({ kx, ky, phase }) => Math.cos((2 * Math.PI * (kx * x + ky * y)) / width + phase));
    return Number(heights.reduce((sum, height) => sum + height, 0) > level);
  });
  return { width, height: width, pixels };
}

/** Images whose property is known of their interfaces: the share of neighbours of different phase, side by side or one below the other. */
export function interfaceData(count = 64, width = 32): SurrogateData {
  const random = RandomStream.fromSeed(5);
  const microstructures = Array.from({ length: count }, () => randomImage(width, random));
  const y = Float64Array.from(microstructures, ({ pixels }) => {
    let edges = 0;
    pixels.forEach((pixel, i) => {
      const [x, row] = [i % width, Math.floor(i / width)];
      edges += pixel ^ pixels[row * width + ((x + 1) % width)];
      edges += pixel ^ pixels[((row + 1) % width) * width + x];
    });
    return 0.5 + edges / (2 * width ** 2);
  });
  const rows = Uint32Array.from({ length: count }, (_, i) => i);
  return { microstructures, y, split: { training: rows.slice(count / 4), validation: rows.slice(0, count / 4) } };
}
