import assert from 'node:assert/strict';
import { inFrame } from '../../../src/numerics/arena';
import { reserve } from '../../../src/numerics/matrix';
import { selectOrders } from '../../../src/optics/basis/orders';
import { layerModes } from '../../../src/optics/layer/modes';
import { applyP, matrixQ, patternedLayer } from '../../../src/optics/layer/pq-matrices';
import { rules } from '../../../src/optics/problem/problem';
import { patternOf, problemWith } from '../problems';

describe('layerModes', () => {
  it('are plane waves of both polarisations in a layer without pattern', () => {
    const problem = problemWith({ phases: [[2, 0.3]], pattern: patternOf(['0']), truncation: { circular: 9 } });
    const modes = layerModes(problem);
    assert.equal(modes.length, 18);
    for (const mode of modes.slice(0, 2)) assert.ok(Math.hypot(mode[0] - 2, mode[1] - 0.3) < 1e-9);
    // order (1, 1): q² = ε − 2 (λ/p)²
    const square = [2 * 2 - 0.3 ** 2 - 2 * (600 / 512) ** 2, 2 * 2 * 0.3];
    const count = modes.filter(([n, k]) => Math.hypot(n * n - k * k - square[0], 2 * n * k - square[1]) < 1e-9).length;
    assert.equal(count, 8);
  });

  it('have squares that sum to the trace of A, for a pattern that absorbs and for one that does not', () => {
    for (const k of [0.5, 0]) {
      for (const rule of rules) {
        const problem = problemWith({
          truncation: { circular: 13 },
          rule,
          phases: [
            [1.45, 0],
            [4.33, k],
          ],
        });
        const modes = layerModes(problem);
        const trace = inFrame(() => {
          const q = matrixQ(patternedLayer(problem, selectOrders(problem.truncation, problem.period), 'f64'));
          const a = reserve(q.rows, q.columns);
          applyP(patternedLayer(problem, selectOrders(problem.truncation, problem.period), 'f64'), q, a);
          const diagonal = (values: ArrayLike<number>) =>
            Array.from({ length: a.rows }, (_, i) => values[i * (a.rows + 1)]).reduce((sum, value) => sum + value, 0);
          return [diagonal(a.re), diagonal(a.im)];
        });
        const sum = (of: (n: number, k: number) => number) => modes.reduce((total, [n, kappa]) => total + of(n, kappa), 0);
        assert.ok(Math.abs(sum((n, kappa) => n * n - kappa * kappa) - trace[0]) < 1e-8 * Math.abs(trace[0]));
        assert.ok(Math.abs(sum((n, kappa) => 2 * n * kappa) - trace[1]) < 1e-8 * Math.abs(trace[0]));
      }
    }
  });
});
