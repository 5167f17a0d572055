import * as tf from '@tensorflow/tfjs';

const kernelName = 'PeriodicConv2DBackpropInput';

/**
 * A transposed convolution of stride 2 of images (count × height × width × in) that go on periodically beyond their edges:
 * count × 2 height × 2 width × out. The filter is 4 × 4 × out × in. One kernel where the backend has it, else composed of
 * stock ones.
 */
export function transposeConvolvePeriodically(x: tf.Tensor4D, filter: tf.Tensor4D): tf.Tensor4D {
  const [count, height, width] = x.shape;
  const out = filter.shape[2];
  if (tf.getKernel(kernelName, tf.getBackend())) {
    const attributes = { strides: 2, pad: 'same', inputShape: [count, 2 * height, 2 * width, out] };
    return tf.engine().runKernel(kernelName, { dy: x, filter }, attributes) as tf.Tensor4D;
  }
  const wrapped = wrap(wrap(x, 1), 2);
  const larger = tf.conv2dTranspose(wrapped, filter, [count, 2 * height + 4, 2 * width + 4, out], 2, 'same');
  return tf.slice(larger, [0, 2, 2, 0], [count, 2 * height, 2 * width, out]);
}

/** The tensor with its last slice along an axis before its first, and its first after its last. */
function wrap(x: tf.Tensor4D, axis: 1 | 2): tf.Tensor4D {
  const slice = (start: number) =>
    axis === 1 ? tf.slice(x, [0, start, 0, 0], [-1, 1, -1, -1]) : tf.slice(x, [0, 0, start, 0], [-1, -1, 1, -1]);
  return tf.concat([slice(x.shape[axis] - 1), x, slice(0)], axis);
}

if (!tf.getGradient(kernelName)) {
  tf.registerGradient({
    kernelName,
    inputsToSave: ['dy', 'filter'],
    gradFunc: (upstream, [dy, filter], attributes) => {
      const x = upstream as tf.Tensor;
      const { strides, pad } = attributes as unknown as { strides: number; pad: string };
      const run = (name: string, inputs: tf.NamedTensorMap, more = {}) =>
        tf.engine().runKernel(name, inputs, { strides, pad, ...more }) as tf.Tensor;
      return {
        dy: () => run('PeriodicConv2D', { x, filter }),
        filter: () => run('PeriodicConv2DBackpropFilter', { x, dy }, { filterShape: filter.shape }),
      };
    },
  });
}
