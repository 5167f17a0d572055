import assert from 'node:assert/strict';
import { absorptionMap, fieldsOnPlane } from '../../../src/optics/fields/fields';
import { solve } from '../../../src/optics/solver/solve';
import { patternOf, problemWith } from '../problems';

const oblique = { theta: 25, phi: 40, period: [512, 430] as const };

describe('local absorption', () => {
  for (const [name, changes] of [
    ['at normal incidence', {}],
    ['at oblique incidence, by the Laurent rule', { ...oblique, rule: 'laurent' as const }],
    ['at oblique incidence, by the vector rule', { ...oblique, rule: 'vector' as const }],
    ['in a thick layer on an absorbing substrate', { thickness: 2000, substrate: [3, 0.5] as const }],
  ] as const) {
    it(`sums to the absorption ${name}`, () => {
      const problem = problemWith(changes);
      const solution = solve(problem);
      for (const polarisation of ['s', 'p'] as const) {
        const map = absorptionMap(problem, polarisation, [17, 16]);
        const mean = map.reduce((sum, value) => sum + value, 0) / map.length;
        assert.ok(Math.abs(mean - solution[polarisation].A) < 1e-9, `${mean} is not ${solution[polarisation].A}`);
      }
    });
  }

  it('is nowhere but where something absorbs', () => {
    const stripes = problemWith({ pattern: patternOf(['0001']), truncation: { rectangular: [40, 0] } });
    const map = absorptionMap(stripes, 's', [64, 1]);
    const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
    assert.ok(Math.abs(sum(map.slice(4, 44))) < 0.01 * sum(map));
  });
});

describe('fields', () => {
  it('of a film without contrast are the incident wave', () => {
    const index = [1, 0] as const;
    const problem = problemWith({ ...oblique, phases: [index], substrate: index, pattern: patternOf(['0']) });
    const { E, H } = fieldsOnPlane(problem, 's', { depth: 60, points: [9, 8] });
    const [theta, phi] = [(25 * Math.PI) / 180, (40 * Math.PI) / 180];
    for (let i = 0; i < 72; i++) {
      const [x, y] = [(((i % 9) + 0.5) * 512) / 9, ((Math.floor(i / 9) + 0.5) * 430) / 8];
      const along = Math.sin(theta) * (Math.cos(phi) * x + Math.sin(phi) * y) + Math.cos(theta) * 60;
      const phase = (2 * Math.PI * along) / 600;
      assert.ok(Math.abs(E.x.re[i] + Math.sin(phi) * Math.cos(phase)) < 1e-10);
      assert.ok(Math.abs(E.y.im[i] - Math.cos(phi) * Math.sin(phase)) < 1e-10);
      assert.ok(Math.hypot(E.z.re[i], E.z.im[i]) < 1e-10);
      assert.ok(Math.abs(H.z.re[i] - Math.sin(theta) * Math.cos(phase)) < 1e-10);
    }
  });

  it('on slices are those at single depths', () => {
    const problem = problemWith(oblique);
    const slice = fieldsOnPlane(problem, 'p', { y: 215, points: [8, 5] });
    const plane = fieldsOnPlane(problem, 'p', { depth: (3.5 * 250) / 5, points: [8, 1] });
    const across = fieldsOnPlane(problem, 'p', { x: 32, points: [1, 5] });
    for (const component of ['x', 'y', 'z'] as const) {
      for (let i = 0; i < 8; i++) {
        assert.ok(Math.abs(slice.E[component].re[3 * 8 + i] - plane.E[component].re[i]) < 1e-11);
        assert.ok(Math.abs(slice.H[component].im[3 * 8 + i] - plane.H[component].im[i]) < 1e-11);
      }
      for (let j = 0; j < 5; j++) assert.ok(Math.abs(slice.E[component].re[8 * j] - across.E[component].re[j]) < 1e-11);
    }
  });

  it('keep the lateral parts of E and H where a face is crossed', () => {
    const problem = problemWith({ phases: [[2, 0.3]], pattern: patternOf(['0']), substrate: [2, 0.3] });
    const { E, H } = fieldsOnPlane(problem, 'p', { depth: 250, points: [1, 1] });
    // Into a substrate of the same index goes one wave: H = n E.
    const [x, y] = [E.x, H.y];
    assert.ok(Math.abs(2 * x.re[0] - 0.3 * x.im[0] - y.re[0]) < 1e-11);
    assert.ok(Math.abs(2 * x.im[0] + 0.3 * x.re[0] - y.im[0]) < 1e-11);
  });

  it('are refused outside the layer', () => {
    assert.throws(() => fieldsOnPlane(problemWith({}), 's', { depth: 251, points: [2, 2] }), /not in the layer/);
  });
});
