import type { RandomStream } from '../numerics/random';
import type { Microstructure } from './microstructure';

/** A random square part of an image; the whole where it has that side. */
export function cropAtRandom({ width, height, pixels }: Microstructure, side: number, random: RandomStream): Microstructure {
  const left = random.integer(width - side + 1);
  const top = random.integer(height - side + 1);
  const part = Uint8Array.from({ length: side ** 2 }, (_, i) => pixels[(top + Math.floor(i / side)) * width + left + (i % side)]);
  return { width: side, height: side, pixels: part };
}
