import assert from 'node:assert/strict';
import type { ComplexVector } from '../../../src/optics/basis/fourier';
import { fieldsOnSlice } from '../../../src/optics/fields/slice-fields';
import type { OpticalProblem } from '../../../src/optics/problem/problem';
import { solve } from '../../../src/optics/solver/solve';
import { patternOf, problemWith } from '../problems';

const oblique = problemWith({ theta: 25, phi: 40, period: [512, 430], truncation: { circular: 13 } });
const slice = { y: 77, columns: 24, above: 400, below: 300 };

/** Power downwards through row `row` per unit of width, times two, of E × H* averaged over the row's points. */
function powerDown(map: ReturnType<typeof fieldsOnSlice>['map'], row: number): number {
  let sum = 0;
  for (let i = row * map.columns; i < (row + 1) * map.columns; i++) {
    const product = (a: ComplexVector, b: ComplexVector) => a.re[i] * b.re[i] + a.im[i] * b.im[i];
    sum += product(map.E.x, map.H.y) - product(map.E.y, map.H.x);
  }
  return sum / map.columns;
}

describe('fieldsOnSlice', () => {
  for (const polarisation of ['s', 'p'] as const) {
    it(`of a film without contrast are the incident wave throughout (${polarisation})`, () => {
      const index = [1.3, 0] as const;
      const problem: OpticalProblem = { ...oblique, cover: index, phases: [index], substrate: index, pattern: patternOf(['0']) };
      const { map, from, to } = fieldsOnSlice(problem, polarisation, slice);
      const [theta, phi] = [(25 * Math.PI) / 180, (40 * Math.PI) / 180];
      const toPolarisation =
        polarisation === 's'
          ? [-Math.sin(phi), Math.cos(phi), 0]
          : [Math.cos(theta) * Math.cos(phi), Math.cos(theta) * Math.sin(phi), -Math.sin(theta)];
      const direction = [Math.sin(theta) * Math.cos(phi), Math.sin(theta) * Math.sin(phi), Math.cos(theta)];
      const cross = (i: number) =>
        direction[(i + 1) % 3] * toPolarisation[(i + 2) % 3] - direction[(i + 2) % 3] * toPolarisation[(i + 1) % 3];
      for (let i = 0; i < map.rows * map.columns; i++) {
        const depth = from + ((Math.floor(i / map.columns) + 0.5) * (to - from)) / map.rows;
        const x = (((i % map.columns) + 0.5) * 512) / map.columns;
        const phase = ((2 * Math.PI * 1.3) / 600) * (direction[0] * x + direction[1] * slice.y + direction[2] * depth);
        (['x', 'y', 'z'] as const).forEach((axis, j) => {
          assert.ok(Math.abs(map.E[axis].re[i] - toPolarisation[j] * Math.cos(phase)) < 1e-9);
          assert.ok(Math.abs(map.E[axis].im[i] - toPolarisation[j] * Math.sin(phase)) < 1e-9);
          assert.ok(Math.abs(map.H[axis].re[i] - 1.3 * cross(j) * Math.cos(phase)) < 1e-9);
          assert.ok(Math.abs(map.H[axis].im[i] - 1.3 * cross(j) * Math.sin(phase)) < 1e-9);
        });
      }
    });
  }

  it('carry 1 − R of the power in the cover and T in the substrate', () => {
    // Stripes along y: a row holds the whole period.
    const problem = problemWith({ pattern: patternOf(['0110010']), truncation: { rectangular: [5, 0] } });
    for (const polarisation of ['s', 'p'] as const) {
      const { map } = fieldsOnSlice(problem, polarisation, slice);
      const { R, T } = solve(problem)[polarisation];
      assert.ok(Math.abs(powerDown(map, 0) - (1 - R)) < 1e-9);
      assert.ok(Math.abs(powerDown(map, map.rows - 1) - T) < 1e-9);
    }
  });

  it('keep H and the lateral part of E across both faces', () => {
    const fine = { ...slice, columns: 4000, above: 0.5, below: 0.5 };
    const { map } = fieldsOnSlice({ ...oblique, thickness: 1, truncation: { circular: 5 } }, 'p', fine);
    const largestStep = ({ re, im }: ComplexVector) => {
      let most = 0;
      for (let i = map.columns; i < re.length; i++) {
        most = Math.max(most, Math.hypot(re[i] - re[i - map.columns], im[i] - im[i - map.columns]));
      }
      return most;
    };
    for (const field of [map.E.x, map.E.y, map.H.x, map.H.y, map.H.z]) assert.ok(largestStep(field) < 0.03);
    assert.ok(largestStep(map.E.z) > 0.1);
  });
});
