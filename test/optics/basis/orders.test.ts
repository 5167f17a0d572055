import assert from 'node:assert/strict';
import { selectOrders, waveNumbers } from '../../../src/optics/basis/orders';
import { problemWith } from '../problems';

describe('orders', () => {
  it('of a circle are whole shells from the middle outwards', () => {
    for (const [most, kept] of [
      [1, 1],
      [4, 1],
      [5, 5],
      [9, 9],
      [48, 45],
      [49, 49],
      [121, 121],
      [225, 225],
      [441, 441],
    ]) {
      const { harmonics, m, n, zeroth } = selectOrders({ circular: most }, [512, 512]);
      assert.equal(harmonics, kept);
      assert.deepEqual([m[zeroth], n[zeroth]], [0, 0]);
      const inside = new Set(Array.from(m, (_, i) => `${m[i]} ${n[i]}`));
      const furthest = Math.max(...Array.from(m, (_, i) => m[i] ** 2 + n[i] ** 2));
      for (let i = -30; i <= 30; i++) {
        for (let j = -30; j <= 30; j++) assert.equal(inside.has(`${i} ${j}`), i * i + j * j <= furthest);
      }
    }
  });

  it('of a circle follow the reciprocal lattice of a long cell', () => {
    const { harmonics, reach } = selectOrders({ circular: 21 }, [100, 1]);
    assert.equal(harmonics, 21);
    assert.deepEqual(reach, [10, 0]);
  });

  it('of a rectangle are all up to its highest', () => {
    const { harmonics, reach } = selectOrders({ rectangular: [5, 2] }, [1, 1]);
    assert.equal(harmonics, 55);
    assert.deepEqual(reach, [5, 2]);
  });

  it('have the wave vectors of the grating equation', () => {
    const problem = problemWith({ wavelength: 500, period: [1000, 2000], cover: [1.5, 0], theta: 30, phi: 60 });
    const orders = selectOrders({ rectangular: [1, 1] }, problem.period);
    const { kx, ky } = waveNumbers(problem, orders);
    const last = orders.harmonics - 1;
    assert.ok(Math.abs(kx[last] - (0.75 * 0.5 + 0.5)) < 1e-15);
    assert.ok(Math.abs(ky[last] - (0.75 * Math.sqrt(0.75) + 0.25)) < 1e-15);
  });
});
