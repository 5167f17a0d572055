import assert from 'node:assert/strict';
import fc from 'fast-check';
import { matern, squaredDistance } from '../../src/gaussian-process/kernel';
import { fillCovariances, layOut, multiply, strideFor } from '../../src/gaussian-process/simd';
import { RandomStream } from '../../src/numerics/random';

const sizes = fc.integer({ min: 1, max: 40 });

describe('SIMD kernels of the Gaussian process do what plain loops do:', () => {
  it('covariances, from equal points to points so far apart that nothing is left', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 1, max: 9 }), fc.integer({ min: -3, max: 3 }), (rows, dimensions, exponent) => {
        const columns = 6;
        const random = RandomStream.fromSeed(rows).derive(dimensions, exponent);
        const [x, p, out] = layOut([rows * dimensions, dimensions * columns, rows * columns]);
        x.forEach((_, i) => {
          x[i] = 10 ** exponent * random.uniform(-1, 1);
        });
        // the first column is the first row's point
        p.forEach((_, i) => {
          p[i] = i % columns === 0 ? x[i / columns] : 10 ** exponent * random.uniform(-1, 1);
        });
        fillCovariances([rows, columns, dimensions], x, p, 2.5, out);
        for (let row = 0; row < rows; row++) {
          for (let column = 0; column < columns; column++) {
            const point = Float64Array.from({ length: dimensions }, (_, d) => p[d * columns + column]);
            const expected = 2.5 * matern(squaredDistance(x, row, point, 0, dimensions));
            const found = out[row * columns + column];
            assert.ok(Math.abs(found - expected) <= 1e-13 * expected + 1e-299, `${found} ${expected}`);
          }
        }
        assert.equal(out[0], 2.5);
      }),
    );
  });

  it('products with a matrix or its transpose, written or added', () => {
    const shapes = fc.tuple(sizes, fc.oneof(sizes, fc.constant(300)), sizes, fc.boolean(), fc.boolean());
    fc.assert(
      fc.property(shapes, ([rows, depth, columns, isTransposed, accumulate]) => {
        const random = RandomStream.fromSeed(rows).derive(depth, columns);
        const [aRows, aColumns] = isTransposed ? [depth, rows] : [rows, depth];
        const [aStride, stride] = [strideFor(aColumns), strideFor(columns)];
        const arrays = layOut([aRows * aStride, depth * stride, rows * stride]);
        for (const array of arrays) for (let i = 0; i < array.length; i++) array[i] = random.normal();
        const [a, b, c] = arrays;
        const before = c.slice();
        const part = (array: Float64Array, width: number) => ({ array, start: 0, stride: width });
        multiply([rows, depth, columns], { ...part(a, aStride), isTransposed }, part(b, stride), part(c, stride), accumulate);
        for (let i = 0; i < rows; i++) {
          for (let j = 0; j < columns; j++) {
            let expected = accumulate ? before[i * stride + j] : 0;
            for (let k = 0; k < depth; k++) expected += a[isTransposed ? k * aStride + i : i * aStride + k] * b[k * stride + j];
            assert.ok(Math.abs(c[i * stride + j] - expected) < 1e-12 * Math.sqrt(depth));
          }
        }
      }),
    );
  });

  it('rows are apart by an odd number of cache lines', () => {
    assert.deepEqual([1, 8, 9, 64, 65, 72, 512].map(strideFor), [8, 8, 24, 72, 72, 72, 520]);
  });
});
