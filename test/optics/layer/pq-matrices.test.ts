import assert from 'node:assert/strict';
import { copy, identity, reserve, transpose, zeros } from '../../../src/numerics/matrix';
import { multiply } from '../../../src/numerics/product';
import { addBlockDiagonal } from '../../../src/optics/basis/block-diagonal';
import { selectOrders } from '../../../src/optics/basis/orders';
import { halfSpace } from '../../../src/optics/layer/half-space';
import {
  applyP,
  applyQ,
  inverseOfP,
  matrixQ,
  multiplyByP,
  patternedLayer,
  transposedLayer,
} from '../../../src/optics/layer/pq-matrices';
import { largestDifference } from '../../numerics/matrices';
import { patternOf, problemWith } from '../problems';

const changes = { theta: 20, phi: 30, truncation: { rectangular: [1, 2] as const } };
const layerOf = (problem: ReturnType<typeof problemWith>) =>
  patternedLayer(problem, selectOrders(problem.truncation, problem.period), 'f64');
const size = 30;
const applied = (apply: typeof applyP, layer: ReturnType<typeof layerOf>) => {
  const out = reserve(size, size);
  apply(layer, identity(size), out);
  return out;
};

describe('P and Q', () => {
  it('of a uniform layer have the product ε − k², order by order', () => {
    const layer = layerOf(problemWith({ ...changes, phases: [[2, 0.3]], pattern: patternOf(['0']) }));
    const product = multiply(applied(applyP, layer), applied(applyQ, layer));
    const { kx, ky } = layer.waves;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const expected = i === j ? [3.91 - kx[i % 15] ** 2 - ky[i % 15] ** 2, 1.2] : [0, 0];
        const at = i * size + j;
        assert.ok(Math.hypot(product.re[at] - expected[0], product.im[at] - expected[1]) < 1e-12);
      }
    }
    assert.deepEqual([layer.epsilon.length, layer.half], [1, (Math.PI * 250) / 600]);
  });

  it('of a pattern: Q is what is applied, and P is undone', () => {
    const mixing = layerOf(problemWith({ ...changes, rule: 'vector' }));
    assert.ok(largestDifference(matrixQ(mixing), applied(applyQ, mixing)) < 1e-14);
    const layer = layerOf(problemWith(changes));
    assert.ok(largestDifference(matrixQ(layer), applied(applyQ, layer)) < 1e-14);
    assert.ok(largestDifference(inverseOfP(layer)(applied(applyP, layer)), identity(size)) < 1e-11);
    const inPlace = copy(matrixQ(layer));
    applyP(layer, inPlace, inPlace);
    assert.ok(largestDifference(inPlace, multiply(applied(applyP, layer), matrixQ(layer))) < 1e-11);
  });

  it('P times what a half-space does is found without a product of matrices', () => {
    const layer = layerOf(problemWith(changes));
    const { admittance } = halfSpace([2.1, 0.3], layer.waves);
    const [y, found] = [zeros(size, size), reserve(size, size)];
    addBlockDiagonal(y, admittance);
    multiplyByP(layer, admittance, found);
    applyP(layer, y, y);
    assert.ok(largestDifference(found, y) < 1e-12);
  });

  it('of the transposed layer are the transposes', () => {
    for (const rule of ['li', 'vector'] as const) {
      const layer = layerOf(problemWith({ ...changes, rule }));
      for (const apply of [applyP, applyQ]) {
        assert.ok(largestDifference(applied(apply, transposedLayer(layer)), transpose(applied(apply, layer))) < 1e-12);
      }
    }
  });
});
