import { leastVector } from '../../numerics/null-vector';
import { type SpectralRange, sampleRange } from './cotangent-samples';
import { type RationalFunction, splitFractions } from './partial-fractions';

export type { SpectralRange } from './cotangent-samples';

/**
 * Rational functions of t = x² that stand for x cot x where the spectrum of a layer lies: the start of the Newton
 * doublings that replace an eigen-decomposition (Eq. 8 of README.md).
 */

/** x cot x ≈ N(τ)/D(τ) for t = x² in `range`, N and D Chebyshev series in τ = (2t − from − to)/(to − from). */
export interface CotangentFit {
  readonly range: SpectralRange;
  readonly numerator: Float64Array;
  readonly denominator: Float64Array;
  /** Largest error of the phase where x cot x oscillates, half the relative error where it does not. */
  readonly error: number;
}

/** A fit on a range divided by 4^halvings. */
export interface CotangentStart {
  /** How often x is halved before the fit; as many doublings undo it, and each doubles the error. */
  readonly halvings: number;
  readonly fit: CotangentFit;
  /** What is computed, the sum of one or two: the fit itself, or fractions of half its degree. */
  readonly fractions: readonly RationalFunction[];
}

/** How good a start has to be. */
export interface CotangentAccuracy {
  /** Largest phase error after all doublings. */
  readonly tolerance: number;
  /** The smallest error that a fit is asked for, whatever the doublings. */
  readonly roundingFloor: number;
  /** Largest growth of rounding errors, of the series and √2 for each doubling, where any start keeps to it. */
  readonly amplification: number;
}

const degrees = [2, 3, 4, 5, 6, 7, 8, 9];
/** Cost in matrix products of one degree more and of a quotient: LU and as many right-hand sides. */
const costOfDegree = 0.75;
const costOfQuotient = 4 / 3;

const starts = new Map<string, CotangentStart>();

/**
 * The start of fewest matrix products for x = √λ half, λ in the range given and half half a layer's thickness, whose fit is
 * good enough. Each is computed once in a process, on a range widened by up to 2 % so that like problems share it.
 */
export function cotangentStart(
  range: SpectralRange,
  half: number,
  accuracy: CotangentAccuracy,
  fewestHalvings = 0,
): CotangentStart {
  const widen = (value: number) => (value === 0 ? 0 : 1.02 ** Math.ceil(Math.log(half * half * value) / Math.log(1.02)));
  const widened = { from: -widen(-range.from), to: widen(range.to), loss: widen(range.loss) };
  const key = JSON.stringify([widened, accuracy, fewestHalvings]);
  const start = starts.get(key) ?? cheapestStart(widened, accuracy, fewestHalvings);
  starts.set(key, start);
  return start;
}

function cheapestStart({ from, to, loss }: SpectralRange, accuracy: CotangentAccuracy, fewest: number): CotangentStart {
  const most = fewest + 3 + Math.max(0, Math.ceil(Math.log2(Math.max(to, -from)) / 2));
  const candidates = Array.from({ length: most + 1 - fewest }, (_, i) => i + fewest).flatMap((halvings) =>
    degrees.flatMap((degree) =>
      [1, 2].map((count) => {
        const cost = costOfQuotient * (halvings + count) + costOfDegree * (Math.ceil(degree / count) - 1);
        return { halvings, degree, count, cost };
      }),
    ),
  );
  candidates.sort((a, b) => a.cost - b.cost);
  let calmest: { start: CotangentStart; growth: number } | undefined;
  const fits = new Map<string, CotangentFit | undefined>();
  for (const { halvings, degree, count } of candidates) {
    const key = `${halvings} ${degree}`;
    if (!fits.has(key)) {
      const part = 4 ** -halvings;
      const enough = Math.max(accuracy.tolerance / 2 ** halvings, accuracy.roundingFloor);
      fits.set(key, fitCotangent({ from: part * from, to: part * to, loss: part * loss }, degree, enough));
    }
    const fit = fits.get(key);
    const fractions = fit && (count === 1 ? [fit] : splitFractions(fit));
    if (!fractions) continue;
    const start = { halvings, fit, fractions };
    const growth = amplificationOf(fractions, fit.range) * Math.SQRT2 ** halvings;
    if (growth <= accuracy.amplification) return start;
    if (!calmest || growth < calmest.growth) calmest = { start, growth };
  }
  // Of a layer many wavelengths thick the doublings alone make errors grow by more than asked for.
  if (calmest) return calmest.start;
  throw new Error(`no rational function is near x cot x for x² from ${from} to ${to}, loss ${loss}`);
}

/**
 * A rational function with series of equal degree, or undefined where none is as good as `enough`: linearised least
 * squares, weighted anew from its errors until the largest is small (Lawson 1961; Nakatsukasa, Sète and Trefethen 2018).
 */
export function fitCotangent(range: SpectralRange, degree: number, enough: number): CotangentFit | undefined {
  const samples = sampleRange(range);
  const series = samples.map(({ tau }) => chebyshev(tau, degree));
  const terms = degree + 1;
  const weight = new Float64Array(samples.length).fill(1);
  const size = new Float64Array(samples.length).fill(1);
  const error = new Float64Array(samples.length);
  for (let iteration = 0; iteration < 40; iteration++) {
    const columns = Array.from({ length: 2 * terms }, () => new Float64Array(2 * samples.length));
    samples.forEach(({ s, c }, row) => {
      const factor = Math.sqrt(weight[row]) / size[row];
      for (let k = 0; k < terms; k++) {
        const [re, im] = series[row][k];
        columns[k][2 * row] = factor * (re * s[0] - im * s[1]);
        columns[k][2 * row + 1] = factor * (re * s[1] + im * s[0]);
        columns[terms + k][2 * row] = -factor * (re * c[0] - im * c[1]);
        columns[terms + k][2 * row + 1] = -factor * (re * c[1] + im * c[0]);
      }
    });
    const solution = leastVector(columns);
    const [numerator, denominator] = [solution.slice(0, terms), solution.slice(terms)];
    let largest = 0;
    let [weighted, total] = [0, 0];
    samples.forEach((sample, row) => {
      const n = sumSeries(numerator, series[row]);
      const d = sumSeries(denominator, series[row]);
      const { s, c } = sample;
      const residualRe = n[0] * s[0] - n[1] * s[1] - d[0] * c[0] + d[1] * c[1];
      const residualIm = n[0] * s[1] + n[1] * s[0] - d[0] * c[1] - d[1] * c[0];
      size[row] = Math.sqrt(n[0] ** 2 + n[1] ** 2 + sample.size * (d[0] ** 2 + d[1] ** 2));
      error[row] = Math.hypot(residualRe, residualIm) / size[row];
      largest = Math.max(largest, error[row]);
      weighted += weight[row] * error[row] ** 2;
      total += weight[row];
    });
    if (largest <= enough) return { range, numerator, denominator, error: largest };
    // The weighted mean error is a lower bound of the smallest largest error, but for the linearisation.
    if (iteration >= 2 && Math.sqrt(weighted / total) > 2 * enough) return undefined;
    for (let row = 0; row < weight.length; row++) weight[row] *= (error[row] / largest + 1e-6) ** 0.7;
    const heaviest = weight.reduce((most, value) => Math.max(most, value), 0);
    for (let row = 0; row < weight.length; row++) weight[row] = Math.max(weight[row] / heaviest, 1e-8);
  }
  return undefined;
}

/**
 * What rounding errors grow by, as errors are counted in `CotangentFit`: how much larger the terms of all series are than their
 * sums.
 */
export function amplificationOf(fractions: readonly RationalFunction[], range: SpectralRange): number {
  const total = (series: Float64Array) => series.reduce((sum, value) => sum + Math.abs(value), 0);
  const degree = Math.max(...fractions.map(({ denominator }) => denominator.length)) - 1;
  const growths = sampleRange(range).map(({ tau, size }) => {
    const polynomials = chebyshev(tau, degree);
    let [re, im, rounding] = [0, 0, 0];
    for (const { numerator, denominator } of fractions) {
      const [n, d] = [sumSeries(numerator, polynomials), sumSeries(denominator, polynomials)];
      const size2 = d[0] ** 2 + d[1] ** 2;
      const value = [(n[0] * d[0] + n[1] * d[1]) / size2, (n[1] * d[0] - n[0] * d[1]) / size2];
      re += value[0];
      im += value[1];
      rounding += (total(numerator) + Math.hypot(...value) * total(denominator)) / Math.sqrt(size2);
    }
    return (Math.max(1, Math.sqrt(size)) * rounding) / (re ** 2 + im ** 2 + size);
  });
  return Math.max(...growths);
}

/** Chebyshev polynomials of degree 0 … degree at a complex point. */
function chebyshev([x, y]: readonly [number, number], degree: number): [re: number, im: number][] {
  const values: [number, number][] = [
    [1, 0],
    [x, y],
  ];
  for (let k = 2; k <= degree; k++) {
    const [a, b] = [values[k - 1], values[k - 2]];
    values.push([2 * (x * a[0] - y * a[1]) - b[0], 2 * (x * a[1] + y * a[0]) - b[1]]);
  }
  return values;
}

function sumSeries(coefficients: Float64Array, terms: readonly [number, number][]): [re: number, im: number] {
  let [re, im] = [0, 0];
  for (let k = 0; k < coefficients.length; k++) {
    re += coefficients[k] * terms[k][0];
    im += coefficients[k] * terms[k][1];
  }
  return [re, im];
}
