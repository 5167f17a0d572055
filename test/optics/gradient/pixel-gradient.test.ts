import assert from 'node:assert/strict';
import type { ComplexMatrix } from '../../../src/numerics/matrix';
import { selectOrders } from '../../../src/optics/basis/orders';
import { permittivityMatrices } from '../../../src/optics/basis/permittivity';
import { pixelDerivatives } from '../../../src/optics/gradient/pixel-gradient';
import type { OpticalProblem } from '../../../src/optics/problem/problem';
import { randomMatrix } from '../../numerics/matrices';
import { patternOf, problemWith } from '../problems';

const orders = selectOrders({ rectangular: [2, 1] }, [1, 1]);
const weights = {
  xx: randomMatrix(15, 15, 'xx'),
  yy: randomMatrix(15, 15, 'yy'),
  zz: randomMatrix(15, 15, 'zz'),
};

/** Σ weight · element over all three matrices: what `weights` are the derivatives of. */
function weighted(problem: OpticalProblem): [re: number, im: number] {
  const matrices = permittivityMatrices(problem, orders, 'f64');
  let [re, im] = [0, 0];
  for (const name of ['xx', 'yy', 'zz'] as const) {
    const [w, m]: ComplexMatrix[] = [weights[name], matrices[name]];
    for (let i = 0; i < w.re.length; i++) {
      re += w.re[i] * m.re[i] - w.im[i] * m.im[i];
      im += w.re[i] * m.im[i] + w.im[i] * m.re[i];
    }
  }
  return [re, im];
}

describe('derivatives with respect to pixels', () => {
  for (const rule of ['li', 'laurent'] as const) {
    it(`are what central differences give, by the rule ${rule}`, () => {
      const problem = problemWith({ rule, pattern: patternOf(['011', '001']), phases: [[1.5, 0.1] as const, [3, 0.4] as const] });
      const { re, im } = pixelDerivatives(problem, orders, weights);
      problem.pattern.values.forEach((phase, pixel) => {
        const at = (step: number) => {
          // δε = 2 n δn, of a phase of its own for this pixel.
          const [n, k] = problem.phases[phase];
          const values = problem.pattern.values.slice();
          values[pixel] = 2;
          return weighted({ ...problem, phases: [...problem.phases, [n + step, k]], pattern: { ...problem.pattern, values } });
        };
        const [n, k] = problem.phases[phase];
        const [up, down] = [at(1e-4), at(-1e-4)];
        const [slopeRe, slopeIm] = [0, 1].map((part) => (up[part] - down[part]) / 2e-4);
        // dε/dn = 2 (n + ik)
        const expected = [2 * (n * re[pixel] - k * im[pixel]), 2 * (n * im[pixel] + k * re[pixel])];
        assert.ok(Math.hypot(slopeRe - expected[0], slopeIm - expected[1]) < 1e-6 * Math.hypot(slopeRe, slopeIm));
      });
    });
  }
});
