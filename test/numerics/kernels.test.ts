import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inFrame, kernelsFor, type Precision, roundings, takeNumbers } from '../../src/numerics/arena';
import { factorise, solveInPlace } from '../../src/numerics/lu';
import { block, type ComplexMatrix, combineComplex, copy, place, reserve, transpose, zeros } from '../../src/numerics/matrix';
import { accumulateProduct } from '../../src/numerics/product';
import { directFactors, directProduct, largestDifference, randomMatrix } from './matrices';

const sizes = fc.integer({ min: 1, max: 70 });
const runs = { seed: 5, numRuns: 40 };
const epsilonOf: Record<Precision, number> = { f32: 2 ** -23, f64: 2 ** -52 };

/** Element by element, in plain numbers. */
function computed(rows: number, columns: number, value: (row: number, column: number) => [number, number]): ComplexMatrix {
  const matrix = zeros(rows, columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const i = row * columns + column;
      [matrix.re[i], matrix.im[i]] = value(row, column);
    }
  }
  return matrix;
}

const element = ({ re, im, offset, stride }: ComplexMatrix, row: number, column: number): [number, number] => [
  re[offset + row * stride + column],
  im[offset + row * stride + column],
];
const times = (a: readonly number[], b: readonly number[]): [number, number] => [
  a[0] * b[0] - a[1] * b[1],
  a[0] * b[1] + a[1] * b[0],
];
const sum = (a: readonly number[], b: readonly number[]): [number, number] => [a[0] + b[0], a[1] + b[1]];

const formats = (['f32', 'f64'] as const).flatMap((precision) => roundings.map((rounding) => ({ precision, rounding })));

for (const { precision, rounding } of formats) {
  const epsilon = epsilonOf[precision];
  const framed = <Outcome>(work: () => Outcome) => inFrame(work, rounding);
  const alike = (actual: ComplexMatrix, expected: ComplexMatrix, size: number) => {
    const difference = largestDifference(actual, expected);
    assert.ok(difference <= size * epsilon, `off by ${difference}`);
  };
  /** A part of a larger matrix, so that rows have gaps. */
  const part = (rows: number, columns: number, name: string) =>
    block(randomMatrix(rows + 2, columns + 3, name, precision), 1, 2, rows, columns);

  const checkProduct = (rows: number, depth: number, columns: number): void => {
    const [a, b, c] = [part(rows, depth, 'a'), part(depth, columns, 'b'), part(rows, columns, 'c')];
    const direct = directProduct(a, b);
    const expected = computed(rows, columns, (i, j) => sum(element(c, i, j), times([-0.5, 0], element(direct, i, j))));
    accumulateProduct(c, a, b, -0.5);
    alike(c, expected, 60 * Math.sqrt(depth));
  };

  describe(`${precision} ${rounding} kernels do what plain loops do:`, () => {
    it('products', () => {
      fc.assert(
        fc.property(sizes, sizes, sizes, (rows, depth, columns) => framed(() => checkProduct(rows, depth, columns))),
        runs,
      );
    });

    it('products of more than one block', () => {
      for (const [rows, depth, columns] of [
        [97, 257, 9],
        [3, 513, 7],
        [5, 4, 521],
        [193, 3, 267],
      ]) {
        framed(() => {
          const [a, b, c] = [part(rows, depth, 'a'), part(depth, columns, 'b'), zeros(rows, columns, precision)];
          accumulateProduct(c, a, b, 1);
          alike(c, directProduct(a, b), 60 * Math.sqrt(depth));
        });
      }
    });

    it('products and solutions with few columns', () => {
      fc.assert(
        fc.property(sizes, sizes, fc.integer({ min: 1, max: 5 }), (rows, depth, columns) =>
          framed(() => {
            checkProduct(rows, depth, columns);
            const [square, right] = [part(rows, rows, 'square'), part(rows, columns, 'right')];
            const x = solveInPlace(factorise(copy(square)), copy(right));
            const largest = Math.max(1, ...Array.from(x.re, Math.abs));
            alike(directProduct(square, x), copy(right, 'f64'), 60 * largest * rows);
          }),
        ),
        runs,
      );
    });

    it('LU factors', () => {
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 110 }), (size) =>
          framed(() => {
            const a = part(size, size, 'a');
            const direct = copy(a, 'f64');
            const pivots = directFactors(direct);
            const factors = factorise(a);
            assert.deepEqual([...factors.pivots], pivots);
            alike(factors.matrix, direct, 3000 * size);
          }),
        ),
        runs,
      );
    });

    it('solutions', () => {
      fc.assert(
        fc.property(fc.integer({ min: 1, max: 110 }), sizes, (size, columns) =>
          framed(() => {
            const [a, b] = [part(size, size, 'a'), part(size, columns, 'b')];
            const x = solveInPlace(factorise(copy(a)), copy(b));
            const largest = Math.max(1, ...Array.from(x.re, Math.abs));
            alike(directProduct(a, x), copy(b, 'f64'), 60 * largest * size);
          }),
        ),
        runs,
      );
    });

    it('sums, transposes, columns times numbers, products with vectors', () => {
      fc.assert(
        fc.property(sizes, sizes, (rows, columns) =>
          framed(() => {
            const [x, y, out] = [part(rows, columns, 'x'), part(rows, columns, 'y'), part(rows, columns, 'out')];
            for (const [alpha, beta] of [
              [
                [0.5, -0.25],
                [-2, 1],
              ],
              [
                [0.5, 0],
                [-2, 0],
              ],
            ] as const) {
              combineComplex(out, alpha, x, beta, y);
              const both = computed(rows, columns, (i, j) => sum(times(alpha, element(x, i, j)), times(beta, element(y, i, j))));
              alike(out, both, 40);
            }
            const turned = transpose(x);
            assert.equal(
              largestDifference(
                turned,
                computed(columns, rows, (i, j) => element(x, j, i)),
              ),
              0,
            );

            const [a, b] = [part(1, columns, 'first'), part(1, columns, 'second')];
            const kernels = kernelsFor(precision);
            const [[aRe, aIm], [bRe, bIm]] = [place(a), place(b)];
            kernels.combineColumns(rows, columns, ...place(out), aRe, aIm, ...place(x), bRe, bIm, ...place(y));
            const scaled = computed(rows, columns, (i, j) =>
              sum(times(element(a, 0, j), element(x, i, j)), times(element(b, 0, j), element(y, i, j))),
            );
            alike(out, scaled, 80);

            const vector = reserve(rows, 1, precision);
            const [toRe, toIm] = place(vector);
            kernels.multiplyVector(rows, columns, ...place(x), aRe, aIm, toRe, toIm);
            alike(vector, directProduct(x, transpose(a)), 60 * Math.sqrt(columns));
          }),
        ),
        runs,
      );
    });
  });
}

describe('arena', () => {
  it('rounds as a frame says, and its frames within it, until it ends', () => {
    const [outside, framed] = [kernelsFor('f32'), inFrame(() => inFrame(() => kernelsFor('f32')), 'fused')];
    assert.equal(outside, kernelsFor('f32'));
    assert.equal(
      inFrame(() => kernelsFor('f32'), 'portable'),
      outside,
    );
    assert.notEqual(framed, outside);
  });

  it('gives a frame’s memory out again, and keeps what was there before', () => {
    const kept = takeNumbers(10, 'f64');
    kept.fill(7);
    const addresses = [1, 2].map(() => inFrame(() => takeNumbers(100_000, 'f32').fill(3).byteOffset));
    assert.equal(addresses[0], addresses[1]);
    assert.ok(kept.every((value) => value === 7));
  });

  it('grows without moving', () => {
    inFrame(() => {
      const first = takeNumbers(1000, 'f64').fill(1);
      takeNumbers(2 ** 25, 'f32');
      first[999] = 2;
      assert.deepEqual([first[0], first[999], first.length], [1, 2, 1000]);
    });
  });

  it('refuses what no memory of 4 GiB holds, and frees a frame that fails', () => {
    const address = () => inFrame(() => takeNumbers(1, 'f64').byteOffset);
    const before = address();
    assert.throws(() => inFrame(() => takeNumbers(2 ** 29, 'f64')), /4 GiB/);
    assert.equal(address(), before);
  });
});
