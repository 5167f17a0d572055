import assert from 'node:assert/strict';
import fc from 'fast-check';
import { boxLine, componentsOf, deviationLine, planeOfMeans, project } from '../../src/figures/latent-plane';
import type { Mixture } from '../../src/mdn/mixture';
import { RandomStream } from '../../src/numerics/random';

const random = RandomStream.fromSeed(21);

/** A mixture with these means, and random weights and deviations. */
function mixtureAt(means: number[][], stream = random): Mixture {
  const weights = means.map(() => stream.uniform(0.1, 1));
  const total = weights.reduce((a, b) => a + b);
  return {
    mixing: Float32Array.from(weights, (weight) => weight / total),
    means: Float32Array.from(means.flat()),
    standardDeviations: Float32Array.from(means.flat(), () => stream.uniform(0.1, 0.6)),
  };
}

const near = (found: number, wanted: number, tolerance = 1e-6) =>
  assert.ok(Math.abs(found - wanted) < tolerance, `${found} instead of ${wanted}`);

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((sum, x, i) => sum + x * b[i], 0);

/** Twice the area within a closed line, positive where it goes round to the left (the shoelace formula). */
const twiceArea = (line: readonly (readonly [number, number])[]): number =>
  line.slice(1).reduce((sum, [x, y], i) => sum + line[i][0] * y - x * line[i][1], 0);

describe('the plane of the latents', () => {
  it('holds the line along which the means of two mixtures lie, and then what is next, whatever else they do', () => {
    const along = [0.5, 0.5, -0.5, 0.5];
    const across = [0.5, -0.5, 0.5, 0.5];
    const at = (s: number, t: number): number[] => along.map((share, i) => 0.1 + s * share + t * across[i]);
    const mixtures = [mixtureAt([at(-1, 0.2), at(1, -0.2)]), mixtureAt([at(0.5, 0.3), at(-0.4, -0.1), at(0, 0)])];
    const { axes } = planeOfMeans(mixtures);
    // all means differ within the plane of the two
    for (const axis of axes) near(dot(axis, along) ** 2 + dot(axis, across) ** 2, 1);
    near(dot(axes[0], axes[1]), 0);
    assert.ok(dot(axes[0], along) > 0.95 || dot(axes[0], along) < -0.95);
  });

  it('gives components of no weight no say', () => {
    const heavy = {
      ...mixtureAt([
        [1, 0, 0],
        [-1, 0, 0],
        [0, 0, 50],
      ]),
      mixing: Float32Array.of(0.5, 0.5, 0),
    };
    const [first] = planeOfMeans([heavy]).axes;
    assert.deepEqual(
      first.map((share) => Math.round(1e6 * share) / 1e6 + 0),
      [1, 0, 0],
    );
  });

  it('has of the box a polygon that touches every corner’s place and lets none out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 1000 }), (size, seed) => {
        const stream = RandomStream.fromSeed(seed);
        const means = Array.from({ length: 5 }, () => Array.from({ length: size }, () => stream.uniform(-1, 1)));
        const plane = planeOfMeans([mixtureAt(means, stream)]);
        const line = boxLine(plane);
        const corners = Array.from({ length: 2 ** size }, (_, bits) =>
          project(
            plane,
            Array.from({ length: size }, (_, i) => ((bits >> i) & 1 ? 1 : -1)),
          ),
        );
        for (const [x, y] of line) {
          assert.ok(corners.some(([a, b]) => Math.hypot(a - x, b - y) < 1e-9));
        }
        // each side has all corners on its left
        line.slice(1).forEach(([x, y], i) => {
          const [fromX, fromY] = line[i];
          for (const [a, b] of corners) assert.ok((x - fromX) * (b - fromY) - (y - fromY) * (a - fromX) > -1e-9);
        });
        assert.ok(twiceArea(line) > 0);
      }),
      { numRuns: 40, seed: 1 },
    );
  });

  it('draws around a mean the places that are one standard deviation from it in the plane', () => {
    const means = Array.from({ length: 4 }, () => [random.uniform(-1, 1), random.uniform(-1, 1), random.uniform(-1, 1)]);
    const mixture = mixtureAt(means);
    const plane = planeOfMeans([mixture]);
    const [{ mean, deviations }] = componentsOf(mixture);
    const [x, y] = project(plane, mean);
    // the covariance of many samples of the component, as the plane has them
    const samples = Array.from({ length: 40_000 }, () =>
      project(
        plane,
        mean.map((value, i) => value + deviations[i] * random.normal()),
      ),
    );
    const covariance = (f: (dx: number, dy: number) => number): number =>
      samples.reduce((sum, [a, b]) => sum + f(a - x, b - y), 0) / samples.length;
    const [xx, xy, yy] = [covariance((a) => a * a), covariance((a, b) => a * b), covariance((_, b) => b * b)];
    const line = deviationLine(plane, mean, deviations);
    assert.deepEqual(
      line[0].map((value) => value.toFixed(9)),
      line[line.length - 1].map((value) => value.toFixed(9)),
    );
    for (const [a, b] of line) {
      const [dx, dy] = [a - x, b - y];
      // Mahalanobis' distance
      near((yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / (xx * yy - xy * xy), 1, 0.05);
    }
  });
});
