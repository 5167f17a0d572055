import assert from 'node:assert/strict';
import { estimateSeconds } from '../../../src/optics/solver/cost';
import { patternOf, problemWith } from '../problems';

const seconds = (changes: object) => estimateSeconds([problemWith(changes)]);

describe('estimated time', () => {
  it('grows with the cube of the harmonics, from less than a second to minutes', () => {
    assert.ok(seconds({ truncation: { circular: 121 } }) < 0.5);
    const ratio = seconds({ truncation: { circular: 1961 } }) / seconds({ truncation: { circular: 981 } });
    assert.ok(ratio > 7 && ratio < 9);
    assert.ok(seconds({ truncation: { circular: 1961 } }) > 100);
  });

  it('counts the layers of a stack, and the lines of an image that Li’s rule inverts', () => {
    const one = problemWith({});
    assert.ok(estimateSeconds(Array.from({ length: 100 }, () => one)) > 100 * estimateSeconds([one]));
    const lines = (rows: number) =>
      seconds({ truncation: { rectangular: [300, 0] }, pattern: patternOf(Array.from({ length: rows }, () => '01')) });
    assert.ok(lines(300) > 2 * lines(1));
  });
});
