import assert from 'node:assert/strict';
import { type ComplexMatrix, identity, reserve, zeros } from '../../../src/numerics/matrix';
import { imageCoefficients, pixelValues, reciprocalOf } from '../../../src/optics/basis/convolution';
import { type DiffractionOrders, selectOrders } from '../../../src/optics/basis/orders';
import { lateralPermittivity, vectorRule } from '../../../src/optics/basis/vector-rule';
import type { Pattern } from '../../../src/optics/problem/problem';
import { largestDifference } from '../../numerics/matrices';
import { patternOf } from '../problems';

const period = [1, 0.8] as const;
const orders = selectOrders({ circular: 45 }, period);

function ruleOf({ width, height, values }: Pattern, epsilon: readonly (readonly [number, number])[], kept = orders) {
  const coefficients = (of: readonly (readonly [number, number])[]) =>
    imageCoefficients(pixelValues(values, height, width, of), kept);
  return vectorRule(coefficients(epsilon), coefficients(epsilon.map(reciprocalOf)), kept, period);
}

/** Element (i, j) becomes element (−j, −i), orders reversed, of the conjugate if that is asked for. */
function reflected(matrix: ComplexMatrix, { harmonics, m, n }: DiffractionOrders, conjugate: boolean): ComplexMatrix {
  const out = reserve(harmonics, harmonics);
  const opposite = Array.from(m, (value, i) => m.findIndex((other, j) => other === -value && n[j] === -n[i]));
  for (let i = 0; i < harmonics; i++) {
    for (let j = 0; j < harmonics; j++) {
      const [to, from] = conjugate
        ? [i * harmonics + j, j * harmonics + i]
        : [i * harmonics + j, opposite[j] * harmonics + opposite[i]];
      out.re[to] = matrix.re[from];
      out.im[to] = (conjugate ? -1 : 1) * matrix.im[from];
    }
  }
  return out;
}

const blob = patternOf(['0000100', '0011110', '0111110', '0011000']);

describe('vector rule', () => {
  it('of straight walls is the inverse rule across them and the plain rule along them', () => {
    const rule = ruleOf(patternOf(['0110100']), [
      [2, 0],
      [12, 1],
    ]);
    const { xx, yy, xy } = lateralPermittivity(rule);
    assert.ok(largestDifference(xx, rule.inverse) < 1e-12);
    assert.ok(largestDifference(yy, rule.laurent) < 1e-12);
    assert.ok(largestDifference(xy, zeros(xy.rows, xy.columns)) < 1e-12);
    assert.ok(largestDifference(rule.inverse, rule.laurent) > 0.5);
  });

  it('is Hermitian where nothing absorbs: it keeps the energy', () => {
    const matrices = lateralPermittivity(
      ruleOf(blob, [
        [2, 0],
        [12, 0],
      ]),
    );
    for (const matrix of Object.values(matrices)) assert.ok(largestDifference(matrix, reflected(matrix, orders, true)) < 1e-13);
  });

  it('is symmetric but for the reversal of orders, absorption or not: it is reciprocal', () => {
    const matrices = lateralPermittivity(
      ruleOf(blob, [
        [2, 0.1],
        [12, 3],
      ]),
    );
    for (const matrix of Object.values(matrices)) assert.ok(largestDifference(matrix, reflected(matrix, orders, false)) < 1e-12);
    assert.ok(largestDifference(matrices.xy, zeros(matrices.xy.rows, matrices.xy.columns)) > 0.1);
  });

  it('of a layer without walls is its permittivity', () => {
    const rule = ruleOf(patternOf(['11']), [
      [1, 0],
      [3, 4],
    ]);
    const { xx, yy, xy } = lateralPermittivity(rule);
    for (const matrix of [xx, yy]) assert.ok(largestDifference(matrix, uniform(matrix.rows, 3, 4)) < 1e-13);
    assert.ok(largestDifference(xy, zeros(xy.rows, xy.columns)) < 1e-13);
  });
});

/** A number times the identity. */
function uniform(size: number, re: number, im: number): ComplexMatrix {
  const matrix = identity(size);
  for (let i = 0; i < size; i++) {
    matrix.re[i * (size + 1)] = re;
    matrix.im[i * (size + 1)] = im;
  }
  return matrix;
}
