import assert from 'node:assert/strict';
import { Generator } from '../../src/gan/generator';
import { CandidatePool } from '../../src/inverse/candidate-pool';
import { candidatesOf } from '../../src/inverse/candidates';
import { volumeFraction } from '../../src/microstructure/descriptors';
import type { Microstructure } from '../../src/microstructure/microstructure';
import { RandomStream } from '../../src/numerics/random';
import { Interrupted } from '../../src/runs/errors';
import type { Surrogate } from '../../src/surrogate/surrogate';

/** A surrogate that knows the volume fraction. */
const exact = { predict: (images: readonly Microstructure[]) => Float32Array.from(images, volumeFraction) } as Surrogate;

describe('a pool of candidates', () => {
  let generator: Generator;
  before(async () => {
    generator = await Generator.create(RandomStream.fromSeed(1));
  });
  after(() => generator.dispose());

  const open = () => {
    const latents = Float32Array.of(...RandomStream.fromSeed(2).uniforms(8, -1, 1), 1, -1, 1, -1);
    const first = candidatesOf(generator, latents, 2).map((candidate) => ({
      candidate,
      predicted: exact.predict([candidate.microstructure]),
      distance: 0,
    }));
    return new CandidatePool({ generator, surrogate: exact, latentSide: 2 }, first);
  };

  it('grows by other images of latents near those that are named, within [−1, 1], and predicts them', async () => {
    const pool = open();
    assert.equal(pool.size, 3);
    await pool.growAround([0, 2], 20, RandomStream.fromSeed(3));
    const added = pool.size - 3;
    assert.ok(added > 20 && added <= 40, `${added}`);
    assert.equal(pool.latents.length, 4 * pool.size);
    assert.ok(pool.latents.every((value) => Math.abs(value) <= 1));
    for (let i = 3; i < pool.size; i++) {
      const { latent, microstructure } = pool.candidates[i];
      assert.equal(pool.images[i], microstructure);
      assert.equal(pool.predicted[i], Math.fround(volumeFraction(microstructure)));
      const distances = [0, 2].map((j) => Math.hypot(...latent!.map((value, k) => value - pool.candidates[j].latent![k])));
      const nearest = pool.images[distances[0] < distances[1] ? 0 : 2];
      assert.ok(Math.min(...distances) < 0.3, `${distances}`);
      assert.notDeepEqual(nearest.pixels, microstructure.pixels);
    }
  });

  it('grows alike from the same stream, and stops where it is told to', async () => {
    const [one, other] = [open(), open()];
    await one.growAround([1], 5, RandomStream.fromSeed(3));
    await other.growAround([1], 5, RandomStream.fromSeed(3));
    assert.deepEqual(one.latents, other.latents);
    await assert.rejects(open().growAround([1], 5, RandomStream.fromSeed(3), { signal: AbortSignal.abort() }), Interrupted);
  });
});
