import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { Generator } from '../../src/gan/generator';
import { countBackendDifferences, cutInPhases, generateMicrostructures } from '../../src/gan/microstructures';
import { selectBackend } from '../../src/learning/backend';
import { RandomStream } from '../../src/numerics/random';

const latents = RandomStream.fromSeed(61).uniforms(6, -1, 1);

/** A generator that was made while that backend was selected. */
async function createOn(backend: string): Promise<Generator> {
  process.env.MICRODESIGN_BACKEND = backend;
  await selectBackend();
  return Generator.create(RandomStream.fromSeed(62));
}

describe('generated microstructures', () => {
  const asked = process.env.MICRODESIGN_BACKEND;
  afterEach(async () => {
    if (asked === undefined) delete process.env.MICRODESIGN_BACKEND;
    else process.env.MICRODESIGN_BACKEND = asked;
    await selectBackend();
  });

  it('are the same on every backend, which stays the selected one', async () => {
    const generator = await createOn('wasm');
    const expected = generateMicrostructures(generator, latents, 1);
    const grey = generator.generate(latents, 6, 1);
    assert.equal(countBackendDifferences(generator, latents, 1), 0);
    generator.dispose();

    const other = await createOn('cpu');
    const before = tf.memory().numTensors;
    assert.deepEqual(generateMicrostructures(other, latents, 1), expected);
    assert.equal(tf.getBackend(), 'cpu');
    // its own numbers are others, if not by much
    const otherGrey = other.generate(latents, 6, 1);
    assert.notDeepEqual(otherGrey, grey);
    assert.ok(otherGrey.every((value, i) => Math.abs(value - grey[i]) < 1e-4));
    assert.ok(countBackendDifferences(other, latents, 1) < 10);
    assert.equal(tf.memory().numTensors, before);
    other.dispose();
  });

  it('that differ from the selected backend are counted by pixels', async () => {
    const generator = await createOn('cpu');
    const { generate } = generator;
    // a backend that gets three pixels of the second image wrong
    generator.generate = (...args) => {
      const grey = generate.apply(generator, args);
      if (tf.getBackend() === 'cpu') for (const p of [0, 500, 1023]) grey[1024 + p] *= -1e-9 / Math.abs(grey[1024 + p]);
      return grey;
    };
    const wrong = cutInPhases(generator.generate(latents, 6, 1), 32);
    const right = generateMicrostructures(generator, latents, 1);
    const expected = right.flatMap(({ pixels }, i) => [...pixels].map((pixel, p) => Number(pixel !== wrong[i].pixels[p])));
    const count = expected.reduce((sum, value) => sum + value, 0);
    assert.ok(count > 0);
    assert.equal(countBackendDifferences(generator, latents, 1), count);
    generator.dispose();
  });
});
