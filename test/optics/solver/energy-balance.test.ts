import assert from 'node:assert/strict';
import { checkEnergy, energyError } from '../../../src/optics/solver/energy-balance';
import { solve } from '../../../src/optics/solver/solve';
import { solveStack } from '../../../src/optics/solver/stack';
import { problemWith } from '../problems';

const half = { R: 0.25, T: 0.25, A: 0.5 };
const balance = { s: half, p: half, x: half, y: half };
const withS = (R: number, T: number) => ({ ...balance, s: { R, T, A: 1 - R - T } });

describe('energy balance', () => {
  it('is broken by what is negative, and by absorption where nothing absorbs', () => {
    assert.ok(energyError(balance, false) <= 0);
    assert.equal(energyError(balance, true), 0.5);
    assert.equal(energyError(withS(-0.125, 0.5), false), 0.125);
    assert.equal(energyError(withS(0.5, -0.25), false), 0.25);
    assert.equal(energyError(withS(1, 0.5), false), 0.5);
    assert.ok(Number.isNaN(energyError(withS(Number.NaN, 0.5), false)));
  });

  it('of a stack counts what each layer absorbs', () => {
    const layers = (s: number, p: number) => ({
      ...balance,
      layers: [
        { s: 0.25, p: 0.25 },
        { s, p },
      ],
    });
    assert.ok(energyError(layers(0.25, 0.25), false) <= 0);
    assert.equal(energyError(layers(0.5, 0.25), false), 0.25);
    assert.ok(energyError(layers(0.25, -0.125), false) > 0.3);
    assert.ok(Number.isNaN(energyError(layers(0.25, Number.NaN), false)));
  });

  it('may be off by 1e-4 and no more, and says what to change', () => {
    checkEnergy(withS(1, 0.9e-4), false, 'f64');
    for (const R of [1 + 1.1e-4, Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.throws(() => checkEnergy(withS(R, 0), false, 'f64'), { name: 'InputError' });
    }
    assert.throws(() => checkEnergy(withS(1.5, 0), false, 'f32'), { argument: 'precision', remedy: 'take "f64"' });
    assert.throws(() => checkEnergy(withS(1.5, 0), false, 'f64'), { argument: 'problem', message: /R \+ T is 1.500 for s/ });
  });

  it('is looked at by the solvers', () => {
    // A metal without loss, many wavelengths thick: a result of rounding errors alone.
    const spoilt = problemWith({ phases: [[1.45, 0] as const, [0, 3] as const], thickness: 18000 });
    assert.throws(() => solve(spoilt), /^InputError: problem: rounding errors have spoilt the result/);
    const { thickness, pattern, precision: _, ...rest } = spoilt;
    assert.throws(() => solveStack({ ...rest, layers: [{ thickness, pattern }] }), /rounding errors have spoilt/);
  });
});
