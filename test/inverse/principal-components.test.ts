import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PCA } from 'ml-pca';
import { mean, sampleStandardDeviation } from 'simple-statistics';
import { inverseTransform, transform } from '../../src/inverse/component-scores';
import { findComponents } from '../../src/inverse/principal-components';
import { randomFields, smoothFields } from '../../src/microstructure/field';
import type { Microstructure } from '../../src/microstructure/microstructure';
import { RandomStream } from '../../src/numerics/random';
import { Interrupted } from '../../src/runs/errors';

/** By cases/make-pca.py. */
interface Case {
  side: number;
  images: string[];
  mean: number[];
  components: number[][];
  variances: number[];
  varianceKept: number;
}

const random = RandomStream.fromSeed(1);
const near = (found: ArrayLike<number>, wanted: ArrayLike<number>, tolerance: number) => {
  assert.equal(found.length, wanted.length);
  for (let i = 0; i < wanted.length; i++) assert.ok(Math.abs(found[i] - wanted[i]) <= tolerance, `${found[i]} ${wanted[i]}`);
};

describe('principal components of images', () => {
  it('are those of scikit-learn', async () => {
    const wanted: Case = JSON.parse(readFileSync(join(__dirname, 'cases/pca.json'), 'utf8'));
    const { side } = wanted;
    const images = wanted.images.map((digits) => ({ width: side, height: side, pixels: Uint8Array.from(digits, Number) }));
    const found = await findComponents(images, 4, random);
    near(found.mean, wanted.mean, 1e-12);
    near(found.variances, wanted.variances, 1e-9);
    near([found.variances.reduce((a, b) => a + b) / found.totalVariance], [wanted.varianceKept], 1e-9);
    // an eigenvector is one with its negative
    wanted.components.forEach((component, k) => {
      const sign = Math.sign(component.reduce((sum, value, i) => sum + value * found.components[k][i], 0));
      near(
        found.components[k],
        component.map((value) => sign * value),
        1e-6,
      );
    });
  });

  it('are those of ml-pca on all pixels, of random fields whose variances lie close together', async () => {
    const images = randomFields({ ...smoothFields, side: 16 }, 300, random.derive('fields'));
    const whole = new PCA(images.map(({ pixels }) => Array.from(pixels)));
    const { components, variances } = await findComponents(images, 9, random);
    near(variances, whole.getEigenvalues().slice(0, 9), 1e-9);
    components.forEach((component, k) => {
      const vector = whole.getEigenvectors().getColumn(k);
      near([Math.abs(component.reduce((sum, value, i) => sum + value * vector[i], 0))], [1], 1e-9);
    });
  });

  it('are at right angles, do not depend on where the search starts, and point up at their largest number', async () => {
    const images = randomFields({ ...smoothFields, side: 16 }, 100, random.derive('others'));
    const [one, other] = [await findComponents(images, 4, random), await findComponents(images, 4, random.derive('start'))];
    one.components.forEach((a, i) => {
      one.components.forEach((b, j) => {
        near([a.reduce((sum, value, pixel) => sum + value * b[pixel], 0)], [Number(i === j)], 1e-12);
      });
      near(a, other.components[i], 1e-4);
      assert.ok(a.reduce((largest, value) => (Math.abs(value) > Math.abs(largest) ? value : largest)) > 0);
    });
  });

  it('score the images they are of: of mean 0 and standard deviation 1, and the inverse of all scores is the image', async () => {
    const images = randomFields({ ...smoothFields, side: 8 }, 40, random.derive('scored')).map(({ pixels }) => pixels);
    const found = await findComponents(
      images.map((pixels) => ({ width: 8, height: 8, pixels })),
      39,
      random,
    );
    const scaled = { ...found, deviations: found.variances.map(Math.sqrt) };
    const scores = images.map((pixels) => transform(scaled, pixels));
    for (let k = 0; k < 39; k++) {
      const own = scores.map((each) => each[k]);
      near([mean(own), sampleStandardDeviation(own)], [0, 1], 1e-6);
    }
    images.forEach((pixels, i) => {
      near(inverseTransform(scaled, scores[i]), pixels, 1e-5);
    });
    // moving an image by a standard deviation along a component moves the score of that one alone, by 1
    const moved = inverseTransform(scaled, Float32Array.of(...scores[0].slice(0, 2), scores[0][2] + 1, ...scores[0].slice(3)));
    near(
      transform(scaled, moved).map((score, k) => score - scores[0][k]),
      scores[0].map((_, k) => Number(k === 2)),
      1e-4,
    );
  });

  it('are no more than images differ in', async () => {
    const image = (digits: string): Microstructure => ({ width: 2, height: 2, pixels: Uint8Array.from(digits, Number) });
    const { components, variances, totalVariance } = await findComponents(
      [image('1100'), image('1010'), image('1010')],
      3,
      random,
    );
    assert.equal(components.length, 1);
    near(variances, [2 / 3], 1e-12);
    near([totalVariance], [2 / 3], 1e-12);
    near(components[0].map(Math.abs), [0, Math.SQRT1_2, Math.SQRT1_2, 0], 1e-12);
  });

  it('stop being looked for at the abort signal', async () => {
    const images = randomFields({ ...smoothFields, side: 16 }, 20, random);
    const controller = new AbortController();
    const run = { signal: controller.signal, onProgress: () => controller.abort() };
    await assert.rejects(findComponents(images, 4, random, run), Interrupted);
  });
});
