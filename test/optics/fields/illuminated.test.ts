import assert from 'node:assert/strict';
import { illuminatedLayer, nodesAcross } from '../../../src/optics/fields/illuminated';
import { illuminate } from '../../../src/optics/solver/boundary';
import { largestDifference } from '../../numerics/matrices';
import { stagesOf } from '../lit';
import { problemWith } from '../problems';

describe('illuminated layer', () => {
  it('has the fields on its faces that the solver finds', () => {
    const problem = problemWith({ theta: 15, phi: 70, thickness: 800 });
    const { faces, incident, levels } = illuminatedLayer(problem);
    const { boundary, source, incident: expected } = stagesOf(problem);
    assert.equal(largestDifference(incident, expected), 0);
    const found = illuminate(boundary, source);
    assert.ok(largestDifference(faces.top, found.top) < 1e-10 && largestDifference(faces.bottom, found.bottom) < 1e-10);
    assert.ok(levels.kappas.length >= 2);
  });

  it('takes more nodes across where fields oscillate or fade faster', () => {
    const nodes = (changes: object) => nodesAcross(illuminatedLayer(problemWith(changes)));
    // 12 and as many as half the thickness has times the fastest wave number: 18 of 1.31 · 4.4, 22 of 1.31 · 7.5.
    assert.deepEqual([nodes({}), nodes({ truncation: { circular: 121 } })], [18, 22]);
    assert.equal(nodes({ thickness: 1 }), 13);
  });

  it('is refused where the problem makes no sense', () => {
    assert.throws(() => illuminatedLayer(problemWith({ wavelength: -1 })), { name: 'InputError', argument: 'wavelength' });
  });
});
