import assert from 'node:assert/strict';
import { imageCoefficients, pixelValues } from '../../../src/optics/basis/convolution';
import { selectOrders } from '../../../src/optics/basis/orders';
import { wallNormals } from '../../../src/optics/basis/wall-normals';
import type { Pattern } from '../../../src/optics/problem/problem';
import { patternOf } from '../problems';

const epsilon = [[2, 0] as const, [12, 1] as const];

/** Coefficients of c and s of the zeroth order and the largest other one. */
function normalsOf({ width, height, values }: Pattern, period: readonly [number, number] = [1, 1]) {
  const orders = selectOrders({ rectangular: [6, 6] }, period);
  const image = imageCoefficients(pixelValues(values, height, width, epsilon), orders);
  const { field, system } = wallNormals(image, orders, period);
  const of = (column: number) =>
    Array.from({ length: orders.harmonics }, (_, i) => [field.re[2 * i + column], field.im[2 * i + column]]);
  const [cosine, sine] = [of(0), of(1)];
  const ripple = Math.max(
    ...[cosine, sine].flatMap((column) => column.filter((_, i) => i !== orders.zeroth).map(([re, im]) => Math.hypot(re, im))),
  );
  return { cosine: cosine[orders.zeroth][0], sine: sine[orders.zeroth][0], ripple, system };
}

/** Stripes that rise by one pixel for each `run` pixels. */
const oblique = (run: number, side: -1 | 1): Pattern => {
  const size = 24;
  const values = Uint8Array.from({ length: size * size }, (_, i) => {
    const [x, y] = [i % size, Math.floor(i / size)];
    return (((x + side * run * y) % size) + size) % size < size / 2 ? 1 : 0;
  });
  return { width: size, height: size, values };
};

describe('normals of walls', () => {
  it('are one direction everywhere where all walls are parallel to an axis', () => {
    const [x, y] = [patternOf(['0110100']), patternOf(['0', '1', '1', '0', '1'])].map((pattern) => normalsOf(pattern));
    assert.ok(Math.abs(x.cosine - 1) < 1e-13 && Math.abs(x.sine) < 1e-13 && x.ripple < 1e-13);
    assert.ok(Math.abs(y.cosine + 1) < 1e-13 && Math.abs(y.sine) < 1e-13 && y.ripple < 1e-13);
  });

  it('are those of the lines that steps of pixels draw', () => {
    for (const side of [-1, 1] as const) {
      const { cosine, sine, ripple } = normalsOf(oblique(1, side));
      assert.ok(Math.abs(cosine) < 1e-12 && Math.abs(sine - side) < 1e-12 && ripple < 1e-12);
      // Of x + 2y = constant, and of the same image in a cell half as high: normals (1, 2) and (1, 4).
      for (const [period, along] of [[[1, 1], 2] as const, [[1, 0.5], 4] as const]) {
        const steep = normalsOf(oblique(2, side), period);
        const angle = 2 * Math.atan(along);
        assert.ok(Math.abs(steep.cosine - Math.cos(angle)) < 1e-12, `${steep.cosine}`);
        assert.ok(Math.abs(steep.sine - side * Math.sin(angle)) < 1e-12);
      }
    }
  });

  it('turn from wall to wall, and are no longer than one', () => {
    const square = normalsOf(patternOf(['0000', '0110', '0110', '0000']));
    assert.ok(Math.abs(square.cosine) < 1e-12 && Math.abs(square.sine) < 1e-12);
    assert.ok(square.ripple > 0.05 && square.ripple < 1);
  });

  it('are nowhere where there is no wall', () => {
    const { cosine, sine, ripple, system } = normalsOf(patternOf(['111', '111']));
    assert.deepEqual([cosine, sine, ripple, system], [0, 0, 0, undefined]);
  });
});
