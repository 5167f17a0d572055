import assert from 'node:assert/strict';
import { Generator } from '../../src/gan/generator';
import { generateMicrostructures } from '../../src/gan/microstructures';
import { latentSlopes, stepLatent } from '../../src/inverse/latent-step';
import { softThreshold } from '../../src/inverse/soft-threshold';
import { otsuThreshold } from '../../src/microstructure/otsu';
import { RandomStream } from '../../src/numerics/random';

const latentSide = 2;
const size = (32 * latentSide) ** 2;
const sharpness = 10;

describe('steps of a latent', () => {
  let generator: Generator;
  before(async () => {
    generator = await Generator.create(RandomStream.fromSeed(1));
  });
  after(() => generator.dispose());
  const random = RandomStream.fromSeed(2);
  const latent = random.uniforms(latentSide ** 2, -0.5, 0.5);
  const slopes = Float32Array.from({ length: size }, (_, i) => 1 + 0.5 * Math.sin(i / 7));

  it('have the slopes of the soft threshold, its threshold held', () => {
    const found = latentSlopes({ generator, latentSide, sharpness }, latent, slopes);
    const threshold = otsuThreshold(generator.generate(latent, 1, latentSide));
    const sumOf = (z: Float32Array): number =>
      generator
        .generate(z, 1, latentSide)
        .reduce((sum, grey, i) => sum + slopes[i] / (1 + Math.exp(-sharpness * (grey - threshold))), 0);
    const step = 1e-2;
    found.forEach((slope, k) => {
      const moved = (by: number) => latent.map((value, i) => value + (i === k ? by : 0));
      const expected = (sumOf(moved(step)) - sumOf(moved(-step))) / (2 * step);
      assert.ok(Math.abs(slope - expected) < 0.02 * Math.max(...found.map(Math.abs)), `${slope} is not ${expected}`);
    });
  });

  it('go to the image whose pixels are said to meet what is wanted', () => {
    const [microstructure] = generateMicrostructures(generator, latent, latentSide);
    const ofPixel = slopes.map((slope) => slope / size);
    const property = ({ pixels }: { pixels: Uint8Array }) => pixels.reduce((sum, pixel, i) => sum + pixel * ofPixel[i], 0);
    for (const wanted of [0.01, -0.02]) {
      const factors = { toOne: 1, toZero: 1, flips: 0 };
      const moved = stepLatent({ generator, latentSide, sharpness }, { latent, microstructure }, ofPixel, wanted, factors)!;
      const change = property(moved.microstructure) - property(microstructure);
      assert.ok(Math.abs(change - wanted) < 0.1 * Math.abs(wanted), `${change} is not ${wanted}`);
      assert.deepEqual(moved.microstructure, generateMicrostructures(generator, moved.latent!, latentSide)[0]);
      assert.ok(moved.latent!.every((value) => Math.abs(value) <= 1));
    }
    const none = new Float32Array(size);
    const still = stepLatent({ generator, latentSide, sharpness }, { latent, microstructure }, none, 0.1, {
      toOne: 1,
      toZero: 1,
      flips: 0,
    });
    assert.equal(still, undefined);
  });
});

describe('soft threshold', () => {
  it('is a half at each image’s own threshold, and its slopes are what differences give', () => {
    const random = RandomStream.fromSeed(3);
    const grey = Float32Array.from([...random.uniforms(100, -1, 1), ...random.uniforms(100, 0.3, 0.5)]);
    const { shares, slopes } = softThreshold(grey, 100, sharpness);
    for (const first of [0, 100]) {
      const threshold = otsuThreshold(grey.subarray(first, first + 100));
      for (let i = first; i < first + 100; i++) {
        assert.equal(shares[i] > 0.5, grey[i] > threshold);
        const share = (value: number) => 1 / (1 + Math.exp(-sharpness * (value - threshold)));
        const expected = (share(grey[i] + 1e-4) - share(grey[i] - 1e-4)) / 2e-4;
        assert.ok(Math.abs(slopes[i] - expected) < 1e-4, `${slopes[i]} is not ${expected}`);
      }
    }
  });
});
