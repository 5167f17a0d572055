import { EVD, Matrix } from 'ml-matrix';
import { inFrame } from '../../numerics/arena';
import { type ComplexMatrix, reserve } from '../../numerics/matrix';
import { selectOrders } from '../basis/orders';
import { checkProblem } from '../problem/check';
import type { OpticalProblem, RefractiveIndex } from '../problem/problem';
import { outgoingRoot } from './half-space';
import { applyP, matrixQ, patternedLayer } from './pq-matrices';

/**
 * The 2N modes of a patterned layer: fields that keep their shape on the way through and go like exp(iqz), q the square root
 * of an eigenvalue of A = PQ (Eq. 2 of README.md). Each is given by its effective index q = n + ik, those that fade least
 * first. This is the textbooks' way; the solver does without, and these are for looking at: they take some hundred times as
 * long. The layer must not amplify. Throws InputError where the problem makes no sense.
 */
export function layerModes(problem: OpticalProblem): RefractiveIndex[] {
  checkProblem(problem);
  const squares = inFrame(() => {
    const layer = patternedLayer(problem, selectOrders(problem.truncation, problem.period), 'f64');
    const q = matrixQ(layer);
    const a = reserve(q.rows, q.columns);
    applyP(layer, q, a);
    return eigenvalues(a);
  });
  return squares.map(([re, im]) => outgoingRoot(re, im)).sort((a, b) => a[1] - b[1] || b[0] - a[0]);
}

/**
 * The eigenvalues of a complex matrix, none of which lies below the real axis. As a real matrix of twice the size it has them
 * and their conjugates: the upper half are its own.
 */
function eigenvalues({ rows, re, im }: ComplexMatrix): [re: number, im: number][] {
  const real = Matrix.zeros(2 * rows, 2 * rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < rows; j++) {
      const [a, b] = [re[i * rows + j], im[i * rows + j]];
      real.set(i, j, a);
      real.set(i + rows, j + rows, a);
      real.set(i, j + rows, -b);
      real.set(i + rows, j, b);
    }
  }
  const { realEigenvalues, imaginaryEigenvalues } = new EVD(real, { assumeSymmetric: false });
  const all = realEigenvalues.map((value, i): [number, number] => [value, imaginaryEigenvalues[i]]);
  // real ones come twice: of those, every other
  return all
    .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    .filter(([, value], i) => value > 0 || (value === 0 && i % 2 === 0))
    .slice(0, rows);
}
