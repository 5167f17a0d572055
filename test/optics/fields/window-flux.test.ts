import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fieldsOnPlane } from '../../../src/optics/fields/fields';
import { type FluxWindow, windowFlux } from '../../../src/optics/fields/window-flux';
import { solve } from '../../../src/optics/solver/solve';
import { problemWith } from '../problems';

const problem = problemWith({ theta: 25, phi: 40, wavelength: 450, truncation: { circular: 13 } });
const { thickness, period } = problem;
const cell = { x: [0, period[0]], y: [0, period[1]] } as const;

describe('the flux through a window', () => {
  it('is 1 − R through the cell at the cover, and T at the substrate', () => {
    const solution = solve(problem);
    for (const polarisation of ['s', 'p'] as const) {
      const { R, T } = solution[polarisation];
      assert.ok(Math.abs(windowFlux(problem, polarisation, { ...cell, depth: 0 }) - (1 - R)) < 1e-8);
      assert.ok(Math.abs(windowFlux(problem, polarisation, { ...cell, depth: thickness }) - T) < 1e-8);
    }
  });

  it('adds up over the parts of a window', () => {
    const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(share, share, fc.double({ min: 0, max: 1, noNaN: true }), (cut, end, depth) => {
        const window: FluxWindow = { depth: depth * thickness, x: [0, end * period[0]], y: [50, 300] };
        const middle = cut * end * period[0];
        const parts = [
          [0, middle],
          [middle, window.x[1]],
        ].map(([from, to]) => ({ ...window, x: [from, to] as const }));
        const [whole, ...two] = [window, ...parts].map((each) => windowFlux(problem, 'p', each));
        assert.ok(Math.abs(whole - two[0] - two[1]) < 1e-12);
      }),
      { numRuns: 10 },
    );
  });

  it('is the sum of the Poynting vector over the points of a plane', () => {
    const points = [256, 256] as const;
    const depth = 0.4 * thickness;
    const { E, H } = fieldsOnPlane(problem, 's', { depth, points });
    const dot = (a: typeof E.x, b: typeof E.x, i: number) => a.re[i] * b.re[i] + a.im[i] * b.im[i];
    let [sum, part] = [0, 0];
    for (let i = 0; i < points[0] * points[1]; i++) {
      const down = dot(E.x, H.y, i) - dot(E.y, H.x, i);
      sum += down;
      if (i % points[0] < 64 && Math.floor(i / points[0]) >= 128) part += down;
    }
    const window = { depth, x: [0, period[0] / 4], y: [period[1] / 2, period[1]] } as const;
    const [whole, flux] = [{ ...cell, depth }, window].map((each) => windowFlux(problem, 's', each));
    assert.ok(Math.abs(flux / whole - part / sum) < 1e-4, `${flux / whole} ${part / sum}`);
  });

  it('is refused where the window is none', () => {
    assert.throws(() => windowFlux(problem, 's', { ...cell, depth: -1 }), /^InputError: depth: -1 is not in the layer/);
    assert.throws(() => windowFlux(problem, 's', { ...cell, depth: 0, y: [9, 9] }), /^InputError: y: 9 … 9 is no part/);
    assert.throws(() => windowFlux(problem, 's', { ...cell, depth: 0, x: [0, 1e4] }), /^InputError: x: /);
  });
});
