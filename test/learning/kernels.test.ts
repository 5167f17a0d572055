import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { selectBackend } from '../../src/learning/backend';
import { convolvePeriodically } from '../../src/learning/convolve-periodically';
import { type GaussianLayer, mixtureLogDensity } from '../../src/learning/mixture';
import { normaliseBatch } from '../../src/learning/normalisation';
import { transposeConvolvePeriodically } from '../../src/learning/periodic-convolution';
import { RandomStream } from '../../src/numerics/random';
import { repositoryRoot } from '../../src/runs/files';

const random = RandomStream.fromSeed(1).derive('kernels');

function draw<T extends tf.Tensor>(shape: number[], scale = 1): T {
  const values = random.normals(shape.reduce((a, b) => a * b, 1)).map((value) => scale * value);
  return tf.tensor(values, shape) as T;
}

/** What is tested: our kernels, or the kernels of libtensorflow where it is asked for. */
const tested = process.env.MICRODESIGN_BACKEND === 'tensorflow' ? 'tensorflow' : 'wasm';

/** Runs the same on the tested kernels and on TensorFlow.js's plain JavaScript backend, which is the twin they must match. */
async function compare(inputs: tf.Tensor[], run: (...tensors: tf.Tensor[]) => tf.Tensor[], tolerance = 1e-4): Promise<void> {
  const evaluate = async (backend: string): Promise<Float32Array[]> => {
    await tf.setBackend(backend);
    const copies = inputs.map((tensor, i) => tf.tensor(values[i], tensor.shape));
    return run(...copies).map((tensor) => Float32Array.from(tensor.dataSync()));
  };
  const values = inputs.map((tensor) => Float32Array.from(tensor.dataSync()));
  const plain = await evaluate('cpu');
  const ours = await evaluate(tested);
  ours.forEach((array, i) => {
    const size = plain[i].reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-6);
    const error = array.reduce((largest, value, j) => Math.max(largest, Math.abs(value - plain[i][j])), 0);
    assert.equal(array.length, plain[i].length);
    assert.ok(error <= tolerance * size, `result ${i} is off by ${error} of ${size}`);
  });
}

describe('training kernels', () => {
  const asked = process.env.MICRODESIGN_BACKEND;
  before(async () => {
    process.env.MICRODESIGN_BACKEND = tested;
    await selectBackend();
  });
  after(async () => {
    if (asked === undefined) delete process.env.MICRODESIGN_BACKEND;
    else process.env.MICRODESIGN_BACKEND = asked;
    await selectBackend();
  });
  beforeEach(() => tf.engine().startScope());
  afterEach(async () => {
    tf.engine().endScope();
    await tf.setBackend(tested);
  });

  // batch, height, width, in, out, filter height and width, strides, padding
  const convolutions: [number, number, number, number, number, number, number, number, number, 'same' | 'valid'][] = [
    [2, 8, 8, 1, 16, 4, 4, 2, 2, 'same'],
    [1, 7, 5, 3, 4, 3, 2, 1, 1, 'same'],
    [3, 9, 11, 2, 7, 4, 4, 2, 2, 'same'],
    [2, 10, 9, 5, 9, 4, 3, 3, 2, 'valid'],
    [2, 8, 8, 12, 1, 8, 8, 1, 1, 'valid'],
    [1, 33, 40, 4, 6, 5, 5, 1, 2, 'same'],
    [2, 4, 4, 70, 11, 2, 2, 2, 2, 'valid'],
  ];
  for (const [batch, height, width, input, output, filterHeight, filterWidth, down, across, padding] of convolutions) {
    const shape = `${batch} × ${height} × ${width} × ${input}`;
    it(`convolve ${shape} with ${filterHeight} × ${filterWidth}, stride ${down} × ${across}, ${padding}, and both gradients`, async () => {
      const x = draw([batch, height, width, input]);
      const filter = draw([filterHeight, filterWidth, input, output]);
      const convolve = (image: tf.Tensor, weights: tf.Tensor) =>
        tf.conv2d(image as tf.Tensor4D, weights as tf.Tensor4D, [down, across], padding);
      const dy = draw(convolve(x, filter).shape);
      await compare([x, filter, dy], (image, weights, upstream) => [
        convolve(image, weights),
        ...tf.grads(convolve)([image, weights], upstream as tf.Tensor4D),
      ]);
    });
  }

  it('convolves transposed, with both gradients', async () => {
    const x = draw([2, 5, 3, 6]);
    const filter = draw([4, 4, 7, 6]);
    const transposed = (image: tf.Tensor, weights: tf.Tensor) =>
      tf.conv2dTranspose(image as tf.Tensor4D, weights as tf.Tensor4D, [2, 10, 6, 7], 2, 'same');
    await compare([x, filter, draw([2, 10, 6, 7])], (image, weights, upstream) => [
      transposed(image, weights),
      ...tf.grads(transposed)([image, weights], upstream as tf.Tensor4D),
    ]);
  });

  for (const [height, width] of [
    [5, 3],
    [2, 2],
    [16, 12],
  ]) {
    it(`convolves periodic images of ${height} × ${width} transposed, with both gradients`, async () => {
      const transposed = (image: tf.Tensor, weights: tf.Tensor) =>
        transposeConvolvePeriodically(image as tf.Tensor4D, weights as tf.Tensor4D);
      const upstream = draw([2, 2 * height, 2 * width, 7]);
      await compare([draw([2, height, width, 6]), draw([4, 4, 7, 6]), upstream], (image, weights, dy) => [
        transposed(image, weights),
        ...tf.grads(transposed)([image, weights], dy as tf.Tensor4D),
      ]);
    });
  }

  for (const [side, size, stride, input, output] of [
    [8, 3, 1, 1, 5],
    [4, 3, 2, 9, 6],
    [3, 3, 1, 4, 4],
    [6, 4, 2, 3, 8],
    [6, 1, 1, 2, 3],
  ]) {
    it(`convolves periodic images of ${side} × ${side} with ${size} × ${size}, stride ${stride}, with both gradients`, async () => {
      const convolve = (image: tf.Tensor, weights: tf.Tensor) =>
        convolvePeriodically(image as tf.Tensor4D, weights as tf.Tensor4D, stride);
      const upstream = draw([2, side / stride, side / stride, output]);
      await compare([draw([2, side, side, input]), draw([size, size, input, output]), upstream], (image, weights, dy) => [
        convolve(image, weights),
        ...tf.grads(convolve)([image, weights], dy as tf.Tensor4D),
      ]);
    });
  }

  it('adds a bias within a convolution', async () => {
    await compare([draw([2, 6, 6, 3]), draw([3, 3, 3, 5]), draw([5])], (x, filter, bias) => [
      tf.fused.conv2d({ x: x as tf.Tensor4D, filter: filter as tf.Tensor4D, strides: 1, pad: 'same', bias }),
      tf.fused.conv2d({ x: x as tf.Tensor4D, filter: filter as tf.Tensor4D, strides: 1, pad: 'same', bias, activation: 'relu' }),
    ]);
  });

  it('leaves dilated convolutions to the stock kernel', async () => {
    await compare([draw([1, 9, 9, 2]), draw([3, 3, 2, 3])], (x, filter) => [
      tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same', 'NHWC', 2),
    ]);
  });

  for (const [rows, depth, columns] of [
    [1, 1, 1],
    [5, 3, 7],
    [4, 16, 8],
    [97, 300, 13],
    [128, 16, 40],
  ]) {
    it(`multiplies ${rows} × ${depth} by ${depth} × ${columns}, transposed or not`, async () => {
      for (const [transposeA, transposeB] of [
        [false, false],
        [true, false],
        [false, true],
        [true, true],
      ]) {
        const a = draw(transposeA ? [2, depth, rows] : [2, rows, depth]);
        const b = draw(transposeB ? [2, columns, depth] : [2, depth, columns]);
        await compare([a, b], (left, right) => [tf.matMul(left, right, transposeA, transposeB)]);
      }
    });
  }

  it('multiplies batches that are spread over each other', async () => {
    await compare([draw([2, 1, 3, 4]), draw([1, 1, 4, 5])], (a, b) => [tf.matMul(a, b)]);
    await compare([draw([3, 4]), draw([2, 4, 5])], (a, b) => [tf.matMul(a, b)]);
  });

  it('sums over all axes but the last', async () => {
    await compare([draw([3, 5, 2, 7])], (x) => [tf.sum(x, [0, 1, 2]), tf.sum(x, [1]), tf.sum(x, [0, 1, 2], true), tf.sum(x)]);
  });

  for (const [shape, slope] of [
    [[3, 5, 5, 7], 0],
    [[2, 16, 16, 16], 0.2],
    [[130, 16], 0],
    [[600, 5], 0.2],
  ] as [number[], number][]) {
    it(`normalises ${shape.join(' × ')} with slope ${slope}, with gradients`, async () => {
      const channels = shape[shape.length - 1];
      const normalise = (x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor) =>
        normaliseBatch(x, gamma as tf.Tensor1D, beta as tf.Tensor1D, slope);
      const inputs = [tf.add(draw(shape), 0.7), draw([channels]), draw([channels])];
      await compare([...inputs, draw(shape)], (x, gamma, beta, upstream) => {
        const { y, mean, variance } = normalise(x, gamma, beta);
        return [y, mean, variance, ...tf.grads((...all) => normalise(all[0], all[1], all[2]).y)([x, gamma, beta], upstream)];
      });
    });
  }

  for (const [samples, units, components, dimensions] of [
    [5, 16, 3, 9],
    [7, 6, 4, 4],
    [3, 5, 2, 131],
    [9, 16, 5, 1],
  ]) {
    it(`finds log-densities of ${components} Gaussians in ${dimensions} dimensions, with gradients`, async () => {
      const outputs = components * dimensions;
      const inputs = [[samples, units], [units, outputs], [outputs], [units, outputs], [outputs]].map((shape) =>
        draw(shape, 0.5),
      );
      const evaluate = (targets: tf.Tensor, features: tf.Tensor, ...layer: tf.Tensor[]) => {
        const [meanWeights, meanBias, standardDeviationWeights, standardDeviationBias] = layer;
        const gaussians = { meanWeights, meanBias, standardDeviationWeights, standardDeviationBias } as GaussianLayer;
        return mixtureLogDensity(features as tf.Tensor2D, gaussians, targets as tf.Tensor2D, components);
      };
      await compare([...inputs, draw([samples, dimensions]), draw([samples, components])], (...tensors) => {
        const upstream = tensors.pop() as tf.Tensor2D;
        const targets = tensors.pop() as tf.Tensor;
        const gradients = tf.grads((...all) => evaluate(targets, ...(all as [tf.Tensor])))(tensors, upstream);
        return [evaluate(targets, ...(tensors as [tf.Tensor])), ...gradients];
      });
    });
  }

  it('have gradients that agree with central differences', () => {
    const x = draw<tf.Tensor4D>([2, 4, 4, 1]);
    const filter = draw<tf.Tensor4D>([4, 4, 6, 1]);
    const weights = draw([2, 8, 8, 6]);
    const loss = (f: tf.Tensor) => {
      const u = tf.conv2dTranspose(x, f as tf.Tensor4D, [2, 8, 8, 6], 2, 'same');
      return tf.sum<tf.Scalar>(tf.mul(normaliseBatch(u, tf.ones([6]), tf.fill([6], 0.3), 0.2).y, weights));
    };
    const gradient = tf.grad(loss)(filter).dataSync();
    const values = filter.dataSync();
    for (const i of [0, 17, 40, 95]) {
      const at = (step: number) => {
        const moved = Float32Array.from(values);
        moved[i] += step;
        return loss(tf.tensor(moved, filter.shape)).dataSync()[0];
      };
      const difference = (at(1e-2) - at(-1e-2)) / 2e-2;
      assert.ok(Math.abs(difference - gradient[i]) < 0.02 * Math.max(1, Math.abs(difference)), `${difference} ${gradient[i]}`);
    }
  });

  it('are the compiled form of their sources', function () {
    this.timeout(120_000);
    const folder = mkdtempSync(join(tmpdir(), 'kernels-'));
    try {
      execFileSync(process.execPath, [join(repositoryRoot, 'tools/build-kernels.mjs'), folder], { stdio: 'pipe' });
      const rooms = readdirSync(join(folder, 'src'));
      assert.ok(rooms.includes('learning'));
      for (const room of rooms) {
        for (const name of readdirSync(join(folder, 'src', room, 'kernels'))) {
          const file = join('src', room, 'kernels', name);
          assert.ok(readFileSync(join(folder, file)).equals(readFileSync(join(repositoryRoot, file))), `${file} is out of date`);
        }
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
