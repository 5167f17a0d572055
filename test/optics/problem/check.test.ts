import assert from 'node:assert/strict';
import { checkProblem, checkSize, limits } from '../../../src/optics/problem/check';
import type { OpticalProblem } from '../../../src/optics/problem/problem';
import { solve } from '../../../src/optics/solver/solve';
import { patternOf, problemWith } from '../problems';

const film = problemWith({});
const uniform = (width: number, height: number) => ({ width, height, values: new Uint8Array(width * height) });

describe('limits of a problem', () => {
  const [least, most] = limits.index;
  const refused: [argument: string, changes: Partial<OpticalProblem>][] = [
    ['wavelength', { wavelength: 1e-16, period: [1e-16, 1e-16], thickness: 1e-16 }],
    ['wavelength', { wavelength: 1e200 }],
    ['period', { period: [512, 600 * 1.1e4] }],
    ['period', { period: [600 / 1.1e4, 512] }],
    ['period', { period: [1e200, 512] }],
    ['period', { period: [1e-300, 512] }],
    ['thickness', { thickness: 600 * 1.1e5 }],
    ['thickness', { thickness: 600 / 1.1e9 }],
    ['phases', { phases: [film.phases[0], [1.1 * most, 0]] }],
    ['phases', { phases: [film.phases[0], [0, 1.1 * most]] }],
    ['phases', { phases: [film.phases[0], [0.9 * least, 0]] }],
    ['phases', { phases: Array.from({ length: 257 }, () => [1, 0] as const) }],
    ['cover', { cover: [1e-300, 0] }],
    ['substrate', { substrate: [1.1e4, 1] }],
    ['theta', { theta: 89.9999999 }],
    ['phi', { phi: 361 }],
    ['phi', { phi: 1e300 }],
    ['truncation', { truncation: { circular: 2001 } }],
    ['image', { pattern: uniform(2049, 1) }],
    ['image', { pattern: uniform(1, 2049) }],
    ['image', { pattern: uniform(1025, 1024) }],
  ];
  for (const [i, [argument, changes]] of refused.entries()) {
    it(`refuse too much, ${i + 1}: ${argument}`, () => {
      assert.throws(() => checkProblem({ ...film, ...changes }), { name: 'InputError', argument });
    });
  }

  it('are wide of what people solve', () => {
    const allowed: Partial<OpticalProblem>[] = [
      // A uniform film, in whose cell nothing happens.
      { period: [1, 1], wavelength: 1550, pattern: patternOf(['1']), truncation: { circular: 1 } },
      // A monolayer in the infrared, a wafer, a metal at 100 µm, grazing light, lengths in metres.
      { wavelength: 10_000, thickness: 0.3 },
      { thickness: 30_000_000 },
      {
        phases: [
          [1, 0],
          [300, 600],
        ] as const,
      },
      { theta: 89.99, phi: -180 },
      { wavelength: 6e-7, period: [5e-7, 5e-7], thickness: 2e-7 },
      { period: [600_000, 512] },
      { truncation: { circular: 2000 } },
      { truncation: { rectangular: [999, 0] } },
      { pattern: uniform(1024, 1024) },
    ];
    for (const changes of allowed) checkProblem({ ...film, ...changes });
    checkSize(2048, 512);
  });

  it('end in numbers where a problem is just within them', () => {
    for (const changes of [
      { period: [600 * limits.period[1], 600 * limits.period[1]] as const },
      { period: [600 * limits.period[0], 600 * limits.period[1]] as const, truncation: { rectangular: [0, 2] as const } },
      { thickness: 600 * limits.thickness[0] },
      { theta: limits.theta[1] },
      { cover: [least, 0] as const, substrate: [600, 600] as const },
    ]) {
      const { s, p } = solve({ ...film, ...changes });
      for (const { R, T, A } of [s, p]) assert.ok(R >= 0 && T >= 0 && A > -1e-9 && R + T + A > 0.99);
    }
  });
});
