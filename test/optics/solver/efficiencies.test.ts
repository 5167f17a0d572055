import assert from 'node:assert/strict';
import { copy, scale, zeros } from '../../../src/numerics/matrix';
import { selectOrders, waveNumbers } from '../../../src/optics/basis/orders';
import { halfSpace } from '../../../src/optics/layer/half-space';
import { diffractionEfficiencies } from '../../../src/optics/solver/efficiencies';
import { incidentWaves } from '../../../src/optics/solver/poynting';
import { problemWith } from '../problems';

const problem = problemWith({ theta: 30, phi: 20, truncation: { rectangular: [1, 1] }, wavelength: 400 });
const orders = selectOrders(problem.truncation, problem.period);
const waves = waveNumbers(problem, orders);
const cover = halfSpace([1, 0], waves);
const incident = incidentWaves(problem, orders, 'f64');
const efficienciesOf = (top: ReturnType<typeof zeros>, bottom: ReturnType<typeof zeros>, substrate = cover) =>
  diffractionEfficiencies(problem, orders, incident, { top, bottom }, { cover, substrate });
const none = zeros(incident.rows, 2);

describe('diffraction efficiencies', () => {
  it('are all in reflection where the field at the face is zero, as on a perfect mirror', () => {
    const { s, p, x, y, unpolarised } = efficienciesOf(none, none);
    for (const { R, T, A } of [s, p, x, y, unpolarised]) {
      assert.ok(Math.abs(R - 1) < 1e-15 && T === 0 && Math.abs(A) < 1e-15);
    }
  });

  it('are the squared amplitude of what goes on, times the ratio of n cos θ', () => {
    const half = copy(incident);
    scale(half, 0.5);
    const { s, p } = efficienciesOf(incident, half);
    for (const { R, T, A } of [s, p]) assert.ok(R === 0 && Math.abs(T - 0.25) < 1e-15 && Math.abs(A - 0.75) < 1e-15);
    const glass = halfSpace([2.25, 0], waves);
    const into = efficienciesOf(incident, half, glass);
    assert.ok(Math.abs(into.s.T - (0.25 * Math.sqrt(2.25 - 0.25)) / Math.cos(Math.PI / 6)) < 1e-15);
  });

  it('name the orders that propagate, on each side by the grating equation', () => {
    const { orders: listed } = efficienciesOf(incident, none, halfSpace([2.25, 0], waves));
    const within = (n: number) => Array.from(waves.kx).filter((k, i) => Math.hypot(k, waves.ky[i]) < n).length;
    assert.equal(listed.filter(({ propagates }) => propagates.cover).length, within(1));
    assert.equal(listed.filter(({ propagates }) => propagates.substrate).length, within(1.5));
    assert.ok(within(1) < within(1.5) && within(1.5) < orders.harmonics);
  });
});
