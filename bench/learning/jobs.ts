import * as tf from '@tensorflow/tfjs';
import { type GanSettings, longGan, textureShares } from '../../src/gan/settings';
import { trainGan } from '../../src/gan/train';
import { Adam } from '../../src/learning/adam';
import { mixtureLogDensity } from '../../src/learning/mixture';
import { createVariables, mapValues, type Variables } from '../../src/learning/variables';
import { weightShapes } from '../../src/mdn/network';
import { paperMdn } from '../../src/mdn/settings';
import { runTrunk } from '../../src/mdn/trunk';
import { randomFields, smoothFields } from '../../src/microstructure/field';
import { RandomStream } from '../../src/numerics/random';

/** A piece of training that is timed: `prepare` gives what does it once. */
export interface Job {
  name: string;
  /** What is done once, as the table says it. */
  title: string;
  prepare(random: RandomStream): () => void;
}

const ganBatch = 32;
const mdnBatch = 128;
const { components } = paperMdn;

/** The generator's five transposed convolutions on 32 latents of 4 × 4. */
function prepareInference(random: RandomStream): () => void {
  const filters = [128, 64, 32, 16, 1].map((out, i, all) => {
    const shape: [number, number, number, number] = [4, 4, out, i === 0 ? 1 : all[i - 1]];
    return tf.tensor4d(random.derive(i).normals(tf.util.sizeFromShape(shape)), shape);
  });
  const latents = tf.tensor4d(random.uniforms(ganBatch * 16, -1, 1), [ganBatch, 4, 4, 1]);
  return () => {
    tf.tidy(() => {
      let x = latents;
      filters.forEach((filter, i) => {
        const [count, height, width] = x.shape;
        const shape: [number, number, number, number] = [count, 2 * height, 2 * width, filter.shape[2]];
        x = tf.add(tf.conv2dTranspose(x, filter, shape, 2, 'same'), 0.01);
        x = i < 4 ? tf.relu(x) : tf.tanh(x);
      });
      return x.dataSync();
    });
  };
}

/** One step of Adam on the mixture density network for targets of so many dimensions. */
function prepareMixture(random: RandomStream, dimensions: number): () => void {
  const shapes = weightShapes(components, components * dimensions);
  const variables: Variables = createVariables(
    mapValues(shapes, (shape, name) => {
      const size = tf.util.sizeFromShape(shape);
      return { shape, values: name.endsWith('weight') ? random.derive(name).uniforms(size, -0.2, 0.2) : new Float32Array(size) };
    }),
  );
  const trained = Object.fromEntries(Object.entries(variables).filter(([name]) => !/scale|^layer.*(mean|variance)$/.test(name)));
  const adam = new Adam(trained);
  const y = tf.tensor2d(random.normals(mdnBatch), [mdnBatch, 1]);
  const z = tf.tensor2d(random.uniforms(mdnBatch * dimensions, -1, 1), [mdnBatch, dimensions]);
  const loss = (): tf.Scalar => {
    const features = runTrunk(y, trained);
    const gaussians = {
      meanWeights: trained['mean/weight'] as tf.Tensor as tf.Tensor2D,
      meanBias: trained['mean/bias'] as tf.Tensor as tf.Tensor1D,
      standardDeviationWeights: trained['deviation/weight'] as tf.Tensor as tf.Tensor2D,
      standardDeviationBias: trained['deviation/bias'] as tf.Tensor as tf.Tensor1D,
    };
    const logits = tf.add(tf.matMul(features, trained['share/weight'] as tf.Tensor as tf.Tensor2D), trained['share/bias']);
    const logDensities = mixtureLogDensity(features, gaussians, z, components);
    return tf.neg(tf.mean<tf.Scalar>(tf.logSumExp(tf.add(tf.logSoftmax(logits), logDensities), 1)));
  };
  return () => {
    adam.minimise(loss);
  };
}

/** What both stacks can try: pieces that are put together of TensorFlow.js operations, with our kernels or without. */
export const jobs: readonly Job[] = [
  { name: 'inference', title: 'generator, 32 images of 128 × 128', prepare: prepareInference },
  { name: 'mdn', title: 'MDN step, batch 128, 3 × 3 latents', prepare: (random) => prepareMixture(random, 9) },
  { name: 'direct', title: 'direct MDN step, batch 128, 96 × 96 px', prepare: (random) => prepareMixture(random, 96 ** 2) },
];

/** Training of the GAN as it is, told of each step. */
export const ganJobs: readonly { name: string; title: string; settings: GanSettings }[] = [
  { name: 'gan', title: 'GAN step, D:G 1:1, batch 32', settings: { ...longGan, batch: ganBatch, padding: 'same' } },
  {
    name: 'gan-texture',
    title: 'GAN step, D:G 3:1, all losses, batch 32',
    settings: { ...longGan, batch: ganBatch, padding: 'same', discriminatorSteps: 3, texture: { ...textureShares, setAfter: 1 } },
  },
];

export async function runGan(name: string, steps: number, onStep: () => void): Promise<void> {
  const random = RandomStream.fromSeed(1);
  const fields = randomFields(smoothFields, 2 * ganBatch, random.derive('fields'));
  const { settings } = ganJobs.find((job) => job.name === name)!;
  const { generator } = await trainGan(fields, { ...settings, steps }, random, { onProgress: onStep });
  generator.dispose();
}
