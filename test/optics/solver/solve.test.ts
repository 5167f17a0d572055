import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseProblem } from '../../../src/optics/problem/parse-problem';
import { type OpticalProblem, rules } from '../../../src/optics/problem/problem';
import { absorption, type Efficiencies, type Solution, solve } from '../../../src/optics/solver/solve';
import { patternOf, problemWith, remapped } from '../problems';
import { solveByTransfer } from '../transfer-matrix';

function assertClose(actual: number, expected: number, within: number, what: string): void {
  assert.ok(Math.abs(actual - expected) <= within, `${what}: ${actual} is not ${expected} within ${within}`);
}

type Powers = Pick<Efficiencies, 'R' | 'T'>;

function assertAlike(actual: { s: Powers; p: Powers }, expected: { s: Powers; p: Powers }, within: number, what = ''): void {
  for (const polarisation of ['s', 'p'] as const) {
    for (const part of ['R', 'T'] as const) {
      assertClose(actual[polarisation][part], expected[polarisation][part], within, `${what} ${part} of ${polarisation}`);
    }
  }
}

/** Problems of small random patterns; all lengths in wavelengths. */
const problems = (indices: readonly (readonly [number, number])[], thickest: number): fc.Arbitrary<OpticalProblem> => {
  const between = (min: number, max: number) => fc.double({ min, max, noNaN: true });
  const pattern = fc
    .record({ width: fc.integer({ min: 1, max: 6 }), height: fc.integer({ min: 1, max: 6 }) })
    .chain(({ width, height }) =>
      fc
        .array(fc.integer({ min: 0, max: 2 }), { minLength: width * height, maxLength: width * height })
        .map((values) => ({ width, height, values: Uint8Array.from(values) })),
    );
  return fc.record({
    wavelength: fc.constant(1),
    period: fc.tuple(between(0.3, 2), between(0.3, 2)),
    thickness: between(0.01, thickest),
    phases: fc.tuple(fc.constantFrom(...indices), fc.constantFrom(...indices), fc.constantFrom(...indices)),
    cover: fc.tuple(between(1, 1.6), fc.constant(0)),
    substrate: fc.constantFrom(...indices),
    theta: fc.oneof(fc.constant(0), between(0, 85)),
    phi: between(0, 360),
    truncation: fc.oneof(
      fc.record({ circular: fc.integer({ min: 2, max: 21 }) }),
      fc.record({ rectangular: fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 })) }),
    ),
    rule: fc.constantFrom(...rules),
    precision: fc.constant('f64' as const),
    pattern,
  });
};
const lossless = [1, 1.3, 1.5, 2, 3.4].map((n) => [n, 0] as const);
// No metal of large |ε| beside a dielectric: its modes grow so much that the exponential loses all digits.
const absorbing = [...lossless, [4.33, 0.5] as const, [3.18, 4.41] as const];
const runs = { seed: 20, numRuns: 100 };

describe('solve', () => {
  it('gives the reference values of other codes', () => {
    const { problems: references } = JSON.parse(readFileSync(join(__dirname, '../reference-values.json'), 'utf8'));
    for (const reference of references) {
      const problem = parseProblem(reference, reference.name);
      assertAlike(solve(problem), reference.expected, 2e-5, reference.name);
      const solution = solve({ ...problem, precision: 'f64' });
      assert.equal(solution.harmonics, reference.harmonics);
      assertAlike(solution, reference.expected, 1e-9, reference.name);
    }
    assert.equal(references.length, 19);
  });

  it('agrees with the exponential of the transfer matrix', () => {
    fc.assert(
      fc.property(problems(absorbing, 0.1), (problem) => {
        assertAlike(solve(problem), solveByTransfer(problem), 1e-8);
      }),
      runs,
    );
  });

  it('keeps the energy where nothing absorbs', () => {
    fc.assert(
      fc.property(problems(lossless, 3), (problem) => {
        const { s, p } = solve(problem);
        assertClose(s.A, 0, 1e-9, 'A of s');
        assertClose(p.A, 0, 1e-9, 'A of p');
      }),
      runs,
    );
  });

  it('absorbs between nothing and all, and the mean of both polarisations is the absorption', () => {
    const problem = problemWith({});
    const { s, p } = solve(problem);
    for (const { R, T, A } of [s, p]) assert.ok(R > 0 && T > 0 && A > 0.1 && A < 1);
    assert.equal(absorption(problem), (s.A + p.A) / 2);
  });

  for (const theta of [0, 37, 56.309932474, 80, 89.9]) {
    it(`gives Airy's film at ${theta} degrees`, () => {
      const index: [number, number] = [2.1, 0.3];
      const problem = problemWith({ phases: [[1, 0], index], theta, phi: 71, pattern: patternOf(['1']), thickness: 333 });
      assertAlike(solve(problem), airyFilm(problem, index), 1e-10);
    });
  }

  it('gives a half-wave film at its resonance, where the layer matrix is singular', () => {
    const film = {
      wavelength: 1,
      thickness: 0.5,
      substrate: [1, 0] as const,
      phases: [[2, 0] as const],
      pattern: patternOf(['0']),
    };
    assertAlike(solve(problemWith({ ...film, period: [0.7, 0.7] })), { s: { R: 0, T: 1 }, p: { R: 0, T: 1 } }, 1e-12);
  });

  it('exchanges both polarisations when the cell is turned by 90 degrees', () => {
    for (const rule of rules) {
      const problem = problemWith({ rule, period: [512, 400] });
      const { pattern } = problem;
      const { width, height } = pattern;
      const turned = remapped(pattern, height, width, (x, y) => [y, height - 1 - x]);
      const original = solve(problem);
      const after = solve(problemWith({ rule, period: [400, 512], pattern: turned }));
      assertAlike(after, { s: original.p, p: original.s }, 1e-11);
      assert.ok(Math.abs(original.s.R - original.p.R) > 1e-3);
    }
  });

  it('does not change when the cell is moved', () => {
    for (const rule of rules) {
      const problem = problemWith({ rule, theta: 20, phi: 30 });
      const { width, height } = problem.pattern;
      const moved = remapped(problem.pattern, width, height, (x, y) => [(x + 3) % width, (y + 2) % height]);
      assertAlike(solve({ ...problem, pattern: moved }), solve(problem), 1e-11);
    }
  });

  it('does not change when every pixel is cut into four', () => {
    const problem = problemWith({ theta: 20, phi: 30 });
    const { width, height } = problem.pattern;
    const finer = remapped(problem.pattern, 2 * width, 2 * height, (x, y) => [x >> 1, y >> 1]);
    for (const rule of ['laurent', 'vector'] as const) {
      assertAlike(solve({ ...problem, rule, pattern: finer }), solve({ ...problem, rule }), 1e-11);
    }
  });

  it('gives stripes along either axis the same by the vector rule as by Li’s', () => {
    for (const pattern of [patternOf(['0110100']), patternOf(['0', '1', '1', '0', '1'])]) {
      const problem = problemWith({ pattern, theta: 20, phi: 30, truncation: { rectangular: [4, 3] } });
      assertAlike(solve({ ...problem, rule: 'vector' }), solve(problem), 1e-11);
    }
  });

  it('transmits as much from either side, summed over polarisations (reciprocity)', () => {
    // Below the first diffraction order the whole transmission is one plane wave to one plane wave.
    const theta = 35;
    const inside = (Math.asin(Math.sin((theta * Math.PI) / 180) / 1.45) * 180) / Math.PI;
    const total = ({ s, p }: Solution) => s.T + p.T;
    for (const rule of rules) {
      const forth = problemWith({ rule, period: [230, 250], theta, phi: 25 });
      const back: OpticalProblem = { ...forth, cover: forth.substrate, substrate: forth.cover, theta: inside, phi: 25 + 180 };
      assertClose(total(solve(back)), total(solve(forth)), 1e-11, 'T');
      assert.ok(Math.abs(solve(back).s.R - solve(forth).s.R) > 1e-3);
    }
  });

  it('is right at Rayleigh points of the cover and of the substrate, and near them', () => {
    for (const period of [0.5, 0.5 * (1 - 1e-12), 0.5 * (1 + 1e-6), 0.501]) {
      const problem = problemWith({ wavelength: 0.5, period: [period, 0.35], thickness: 0.05, substrate: [0.5 / 0.35, 0] });
      assertAlike(solve(problem), solveByTransfer(problem), 1e-10, `period ${period}`);
    }
  });

  it('goes through a Rayleigh point without a step', () => {
    const at = (period: number) => solve(problemWith({ wavelength: 0.6, period: [period, 0.4], thickness: 0.25 }));
    const middle = at(0.6);
    for (const side of [0.6 * (1 - 1e-12), 0.6 * (1 + 1e-12)]) assertAlike(at(side), middle, 2e-5);
  });

  it('gives each diffraction order its share', () => {
    const problem = problemWith({ wavelength: 400, theta: 20, phi: 30 });
    const { s, p, orders } = solve(problem);
    assert.ok(orders.length > 5);
    for (const [name, total] of [
      ['s', s],
      ['p', p],
    ] as const) {
      for (const part of ['R', 'T'] as const) {
        const sum = orders.reduce((so, order) => so + order[name][part], 0);
        assertClose(sum, total[part], 1e-12, `${part} of ${name}`);
      }
    }
    // The grating equation says which orders there are.
    const [kx, ky] = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)].map((part) => part * Math.sin(Math.PI / 9));
    for (const { m, n, s: share } of orders) {
      const lateral = Math.hypot(kx + (m * 400) / 512, ky + (n * 400) / 512);
      assert.ok(lateral < 1.45 && (lateral < 1 || share.R === 0), `${m} ${n}`);
    }
  });

  it('gives light along x and y what s and p make of it', () => {
    const straight = problemWith({ phi: 0 });
    const { s, p, x, y, unpolarised } = solve(straight);
    assertAlike({ s: y, p: x }, { s, p }, 1e-12);
    assert.equal(unpolarised.A, (s.A + p.A) / 2);
    const turned = solve(problemWith({ phi: 35 }));
    assertAlike({ s: turned.y, p: turned.x }, { s: y, p: x }, 1e-11);
    assert.ok(Math.abs(turned.s.R - s.R) > 1e-4);
  });

  it('gives the same with sums of products rounded once, where the engine can, within what its precision gives', () => {
    for (const [precision, tolerance] of [
      ['f32', 3e-6],
      ['f64', 1e-11],
    ] as const) {
      const problem = problemWith({ precision });
      assertAlike(solve({ ...problem, rounding: 'fused' }), solve({ ...problem, rounding: 'portable' }), tolerance);
    }
  });

  it('redoes in double precision what single precision gets wrong, and says so', () => {
    const problem = problemWith({ precision: 'auto' });
    const { precision, redone } = solve(problem);
    assert.deepEqual([precision, redone], ['f32', false]);
    for (const blind of [{ theta: 10 }, { pattern: patternOf(['0110']) }, { phases: [[1.45, 0] as const, [4, 0] as const] }]) {
      const solution = solve({ ...problem, ...blind });
      assert.deepEqual([solution.precision, solution.redone], ['f64', false]);
    }
    // Many wavelengths thick, and hardly absorbing: rounding errors grow.
    const resonant = { ...problem, thickness: 60000, phases: [[1.45, 0] as const, [4, 1e-7] as const] };
    const again = solve(resonant);
    assert.deepEqual([again.precision, again.redone], ['f64', true]);
    assertAlike(again, solve({ ...resonant, precision: 'f64' }), 0);
  });

  it('refuses a problem that makes no sense', () => {
    assert.throws(() => solve(problemWith({ thickness: Number.NaN })), { name: 'InputError', argument: 'thickness' });
  });
});

/** Reflection and transmission of a uniform film by Airy's sum (Born and Wolf, section 1.6.4). */
function airyFilm(problem: OpticalProblem, film: readonly [number, number]): { s: Powers; p: Powers } {
  const lateral = problem.cover[0] * Math.sin((problem.theta * Math.PI) / 180);
  const media = [problem.cover, film, problem.substrate].map(([n, k]) => {
    const epsilon = new Complex(n, k).times(new Complex(n, k));
    return { epsilon, kz: epsilon.plus(new Complex(-lateral * lateral, 0)).root() };
  });
  const phase = media[1].kz.times(new Complex(0, (2 * Math.PI * problem.thickness) / problem.wavelength)).exponential();
  const ofPolarisation = (isP: boolean): Powers => {
    const admittance = media.map(({ epsilon, kz }) => (isP ? epsilon.over(kz) : kz));
    const reflect = (a: number, b: number) => admittance[a].minus(admittance[b]).over(admittance[a].plus(admittance[b]));
    const transmit = (a: number, b: number) => new Complex(1, 0).plus(reflect(a, b));
    const round = new Complex(1, 0).plus(reflect(0, 1).times(reflect(1, 2)).times(phase).times(phase));
    const r = reflect(0, 1).plus(reflect(1, 2).times(phase).times(phase)).over(round);
    const t = transmit(0, 1).times(transmit(1, 2)).times(phase).over(round);
    return { R: r.size2(), T: (t.size2() * admittance[2].re) / admittance[0].re };
  };
  return { s: ofPolarisation(false), p: ofPolarisation(true) };
}

class Complex {
  constructor(
    readonly re: number,
    readonly im: number,
  ) {}
  plus = (b: Complex) => new Complex(this.re + b.re, this.im + b.im);
  minus = (b: Complex) => new Complex(this.re - b.re, this.im - b.im);
  times = (b: Complex) => new Complex(this.re * b.re - this.im * b.im, this.re * b.im + this.im * b.re);
  over = (b: Complex) => this.times(new Complex(b.re / b.size2(), -b.im / b.size2()));
  size2 = () => this.re ** 2 + this.im ** 2;
  exponential = () => new Complex(Math.exp(this.re) * Math.cos(this.im), Math.exp(this.re) * Math.sin(this.im));
  root(): Complex {
    const [size, angle] = [Math.sqrt(Math.hypot(this.re, this.im)), Math.atan2(this.im, this.re) / 2];
    return new Complex(size * Math.cos(angle), size * Math.sin(angle));
  }
}
