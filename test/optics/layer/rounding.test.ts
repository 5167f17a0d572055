import assert from 'node:assert/strict';
import { checkRounding, roundingGrowth } from '../../../src/optics/layer/rounding';
import { solve } from '../../../src/optics/solver/solve';
import { patternOf, problemWith } from '../problems';

describe('growth of rounding errors', () => {
  it('is the product of half the ratios of wave numbers, doubling by doubling', () => {
    assert.equal(roundingGrowth(1.5, 1), 1);
    // Half thicknesses 1, ½, ¼, ⅛ of a largest wave number of 16: ratios 16, 8, 4 and (of 2) no growth.
    assert.equal(roundingGrowth(16, 1), 8 * 4 * 2);
    // Beyond a half thickness of 1 each doubling multiplies by as much.
    assert.equal(roundingGrowth(16, 4), 8 * 8 * 8 * 4 * 2);
  });

  it('is little for the films that we simulate', () => {
    assert.ok(roundingGrowth(16, (Math.PI * 250) / 600) < 1000);
  });

  it('tells what to change where it is too much', () => {
    const waves = { kx: Float64Array.of(0, 300), ky: Float64Array.of(0, 400) };
    const dielectrics = [[2, 0] as const, [1, 0] as const];
    assert.throws(() => checkRounding(waves, dielectrics, 20), { argument: 'truncation', message: /500 times/ });
    const zeroth = { kx: Float64Array.of(0), ky: Float64Array.of(0) };
    assert.throws(() => checkRounding(zeroth, [[2, 0] as const, [250000, 0] as const], 20), {
      argument: 'phases',
      message: /size 500/,
    });
    assert.throws(() => checkRounding(zeroth, dielectrics, 1001 * Math.PI), { argument: 'thickness' });
    checkRounding(waves, dielectrics, 0.01);
  });

  it('is refused by the solver where the result would have no digits', () => {
    const changes = { period: [1, 1] as const, thickness: 600, pattern: patternOf(['01', '00']) };
    assert.throws(() => solve(problemWith(changes)), { name: 'InputError', argument: 'truncation' });
  });

  it('is none in a uniform layer, where harmonics do not mix', () => {
    const uniform = { period: [1, 1] as const, wavelength: 1550, thickness: 2000, pattern: patternOf(['1']) };
    const [one, many] = [1, 25].map((circular) => solve(problemWith({ ...uniform, truncation: { circular } })));
    for (const part of ['R', 'T'] as const) assert.ok(Math.abs(one.s[part] - many.s[part]) < 1e-9);
    // A pane of glass, 3 cm: Airy's sum of its two faces.
    const pane = { cover: [1, 0], substrate: [1, 0], phases: [[1.5, 0]], pattern: patternOf(['0']) } as const;
    const { R } = solve(problemWith({ ...pane, thickness: 30_000_050, truncation: { circular: 1 } })).s;
    const sine2 = Math.sin((2 * Math.PI * 1.5 * 30_000_050) / 600) ** 2;
    const finesse = (4 * 0.04) / (1 - 0.04) ** 2;
    assert.ok(Math.abs(R - (finesse * sine2) / (1 + finesse * sine2)) < 1e-6);
  });
});
