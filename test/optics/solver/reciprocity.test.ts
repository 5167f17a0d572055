import assert from 'node:assert/strict';
import { illuminate } from '../../../src/optics/solver/boundary';
import { probedSource, reciprocityError, reciprocitySeesErrors } from '../../../src/optics/solver/reciprocity';
import { solve } from '../../../src/optics/solver/solve';
import { stagesOf } from '../lit';
import { patternOf, problemWith } from '../problems';

/** The error that reciprocity shows of a problem solved in that precision. */
function errorOf(problem: ReturnType<typeof problemWith>, precision: 'f32' | 'f64'): number {
  const { orders, cover, incident, boundary } = stagesOf(problem, precision);
  const source = probedSource(incident, cover, orders);
  return reciprocityError(illuminate(boundary, source).top, source, orders, cover);
}

const film = (k: number) =>
  problemWith({
    phases: [
      [1.45, 0],
      [4, k],
    ],
    thickness: 685,
    truncation: { circular: 13 },
    precision: 'auto',
  });

describe('reciprocity', () => {
  it('holds within rounding errors, single or double', () => {
    for (const problem of [problemWith({}), problemWith({ period: [600, 600 / 1.45] })]) {
      assert.ok(errorOf(problem, 'f64') < 1e-14);
      const single = errorOf(problem, 'f32');
      assert.ok(single > 1e-9 && single < 2e-6, `${single}`);
    }
  });

  it('is broken by fields that are not those of the sources, as much as they are wrong; NaN stays NaN', () => {
    const { orders, cover, incident, boundary } = stagesOf(problemWith({}));
    const source = probedSource(incident, cover, orders);
    const { top } = illuminate(boundary, source);
    // Ex of the wave of s, which couples to p.
    top.re[3 * orders.zeroth] += 1e-3;
    assert.ok(Math.abs(reciprocityError(top, source, orders, cover) - 1e-3) < 1e-9);
    top.re[0] = Number.NaN;
    assert.ok(Number.isNaN(reciprocityError(top, source, orders, cover)));
  });

  it('decides at an error of 2e-6 whether single precision is good enough', () => {
    // Errors just below and just above.
    assert.ok(errorOf(film(1e-2), 'f32') > 1.8e-6 && errorOf(film(1e-2), 'f32') < 2e-6);
    assert.ok(errorOf(film(1e-3), 'f32') > 2e-6 && errorOf(film(1e-3), 'f32') < 2.4e-6);
    const [below, above] = [1e-2, 1e-3].map((k) => solve({ ...film(k), rounding: 'portable' }));
    assert.deepEqual([below.precision, below.redone], ['f32', false]);
    assert.deepEqual([above.precision, above.redone], ['f64', true]);
  });

  it('sees nothing at oblique incidence, in stripes and where nothing absorbs', () => {
    assert.equal(reciprocitySeesErrors(problemWith({})), true);
    for (const changes of [{ theta: 1 }, { pattern: patternOf(['0110']) }, { phases: [[1.45, 0] as const, [4, 0] as const] }]) {
      assert.equal(reciprocitySeesErrors(problemWith(changes)), false);
    }
    // A phase that absorbs but is nowhere.
    assert.equal(reciprocitySeesErrors(problemWith({ phases: [[1, 0] as const, [2, 0] as const, [3, 1] as const] })), false);
  });
});
