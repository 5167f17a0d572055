import assert from 'node:assert/strict';
import { generateMicrostructures } from '../../src/gan/microstructures';
import { ganMdn } from '../../src/inverse/gan-mdn';
import { ganMdnInside } from '../../src/inverse/gan-mdn-inside';
import type { Method, OpenContext } from '../../src/inverse/method';
import type { NamedWeights } from '../../src/learning/weights';
import { weightShapes } from '../../src/mdn/network';
import { RandomStream } from '../../src/numerics/random';
import { openContext } from './context';

const random = RandomStream.fromSeed(1);

/** Weights of a network that draws latents of one number from a normal of this mean and deviation 1, whatever the target. */
function normalWeights(mean: number): NamedWeights {
  const fill: Record<string, number> = { scale: 1, 'mean/bias': mean };
  return Object.fromEntries(
    Object.entries(weightShapes(1, 1)).map(([name, shape]) => {
      const values = new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(fill[name] ?? 0);
      return [name, { shape, values }];
    }),
  );
}

describe('GAN-MDN', () => {
  let context: OpenContext;
  before(async () => {
    context = await openContext();
  });
  after(() => context.generator.dispose());

  async function design(method: Method, mean: number, target = 0.5, count = 400) {
    const model = await method.open({ ...context, weights: normalWeights(mean) }, method.settings);
    assert.equal(model.name, method.name);
    const { candidates, warnings } = await model.design(target, count, random.derive(method.name));
    return { candidates, warnings, latents: Float32Array.from(candidates, ({ latent }) => latent![0]) };
  }

  it('gives the microstructures of the latents that its network draws, and says how many lie beyond [−1, 1]', async () => {
    const { latents, candidates, warnings } = await design(ganMdn, 0);
    const outside = latents.filter((value) => Math.abs(value) > 1).length;
    // of a standard normal 31.7 % lie beyond
    assert.ok(Math.abs(outside / 400 - 0.317) < 0.08, `${outside}`);
    assert.deepEqual(warnings, [`${outside} of 400 latents lie beyond [−1, 1], where the generator was not trained`]);
    const images = candidates.map(({ microstructure }) => microstructure);
    assert.deepEqual(images, generateMicrostructures(context.generator, latents, 1));
    assert.match((await design(ganMdn, 0, 0.1)).warnings[0], /^the target 0.1 lies outside the share of the training data/);
  });

  it('inside draws from the same mixture, cut off beyond [−1, 1]', async () => {
    const { latents, warnings } = await design(ganMdnInside, 0.5, 0.5, 3000);
    assert.deepEqual(warnings, []);
    assert.ok(latents.every((value) => Math.abs(value) <= 1));
    // mean of a normal of mean 1/2 and deviation 1 cut off there: 1/2 + (φ(−3/2) − φ(1/2)) / (Φ(1/2) − Φ(−3/2))
    const mean = latents.reduce((sum, value) => sum + value, 0) / 3000;
    assert.ok(Math.abs(mean - (0.5 + (0.1295 - 0.3521) / (0.6915 - 0.0668))) < 0.04, `${mean}`);
    assert.ok(new Set(latents).size === 3000, 'some were moved to the edge');
  });

  it('inside moves to the edge what is never drawn inside, and says so', async () => {
    const { latents, warnings } = await design(ganMdnInside, -9, 0.5, 20);
    assert.ok(latents.every((value) => value === -1));
    assert.deepEqual(warnings, ['20 of 20 latents lay beyond [−1, 1] 100 times over and were moved to its edge']);
  });
});
