import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  type AcquisitionFunction,
  expectedImprovement,
  lowerConfidenceBound,
  probabilityOfImprovement,
  targetImprovement,
} from '../../src/gaussian-process/acquisition';
import { density, distribution } from '../../src/gaussian-process/normal';
import { gaussLegendre } from '../../src/numerics/quadrature';
import { RandomStream } from '../../src/numerics/random';
import reference from './references/acquisition.json';

const ofArm = {
  EI: expectedImprovement(reference.least),
  LCB: lowerConfidenceBound(),
  PI: probabilityOfImprovement(reference.least),
};

/** E[max(0, b − |x|)] for x normal: each side of the tent by Gauss and Legendre's rule, in pieces of at most half a σ. */
function expectedTent(mean: number, deviation: number, b: number): number {
  const { nodes, weights } = gaussLegendre(12);
  const pieces = Math.ceil((2 * b) / deviation);
  let sum = 0;
  for (let piece = -pieces; piece < pieces; piece++) {
    nodes.forEach((node, i) => {
      const x = ((piece + (node + 1) / 2) * b) / pieces;
      sum += ((weights[i] * b) / (2 * pieces)) * (b - Math.abs(x)) * (density((x - mean) / deviation) / deviation);
    });
  }
  return sum;
}

/** The derivatives that an acquisition says it has and those that its differences show. */
function assertSlopes(acquisition: AcquisitionFunction, mean: number, deviation: number, tolerance: number): void {
  const { ofMean, ofDeviation } = acquisition.evaluate(mean, deviation);
  const step = 1e-4 * deviation;
  const value = (byMean: number, byDeviation: number) => acquisition.evaluate(mean + byMean, deviation + byDeviation).value;
  const slopes = [value(step, 0) - value(-step, 0), value(0, step) - value(0, -step)].map((change) => change / (2 * step));
  [ofMean, ofDeviation].forEach((derivative, i) => {
    const scale = Math.max(1, Math.abs(derivative) * deviation);
    assert.ok(
      Math.abs(derivative - slopes[i]) * deviation < tolerance * scale,
      `${derivative} ${slopes[i]} at ${mean}, ${deviation}`,
    );
  });
}

describe('acquisition functions', () => {
  for (const arm of ['EI', 'LCB', 'PI'] as const) {
    it(`${arm} and its derivatives are scikit-optimize's to 1e-9`, () => {
      for (const { mean, deviation, ...row } of reference.rows) {
        const { value, ofMean, ofDeviation } = ofArm[arm].evaluate(mean, deviation);
        [value, ofMean, ofDeviation].forEach((each, i) => {
          assert.ok(Math.abs(each - row[arm][i]) < 1e-9 * Math.max(1, Math.abs(row[arm][i])), `${each} ${row[arm][i]}`);
        });
      }
    });
  }

  it('rest on a normal distribution that is right to 13 digits in both tails', () => {
    for (const [z, expected] of reference.normalDistribution) {
      assert.ok(Math.abs(distribution(z) / expected - 1) < 1e-13, `${z}`);
    }
  });

  it('are bounded as they say, whatever the deviation is up to the given one', () => {
    const numbers = fc.record({
      mean: fc.double({ min: -5, max: 5, noNaN: true }),
      deviation: fc.double({ min: 1e-3, max: 3, noNaN: true }),
      share: fc.double({ min: 1e-3, max: 1, noNaN: true }),
    });
    const functions = [...Object.values(ofArm), targetImprovement(0.3, 0.2), targetImprovement(0.3, 1e-5)];
    fc.assert(
      fc.property(numbers, fc.constantFrom(...functions), ({ mean, deviation, share }, acquisition) => {
        const { value } = acquisition.evaluate(mean, deviation * share);
        assert.ok(value >= acquisition.bound(mean, deviation) - 1e-9 * Math.abs(value));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('expected improvement of the distance to a target', () => {
  const cases = [
    [0.6, 0.05, 0.1],
    [0.6, 0.2, 0.01],
    [0.7, 0.01, 0.2],
    [0.58, 0.03, 2e-4],
    [0.1, 0.05, 0.02],
    [0.75, 0.004, 0.05],
    [0.65, 0.02, 1e-5],
    [0.9, 0.02, 1e-5],
  ];

  it('is what quadrature gives, from narrow to wide and near to far', () => {
    for (const [mean, deviation, distance] of cases) {
      const { value } = targetImprovement(0.65, distance).evaluate(mean, deviation);
      const expected = expectedTent(mean - 0.65, deviation, distance);
      assert.ok(
        Math.abs(Math.exp(-value) / expected - 1) < 1e-8,
        `${mean} ${deviation} ${distance}: ${Math.exp(-value)} ${expected}`,
      );
    }
  });

  it('is the mean of what random values would gain', () => {
    const random = RandomStream.fromSeed(8).derive('values');
    for (const [mean, deviation, distance] of cases.slice(0, 4)) {
      const gains = Array.from({ length: 400_000 }, () =>
        Math.max(0, distance - Math.abs(mean + deviation * random.normal() - 0.65)),
      );
      const average = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
      const spread = Math.sqrt(gains.reduce((sum, gain) => sum + (gain - average) ** 2, 0)) / gains.length;
      const { value } = targetImprovement(0.65, distance).evaluate(mean, deviation);
      assert.ok(Math.abs(Math.exp(-value) - average) < 4 * spread, `${Math.exp(-value)} ${average} ± ${spread}`);
    }
  });

  it('has the derivatives that its differences show, where there is next to nothing to be gained too', () => {
    for (const [mean, deviation, distance] of [...cases, [2, 0.02, 0.1], [-3, 0.05, 1e-6], [0.65 + 1e-3, 0.05, 0.1]]) {
      assertSlopes(targetImprovement(0.65, distance), mean, deviation, 1e-5);
    }
  });

  it('joins its three formulas without a step', () => {
    const values = (distance: number, z: number, deviation = 0.1) =>
      targetImprovement(0, distance).evaluate(z * deviation, deviation).value;
    for (const z of [0, 1, 5, 20]) {
      const change = values(2.999997e-4, z) - values(3.000003e-4, z);
      assert.ok(Math.abs(change - 4e-6) < 1e-7, `narrow at ${z}: ${change}`);
    }
    const [nearer, farther] = [values(0.05, 25.5 - 1e-7), values(0.05, 25.5 + 1e-7)];
    assert.ok(Math.abs(farther - nearer) < 1e-4, `${nearer} ${farther}`);
  });

  it('is nothing where the value is known', () => {
    assert.equal(targetImprovement(0.5, 0.1).evaluate(0.45, 0).value, Number.MAX_VALUE);
  });
});
