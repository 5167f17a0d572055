import assert from 'node:assert/strict';
import fc from 'fast-check';
import { changeOf, chooseMeasured, type MeasuredFlip, measureFlips } from '../../src/inverse/measured-flips';
import { admissibleFlips, areIndependent, flipPixels } from '../../src/microstructure/flips';
import { RandomStream } from '../../src/numerics/random';
import { randomImage } from '../surrogate/samples';

const side = 48;
/** Pixels that may be flipped, all apart. */
function apart(image: ReturnType<typeof randomImage>, count: number): number[] {
  const chosen: number[] = [];
  for (const pixel of admissibleFlips(image)) {
    if (chosen.length < count && chosen.every((other) => areIndependent(image, pixel, other))) chosen.push(pixel);
  }
  return chosen;
}

describe('measured flips', () => {
  const image = randomImage(side, RandomStream.fromSeed(1));
  const pixels = apart(image, 3);
  const measured = pixels.map((pixel, i): MeasuredFlip => {
    return { pixel, toOne: [0.3, -0.1, 0.05][i] * (image.pixels[pixel] === 0 ? 1 : -1) };
  });

  it('are made together where they add up to what is wanted', () => {
    const { pixels: chosen, change } = chooseMeasured(image, measured, 0.21)!;
    assert.deepEqual(chosen, [pixels[0], pixels[1]]);
    assert.ok(Math.abs(change - 0.2) < 1e-12);
    assert.deepEqual(chooseMeasured(image, measured, 0.05)!.pixels, [pixels[2]]);
    assert.equal(chooseMeasured(image, measured, -0.3)!.change, -0.1);
    assert.equal(chooseMeasured(image, measured, 0.01), undefined);
    assert.equal(chooseMeasured(image, [], 0.01), undefined);
  });

  it('are undone by minus what they did', () => {
    const flipped = flipPixels(image, [pixels[0]]);
    assert.ok(Math.abs(changeOf(flipped, measured[0]) + 0.3) < 1e-12);
    const undone = chooseMeasured(flipped, measured.slice(0, 2), -0.4)!;
    assert.deepEqual(undone.pixels, [pixels[0], pixels[1]]);
  });

  it('come of trials: a flip by itself, or a set of which all were measured', () => {
    const once = measureFlips(image, [], [pixels[0]], 0.3);
    assert.ok(Math.abs(changeOf(image, once[0]) - 0.3) < 1e-12);
    assert.deepEqual(measureFlips(image, once, [pixels[1], pixels[2]], 1), once);
    assert.deepEqual(measureFlips(image, once, [], 1), once);
    const together = measureFlips(image, measured, [pixels[0], pixels[1]], 0.24);
    assert.ok(Math.abs(changeOf(image, together[2]) + 0.06) < 1e-12);
    assert.equal(together.length, 3);
  });

  it('are chosen admissible and apart, and lead nearer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.double({ min: -1, max: 1, noNaN: true }), (seed, wanted) => {
        const random = RandomStream.fromSeed(seed);
        const drawn = randomImage(side, random);
        const all = Array.from({ length: 14 }, () => ({
          pixel: Math.floor(random.uniform(0, side ** 2)),
          toOne: random.uniform(-0.5, 0.5),
        }));
        const some = [...all, ...apart(drawn, 4).map((pixel) => ({ pixel, toOne: random.uniform(-0.5, 0.5) }))];
        const chosen = chooseMeasured(drawn, some, wanted);
        if (!chosen) return;
        const admissible = admissibleFlips(drawn);
        assert.ok(chosen.pixels.every((pixel) => admissible.includes(pixel)));
        chosen.pixels.forEach((pixel, i) => {
          assert.ok(chosen.pixels.slice(0, i).every((other) => areIndependent(drawn, pixel, other)));
        });
        assert.ok(Math.abs(wanted - chosen.change) < Math.abs(wanted));
      }),
      { numRuns: 30 },
    );
  });
});
