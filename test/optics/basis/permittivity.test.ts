import assert from 'node:assert/strict';
import { invert } from '../../../src/numerics/lu';
import { selectOrders } from '../../../src/optics/basis/orders';
import { permittivityMatrices } from '../../../src/optics/basis/permittivity';
import { rules } from '../../../src/optics/problem/problem';
import { largestDifference } from '../../numerics/matrices';
import { patternOf, problemWith } from '../problems';

const phases = [[1, 0] as const, [2, 1] as const];
const epsilon = [
  [1, 0],
  [3, 4],
];

describe('permittivity matrices', () => {
  const truncation = { rectangular: [3, 2] } as const;
  const orders = selectOrders(truncation, [1, 1]);

  it('of a uniform layer are its permittivity, by each rule', () => {
    for (const rule of rules) {
      const { xx, yy, inverseZz } = permittivityMatrices(
        problemWith({ phases, rule, pattern: patternOf(['11', '11']) }),
        orders,
        'f64',
      );
      for (let i = 0; i < orders.harmonics; i++) {
        for (let j = 0; j < orders.harmonics; j++) {
          const at = i * orders.harmonics + j;
          const one = i === j ? 1 : 0;
          for (const matrix of [xx, yy]) assert.ok(Math.hypot(matrix.re[at] - 3 * one, matrix.im[at] - 4 * one) < 1e-13);
          assert.ok(Math.hypot(inverseZz.re[at] - 0.12 * one, inverseZz.im[at] + 0.16 * one) < 1e-13);
        }
      }
    }
  });

  it('of stripes along y take the inverse rule across them and the plain rule along them', () => {
    const pattern = patternOf(['0111001']);
    const li = permittivityMatrices(problemWith({ phases, rule: 'li', pattern }), orders, 'f64');
    const laurent = permittivityMatrices(problemWith({ phases, rule: 'laurent', pattern }), orders, 'f64');
    assert.ok(largestDifference(li.yy, laurent.yy) < 1e-13);
    // The plain matrix of 1/ε, from phases whose permittivity is 1/ε.
    const reciprocal = [[1, 0] as const, rootOf(3 / 25, -4 / 25)];
    const inverse = permittivityMatrices(problemWith({ phases: reciprocal, rule: 'laurent', pattern }), orders, 'f64');
    assert.ok(largestDifference(li.xx, invert(inverse.xx)) < 1e-13);
    assert.ok(largestDifference(li.xx, laurent.xx) > 0.1);
  });

  it('have the mean permittivity on the diagonal', () => {
    const pattern = patternOf(['011', '000']);
    const { xx } = permittivityMatrices(problemWith({ phases, rule: 'laurent', pattern }), orders, 'f64');
    const [re, im] = [0, 1].map((part) => (4 * epsilon[0][part] + 2 * epsilon[1][part]) / 6);
    for (let i = 0; i < orders.harmonics; i++) {
      const at = i * (orders.harmonics + 1);
      assert.ok(Math.hypot(xx.re[at] - re, xx.im[at] - im) < 1e-14);
    }
  });
});

function rootOf(re: number, im: number): readonly [number, number] {
  const [size, angle] = [Math.sqrt(Math.hypot(re, im)), Math.atan2(im, re) / 2];
  return [size * Math.cos(angle), size * Math.sin(angle)];
}
