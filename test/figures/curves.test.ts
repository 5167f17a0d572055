import assert from 'node:assert/strict';
import fc from 'fast-check';
import { propertyDistribution, trainingCurves } from '../../src/figures/curves';
import { absorptionOf } from '../../src/film/property';
import { siliconFilm } from '../../src/film/settings';

const absorption = absorptionOf(siliconFilm);

const numbers = (values: unknown) => Array.from(values as number[]);

describe('trainingCurves', () => {
  it('draws each curve over its steps', () => {
    const { data } = trainingCurves('t', [{ name: 'loss', values: Float32Array.of(3, 2, 1) }], { every: 10 });
    assert.equal(data.length, 1);
    assert.deepEqual(numbers(data[0].x), [10, 20, 30]);
    assert.deepEqual(numbers(data[0].y), [3, 2, 1]);
  });

  it('smooths over the values before, and keeps the values behind', () => {
    const { data } = trainingCurves('t', [{ name: 'loss', values: [4, 2, 6, 8] }], { smoothedOver: 2 });
    assert.deepEqual(numbers(data[0].y), [4, 2, 6, 8]);
    assert.deepEqual(numbers(data[1].y), [4, 3, 4, 7]);
  });
});

describe('propertyDistribution', () => {
  it('counts every value once, in the bar that holds it', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (values) => {
        const [bars] = propertyDistribution(values, absorption, { binWidth: 0.01 }).data;
        const centres = numbers(bars.x);
        const counts = numbers(bars.y);
        assert.equal(
          counts.reduce((sum, count) => sum + count, 0),
          values.length,
        );
        for (const value of values) assert.ok(centres.some((centre) => Math.abs(centre - value) <= 0.005 + 1e-9));
      }),
    );
  });

  it('puts a value on the border into the upper bar', () => {
    const [bars] = propertyDistribution([0.55, 0.55, 0.5549], absorption, { binWidth: 0.005 }).data;
    assert.deepEqual(numbers(bars.y), [3]);
  });
});
