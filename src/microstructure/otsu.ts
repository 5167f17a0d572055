import type { Microstructure } from './microstructure';

const binCount = 256;

/**
 * The grey value that best parts an image in two classes (Otsu 1979): the centre of that one of 256 equal bins from the
 * smallest to the largest value at which the variance between the classes is greatest.
 */
export function otsuThreshold(grey: ArrayLike<number>): number {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < grey.length; i++) {
    low = Math.min(low, grey[i]);
    high = Math.max(high, grey[i]);
  }
  if (!(low < high)) return low;
  const binWidth = (high - low) / binCount;
  const counts = new Float64Array(binCount);
  for (let i = 0; i < grey.length; i++) counts[Math.min(binCount - 1, Math.floor((grey[i] - low) / binWidth))]++;
  const centre = (bin: number): number => low + (bin + 0.5) * binWidth;

  let moment = 0;
  for (let bin = 0; bin < binCount; bin++) moment += counts[bin] * centre(bin);
  let below = 0;
  let belowMoment = 0;
  let best = { variance: -1, threshold: low };
  for (let bin = 0; bin < binCount - 1; bin++) {
    below += counts[bin];
    belowMoment += counts[bin] * centre(bin);
    const above = grey.length - below;
    if (below === 0 || above === 0) continue;
    const variance = below * above * (belowMoment / below - (moment - belowMoment) / above) ** 2;
    if (variance > best.variance) best = { variance, threshold: centre(bin) };
  }
  return best.threshold;
}

/** Grey values (row by row, height × width) to two phases: phase 1 where the value is above Otsu's threshold. */
export function binarise(grey: ArrayLike<number>, width: number, height: number): Microstructure {
  const threshold = otsuThreshold(grey);
  // Uint8Array.from with a function takes forty times as long, half the time of proposing designs
  const pixels = new Uint8Array(grey.length);
  for (let i = 0; i < pixels.length; i++) pixels[i] = Number(grey[i] > threshold);
  return { width, height, pixels };
}
