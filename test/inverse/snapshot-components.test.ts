import assert from 'node:assert/strict';
import { inverseTransform, transform } from '../../src/inverse/component-scores';
import { findComponents } from '../../src/inverse/principal-components';
import { componentsOfFew } from '../../src/inverse/snapshot-components';
import { pixelDifference } from '../../src/microstructure/descriptors';
import { randomFields, smoothFields } from '../../src/microstructure/field';
import { binarise } from '../../src/microstructure/otsu';
import { RandomStream } from '../../src/numerics/random';

const random = RandomStream.fromSeed(1);
const images = randomFields({ ...smoothFields, side: 16 }, 30, random.derive('fields'));
const found = componentsOfFew(images);

describe('principal components of few images', () => {
  it('are those that the covariance of the pixels has, but for their sign', async () => {
    const wanted = await findComponents(images, 5, random.derive('components'));
    assert.ok(Math.abs(found.totalVariance / wanted.totalVariance - 1) < 1e-12);
    wanted.components.forEach((component, k) => {
      assert.ok(Math.abs(found.variances[k] / wanted.variances[k] - 1) < 1e-9);
      const along = component.reduce((sum, value, i) => sum + value * found.components[k][i], 0);
      assert.ok(Math.abs(Math.abs(along) - 1) < 1e-9, `component ${k}: ${along}`);
    });
  });

  it('are one fewer than the images, and together give each of them back', () => {
    assert.equal(found.components.length, images.length - 1);
    const scaled = { ...found, deviations: found.variances.map(Math.sqrt) };
    for (const image of images) {
      const again = binarise(inverseTransform(scaled, transform(scaled, image.pixels)), 16, 16);
      assert.equal(pixelDifference(again, image), 0);
    }
  });
});
