import assert from 'node:assert/strict';
import { type ComplexMatrix, transpose, zeros } from '../../../src/numerics/matrix';
import { multiply } from '../../../src/numerics/product';
import { illuminate, respondAdjoint } from '../../../src/optics/solver/boundary';
import { largestDifference, randomMatrix } from '../../numerics/matrices';
import { stagesOf } from '../lit';
import { patternOf, problemWith } from '../problems';

describe('boundary conditions', () => {
  it('of a film without contrast let the incident wave through, with the phase of its way', () => {
    const index = [1.3, 0] as const;
    const film = { cover: index, substrate: index, phases: [index], pattern: patternOf(['0']), theta: 30, phi: 20 };
    const { incident, source, boundary } = stagesOf(problemWith(film));
    const { top, bottom } = illuminate(boundary, source);
    assert.ok(largestDifference(top, incident) < 1e-12);
    const phase = (2 * Math.PI * 1.3 * Math.cos(Math.PI / 6) * 250) / 600;
    for (let i = 0; i < incident.re.length; i++) {
      assert.ok(Math.abs(bottom.re[i] - Math.cos(phase) * incident.re[i]) < 1e-12);
      assert.ok(Math.abs(bottom.im[i] - Math.sin(phase) * incident.re[i]) < 1e-12);
    }
  });

  it('of a thin film between unlike half-spaces give Fresnel’s coefficients', () => {
    const thin = { thickness: 1e-5, substrate: [2, 1] as const };
    const { orders, source, boundary } = stagesOf(problemWith(thin));
    const { top } = illuminate(boundary, source);
    // t = 2/(1 + n) with n = 2 + i; p has E along x.
    const at = 2 * orders.zeroth + 1;
    assert.ok(Math.hypot(top.re[at] - 0.6, top.im[at] + 0.2) < 1e-5);
  });

  it('have adjoint fields by which sources and fields change places, at a Rayleigh point too', () => {
    for (const period of [512, 600]) {
      const { cover, boundary, source } = stagesOf(problemWith({ period: [period, 430], theta: 0, thickness: 300 }));
      assert.equal(cover.rayleigh.length > 0, period === 600);
      const [above, below] = ['above', 'below'].map((name) => randomMatrix(source.rows, 2, name));
      // Sources of the p part near a Rayleigh point are scaled, on both sides alike: leave them out.
      for (const { order } of [...cover.rayleigh, ...boundary.substrate.rayleigh]) {
        for (const row of [order, order + source.rows / 2]) {
          for (const matrix of [above, below]) for (const part of [matrix.re, matrix.im]) part.fill(0, 2 * row, 2 * row + 2);
        }
      }
      const lit = illuminate(boundary, above);
      const adjoint = respondAdjoint(boundary, above, below);
      // aᵀ (fields of b at the top) = bᵀ (adjoint fields of a at the top), for sources a at either face.
      const forth = sum(multiply(transpose(above), lit.top), multiply(transpose(below), lit.bottom));
      const back = multiply(transpose(adjoint.top), above);
      assert.ok(largestDifference(forth, back) < 1e-9);
    }
  });
});

function sum(a: ComplexMatrix, b: ComplexMatrix): ComplexMatrix {
  const out = zeros(a.rows, a.columns);
  out.re.set(a.re.map((value, i) => value + b.re[i]));
  out.im.set(a.im.map((value, i) => value + b.im[i]));
  return out;
}
