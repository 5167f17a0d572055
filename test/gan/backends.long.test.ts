import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { drawDiscriminatorWeights, judge } from '../../src/gan/discriminator';
import { RandomFilters } from '../../src/gan/features';
import { drawGeneratorWeights, generateInTraining } from '../../src/gan/generator';
import { greyTensor } from '../../src/gan/images';
import { collapseLoss, discriminatorLoss, generatorLoss, styleLoss } from '../../src/gan/losses';
import { selectBackend } from '../../src/learning/backend';
import { createVariables, readTensors } from '../../src/learning/variables';
import type { NamedWeights } from '../../src/learning/weights';
import { randomFields, smoothFields } from '../../src/microstructure/field';
import { RandomStream } from '../../src/numerics/random';
import { InputError } from '../../src/runs/errors';
import { skip } from '../skip';

const random = RandomStream.fromSeed(51);
const fields = randomFields(smoothFields, 2, random.derive('fields'));

/** The losses of one step of the GAN with all its terms, and their gradients with respect to the weights of both networks. */
function findGradients(): NamedWeights {
  const generator = createVariables(drawGeneratorWeights(random.derive('generator')));
  const discriminator = createVariables(drawDiscriminatorWeights(random.derive('discriminator')));
  const filters = new RandomFilters(fields, random.derive('filters'));
  const latents = tf.tensor4d(random.derive('latents').uniforms(2 * 16, -1, 1), [2, 4, 4, 1]);
  const real = greyTensor(fields);
  const found = [
    tf.variableGrads(() => {
      const generated = generateInTraining(latents, generator);
      return discriminatorLoss(judge(real, discriminator), judge(generated, discriminator), 0.9);
    }, Object.values(discriminator)),
    tf.variableGrads(() => {
      const generated = generateInTraining(latents, generator);
      const maps = filters.maps(generated);
      const style = styleLoss(maps, filters.maps(real), (channels) => filters.styleWeight(channels));
      const texture = tf.add<tf.Scalar>(style, collapseLoss(filters.centredMaps(generated)));
      return tf.add(generatorLoss(judge(generated, discriminator)), texture);
    }, Object.values(generator)),
  ];
  const named = found.flatMap(({ value, grads }, i) => [
    [`loss ${i}`, value],
    ...Object.values(grads).map((gradient, j) => [`gradient ${i}.${j}`, gradient]),
  ]);
  const numbers = readTensors(Object.fromEntries(named));
  tf.dispose([generator, discriminator, named.map(([, tensor]) => tensor as tf.Tensor), latents, real]);
  filters.dispose();
  return numbers;
}

describe('a step of the GAN on every backend', () => {
  const asked = process.env.MICRODESIGN_BACKEND;
  afterEach(async () => {
    if (asked === undefined) delete process.env.MICRODESIGN_BACKEND;
    else process.env.MICRODESIGN_BACKEND = asked;
    await selectBackend();
  });

  for (const name of ['cpu', 'tensorflow']) {
    it(`has losses and gradients on ${name} that agree with wasm's to 1e-4`, async function () {
      process.env.MICRODESIGN_BACKEND = 'wasm';
      await selectBackend();
      const expected = findGradients();
      process.env.MICRODESIGN_BACKEND = name;
      try {
        await selectBackend();
      } catch (error) {
        assert.ok(error instanceof InputError);
        skip(this, error.problem);
      }
      for (const [array, { values }] of Object.entries(findGradients())) {
        const size = expected[array].values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
        const error = values.reduce((largest, value, i) => Math.max(largest, Math.abs(value - expected[array].values[i])), 0);
        assert.ok(error <= 1e-4 * size, `${array} is off by ${error} of ${size}`);
      }
    });
  }
});
