import assert from 'node:assert/strict';
import { zeros } from '../../../src/numerics/matrix';
import { selectOrders } from '../../../src/optics/basis/orders';
import { halfSpace } from '../../../src/optics/layer/half-space';
import { incidentWaves, poyntingFluxes, poyntingMatrix } from '../../../src/optics/solver/poynting';

const wave = (kx: number, ky: number) => ({ kx: Float64Array.of(kx), ky: Float64Array.of(ky) });

describe('Poynting vector', () => {
  it('of incident waves of unit amplitude goes down with n cos θ, in either polarisation', () => {
    const [n, theta, phi] = [1.5, 40, 25];
    const [polar, azimuth] = [(theta * Math.PI) / 180, (phi * Math.PI) / 180];
    const lateral = n * Math.sin(polar);
    const flux = poyntingMatrix(halfSpace([n * n, 0], wave(lateral * Math.cos(azimuth), lateral * Math.sin(azimuth))));
    const incident = incidentWaves({ theta, phi }, selectOrders({ circular: 1 }, [1, 1]), 'f64');
    for (const column of [0, 1]) {
      assert.ok(Math.abs(poyntingFluxes(incident, column, flux)[0] - n * Math.cos(polar)) < 1e-14);
    }
    // s is perpendicular to the plane of incidence, p is in it.
    assert.ok(Math.abs(incident.re[0] * Math.cos(azimuth) + incident.re[2] * Math.sin(azimuth)) < 1e-15);
    assert.ok(Math.abs(incident.re[1] * Math.sin(azimuth) - incident.re[3] * Math.cos(azimuth)) < 1e-15);
  });

  it('of evanescent waves, and at a Rayleigh point of p, goes nowhere', () => {
    for (const k of [1.2, 1]) {
      const { xx, xy, yy } = poyntingMatrix(halfSpace([1, 0], wave(k, 0)));
      assert.deepEqual([xx.re[0], xy.re[0], yy.re[0]], [0, 0, 0]);
    }
  });

  it('is Re(Y) of a half-space’s admittance, absorbing or not', () => {
    for (const epsilon of [[2.25, 0] as const, [-10, 1.2] as const]) {
      const side = halfSpace(epsilon, wave(0.4, 0.7));
      const power = poyntingMatrix(side);
      for (const part of ['xx', 'xy', 'yy'] as const) {
        assert.ok(Math.abs(power[part].re[0] - side.admittance[part].re[0]) < 1e-14);
      }
    }
  });

  it('of a field of both components has the mixed term', () => {
    const power = poyntingMatrix(halfSpace([4, 0], wave(1, 0.5)));
    const field = zeros(2, 1);
    field.re.set([1, 2]);
    field.im.set([0.5, -1]);
    // Re(Ex Ey*) = 2 − ½, |Ex|² = 1¼, |Ey|² = 5.
    const expected = 1.25 * power.xx.re[0] + 2 * 1.5 * power.xy.re[0] + 5 * power.yy.re[0];
    assert.ok(Math.abs(poyntingFluxes(field, 0, power)[0] - expected) < 1e-14);
  });
});
