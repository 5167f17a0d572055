import fc from 'fast-check';
import type { Microstructure } from '../../src/microstructure/microstructure';

/** The image whose pixel at each place is what `phaseAt` says. */
export function draw(width: number, height: number, phaseAt: (ix: number, iy: number) => number | boolean): Microstructure {
  const pixels = Uint8Array.from({ length: width * height }, (_, i) => Number(phaseAt(i % width, Math.floor(i / width))));
  return { width, height, pixels };
}

/** Small images of any kind. */
export const anyImage = fc
  .tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 }))
  .chain(([width, height]) =>
    fc
      .array(fc.integer({ min: 0, max: 1 }), { minLength: width * height, maxLength: width * height })
      .map((pixels): Microstructure => ({ width, height, pixels: Uint8Array.from(pixels) })),
  );

const anyConductivity = fc.double({ min: -1.5, max: 1.5, noNaN: true }).map((exponent) => 10 ** exponent);

export const anyPhases = fc.tuple(anyConductivity, anyConductivity);
