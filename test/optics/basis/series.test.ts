import assert from 'node:assert/strict';
import { truncatedPermittivity } from '../../../src/optics/basis/series';
import { patternOf, problemWith } from '../problems';

const pattern = patternOf(['0110', '0010', '1101', '0001']);
const problem = problemWith({ pattern });

describe('truncatedPermittivity', () => {
  it('is the mean over the cell where there is one order', () => {
    const { re, im } = truncatedPermittivity({ ...problem, truncation: { circular: 1 } }, [2, 3]);
    const share = 7 / 16;
    for (const value of re) assert.ok(Math.abs(value - (1.45 ** 2 + share * (4.33 ** 2 - 0.25 - 1.45 ** 2))) < 1e-12);
    for (const value of im) assert.ok(Math.abs(value - share * 2 * 4.33 * 0.5) < 1e-12);
  });

  it('comes near to the pixels with many orders, image row by image row', () => {
    const { re } = truncatedPermittivity({ ...problem, truncation: { rectangular: [20, 20] } }, [4, 4]);
    pattern.values.forEach((phase, i) => {
      assert.ok(Math.abs(re[i] - (phase === 1 ? 4.33 ** 2 - 0.25 : 1.45 ** 2)) < 2);
    });
  });

  it('is the series at its points, whatever the shape of cell and boxes', () => {
    const stripes = problemWith({ period: [700, 300], pattern: patternOf(['01']), truncation: { rectangular: [1, 1] } });
    const { re } = truncatedPermittivity(stripes, [6, 2]);
    const [low, high] = [1.45 ** 2, 4.33 ** 2 - 0.25];
    re.forEach((value, i) => {
      // half and half: mean − (2/π)(high − low) sin 2πx
      const x = ((i % 6) + 0.5) / 6;
      assert.ok(Math.abs(value - (low + high) / 2 + (2 / Math.PI) * (high - low) * Math.sin(2 * Math.PI * x)) < 1e-12);
    });
  });
});
