import { factorise, rowStart, solve } from './cholesky';

/** The least and the greatest value of each coordinate. */
export interface Bounds {
  readonly lower: ArrayLike<number>;
  readonly upper: ArrayLike<number>;
}

export interface SearchSettings {
  /** Steps at most. */
  iterations: number;
  /** It ends where no coordinate of the gradient, projected on the bounds, is larger. */
  gradientTolerance: number;
  /** It ends where a step lowers the value f by less than this × max(|f|, 1). */
  valueTolerance: number;
}

/** When SciPy's L-BFGS-B ends, unless told otherwise; scikit-learn and scikit-optimize leave it so. */
export const usualSettings: SearchSettings = {
  iterations: 15_000,
  gradientTolerance: 1e-5,
  valueTolerance: 2.220446049250313e-9,
};

export interface Evaluated {
  value: number;
  gradient: Float64Array;
}

export interface Minimum {
  point: Float64Array;
  value: number;
}

/**
 * Searches a minimum within bounds from `start` on: the BFGS method on the coordinates that are free to move, and a
 * backtracking search along the path that bends at the bounds (Bertsekas 1982, "Projected Newton methods"; Nocedal and Wright
 * 2006, section 6.1). For few coordinates: it keeps the whole matrix.
 *
 * A generator: it yields each point that it wants to know of and is sent its value and gradient, so that many searches can
 * be run together and their points be evaluated at once.
 */
export function* boundedSearch(
  start: ArrayLike<number>,
  bounds: Bounds,
  { iterations, gradientTolerance, valueTolerance }: SearchSettings,
): Generator<Float64Array, Minimum, Evaluated> {
  const size = start.length;
  let point = clamp(Float64Array.from(start), bounds);
  let { value, gradient } = yield point;
  let curvature: Float64Array | undefined;
  for (let iteration = 0; iteration < iterations; iteration++) {
    const free = freeCoordinates(point, gradient, bounds);
    if (free.every((i) => Math.abs(clampOne(point[i] - gradient[i], i, bounds) - point[i]) <= gradientTolerance)) break;
    const direction = descentDirection(curvature, gradient, free, size);
    // without a curvature the first step is of length 1 at most
    let length = curvature ? 1 : Math.min(1, 1 / Math.hypot(...direction));
    let next: { point: Float64Array; value: number; gradient: Float64Array } | undefined;
    for (let attempt = 0; attempt < 30 && !next; attempt++) {
      const candidate = clamp(
        point.map((x, i) => x + length * direction[i]),
        bounds,
      );
      const slope = gradient.reduce((sum, g, i) => sum + g * (candidate[i] - point[i]), 0);
      const found = yield candidate;
      if (slope < 0 && found.value <= value + 1e-4 * slope) next = { point: candidate, ...found };
      else {
        // the minimum of the parabola through what is known, within limits
        const best = (-0.5 * slope) / (found.value - value - slope);
        length *= Number.isFinite(best) ? Math.min(0.5, Math.max(0.1, best)) : 0.1;
      }
    }
    if (!next) {
      if (!curvature) break;
      curvature = undefined;
      continue;
    }
    const step = next.point.map((x, i) => x - point[i]);
    const change = next.gradient.map((g, i) => g - gradient[i]);
    curvature = updateCurvature(curvature, step, change);
    const gain = value - next.value;
    ({ point, value, gradient } = next);
    if (gain <= valueTolerance * Math.max(Math.abs(value), Math.abs(value + gain), 1)) break;
  }
  return { point, value };
}

/** The minimum that `boundedSearch` finds of one function. */
export function minimise(
  evaluate: (point: Float64Array) => Evaluated,
  start: ArrayLike<number>,
  bounds: Bounds,
  settings = usualSettings,
): Minimum {
  return minimiseTogether((points) => points.map((point) => evaluate(point)), [start], bounds, settings)[0];
}

/** The minimum that `boundedSearch` finds from each start; `evaluate` is given the points of all searches at once. */
export function minimiseTogether(
  evaluate: (points: Float64Array[], searches: number[]) => Evaluated[],
  starts: readonly ArrayLike<number>[],
  bounds: Bounds,
  settings = usualSettings,
): Minimum[] {
  const searches = starts.map((start) => boundedSearch(start, bounds, settings));
  const states = searches.map((search) => search.next());
  for (;;) {
    const going = states.flatMap(({ done }, i) => (done ? [] : [i]));
    if (going.length === 0) return states.map(({ value }) => value as Minimum);
    const found = evaluate(
      going.map((i) => states[i].value as Float64Array),
      going,
    );
    going.forEach((i, place) => {
      states[i] = searches[i].next(found[place]);
    });
  }
}

/** Coordinates that are not held by a bound against which the gradient pushes them. */
function freeCoordinates(point: Float64Array, gradient: Float64Array, { lower, upper }: Bounds): number[] {
  const isFree = (i: number) => (point[i] > lower[i] || gradient[i] < 0) && (point[i] < upper[i] || gradient[i] > 0);
  return Array.from(point, (_, i) => i).filter(isFree);
}

/** −B⁻¹ g in the free coordinates, B the curvature, or −g where there is none; 0 in the others. */
function descentDirection(
  curvature: Float64Array | undefined,
  gradient: Float64Array,
  free: readonly number[],
  size: number,
): Float64Array {
  const step = Float64Array.from(free, (i) => -gradient[i]);
  if (curvature) {
    const triangle = new Float64Array(rowStart(free.length));
    free.forEach((row, i) => {
      for (let j = 0; j <= i; j++) triangle[rowStart(i) + j] = curvature[row * size + free[j]];
    });
    try {
      solve(factorise(triangle, free.length), free.length, step);
    } catch {
      // rounding has spoilt it: downhill will do
    }
  }
  const direction = new Float64Array(size);
  free.forEach((coordinate, i) => {
    direction[coordinate] = step[i];
  });
  return direction;
}

/** The BFGS update of the curvature: as it was where the function bends the other way along the step. */
function updateCurvature(
  curvature: Float64Array | undefined,
  step: Float64Array,
  change: Float64Array,
): Float64Array | undefined {
  const size = step.length;
  const times = (a: Float64Array, b: Float64Array) => a.reduce((sum, x, i) => sum + x * b[i], 0);
  const bend = times(step, change);
  if (bend <= 1e-12 * times(change, change)) return curvature;
  // the first curvature has the size that the first step tells (Nocedal and Wright 2006, Eq. 6.20)
  const old = curvature ?? scaledIdentity(size, times(change, change) / bend);
  const moved = step.map((_, i) => times(step, old.subarray(i * size, (i + 1) * size)));
  const along = times(step, moved);
  if (along <= 0) return undefined;
  return old.map((b, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    return b + (change[i] * change[j]) / bend - (moved[i] * moved[j]) / along;
  });
}

function scaledIdentity(size: number, scale: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? scale : 0));
}

function clampOne(x: number, i: number, { lower, upper }: Bounds): number {
  return Math.min(upper[i], Math.max(lower[i], x));
}

function clamp(point: Float64Array, bounds: Bounds): Float64Array {
  return point.map((x, i) => clampOne(x, i, bounds));
}
