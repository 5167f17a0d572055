import assert from 'node:assert/strict';
import { Generator } from '../../src/gan/generator';
import { judgeQuality, measureGenerator, measureQuality } from '../../src/gan/quality';
import { type FieldSettings, randomFields, smoothFields } from '../../src/microstructure/field';
import type { Microstructure } from '../../src/microstructure/microstructure';
import { RandomStream } from '../../src/numerics/random';

const settings: FieldSettings = { ...smoothFields, side: 64 };
const random = RandomStream.fromSeed(31);
const fields = randomFields(settings, 12, random);

/** Grey images that are exactly −1 and 1 where the microstructures are 0 and 1. */
const greyOf = (images: readonly Microstructure[]): Float32Array =>
  Float32Array.from(images.flatMap(({ pixels }) => Array.from(pixels, (pixel) => 2 * pixel - 1)));
const unmet = (grey: Float32Array, real = fields) =>
  judgeQuality(measureQuality(grey, 64, real), 1)
    .filter(({ isMet }) => !isMet)
    .map(({ name }) => name);

describe('quality of generated microstructures', () => {
  it('is perfect where they are the real ones', () => {
    const quality = measureQuality(greyOf(fields), 64, fields);
    assert.equal(quality.volumeFractionDistance, 0);
    assert.equal(quality.twoPointDistance, 0);
    assert.equal(quality.greyPixels, 0);
    for (const pair of [quality.interfaceDensity, quality.chordLength, quality.chordLengthOfPhase0, quality.diversity]) {
      assert.equal(pair.generated, pair.real);
    }
    assert.deepEqual(unmet(greyOf(fields)), []);
  });

  it('has a Wasserstein-1 distance that is the difference of constant volume fractions, and their spread', () => {
    const at = (fraction: number, name: string, count = 10) =>
      randomFields({ ...settings, volumeFraction: [fraction, fraction] }, count, random.derive(name));
    const distance = (generated: Microstructure[], real: Microstructure[]) =>
      measureQuality(greyOf(generated), 64, real).volumeFractionDistance;
    assert.ok(Math.abs(distance(at(0.25, 'a'), at(0.375, 'b', 7)) - 0.125) < 1e-9);
    // half of them 0.25 off on one side, half on the other
    assert.ok(Math.abs(distance([...at(0.25, 'a'), ...at(0.5, 'c')], at(0.375, 'b')) - 0.125) < 1e-9);
  });

  it('tells what is wrong: specks, grey edges, images that are all alike', () => {
    const specked = greyOf(fields);
    for (let i = 0; i < specked.length; i += 97) specked[i] *= -1;
    assert.ok(unmet(specked).includes('specks per interface edge'));

    const grey = greyOf(fields).map((value, i) => value * (i % 8 === 0 ? 0.45 : 1));
    const quality = measureQuality(grey, 64, fields);
    assert.deepEqual(unmet(grey), ['grey pixels per interface edge']);
    assert.ok(Math.abs(quality.greyPixels * quality.interfaceDensity.generated - 1 / 8) < 0.01);

    const alike = greyOf(fields.map(() => fields[0]));
    assert.ok(unmet(alike).includes('diversity, ratio'));
    assert.equal(measureQuality(alike, 64, fields).diversity.generated, 0);
  });

  it('counts as grey what is nearer to 0 than 0.5', () => {
    const at = (level: number) => {
      const { greyPixels, interfaceDensity } = measureQuality(
        greyOf(fields).map((value) => level * value),
        64,
        fields,
      );
      return greyPixels * interfaceDensity.generated;
    };
    // all pixels, by interface edges per pixel
    assert.ok(Math.abs(at(0.499) - 1) < 0.02, `${at(0.499)}`);
    assert.equal(at(0.5), 0);
  });

  it('is measured at every size against crops, the same for the same stream', async () => {
    const large = randomFields(smoothFields, 4, random.derive('large'));
    const generator = await Generator.create(random.derive('generator'));
    const [first, again] = [1, 2].map(() => measureGenerator(generator, large, random.derive('quality'), [4, 3, 2]));
    assert.deepEqual(first, again);
    assert.deepEqual(
      first.map(({ side, twoPoint }) => [side, twoPoint.real.length]),
      [
        [128, 65],
        [96, 49],
        [64, 33],
      ],
    );
    assert.ok(judgeQuality(first[0]).some(({ isMet }) => !isMet));
    generator.dispose();
  });

  it('is judged by wider bars with slack, as sizes that it is not trained at are', () => {
    const limits = (slack?: number) => judgeQuality(measureQuality(greyOf(fields), 64, fields), slack).map(({ limit }) => limit);
    assert.deepEqual(limits(1), [0.02, 0.02, 0.15, 0.9, 0.8, 0.01]);
    assert.deepEqual(limits(2), [0.04, 0.04, 0.3, 0.8, 1.6, 0.02]);
    assert.deepEqual(limits(), limits(2));
    const large = randomFields(smoothFields, 2, random.derive('training size'));
    assert.equal(judgeQuality(measureQuality(greyOf(large), 128, large))[0].limit, 0.02);
  });
});
