import { inFrame, type Precision } from './arena';
import { type ComplexMatrix, combine, copy } from './matrix';

/** Size of the residual over that of B at which a solution is taken: about that of rounding errors. */
const smallEnough: Record<Precision, number> = { f32: 2e-8, f64: 4e-16 };
/** Steps after which a method of few steps has failed. */
const mostSteps = 200;

/** A direction of the search and what the equations make of it, which has length 1. */
interface Direction {
  readonly step: ComplexMatrix;
  readonly change: ComplexMatrix;
}

/**
 * X of X = T X + B for a few columns, T given by what it does: generalised conjugate residuals (Eisenstat, Elman and Schultz
 * 1983), which after k applications of T leave the least residual of all polynomials of degree k in T. Where T is small, or
 * large in few directions, that is a handful. Each column is a problem of its own; `apply` gets all of them at once. Numbers
 * that are not finite stay so. Throws Error where the residual does not become small.
 */
export function solveConjugateResiduals(apply: (x: ComplexMatrix) => ComplexMatrix, b: ComplexMatrix): ComplexMatrix {
  const x = copy(b);
  inFrame(() => {
    const wanted = norms(b).map((norm) => smallEnough[b.precision] * norm);
    // The first guess is B, so that its residual is T B.
    const residual = apply(b);
    const directions: Direction[] = [];
    for (let step = 0; ; step++) {
      const left = norms(residual);
      const isDone = left.map((norm, column) => !(norm > wanted[column] && norm < Number.POSITIVE_INFINITY));
      // What is left of a column that is done is added: rounding errors, no direction to go on in, or what is not finite.
      for (let i = 0; i < residual.re.length; i++) {
        if (!isDone[i % left.length]) continue;
        x.re[i] += residual.re[i];
        x.im[i] += residual.im[i];
        residual.re[i] = residual.im[i] = 0;
      }
      if (!isDone.includes(false)) return;
      if (step === mostSteps) throw new Error(`conjugate residuals: ${Math.max(...left)} is left after ${step} steps`);
      const direction = { step: copy(residual), change: copy(residual) };
      combine(direction.change, 1, apply(residual), -1);
      for (const other of directions) subtractProjection(direction, other);
      normalise(direction);
      directions.push(direction);
      const share = products(direction.change, residual);
      addColumns(x, share, direction.step, 1);
      addColumns(residual, share, direction.change, -1);
    }
  });
  return x;
}

/** One complex number for each column. */
type Shares = readonly (readonly [re: number, im: number])[];

function subtractProjection(direction: Direction, other: Direction): void {
  const share = products(other.change, direction.change);
  addColumns(direction.change, share, other.change, -1);
  addColumns(direction.step, share, other.step, -1);
}

/** Makes `change` of each column that has a length that of 1. */
function normalise({ step, change }: Direction): void {
  const factors = norms(change).map((norm) => (norm === 0 ? 1 : 1 / norm));
  for (const part of [step.re, step.im, change.re, change.im]) {
    for (let i = 0; i < part.length; i++) part[i] *= factors[i % factors.length];
  }
}

/** The sums of conj(a) · b over each column. */
function products(a: ComplexMatrix, b: ComplexMatrix): Shares {
  return Array.from({ length: a.columns }, (_, column) => {
    let [re, im] = [0, 0];
    for (let i = column; i < a.re.length; i += a.columns) {
      re += a.re[i] * b.re[i] + a.im[i] * b.im[i];
      im += a.re[i] * b.im[i] - a.im[i] * b.re[i];
    }
    return [re, im] as const;
  });
}

function norms(a: ComplexMatrix): number[] {
  return products(a, a).map(([re]) => Math.sqrt(re));
}

/** target ← target + factor · source, each column times its share. */
function addColumns(target: ComplexMatrix, shares: Shares, source: ComplexMatrix, factor: number): void {
  for (let i = 0; i < target.re.length; i++) {
    const [re, im] = shares[i % target.columns];
    target.re[i] += factor * (re * source.re[i] - im * source.im[i]);
    target.im[i] += factor * (re * source.im[i] + im * source.re[i]);
  }
}
