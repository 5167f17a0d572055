import { density, distribution } from './normal';

/**
 * How little a point with a predicted mean and standard deviation promises: what is minimised to choose the next point, and
 * its derivatives with respect to both.
 */
export interface Acquisition {
  value: number;
  ofMean: number;
  ofDeviation: number;
}

/** An acquisition for some state of the search. */
export interface AcquisitionFunction {
  evaluate(mean: number, deviation: number): Acquisition;
  /** A number that no value is below, for this mean and any deviation up to the given one. */
  bound(mean: number, deviation: number): number;
}

/** By how much a value has to be below the least so far to count, in the units of the values (scikit-optimize's xi). */
const usualMargin = 0.01;
/** Standard deviations below the mean of the lower confidence bound (scikit-optimize's kappa). */
const usualKappa = 1.96;

const nothing: Acquisition = { value: 0, ofMean: 0, ofDeviation: 0 };

/** Minus the expected improvement on the least value so far, less a margin (Jones, Schonlau and Welch 1998, Eq. 15). */
export function expectedImprovement(least: number, margin = usualMargin): AcquisitionFunction {
  return fallingWithDeviation((mean, deviation) => {
    if (deviation <= 0) return nothing;
    const improvement = least - margin - mean;
    const below = distribution(improvement / deviation);
    const at = density(improvement / deviation);
    return { value: -(improvement * below + deviation * at), ofMean: below, ofDeviation: -at };
  });
}

/** The lower confidence bound (Cox and John 1997). */
export function lowerConfidenceBound(kappa = usualKappa): AcquisitionFunction {
  return fallingWithDeviation((mean, deviation) => ({ value: mean - kappa * deviation, ofMean: 1, ofDeviation: -kappa }));
}

/** Minus the probability to improve on the least value so far, less a margin (Kushner 1964). */
export function probabilityOfImprovement(least: number, margin = usualMargin): AcquisitionFunction {
  const evaluate = (mean: number, deviation: number): Acquisition => {
    if (deviation <= 0) return nothing;
    const z = (least - margin - mean) / deviation;
    const slope = density(z) / deviation;
    return { value: -distribution(z), ofMean: slope, ofDeviation: slope * z };
  };
  // a mean that is an improvement is one the more surely, the smaller the deviation
  return { evaluate, bound: (mean, deviation) => (mean < least - margin ? -1 : evaluate(mean, deviation).value) };
}

function fallingWithDeviation(evaluate: AcquisitionFunction['evaluate']): AcquisitionFunction {
  return { evaluate, bound: (mean, deviation) => evaluate(mean, deviation).value };
}

/**
 * Minus the logarithm of the expected improvement on the least distance to a target so far: of E[max(0, distance − |y − target|)]
 * where y is normal. In its logarithm the search sees slopes where the improvement itself is as good as 0 (Ament and others
 * 2023, "Unexpected improvements to expected improvement").
 *
 * The tent max(0, b − |x|) is (x + b)₊ − 2 (x)₊ + (x − b)₊, so the expectation is a second difference of
 * h(m) = E[(x)₊] = m Φ(m/σ) + σ φ(m/σ) at the mean m of x = y − target.
 */
export function targetImprovement(target: number, distance: number): AcquisitionFunction {
  const evaluate = (mean: number, deviation: number): Acquisition => {
    // the value is known, and nothing to be gained
    if (deviation <= 0) return { value: Number.MAX_VALUE, ofMean: 0, ofDeviation: 0 };
    // it is even in m; on the negative side nothing large cancels
    const m = -Math.abs(mean - target);
    const { value, ofMean, ofDeviation } = logarithmOfTent(m, deviation, distance);
    return { value: -value, ofMean: mean > target ? ofMean : -ofMean, ofDeviation: -ofDeviation };
  };
  // the derivative with respect to σ is a second difference of φ, which is convex where the whole tent is σ or more away
  const isFalling = (mean: number, deviation: number) => Math.abs(mean - target) - distance >= deviation;
  return { evaluate, bound: (mean, deviation) => (isFalling(mean, deviation) ? evaluate(mean, deviation).value : -Infinity) };
}

/** ln E[max(0, b − |x|)] for x normal with mean m <= 0 and deviation σ. */
function logarithmOfTent(m: number, sigma: number, b: number): Acquisition {
  const z = m / sigma;
  const width = b / sigma;
  if (width < 3e-3) return narrowTent(z, sigma, width);
  if (z + width < -25) return distantTent(z + width, sigma);
  const second = (f: (z: number) => number): number => f(z + width) - 2 * f(z) + f(z - width);
  const expectation = sigma * second((a) => a * distribution(a) + density(a));
  return {
    value: Math.log(expectation),
    ofMean: second(distribution) / expectation,
    ofDeviation: second(density) / expectation,
  };
}

/** Where the tent is narrow, the differences above cancel: b² p(0) (1 + (b/σ)² (z² − 1)/12 + …), p the density of x. */
function narrowTent(z: number, sigma: number, width: number): Acquisition {
  const series = 1 + (width ** 2 * (z ** 2 - 1)) / 12;
  const ofZ = (width ** 2 * z) / 6 / series;
  const ofWidth = (width * (z ** 2 - 1)) / 6 / series;
  return {
    value: Math.log(sigma * width ** 2) + logDensity(z) + Math.log(series),
    ofMean: (-z + ofZ) / sigma,
    ofDeviation: (z ** 2 - 1 - z * ofZ - width * ofWidth) / sigma,
  };
}

/** Where the tent is far away, only its near side counts: σ φ(a)/(a² + 3) with a, which is negative, the side's place. */
function distantTent(a: number, sigma: number): Acquisition {
  const slope = -a - (2 * a) / (a ** 2 + 3);
  return {
    value: Math.log(sigma / (a ** 2 + 3)) + logDensity(a),
    ofMean: slope / sigma,
    // a = (m + b)/σ
    ofDeviation: (1 - a * slope) / sigma,
  };
}

function logDensity(z: number): number {
  return -0.5 * z ** 2 - 0.5 * Math.log(2 * Math.PI);
}
