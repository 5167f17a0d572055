import assert from 'node:assert/strict';
import fc from 'fast-check';
import { filmOutline, phaseOutline } from '../../src/figures/outline';

const patterns = fc
  .tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 }))
  .chain(([width, height]) =>
    fc
      .uint8Array({ min: 0, max: 1, minLength: width * height, maxLength: width * height })
      .map((values) => ({ width, height, values })),
  );

describe('phaseOutline', () => {
  it('is as long as there are borders between neighbours of different phase', () => {
    fc.assert(
      fc.property(patterns, (pattern) => {
        const { width, height, values } = pattern;
        const at = (x: number, y: number) => values[y * width + x];
        let borders = 0;
        for (let y = 0; y < height; y++) {
          for (let x = 0; x < width; x++) {
            borders += Number(x > 0 && at(x, y) !== at(x - 1, y)) + Number(y > 0 && at(x, y) !== at(x, y - 1));
          }
        }
        const { x, y } = phaseOutline(pattern, [width, height]);
        let length = 0;
        for (let i = 0; i < x.length; i += 3) length += Math.hypot(x[i + 1]! - x[i]!, y[i + 1]! - y[i]!);
        assert.ok(Math.abs(length - borders) < 1e-9);
      }),
    );
  });

  it('joins what goes straight into one piece', () => {
    const { x, y } = phaseOutline({ width: 2, height: 3, values: [0, 1, 0, 1, 0, 1] }, [20, 60]);
    assert.deepEqual({ x, y }, { x: [10, 10, null], y: [0, 60, null] });
  });
});

describe('filmOutline', () => {
  it('marks both faces, and the walls that the slice crosses', () => {
    const { x, y } = filmOutline({ width: 4, height: 2, values: [0, 0, 0, 0, 0, 1, 1, 1] }, [40, 20], 5, 15);
    assert.deepEqual(x, [0, 40, null, 0, 40, null, 10, 10, null]);
    assert.deepEqual(y, [0, 0, null, 5, 5, null, 0, 5, null]);
  });
});
