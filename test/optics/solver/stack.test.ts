import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { OpticalProblem } from '../../../src/optics/problem/problem';
import type { StackProblem } from '../../../src/optics/problem/stack-problem';
import { solve } from '../../../src/optics/solver/solve';
import { type StackSolution, solveStack } from '../../../src/optics/solver/stack';
import { patternOf, problemWith } from '../problems';

type Powers = { R: number; T: number };

function assertAlike(actual: { s: Powers; p: Powers }, expected: { s: Powers; p: Powers }, within: number): void {
  for (const polarisation of ['s', 'p'] as const) {
    for (const part of ['R', 'T'] as const) {
      const error = Math.abs(actual[polarisation][part] - expected[polarisation][part]);
      assert.ok(error <= within, `${part} of ${polarisation} is off by ${error}`);
    }
  }
}

function stackOf({ thickness, pattern, precision: _, ...rest }: OpticalProblem, ...shares: number[]): StackProblem {
  return { ...rest, layers: shares.map((share) => ({ thickness: share * thickness, pattern })) };
}

function assertSums({ s, p, layers }: StackSolution): void {
  assert.ok(Math.abs(layers.reduce((sum, layer) => sum + layer.s, 0) - s.A) < 1e-9);
  assert.ok(Math.abs(layers.reduce((sum, layer) => sum + layer.p, 0) - p.A) < 1e-9);
}

const phases = [[1.45, 0] as const, [4.33, 0.5] as const, [2.2, 0.1] as const];

describe('stack', () => {
  for (const [name, changes] of [
    ['at normal incidence', {}],
    ['by the vector rule', { theta: 35, phi: 20, rule: 'vector' as const }],
    ['at oblique incidence', { theta: 35, phi: 20, period: [512, 400] as const }],
    ['at Rayleigh points of the cover and of the substrate', { period: [600, 600 / 1.45] as const, thickness: 80 }],
  ] as const) {
    it(`of parts of one layer is that layer, ${name}`, () => {
      const problem = problemWith(changes);
      const whole = solve(problem);
      for (const shares of [[1], [0.3, 0.7], [0.2, 0.5, 0.3]]) {
        const parts = solveStack(stackOf(problem, ...shares));
        assertAlike(parts, whole, 1e-9);
        assertSums(parts);
        assert.equal(parts.orders.length, whole.orders.length);
      }
    });
  }

  it('of layers without contrast is the film in the middle', () => {
    const film = problemWith({
      phases: [
        [1, 0],
        [3, 0.2],
        [1.45, 0],
      ],
      pattern: patternOf(['1']),
      theta: 30,
      phi: 10,
    });
    const { thickness: _, pattern, precision: __, ...rest } = film;
    const layers = [
      { thickness: 333, pattern: patternOf(['0']) },
      { thickness: 250, pattern },
      { thickness: 3000, pattern: patternOf(['22', '22']) },
    ];
    const solution = solveStack({ ...rest, layers });
    assertAlike(solution, solve(film), 1e-9);
    assertSums(solution);
    assert.ok(Math.abs(solution.layers[0].s) + Math.abs(solution.layers[2].p) < 1e-9);
    assert.ok(Math.abs(solution.layers[1].s - solution.s.A) < 1e-9);
  });

  it('keeps the energy, layer by layer, and transmits alike from either side', () => {
    const pixels = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 12, maxLength: 12 });
    const layer = fc.record({ thickness: fc.double({ min: 5, max: 900, noNaN: true }), pixels, uniform: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(layer, { minLength: 1, maxLength: 4 }),
        fc.double({ min: 0, max: 80, noNaN: true }),
        (drawn, theta) => {
          const layers = drawn.map(({ thickness, pixels: values, uniform }) => ({
            thickness,
            pattern: uniform
              ? { width: 1, height: 1, values: Uint8Array.from(values.slice(0, 1)) }
              : { width: 4, height: 3, values: Uint8Array.from(values) },
          }));
          // Below the first order: one wave goes in and one comes out.
          const {
            thickness: _,
            pattern: __,
            precision: ___,
            ...rest
          } = problemWith({ phases, period: [230, 210], theta, phi: 15 });
          const forth = solveStack({ ...rest, layers });
          assertSums(forth);
          for (const { s, p } of forth.layers) assert.ok(s > -1e-9 && p > -1e-9);
          const inside = (Math.asin(Math.sin((theta * Math.PI) / 180) / 1.45) * 180) / Math.PI;
          const turned = { cover: rest.substrate, substrate: rest.cover, theta: inside, phi: 195, layers: [...layers].reverse() };
          const back = solveStack({ ...rest, ...turned });
          assert.ok(Math.abs(forth.s.T + forth.p.T - back.s.T - back.p.T) < 1e-9);
        },
      ),
      { seed: 4, numRuns: 40 },
    );
  });

  it('is refused where a layer makes no sense', () => {
    const problem = stackOf(problemWith({}), 1);
    assert.throws(() => solveStack({ ...problem, layers: [] }), { argument: 'layers' });
    assert.throws(() => solveStack({ ...problem, layers: [{ ...problem.layers[0], thickness: -1 }] }), { argument: 'thickness' });
  });
});
