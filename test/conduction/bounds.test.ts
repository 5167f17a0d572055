import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hashinShtrikmanBounds, wienerBounds } from '../../src/conduction/bounds';
import { effectiveConductivity } from '../../src/conduction/conductivity';
import { determinant } from '../../src/conduction/tensor';
import { volumeFraction } from '../../src/microstructure/descriptors';
import { anyImage, anyPhases } from './images';

const anyFraction = fc.double({ min: 0, max: 1, noNaN: true });
const assertOrdered = (...values: number[]): void => {
  for (let i = 1; i < values.length; i++) assert.ok(values[i - 1] <= values[i] * (1 + 1e-9), `${values}`);
};

describe('bounds of conductivity', () => {
  it('of Hashin and Shtrikman are Maxwell’s value of coated discs, either phase inside', () => {
    const maxwell = (inside: number, outside: number, f: number): number => {
      const contrast = (inside - outside) / (inside + outside);
      return (outside * (1 + f * contrast)) / (1 - f * contrast);
    };
    for (const f of [0, 0.2, 0.7, 1]) {
      const [low, high] = hashinShtrikmanBounds([1, 10], f);
      assert.ok(Math.abs(low - maxwell(10, 1, f)) < 1e-12);
      assert.ok(Math.abs(high - maxwell(1, 10, 1 - f)) < 1e-12);
    }
  });

  it('of Hashin and Shtrikman lie between those of Wiener, and both are dual to themselves', () => {
    fc.assert(
      fc.property(anyPhases, anyFraction, ([a, b], f) => {
        const [low, high] = hashinShtrikmanBounds([a, b], f);
        const [lowest, highest] = wienerBounds([a, b], f);
        assertOrdered(lowest, low, high, highest);
        assert.ok(Math.abs((low * hashinShtrikmanBounds([b, a], f)[1]) / (a * b) - 1) < 1e-9);
        assert.ok(Math.abs((lowest * wienerBounds([b, a], f)[1]) / (a * b) - 1) < 1e-9);
      }),
    );
  });

  it('of Hashin and Shtrikman hold the geometric mean of both directions of any image, and Wiener’s every direction', () => {
    fc.assert(
      fc.property(anyImage, anyPhases, (image, phases) => {
        const { value } = effectiveConductivity(image, { phases, tolerance: 1e-12 });
        const f = volumeFraction(image);
        const [low, high] = hashinShtrikmanBounds(phases, f);
        assertOrdered(low, Math.sqrt(determinant(value)), high);
        const mean = (value.xx + value.yy) / 2;
        const deviation = Math.hypot((value.xx - value.yy) / 2, value.xy);
        const [lowest, highest] = wienerBounds(phases, f);
        assertOrdered(lowest, mean - deviation, mean + deviation, highest);
      }),
    );
  });
});
