import assert from 'node:assert/strict';
import { Generator } from '../../src/gan/generator';
import { directMdn } from '../../src/inverse/direct-mdn';
import type { Method, Trained, TrainingData } from '../../src/inverse/method';
import { pcaMdn } from '../../src/inverse/pca-mdn';
import { selectBackend } from '../../src/learning/backend';
import { paperMdn } from '../../src/mdn/settings';
import { pixelDifference } from '../../src/microstructure/descriptors';
import { RandomStream } from '../../src/numerics/random';
import { InputError } from '../../src/runs/errors';
import { twoPatterns } from './context';

const mdn = { ...paperMdn, components: 3, batch: 16, learningRate: 0.02, epochs: 60 };
const settings = { mdn, direct: mdn };
const random = RandomStream.fromSeed(1);

for (const method of [pcaMdn, directMdn] as Method[]) {
  describe(method.name, () => {
    let data: ReturnType<typeof twoPatterns>;
    let trained: Trained;
    before(async () => {
      await selectBackend();
      data = twoPatterns(await Generator.create(random));
      trained = await method.train!(data, settings, random);
    });
    after(() => data.generator.dispose());
    const open = async ({ dataset, property, generator }: TrainingData, { weights }: Trained) =>
      method.open({ dataset, property, generator, weights, samples: async () => data.samples, random }, settings);

    it('learns which image has which property, and gives images of the right size', async () => {
      const model = await open(data, trained);
      assert.equal(model.name, method.name);
      for (const [i, target] of [0.3, 0.7].entries()) {
        const { candidates, warnings } = await model.design(target, 20, random.derive(target));
        assert.deepEqual(warnings, []);
        assert.equal(candidates.length, 20);
        const right = candidates.filter(({ microstructure, latent }) => {
          assert.equal(latent, undefined);
          assert.deepEqual([microstructure.width, microstructure.height], [32, 32]);
          const [own, other] = [i, 1 - i].map((k) => pixelDifference(microstructure, data.patterns[k]));
          return own < 0.2 && own < other;
        });
        assert.ok(right.length >= 18, `${right.length} of 20 have the property ${target}`);
      }
    });

    it('designs the same from the same weights and stream', async () => {
      const [one, same] = [await open(data, trained), await open(data, structuredClone(trained))];
      assert.deepEqual(await one.design(0.4, 3, random.derive('a')), await same.design(0.4, 3, random.derive('a')));
    });

    it('says where a target lies outside the data', async () => {
      const model = await open(data, trained);
      assert.match(
        (await model.design(0.9, 2, random)).warnings.join(),
        /^the target 0.9 lies outside the share of the training data/,
      );
    });

    it('tells what it learnt in results that the seed fixes', async () => {
      const short = { ...mdn, epochs: 2 };
      const train = async () => (await method.train!(data, { mdn: short, direct: short }, random)).results;
      assert.deepEqual(await train(), await train());
      assert.equal(trained.results.epochs, trained.history.curves.validation.length);
    });

    it('refuses data of one property before training, and settings that make no sense by their names', async () => {
      const y = data.samples.y.map(() => 0.5);
      await assert.rejects(
        method.train!({ ...data, samples: { ...data.samples, y } }, settings, random),
        /^InputError: y: all 60 training samples have the property 0.5/,
      );
      const group = Object.keys(method.settings)[0];
      assert.throws(
        () => method.check!({ [group]: { ...mdn, epochs: 0 } }),
        (error) => error instanceof InputError && error.argument === `${group}.epochs`,
      );
    });
  });
}

describe('what PCA-MDN’s components keep', () => {
  it('is all of two images, and a share of the variance of others', async () => {
    await selectBackend();
    const data = twoPatterns(await Generator.create(random));
    const { results, weights } = await pcaMdn.train!(data, { mdn: { ...mdn, epochs: 1 } }, random);
    assert.ok(Math.abs((results.varianceKept as number) - 1) < 1e-9);
    assert.deepEqual(weights['pca/components'].shape, [1, 1024]);
    // a quarter of the pixels goes black and white by itself
    const part = (pixels: Uint8Array, row: number) => pixels.map((pixel, i) => (i < 256 ? (row >> 1) % 2 : pixel));
    const microstructures = data.samples.microstructures.map((image, row) => ({ ...image, pixels: part(image.pixels, row) }));
    const mixed = { ...data, samples: { ...data.samples, microstructures } };
    const kept = (await pcaMdn.train!(mixed, { mdn: { ...mdn, epochs: 1 } }, random)).results.varianceKept as number;
    assert.ok(Math.abs(kept - 0.75) < 1e-9, `${kept}`);
    data.generator.dispose();
  });
});
