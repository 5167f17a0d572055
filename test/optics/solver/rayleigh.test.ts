import assert from 'node:assert/strict';
import { type ComplexMatrix, zeros } from '../../../src/numerics/matrix';
import { halfSpace } from '../../../src/optics/layer/half-space';
import { restoreRayleighOrders } from '../../../src/optics/solver/rayleigh';

/** One order, whose p part (along x) is at kx of its Rayleigh point, over something of admittance `below`: v = −below u. */
function fieldAt(kx: number, below: number): [re: number, im: number] {
  const side = halfSpace([1, 0], { kx: Float64Array.of(kx), ky: Float64Array.of(0) });
  // The regularised condition Y u + below u = s, for both components.
  const respond = (top: ComplexMatrix, bottom: ComplexMatrix) => {
    const fields = zeros(2, top.columns);
    for (const [row, admittance] of [side.admittance.xx, side.admittance.yy].entries()) {
      const [re, im] = [admittance.re[0] + below, admittance.im[0]];
      for (let column = 0; column < top.columns; column++) {
        const i = row * top.columns + column;
        fields.re[i] = (top.re[i] * re + top.im[i] * im) / (re * re + im * im);
        fields.im[i] = (top.im[i] * re - top.re[i] * im) / (re * re + im * im);
      }
    }
    return { top: fields, bottom };
  };
  const none = halfSpace([4, 0], { kx: Float64Array.of(0), ky: Float64Array.of(0) });
  const source = zeros(2, 1);
  source.re[0] = 1;
  const { top } = restoreRayleighOrders(respond, { cover: side, substrate: none }, source, zeros(2, 1));
  return [top.re[0], top.im[0]];
}

describe('Rayleigh points', () => {
  it('get back their true condition, y u − c v = s with c = kz/(regular kz)', () => {
    for (const kx of [1, 1 - 1e-13, 0.9995]) {
      const kz = Math.sqrt(1 - kx * kx);
      const [re, im] = [0.1 * Math.SQRT1_2, 0.1 * Math.SQRT1_2];
      // y = 1/kr, c = kz/kr and v = −2u: u = 1/(1/kr + 2 kz/kr) = kr/(1 + 2 kz).
      const [x, y] = fieldAt(kx, 2);
      assert.ok(Math.hypot(x - re / (1 + 2 * kz), y - im / (1 + 2 * kz)) < 1e-14, `at ${kx}`);
    }
  });

  it('far away are left as they are', () => {
    const [x, y] = fieldAt(0.6, 2);
    assert.ok(Math.abs(x - 1 / (1 / 0.8 + 2)) < 1e-15 && y === 0);
  });
});
