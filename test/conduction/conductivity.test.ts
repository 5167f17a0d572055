import assert from 'node:assert/strict';
import fc from 'fast-check';
import { effectiveConductivity } from '../../src/conduction/conductivity';
import { determinant, type Tensor } from '../../src/conduction/tensor';
import { randomFields, smoothFields } from '../../src/microstructure/field';
import type { Microstructure } from '../../src/microstructure/microstructure';
import { RandomStream } from '../../src/numerics/random';
import { anyImage, anyPhases, draw } from './images';

const scalar = (tensor: Tensor): number => Math.sqrt(determinant(tensor));

function assertAlike(found: Tensor, expected: Tensor, tolerance = 1e-9): void {
  for (const key of ['xx', 'xy', 'yy'] as const) {
    const error = Math.abs(found[key] - expected[key]) / scalar(expected);
    assert.ok(error < tolerance, `${key}: ${found[key]}, expected ${expected[key]}`);
  }
}

/** Whether a ≤ b in every direction, but for rounding. */
function assertBelow(a: Tensor, b: Tensor, tolerance = 1e-9): void {
  const slack = tolerance * (b.xx + b.yy);
  const gap = { xx: b.xx - a.xx + slack, xy: b.xy - a.xy, yy: b.yy - a.yy + slack };
  assert.ok(gap.xx >= 0 && gap.yy >= 0 && determinant(gap) >= 0, JSON.stringify({ a, b }));
}

const solve = (image: Microstructure, phases: readonly [number, number], cells = 1) =>
  effectiveConductivity(image, { phases, cells, tolerance: 1e-12 });
const solveValue = (image: Microstructure, phases: readonly [number, number]): Tensor => solve(image, phases).value;

const turn = ({ width, height, pixels }: Microstructure): Microstructure =>
  draw(height, width, (ix, iy) => pixels[(height - 1 - ix) * width + iy]);

describe('effective conductivity', () => {
  it('of a laminate is the arithmetic mean along its layers and the harmonic one across, between bounds that meet', () => {
    const stripes = draw(10, 4, (ix) => ix % 10 < 3);
    const expected = { xx: 1 / (0.7 / 2 + 0.3 / 30), xy: 0, yy: 0.7 * 2 + 0.3 * 30 };
    for (const found of Object.values(solve(stripes, [2, 30]))) assertAlike(found, expected);
    for (const found of Object.values(solve(turn(stripes), [2, 30]))) {
      assertAlike(found, { xx: expected.yy, xy: 0, yy: expected.xx });
    }
  });

  it('of a checkerboard is the geometric mean, however few pixels its squares have', () => {
    for (const side of [1, 2, 3, 8]) {
      const board = draw(2 * side, 2 * side, (ix, iy) => (Math.floor(ix / side) + Math.floor(iy / side)) % 2);
      assertAlike(solveValue(board, [0.5, 200]), { xx: 10, xy: 0, yy: 10 });
    }
  });

  it('of squares on a quarter of the area is Obnosov’s (1999) exact value, however few pixels they have', () => {
    for (const side of [1, 2, 5, 16]) {
      const squares = draw(2 * side, 2 * side, (ix, iy) => ix < side && iy < side);
      for (const [a, b] of [
        [1, 10],
        [200, 2],
      ] as const) {
        const exact = a * Math.sqrt((a + 3 * b) / (3 * a + b));
        assertAlike(solveValue(squares, [a, b]), { xx: exact, xy: 0, yy: exact });
      }
    }
  });

  it('with phases exchanged is the inverse, turned by a quarter, times both conductivities (Keller 1964)', () => {
    fc.assert(
      fc.property(anyImage, anyPhases, (image, [a, b]) => {
        const [found, exchanged] = [solveValue(image, [a, b]), solveValue(image, [b, a])];
        const scale = (a * b) / determinant(found);
        assertAlike(exchanged, { xx: found.xx * scale, xy: found.xy * scale, yy: found.yy * scale });
      }),
    );
  });

  it('turns with the image, and does not change where it is shifted', () => {
    fc.assert(
      fc.property(anyImage, anyPhases, fc.nat(6), fc.nat(6), (image, phases, dx, dy) => {
        const { width, height, pixels } = image;
        const found = solveValue(image, phases);
        assertAlike(solveValue(turn(image), phases), { xx: found.yy, xy: -found.xy, yy: found.xx });
        const shifted = draw(width, height, (ix, iy) => pixels[((iy + dy) % height) * width + ((ix + dx) % width)]);
        assertAlike(solveValue(shifted, phases), found);
      }),
    );
  });

  it('is in the unit of the phases', () => {
    fc.assert(
      fc.property(anyImage, anyPhases, fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (image, [a, b], unit) => {
        const { xx, xy, yy } = solveValue(image, [a, b]);
        assertAlike(solveValue(image, [a * unit, b * unit]), { xx: xx * unit, xy: xy * unit, yy: yy * unit });
      }),
    );
  });

  it('has xy above 0 where good conduction runs along x = y, to the right and down', () => {
    const diagonal = draw(8, 8, (ix, iy) => (ix - iy + 8) % 8 < 3);
    const { xx, xy, yy } = solveValue(diagonal, [1, 10]);
    assert.ok(Math.abs(xx - yy) < 1e-9 && xy > 0.5, JSON.stringify({ xx, xy, yy }));
  });

  it('lies between bounds that close in with more cells a pixel', () => {
    fc.assert(
      fc.property(anyImage, anyPhases, (image, phases) => {
        const [coarse, fine] = [solve(image, phases), solve(image, phases, 2)];
        for (const [below, above] of [
          [coarse.lower, fine.lower],
          [fine.lower, fine.value],
          [fine.value, fine.upper],
          [fine.upper, coarse.upper],
        ]) {
          assertBelow(below, above);
        }
      }),
    );
  });

  it('lies between its bounds and obeys duality also where the iterations have hardly begun', () => {
    const [image] = randomFields({ ...smoothFields, side: 32 }, 1, RandomStream.fromSeed(2));
    const exact = solve(image, [1, 100]);
    const rough = effectiveConductivity(image, { phases: [1, 100], tolerance: 0.5 });
    assert.ok(rough.upper.xx > 1.0001 * exact.upper.xx, 'the iterations went to their end');
    assertBelow(rough.lower, exact.lower);
    assertBelow(exact.upper, rough.upper);
    const exchanged = effectiveConductivity(image, { phases: [100, 1], tolerance: 0.5 });
    assert.ok(Math.abs((scalar(rough.value) * scalar(exchanged.value)) / 100 - 1) < 1e-9);
  });

  it('of smooth fields is within 0.1 % of that of sixteen cells a pixel, where the bounds are apart by 2 %', () => {
    for (const image of randomFields({ ...smoothFields, side: 64 }, 2, RandomStream.fromSeed(1))) {
      const { lower, value, upper } = effectiveConductivity(image, { phases: [1, 10] });
      const fine = effectiveConductivity(image, { phases: [1, 10], cells: 4 });
      assert.ok(Math.abs(scalar(value) / scalar(fine.value) - 1) < 1e-3);
      assert.ok(scalar(upper) / scalar(lower) - 1 < 0.03);
    }
  });

  it('has an error from unfinished iterations below the tolerance', () => {
    fc.assert(
      fc.property(anyImage, anyPhases, (image, phases) => {
        const exact = solve(image, phases).upper;
        for (const tolerance of [1e-1, 1e-3, 1e-6]) {
          const { upper } = effectiveConductivity(image, { phases, tolerance });
          assert.ok(upper.xx <= exact.xx * (1 + tolerance) && upper.yy <= exact.yy * (1 + tolerance));
        }
      }),
    );
  });
});
