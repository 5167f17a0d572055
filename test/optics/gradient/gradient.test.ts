import assert from 'node:assert/strict';
import { RandomStream } from '../../../src/numerics/random';
import { absorptionGradient, efficiencyGradient } from '../../../src/optics/gradient/gradient';
import { type OpticalProblem, type RefractiveIndex, rules } from '../../../src/optics/problem/problem';
import { solve } from '../../../src/optics/solver/solve';
import { problemWith } from '../problems';

type Polarisation = 's' | 'p' | 'unpolarised';

function absorptionOf(problem: OpticalProblem, polarisation: Polarisation): number {
  const { s, p } = solve(problem);
  return polarisation === 'unpolarised' ? (s.A + p.A) / 2 : { s, p }[polarisation].A;
}

/** The problem with another permittivity at one pixel. */
function withPixel(problem: OpticalProblem, pixel: number, [re, im]: readonly [number, number]): OpticalProblem {
  const n = Math.sqrt((Math.hypot(re, im) + re) / 2);
  const values = problem.pattern.values.slice();
  values[pixel] = problem.phases.length;
  return { ...problem, phases: [...problem.phases, [n, im / (2 * n)]], pattern: { ...problem.pattern, values } };
}

/** Central difference of fourth order. */
function slope(of: (step: number) => number, step: number): number {
  return (8 * (of(step) - of(-step)) - (of(2 * step) - of(-2 * step))) / (12 * step);
}

const phases: RefractiveIndex[] = [
  [1.5, 0.1],
  [3.6, 0.4],
];
const setUps: [name: string, changes: Partial<OpticalProblem>, polarisation: Polarisation][] = [
  ['Li, unpolarised', {}, 'unpolarised'],
  ['Laurent, s', { rule: 'laurent' }, 's'],
  ['Li, p, oblique, long cell', { theta: 25, phi: 33, period: [512, 430] }, 'p'],
  ['Laurent, unpolarised, thick', { rule: 'laurent', thickness: 900, substrate: [3, 0.5] }, 'unpolarised'],
  ['vector, unpolarised', { rule: 'vector' }, 'unpolarised'],
  ['vector, s, oblique, long cell', { rule: 'vector', theta: 25, phi: 33, period: [512, 430] }, 's'],
  ['Li, s, at a Rayleigh point', { period: [600, 512], theta: 0 }, 's'],
];

describe('gradient of the absorption', () => {
  for (const [i, [name, changes, polarisation]] of setUps.entries()) {
    it(`is what central differences give: ${name}`, () => {
      const random = RandomStream.fromSeed(8).derive('gradient', i);
      const pattern = { width: 7, height: 6, values: Uint8Array.from({ length: 42 }, () => random.integer(2)) };
      const problem = problemWith({ phases, pattern, ...changes });
      const gradient = absorptionGradient(problem, polarisation);
      assert.ok(Math.abs(gradient.absorption - absorptionOf(problem, polarisation)) < 1e-9);
      const largest = Math.max(...gradient.re.map(Math.abs), ...gradient.im.map(Math.abs));
      for (const pixel of random.permutation(42).slice(0, 20)) {
        const [n, k] = phases[pattern.values[pixel]];
        const epsilon = [n * n - k * k, 2 * n * k];
        const real = slope(
          (step) => absorptionOf(withPixel(problem, pixel, [epsilon[0] + step, epsilon[1]]), polarisation),
          5e-3,
        );
        const imaginary = slope(
          (step) => absorptionOf(withPixel(problem, pixel, [epsilon[0], epsilon[1] + step]), polarisation),
          5e-3,
        );
        assert.ok(
          Math.abs(gradient.re[pixel] - real) < 1e-6 * Math.max(Math.abs(real), 1e-2 * largest),
          `${gradient.re[pixel]} is not ${real}`,
        );
        assert.ok(
          Math.abs(gradient.im[pixel] - imaginary) < 1e-6 * Math.max(Math.abs(imaginary), 1e-2 * largest),
          `${gradient.im[pixel]} is not ${imaginary}`,
        );
      }
    });
  }

  it('is nothing but the change of the mean where all pixels are alike', () => {
    for (const rule of ['li', 'vector'] as const) {
      const problem = problemWith({ rule, phases: [[2, 0.3]], pattern: { width: 4, height: 3, values: new Uint8Array(12) } });
      const { re, im } = absorptionGradient(problem);
      for (const part of [re, im]) for (const value of part) assert.ok(Math.abs(value - part[0]) < 1e-12);
      assert.ok(im[0] > 1e-4);
    }
  });
});

describe('gradient of the efficiency of an order', () => {
  const values = Uint8Array.from({ length: 30 }, (_, i) => Number((i * i) % 7 < 3));
  const pattern = { width: 6, height: 5, values };
  const problem = problemWith({ phases, pattern, wavelength: 400, theta: 10, phi: 20, substrate: [1.45, 0] });

  it('is what central differences give, by each rule and on either side', () => {
    for (const rule of rules) {
      for (const side of ['reflected', 'transmitted'] as const) {
        const efficiencyOf = (one: OpticalProblem) => {
          const order = solve(one).orders.find(({ m, n }) => m === -1 && n === 0)!;
          return order.p[side === 'reflected' ? 'R' : 'T'];
        };
        const { efficiency, re, im } = efficiencyGradient({ ...problem, rule }, { side, m: -1, n: 0 }, 'p');
        assert.ok(efficiency > 1e-5 && Math.abs(efficiency - efficiencyOf({ ...problem, rule })) < 1e-10);
        const largest = Math.max(...re.map(Math.abs));
        for (const pixel of [4, 21]) {
          const [n, k] = phases[values[pixel]];
          const at = (step: number, along: 0 | 1) =>
            efficiencyOf(withPixel({ ...problem, rule }, pixel, [n * n - k * k + (1 - along) * step, 2 * n * k + along * step]));
          for (const [along, part] of [re, im].entries()) {
            const expected = slope((step) => at(step, along as 0 | 1), 5e-3);
            assert.ok(Math.abs(part[pixel] - expected) < 1e-6 * largest, `${part[pixel]} is not ${expected}`);
          }
        }
      }
    }
  });

  it('sums over all orders to what the absorption loses', () => {
    const { re } = absorptionGradient(problem, 's');
    const sum = new Float64Array(re.length);
    for (const { m, n } of solve(problem).orders) {
      for (const side of ['reflected', 'transmitted'] as const) {
        efficiencyGradient(problem, { side, m, n }, 's').re.forEach((value, i) => {
          sum[i] += value;
        });
      }
    }
    re.forEach((value, i) => {
      assert.ok(Math.abs(value + sum[i]) < 1e-12);
    });
  });

  it('is refused for an order that is not kept', () => {
    assert.throws(() => efficiencyGradient(problem, { side: 'reflected', m: 9, n: 0 }), /order \(9, 0\)/);
  });
});
