import * as tf from '@tensorflow/tfjs';

const kernelName = 'PeriodicConv2D';

/**
 * A convolution of images (count × height × width × in) that go on periodically beyond their edges: count × height / stride ×
 * width / stride × out. The filter is size × size × in × out, of no more than height or width; the stride divides both. One
 * kernel where the backend has it, else composed of stock ones.
 */
export function convolvePeriodically(x: tf.Tensor4D, filter: tf.Tensor4D, stride = 1): tf.Tensor4D {
  if (tf.getKernel(kernelName, tf.getBackend())) {
    return tf.engine().runKernel(kernelName, { x, filter }, { strides: stride, pad: 'same' }) as tf.Tensor4D;
  }
  // what 'same' padding adds in all, and before the first pixel
  const added = Math.max(0, filter.shape[0] - stride);
  const before = Math.floor(added / 2);
  return tf.conv2d(wrap(wrap(x, 1, before, added - before), 2, before, added - before), filter, stride, 'valid');
}

/** The tensor with its last slices along an axis before its first, and its first after its last. */
function wrap(x: tf.Tensor4D, axis: 1 | 2, before: number, after: number): tf.Tensor4D {
  const slice = (start: number, length: number): tf.Tensor4D => {
    const [begin, size] = [
      [0, 0, 0, 0],
      [-1, -1, -1, -1],
    ];
    begin[axis] = start;
    size[axis] = length;
    return tf.slice(x, begin, size);
  };
  const first = before > 0 ? [slice(x.shape[axis] - before, before)] : [];
  const last = after > 0 ? [slice(0, after)] : [];
  return tf.concat([...first, x, ...last], axis);
}

if (!tf.getGradient(kernelName)) {
  tf.registerGradient({
    kernelName,
    inputsToSave: ['x', 'filter'],
    gradFunc: (upstream, [x, filter], attributes) => {
      const dy = upstream as tf.Tensor;
      const run = (gradient: string, inputs: tf.NamedTensorMap, more: object) =>
        tf.engine().runKernel(`${kernelName}Backprop${gradient}`, inputs, { ...attributes, ...more }) as tf.Tensor;
      return {
        x: () => run('Input', { dy, filter }, { inputShape: x.shape }),
        filter: () => run('Filter', { x, dy }, { filterShape: filter.shape }),
      };
    },
  });
}
