import assert from 'node:assert/strict';
import fc from 'fast-check';
import { logDensity, type Mixture, sampleMixture } from '../../src/mdn/mixture';
import { MixtureDensityNetwork, weightShapes } from '../../src/mdn/network';
import { readPublishedNetwork } from '../../src/mdn/published';
import { mixtureOutputs } from '../../src/mdn/settings';
import { inputsOf } from '../../src/mdn/trunk';
import { RandomStream } from '../../src/numerics/random';
import { InputError } from '../../src/runs/errors';
import { readHdf5 } from '../../src/runs/hdf5';
import { referenceFile } from '../reference';

describe('mixture density network', () => {
  it('has the outputs of Eq. 4 and dense layers of 1, 17, 33 and 49 inputs', () => {
    const sizes = [9, 4, 9216, 4096].map((dimensions) => mixtureOutputs(40, dimensions));
    assert.deepEqual(sizes, [760, 360, 737_320, 327_720]);
    assert.deepEqual([0, 1, 2, 3].map(inputsOf), [1, 17, 33, 49]);
    const shapes = weightShapes(40, 40 * 9);
    const outputs = ['share', 'mean', 'deviation'].reduce((sum, name) => sum + shapes[`${name}/weight`][1], 0);
    assert.equal(outputs, mixtureOutputs(40, 9));
    assert.equal(shapes['mean/weight'][0], 16);
  });

  it('as published gives the mixtures that its arrays define', async function () {
    const path = referenceFile(this, 'published/MDN_weights.h5');
    const network = await readPublishedNetwork(path);
    assert.equal(network.components, 40);
    assert.equal(network.dimensions, 4);
    const { arrays } = await readHdf5(path);
    for (const y of [0.55, 0.6, 0.65, 0.7, 0.75]) {
      const { mixing, means, standardDeviations } = evaluateKeras(arrays, y);
      const found = network.mixture([y]);
      for (const [ours, theirs] of [
        [found.mixing, mixing],
        [found.means, means],
        [found.standardDeviations, standardDeviations],
      ] as const) {
        assert.equal(ours.length, theirs.length);
        theirs.forEach((value, i) => {
          assert.ok(Math.abs(ours[i] - value) < 1e-5, `y ${y}, number ${i}: ${ours[i]} instead of ${value}`);
        });
      }
    }
  });

  it('as published finds its own training data likelier than random latents', async function () {
    const network = await readPublishedNetwork(referenceFile(this, 'published/MDN_weights.h5'));
    const { arrays } = await readHdf5(referenceFile(this, 'published/dataset_z4.hdf5'));
    const random = RandomStream.fromSeed(4);
    let gain = 0;
    arrays.y.data.forEach((y, i) => {
      const mixture = network.mixture(y);
      gain += logDensity(mixture, arrays.z.data.slice(4 * i, 4 * i + 4)) - logDensity(mixture, random.uniforms(4, -1, 1));
    });
    assert.ok(gain / 100 > 0.3, `${gain / 100} nats a sample`);
  });

  it('refuses weights that do not fit together, naming the array', () => {
    const weights = Object.fromEntries(
      Object.entries(weightShapes(2, 6)).map(([name, shape]) => [
        name,
        { shape, values: new Float32Array(shape.reduce((a, b) => a * b, 1)) },
      ]),
    );
    MixtureDensityNetwork.fromWeights(weights);
    const { 'layer3/gamma': _, ...rest } = weights;
    assert.throws(
      () => MixtureDensityNetwork.fromWeights(rest),
      (error) => error instanceof InputError && /layer3\/gamma is missing/.test(error.message),
    );
  });
});

describe('mixtures', () => {
  const two: Mixture = {
    mixing: Float32Array.of(0.25, 0.75),
    means: Float32Array.of(-1, 0, 2, 1),
    standardDeviations: Float32Array.of(0.5, 1, 0.25, 2),
  };

  it('have the density of their closed form', () => {
    const normal = (x: number, mean: number, deviation: number) =>
      Math.exp(-0.5 * ((x - mean) / deviation) ** 2) / (deviation * Math.sqrt(2 * Math.PI));
    fc.assert(
      fc.property(fc.double({ min: -3, max: 3, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true }), (a, b) => {
        const density = 0.25 * normal(a, -1, 0.5) * normal(b, 0, 1) + 0.75 * normal(a, 2, 0.25) * normal(b, 1, 2);
        const found = Math.exp(logDensity(two, [a, b]));
        assert.ok(Math.abs(found - density) <= 1e-9 * density + 1e-300);
      }),
    );
  });

  it('stay finite where every density underflows', () => {
    const far = logDensity(two, [1000, 1000]);
    assert.ok(Number.isFinite(far) && far < -1e5);
    // of a place that no component reaches at all
    assert.equal(logDensity(two, [Infinity, 0]), -Infinity);
    const narrow: Mixture = {
      mixing: Float32Array.of(1),
      means: new Float32Array(9216),
      standardDeviations: new Float32Array(9216).fill(1),
    };
    const expected = -4608 * Math.log(2 * Math.PI);
    assert.ok(Math.abs(logDensity(narrow, new Float32Array(9216)) - expected) < 1e-6 * Math.abs(expected));
  });

  it('draw a component for each sample by its mixing coefficient, and take σ as a standard deviation', () => {
    const count = 40_000;
    const samples = sampleMixture(two, count, RandomStream.fromSeed(5));
    const groups: number[][] = [[], []];
    for (let i = 0; i < count; i++) groups[samples[2 * i] < 0.9 ? 0 : 1].push(i);
    assert.ok(Math.abs(groups[0].length / count - 0.25) < 0.01);
    groups.forEach((group, k) => {
      for (let dimension = 0; dimension < 2; dimension++) {
        const values = group.map((i) => samples[2 * i + dimension]);
        const mean = values.reduce((a, b) => a + b, 0) / values.length;
        const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
        assert.ok(Math.abs(mean - two.means[2 * k + dimension]) < 0.06, `mean ${mean}`);
        assert.ok(Math.abs(deviation / two.standardDeviations[2 * k + dimension] - 1) < 0.03, `deviation ${deviation}`);
      }
    });
  });

  it('draw the same from the same stream, and never a component of coefficient 0', () => {
    const mixture: Mixture = { ...two, mixing: Float32Array.of(1, 0) };
    const samples = sampleMixture(mixture, 2000, RandomStream.fromSeed(6));
    assert.deepEqual(samples, sampleMixture(mixture, 2000, RandomStream.fromSeed(6)));
    assert.ok(samples.every((value, i) => i % 2 === 1 || value < 1.6));
  });
});

/** The published network in double precision, straight from its Keras arrays. */
function evaluateKeras(arrays: Awaited<ReturnType<typeof readHdf5>>['arrays'], y: number) {
  const read = (layer: string, name: string) => Array.from(arrays[`${layer}/${layer}/${name}:0`].data);
  const dense = (layer: string, inputs: number[]) => {
    const kernel = read(layer, 'kernel');
    const bias = read(layer, 'bias');
    return bias.map((b, j) => inputs.reduce((sum, input, i) => sum + input * kernel[i * bias.length + j], b));
  };
  let inputs = [y];
  let outputs: number[] = [];
  for (const suffix of ['', '_1', '_2', '_3']) {
    const normalisation = `batch_normalization${suffix}`;
    const [gamma, beta, mean, variance] = ['gamma', 'beta', 'moving_mean', 'moving_variance'].map((name) =>
      read(normalisation, name),
    );
    outputs = dense(`dense${suffix}`, inputs).map((value, i) =>
      Math.max(0, (gamma[i] * (value - mean[i])) / Math.sqrt(variance[i] + 0.001) + beta[i]),
    );
    inputs = [...inputs, ...outputs];
  }
  const exponentials = dense('dense_6', outputs).map(Math.exp);
  const sum = exponentials.reduce((a, b) => a + b, 0);
  return {
    means: dense('dense_4', outputs),
    standardDeviations: dense('dense_5', outputs).map((a) => (a > 0 ? a : Math.exp(a) - 1) + 1 + 1e-7),
    mixing: exponentials.map((value) => value / sum),
  };
}
