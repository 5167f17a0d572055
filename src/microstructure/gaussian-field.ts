import { fft2 } from '../numerics/fft';
import { gaussLegendre } from '../numerics/quadrature';
import type { RandomStream } from '../numerics/random';

/** Which waves a Gaussian random field is made of: its spectral density is S(k) ∝ exp(−(|k| − frequency)² / 2 spread²). */
export interface FieldSpectrum {
  /** Mean spatial frequency, cycles per pixel: one over the distance from feature to feature. */
  frequency: number;
  /** Standard deviation of the spatial frequency, cycles per pixel: the disorder. */
  spread: number;
}

/**
 * Cahn's scheme (1965) with all waves at once: white noise, drawn from `random`, of which each wave is made as strong as the
 * spectrum says. Values row by row, side × side; they have the mean 0, and their scale is left as it comes.
 */
export function gaussianField(side: number, { frequency, spread }: FieldSpectrum, random: RandomStream): Float64Array {
  const re = Float64Array.from({ length: side * side }, () => random.normal());
  const im = new Float64Array(side * side);
  fft2(re, im, side, side);
  const cycles = (i: number): number => (i <= side / 2 ? i : i - side) / side;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const k = Math.hypot(cycles(x), cycles(y));
      // the amplitude is the root of the spectral density; the mean of the field (k = 0) carries no structure
      const amplitude = x + y === 0 ? 0 : Math.exp(-((k - frequency) ** 2) / (4 * spread ** 2));
      re[y * side + x] *= amplitude;
      im[y * side + x] *= amplitude;
    }
  }
  fft2(re, im, side, side, true);
  return re;
}

/**
 * Correlation ρ(r) of an endless field with this spectrum at points so many pixels apart, −1 … 1:
 * ∫ S(k) J₀(2πkr) k dk / ∫ S(k) k dk (Adler 1981, section 2.5).
 */
export function fieldCorrelation({ frequency, spread }: FieldSpectrum, distances: ArrayLike<number>): Float64Array {
  const { nodes, weights } = gaussLegendre(96);
  const [low, high] = [Math.max(0, frequency - 6 * spread), frequency + 6 * spread];
  const waves = nodes.map((node, i) => {
    const k = low + ((high - low) / 2) * (1 + node);
    return { k, power: weights[i] * k * Math.exp(-((k - frequency) ** 2) / (2 * spread ** 2)) };
  });
  const all = waves.reduce((sum, { power }) => sum + power, 0);
  return Float64Array.from(distances, (r) =>
    waves.reduce((sum, { k, power }) => sum + (power / all) * besselJ0(2 * Math.PI * k * r), 0),
  );
}

/** Mean distances (pixels) of the pairs that `twoPointCorrelation` counts as r = 0 … longest: at 1 diagonal neighbours too. */
export function pairDistances(longest: number): Float64Array {
  const sums = new Float64Array(longest + 1);
  const counts = new Float64Array(longest + 1);
  for (let y = -longest; y <= longest; y++) {
    for (let x = -longest; x <= longest; x++) {
      const distance = Math.hypot(x, y);
      const r = Math.round(distance);
      if (r > longest) continue;
      sums[r] += distance;
      counts[r]++;
    }
  }
  return sums.map((sum, r) => sum / counts[r]);
}

/** J₀(x) as the mean of cos(x sin θ) over all directions θ: even steps are exact once they outnumber x. */
function besselJ0(x: number): number {
  const steps = 24 + Math.ceil(x);
  let sum = 0;
  for (let i = 0; i < steps; i++) sum += Math.cos(x * Math.sin((Math.PI * (i + 0.5)) / steps));
  return sum / steps;
}
