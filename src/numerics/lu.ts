import { kernelsFor, takeIntegers, workspace } from './arena';
import { type ComplexMatrix, copy, identity, place, transpose } from './matrix';

/** P A = L U with partial pivoting: L (unit diagonal) and U share one matrix. */
export interface LuFactors {
  readonly matrix: ComplexMatrix;
  /** Step i exchanged rows i and pivots[i]. */
  readonly pivots: Int32Array;
}

/**
 * Factorises a square matrix in place (Toledo 1997, recursive, so that nearly all the work is matrix products).
 * A pivot that is exactly zero is replaced by one of the size of rounding errors, so a singular matrix gives finite, very
 * large solutions: what a half-wave film at its resonance needs.
 */
export function factorise(matrix: ComplexMatrix): LuFactors {
  const pivots = takeIntegers(matrix.rows);
  kernelsFor(matrix.precision).factorise(matrix.rows, ...place(matrix), pivots.byteOffset, workspace);
  return { matrix, pivots };
}

/** Solves A X = B in place: B becomes X. */
export function solveInPlace({ matrix, pivots }: LuFactors, b: ComplexMatrix): ComplexMatrix {
  const { solve: kernel } = kernelsFor(matrix.precision);
  kernel(matrix.rows, b.columns, ...place(matrix), pivots.byteOffset, ...place(b), workspace);
  return b;
}

/** X of A X = B. */
export function solve(a: ComplexMatrix, b: ComplexMatrix): ComplexMatrix {
  return solveInPlace(factorise(copy(a)), copy(b));
}

/** X of X A = B. */
export function solveFromRight(a: ComplexMatrix, b: ComplexMatrix): ComplexMatrix {
  return transpose(solveInPlace(factorise(transpose(a)), transpose(b)));
}

/** The inverse. */
export function invert(a: ComplexMatrix): ComplexMatrix {
  return solveInPlace(factorise(copy(a)), identity(a.rows, a.precision));
}
