import assert from 'node:assert/strict';
import fc from 'fast-check';
import { interfaceDensity, pixelDifference, twoPointCorrelation, volumeFraction } from '../../src/microstructure/descriptors';
import { randomField, randomFields, smoothFields } from '../../src/microstructure/field';
import { RandomStream } from '../../src/numerics/random';

const settings = { ...smoothFields, side: 64 };

describe('random fields', () => {
  it('have exactly the volume fraction that was asked for', () => {
    fc.assert(
      fc.property(fc.integer(), fc.double({ min: 0, max: 1, noNaN: true }), (seed, fraction) => {
        const field = randomField({ ...settings, volumeFraction: [fraction, fraction] }, RandomStream.fromSeed(seed));
        assert.ok(Math.abs(volumeFraction(field) - fraction) <= 0.5 / 64 ** 2 + 1e-12);
      }),
      { numRuns: 30 },
    );
  });

  it('are the same for the same seed, others for another, whatever their number', () => {
    const [first, second] = randomFields(settings, 2, RandomStream.fromSeed(3));
    assert.deepEqual(randomFields(settings, 1, RandomStream.fromSeed(3))[0], first);
    assert.ok(pixelDifference(first, second) > 0.1);
    assert.ok(pixelDifference(first, randomField(settings, RandomStream.fromSeed(4))) > 0.1);
  });

  it('have the interface density of a Gaussian field with that spectrum', () => {
    // Cut at the median, level crossings along a line are √(2⟨f²⟩) per pixel, f the frequency (Rice 1945), once each way.
    const [mean, spread] = [0.02, 0.01];
    let power = 0;
    let second = 0;
    for (let k = 0.00005; k < 0.1; k += 0.0001) {
      const density = k * Math.exp(-((k - mean) ** 2) / (2 * spread ** 2));
      power += density;
      second += density * k ** 2;
    }
    const expected = 2 * Math.sqrt((2 * second) / power);
    const fields = randomFields(
      { side: 128, frequency: [mean, mean], spread: [spread, spread], volumeFraction: [0.5, 0.5] },
      60,
      RandomStream.fromSeed(1),
    );
    const found = fields.reduce((sum, field) => sum + interfaceDensity(field), 0) / fields.length;
    assert.ok(Math.abs(found / expected - 1) < 0.04, `${found} against ${expected}`);
  });

  it('refuse settings that make no field, by name', () => {
    const withRange = (changed: object) => () => randomFields({ ...settings, ...changed }, 1, RandomStream.fromSeed(1));
    assert.throws(withRange({ volumeFraction: [0.5, 1.5] }), /^InputError: fields.volumeFraction: the range 0.5 … 1.5; give/);
    assert.throws(withRange({ side: 2.5 }), /fields.side/);
    assert.throws(withRange({ spread: [0.1, 0.01] }), /fields.spread/);
  });
});

describe('descriptors', () => {
  const stripes = { width: 8, height: 8, pixels: Uint8Array.from({ length: 64 }, (_, i) => Number(i % 8 < 4)) };

  it('of stripes are those that can be counted', () => {
    assert.equal(volumeFraction(stripes), 0.5);
    assert.equal(interfaceDensity(stripes), 1 / 7);
    assert.equal(pixelDifference(stripes, { ...stripes, pixels: stripes.pixels.map((pixel) => 1 - pixel) }), 1);
  });

  it('give a two-point correlation from the volume fraction down to its square', () => {
    const fields = randomFields({ ...settings, volumeFraction: [0.4, 0.4] }, 40, RandomStream.fromSeed(2));
    const curves = fields.map((field) => twoPointCorrelation(field));
    const mean = (r: number): number => curves.reduce((sum, curve) => sum + curve[r], 0) / curves.length;
    assert.ok(Math.abs(mean(0) - 0.4) < 1e-3);
    assert.ok(Math.abs(mean(31) - 0.16) < 0.02, `${mean(31)}`);
    // by definition, at a distance of one pixel: pairs to the right and below (r rounds to 1 also on diagonals)
    const { pixels } = stripes;
    let both = 0;
    for (let y = 0; y < 8; y++)
      for (let x = 0; x < 8; x++)
        for (const [dx, dy] of [
          [1, 0],
          [-1, 0],
          [0, 1],
          [0, -1],
          [1, 1],
          [1, -1],
          [-1, 1],
          [-1, -1],
        ])
          both += pixels[8 * y + x] & pixels[8 * ((y + dy + 8) % 8) + ((x + dx + 8) % 8)];
    assert.ok(Math.abs(twoPointCorrelation(stripes)[1] - both / (8 * 64)) < 1e-12);
  });
});
