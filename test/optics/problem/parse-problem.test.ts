import assert from 'node:assert/strict';
import { parseProblem } from '../../../src/optics/problem/parse-problem';
import { InputError } from '../../../src/runs/errors';

const right = {
  wavelength: 600,
  period: [512, 400],
  thickness: 250,
  phases: [
    [1.45, 0],
    [4.33, 0.5],
    [1, 0],
  ],
  substrate: [1.45, 0],
  truncation: { circular: 49 },
  image: ['012', '110'],
};

describe('parseProblem', () => {
  it('reads a problem, with defaults for what may be left out', () => {
    const problem = parseProblem({ ...right, name: 'mine', note: 'a test', expected: {} }, 'film.json');
    assert.deepEqual(problem, {
      wavelength: 600,
      period: [512, 400],
      thickness: 250,
      phases: right.phases,
      cover: [1, 0],
      substrate: [1.45, 0],
      theta: 0,
      phi: 0,
      truncation: { circular: 49 },
      rule: 'vector',
      pattern: { width: 3, height: 2, values: Uint8Array.from([0, 1, 2, 1, 1, 0]) },
    });
  });

  it('reads what is given in place of the defaults', () => {
    const given = { cover: [1.5, 0], theta: 12, phi: -30, rule: 'laurent', truncation: { rectangular: [15, 0] } };
    const { cover, theta, phi, rule, truncation } = parseProblem({ ...right, ...given }, 'film.json');
    assert.deepEqual({ cover, theta, phi, rule, truncation }, given);
    assert.equal(parseProblem({ ...right, rule: 'li' }, 'film.json').rule, 'li');
  });

  const mistakes: [argument: string, changes: Record<string, unknown>, problem: RegExp][] = [
    ['wavelength', { wavelength: undefined }, /undefined is no number/],
    ['wavelength', { wavelength: '600' }, /"600" is no number/],
    ['wavelength', { wavelength: 0 }, /0 is no length/],
    ['wavelength', { wavelength: Number.NaN }, /NaN is no length/],
    ['period', { period: 512 }, /512 is no pair/],
    ['period', { period: [512, -1] }, /-1 is no length/],
    ['thickness', { thickness: Number.POSITIVE_INFINITY }, /Infinity is no length/],
    ['phases', { phases: 'Si' }, /no list/],
    ['phases', { phases: [] }, /there are none/],
    ['phases', { phases: [[1, 0], 2, [1, 0]] }, /2 is no pair/],
    ['phases', { phases: [[1, 0], [2], [1, 0]] }, /\[2\] is no pair/],
    [
      'phases',
      {
        phases: [
          [1, 0],
          [4, -0.5],
          [1, 0],
        ],
      },
      /\[4, -0.5\] is no refractive index/,
    ],
    [
      'phases',
      {
        phases: [
          [1, 0],
          [0, 0],
          [1, 0],
        ],
      },
      /\[0, 0\] is no refractive index/,
    ],
    ['cover', { cover: [1, 0.1] }, /no light through/],
    ['cover', { cover: null }, /null is no pair/],
    ['substrate', { substrate: [Number.NaN, 0] }, /no refractive index/],
    ['theta', { theta: 90 }, /90 degrees/],
    ['theta', { theta: -1 }, /-1 degrees/],
    ['phi', { phi: Number.NaN }, /no angle/],
    ['rule', { rule: 'Li' }, /no rule "Li"/],
    ['truncation', { truncation: 49 }, /49 names no truncation/],
    ['truncation', { truncation: { circular: 49, rectangular: [1, 1] } }, /names no truncation/],
    ['truncation', { truncation: { circular: 0 } }, /keeps no harmonics/],
    ['truncation', { truncation: { circular: 4.5 } }, /circular 4.5/],
    ['truncation', { truncation: { circular: 1e6 } }, /too many/],
    ['truncation', { truncation: { rectangular: [3] } }, /no pair/],
    ['truncation', { truncation: { rectangular: [3, -1] } }, /no range of diffraction orders/],
    ['truncation', { truncation: { rectangular: [100, 100] } }, /keeps 40401 harmonics/],
    ['image', { image: [] }, /no list of rows/],
    ['image', { image: '0110' }, /no list of rows/],
    ['image', { image: ['012', '11'] }, /row 2 has 2 pixels, row 1 has 3/],
    ['image', { image: ['012', '1x0'] }, /row 2 is "1x0"/],
    ['image', { image: ['012', 110] }, /row 2 is 110/],
    ['image', { image: [''] }, /row 1 is ""/],
    ['image', { image: ['013'] }, /phase 3, but phases 0 to 2 are given/],
    ['lambda', { lambda: 600 }, /no such key/],
  ];
  for (const [argument, changes, problem] of mistakes) {
    it(`refuses ${JSON.stringify(changes)}`, () => {
      assert.throws(
        () => parseProblem({ ...right, ...changes }, 'film.json'),
        (error: unknown) => {
          assert.ok(error instanceof InputError);
          assert.equal(error.argument, argument);
          assert.match(error.problem, problem);
          assert.match(error.problem, /\(in film\.json\)$/);
          assert.ok(error.remedy.length > 5);
          return true;
        },
      );
    });
  }

  it('names a key that is missing', () => {
    const { image: _, ...without } = right;
    assert.throws(() => parseProblem(without, 'film.json'), { argument: 'image', problem: 'it is missing (in film.json)' });
  });

  it('refuses what is no object', () => {
    for (const json of [null, 3, 'text', [right]]) assert.throws(() => parseProblem(json, 'film.json'), InputError);
  });
});
