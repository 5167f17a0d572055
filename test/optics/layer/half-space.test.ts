import assert from 'node:assert/strict';
import { halfSpace, outgoingRoot } from '../../../src/optics/layer/half-space';

const wave = (kx: number, ky: number) => ({ kx: Float64Array.of(kx), ky: Float64Array.of(ky) });

describe('half-space', () => {
  it('has the admittance n at normal incidence, of either polarisation', () => {
    const { admittance, rayleigh } = halfSpace([3, 4], wave(0, 0));
    for (const block of [admittance.xx, admittance.yy]) assert.deepEqual([block.re[0], block.im[0]], [2, 1]);
    assert.deepEqual([admittance.xy.re[0], admittance.xy.im[0], rayleigh.length], [0, 0, 0]);
  });

  it('has the admittances kz of s and ε/kz of p, of propagating and of evanescent orders', () => {
    // Along x, p has E along x and s has E along y.
    const propagating = halfSpace([2.25, 0], wave(0.9, 0)).admittance;
    assert.ok(Math.abs(propagating.yy.re[0] - 1.2) < 1e-15 && Math.abs(propagating.xx.re[0] - 2.25 / 1.2) < 1e-15);
    const evanescent = halfSpace([1, 0], wave(1.25, 0)).admittance;
    assert.ok(Math.abs(evanescent.yy.im[0] - 0.75) < 1e-15 && Math.abs(evanescent.xx.im[0] + 1 / 0.75) < 1e-15);
    assert.deepEqual([evanescent.yy.re[0], evanescent.xx.re[0]], [0, 0]);
  });

  it('turns with the plane of incidence', () => {
    const [x, y] = [0.6, 0.8];
    const { admittance } = halfSpace([4, 0], wave(1.2 * x, 1.2 * y));
    const [s, p] = [1.6, 4 / 1.6];
    assert.ok(Math.abs(admittance.xx.re[0] - (p * x * x + s * y * y)) < 1e-14);
    assert.ok(Math.abs(admittance.xy.re[0] - (p - s) * x * y) < 1e-14);
  });

  it('is regular at a Rayleigh point, and says what the p part has to be multiplied by there', () => {
    const { admittance, rayleigh } = halfSpace([1, 0], wave(0.9999, 0));
    const [{ order, direction, ratio, admittance: p }] = rayleigh;
    assert.deepEqual([order, direction], [0, [1, 0]]);
    assert.ok(Math.hypot(admittance.xx.re[0], admittance.xx.im[0]) < 11);
    // p = ε/(regular kz), ratio = kz/(regular kz): p/ratio is the true admittance ε/kz.
    const kz = Math.sqrt(1 - 0.9999 ** 2);
    assert.ok(Math.hypot(p[0] * kz - ratio[0], p[1] * kz - ratio[1]) < 1e-15);
    assert.deepEqual(admittance.xx.re[0], p[0]);
  });
});

describe('outgoing root', () => {
  it('is a square root with neither part negative, without cancellation', () => {
    for (const [re, im] of [
      [4, 0],
      [-9, 0],
      [3, 4],
      [-1, 1e-12],
      [1, 1e-12],
      [0, 0],
    ]) {
      const [x, y] = outgoingRoot(re, im);
      assert.ok(x >= 0 && y >= 0);
      assert.ok(Math.abs(x * x - y * y - re) < 1e-15 * Math.max(1, Math.abs(re)) && Math.abs(2 * x * y - im) <= 1e-16 * im);
    }
  });
});
