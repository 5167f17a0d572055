import assert from 'node:assert/strict';
import { copy, reserve } from '../../../src/numerics/matrix';
import { multiply } from '../../../src/numerics/product';
import { selectOrders } from '../../../src/optics/basis/orders';
import { admittanceLevels, layerAdmittance } from '../../../src/optics/layer/admittance';
import { applyP, matrixQ, patternedLayer } from '../../../src/optics/layer/pq-matrices';
import { largestDifference } from '../../numerics/matrices';
import { patternOf, problemWith } from '../problems';

const layerOf = (problem: ReturnType<typeof problemWith>) =>
  patternedLayer(problem, selectOrders(problem.truncation, problem.period), 'f64');

describe('admittance of a layer', () => {
  it('is −k cot(kh) for each order of a uniform layer, where it propagates and where it is evanescent', () => {
    for (const thickness of [30, 250, 4000]) {
      const layer = layerOf(problemWith({ phases: [[2, 0]], pattern: patternOf(['0']), thickness, theta: 15 }));
      const kappa = layerAdmittance(layer, matrixQ(layer));
      const { kx, ky } = layer.waves;
      let evanescent = 0;
      kx.forEach((k, order) => {
        const square = 4 - k * k - ky[order] ** 2;
        const wave = Math.sqrt(Math.abs(square));
        evanescent += Number(square < 0);
        const expected = square > 0 ? -wave / Math.tan(wave * layer.half) : -wave / Math.tanh(wave * layer.half);
        for (const i of [order, order + kx.length]) {
          const at = i * (2 * kx.length + 1);
          assert.ok(Math.hypot(kappa.re[at] - expected, kappa.im[at]) < 1e-8 * Math.max(1, Math.abs(expected)));
        }
      });
      assert.ok(evanescent > 3);
    }
  });

  it('obeys 2κ(2h) = κ(h) − κ(h)⁻¹A from level to level, of a patterned layer', () => {
    const layer = layerOf(problemWith({ thickness: 900 }));
    const q = matrixQ(layer);
    const { kappas } = admittanceLevels(layer, q);
    assert.ok(kappas.length >= 2);
    const a = copy(q);
    applyP(layer, q, a);
    for (const [i, thin] of kappas.slice(1).entries()) {
      // Multiplied by κ(h): 2 κ(h) κ(2h) = κ(h)² − A, as all are functions of A.
      const [left, right] = [multiply(thin, kappas[i]), multiply(thin, thin)];
      const difference = reserve(a.rows, a.columns);
      difference.re.set(right.re.map((value, j) => (value - a.re[j]) / 2));
      difference.im.set(right.im.map((value, j) => (value - a.im[j]) / 2));
      assert.ok(largestDifference(left, difference) < 1e-9 * Math.max(...right.re.map(Math.abs)));
    }
  });
});
