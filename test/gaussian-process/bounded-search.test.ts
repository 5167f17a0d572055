import assert from 'node:assert/strict';
import { type Bounds, type Evaluated, minimise, minimiseTogether } from '../../src/gaussian-process/bounded-search';

const everywhere = (size: number): Bounds => ({ lower: new Array(size).fill(-Infinity), upper: new Array(size).fill(Infinity) });
const near = (point: Float64Array, expected: number[], tolerance: number) =>
  assert.ok(
    point.every((x, i) => Math.abs(x - expected[i]) < tolerance),
    `${point}`,
  );

/** Rosenbrock's valley in any number of dimensions. */
function rosenbrock(point: Float64Array): Evaluated {
  const gradient = new Float64Array(point.length);
  let value = 0;
  for (let i = 0; i + 1 < point.length; i++) {
    const [off, rise] = [1 - point[i], point[i + 1] - point[i] ** 2];
    value += off ** 2 + 100 * rise ** 2;
    gradient[i] += -2 * off - 400 * point[i] * rise;
    gradient[i + 1] += 200 * rise;
  }
  return { value, gradient };
}

describe('bounded search', () => {
  it("follows Rosenbrock's valley to its end", () => {
    near(minimise(rosenbrock, [-1.2, 1], everywhere(2)).point, [1, 1], 1e-4);
    const { point, value } = minimise(rosenbrock, [-0.5, 0.4, 0.2, -0.7, 0.1, 0.9], everywhere(6));
    near(point, [1, 1, 1, 1, 1, 1], 1e-3);
    assert.ok(value < 1e-8);
  });

  it("finds the end of Rosenbrock's valley where a bound cuts it", () => {
    // with x <= ½ the least is at x = ½, y = ¼; with y >= 2 at y = 2, where −2(1 − x) − 400x(2 − x²) = 0
    near(minimise(rosenbrock, [-1.2, 1], { lower: [-2, -2], upper: [0.5, 2] }).point, [0.5, 0.25], 1e-5);
    const { point } = minimise(rosenbrock, [-1.2, 3], { lower: [0, 2], upper: [4, 4] });
    near(point, [Math.SQRT2, 2], 2e-3);
    assert.ok(Math.abs(-2 * (1 - point[0]) - 400 * point[0] * (2 - point[0] ** 2)) < 1e-3);
  });

  it('finds the least of a quadratic in a box, and never asks for a point outside', () => {
    // f = ½ xᵀA x − bᵀx, A = [[2, 1, 0], [1, 3, 1], [0, 1, 4]], with x0 held at 1 and x2 at −1: x1 = (b1 − 1 + 1)/3
    const a = [
      [2, 1, 0],
      [1, 3, 1],
      [0, 1, 4],
    ];
    const b = [9, 1.5, -9];
    const bounds = { lower: [-1, -1, -1], upper: [1, 1, 1] };
    const quadratic = (x: Float64Array): Evaluated => {
      assert.ok(x.every((one) => Math.abs(one) <= 1));
      const ax = a.map((row) => row.reduce((sum, each, j) => sum + each * x[j], 0));
      return {
        value: ax.reduce((sum, each, i) => sum + x[i] * (each / 2 - b[i]), 0),
        gradient: Float64Array.from(ax, (each, i) => each - b[i]),
      };
    };
    near(minimise(quadratic, [-0.3, 0.2, 0.8], bounds).point, [1, 0.5, -1], 1e-6);
    near(minimise(quadratic, [-5, 7, 5], bounds).point, [1, 0.5, -1], 1e-6);
  });

  it('stays where nothing is to be gained', () => {
    let calls = 0;
    const flat = (point: Float64Array): Evaluated => {
      calls++;
      return { value: 3, gradient: new Float64Array(point.length) };
    };
    assert.deepEqual(minimise(flat, [0.2, 0.4], everywhere(2)), { point: Float64Array.of(0.2, 0.4), value: 3 });
    assert.equal(calls, 1);
  });

  it('finds the same whether searches run alone or together', () => {
    const starts = [
      [-1.2, 1],
      [0.3, -0.4],
      [1, 1],
    ];
    const bounds = { lower: [-2, -2], upper: [2, 0.8] };
    const together = minimiseTogether(
      (points, searches) => {
        assert.equal(points.length, searches.length);
        return points.map(rosenbrock);
      },
      starts,
      bounds,
    );
    assert.deepEqual(
      together,
      starts.map((start) => minimise(rosenbrock, start, bounds)),
    );
  });
});
