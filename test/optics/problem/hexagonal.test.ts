import assert from 'node:assert/strict';
import { hexagonalCell } from '../../../src/optics/problem/hexagonal';
import { solve } from '../../../src/optics/solver/solve';
import { problemWith } from '../problems';

const pillars = (radius: number) => (x: number, y: number) => Number(Math.hypot(x, y) < radius);

describe('the double cell of a hexagonal lattice', () => {
  it('has a pillar at each lattice point, of the right share', () => {
    const { period, pattern } = hexagonalCell(400, 60, pillars(120));
    assert.deepEqual(period, [400, Math.sqrt(3) * 400]);
    assert.deepEqual([pattern.width, pattern.height], [60, 104]);
    const share = pattern.values.reduce((sum, value) => sum + value, 0) / pattern.values.length;
    assert.ok(Math.abs(share - (2 * Math.PI * 120 ** 2) / (period[0] * period[1])) < 0.005, `${share}`);
    // moved by half a cell along both it is the same
    const moved = pattern.values.map((_, i) => {
      const [x, y] = [i % 60, Math.floor(i / 60)];
      return pattern.values[((y + 52) % 104) * 60 + ((x + 30) % 60)];
    });
    assert.deepEqual(moved, pattern.values);
  });

  it('sends light into the orders of the hexagonal lattice alone, and tells nothing of the polarisation along z', () => {
    const cell = hexagonalCell(700, 56, pillars(210));
    const solution = solve(problemWith({ ...cell, wavelength: 500, truncation: { circular: 121 }, rule: 'vector' }));
    const { orders, x, y } = solution;
    const odd = orders.filter(({ m, n }) => (m + n) % 2 !== 0);
    assert.ok(odd.length > 0 && odd.every(({ s, p }) => s.R + s.T + p.R + p.T < 1e-12));
    // six turns: so E along x and along y do the same, but for the pixels
    assert.ok(Math.abs(x.R - y.R) < 0.01 && Math.abs(x.T - y.T) < 0.01, `${x.R} ${y.R} ${x.T} ${y.T}`);
  });

  it('is refused where it makes no sense', () => {
    assert.throws(() => hexagonalCell(0, 60, pillars(1)), /^InputError: lattice: 0/);
    assert.throws(() => hexagonalCell(400, 1.5, pillars(1)), /^InputError: width: 1.5/);
  });
});
