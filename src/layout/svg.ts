import type { Microstructure } from '../microstructure/microstructure';
import { outlineOf } from './outline';

/**
 * Phase 1 as one filled path of an SVG picture in physical units: `pixel` nm a pixel; the picture's box is one period. Holes
 * are cut out (even-odd rule).
 */
export function encodeSvg(microstructure: Microstructure, { pixel }: { pixel: number }): string {
  const { width, height } = microstructure;
  const path = outlineOf(microstructure)
    .map((loop) => `M${loop.map((corner) => corner.join(' ')).join('L')}Z`)
    .join('');
  const size = `width="${(width * pixel) / 1e6}mm" height="${(height * pixel) / 1e6}mm" viewBox="0 0 ${width} ${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size}>`,
    `<desc>phase 1 of one period; a pixel is ${pixel} nm</desc>`,
    `<path fill-rule="evenodd" d="${path}"/>`,
    '</svg>',
    '',
  ].join('\n');
}
