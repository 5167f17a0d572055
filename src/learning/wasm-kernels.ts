import * as tf from '@tensorflow/tfjs';
import { type KernelCall, KernelModule, replaceKernel, type WasmBackend } from './kernel-module';

interface ConvolutionAttributes {
  strides: [number, number] | number;
  pad: 'valid' | 'same' | number;
  dilations?: [number, number] | number;
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
  dataFormat?: 'NHWC' | 'NCHW';
}

const registered = Symbol.for('microdesign.kernels');
const sizeOf = tf.util.sizeFromShape;

/**
 * Registers our kernels with the running wasm backend, once: what it lacks for training (gradients of convolutions) and
 * what it does slowly. They are an AssemblyScript module (`kernels/`) that works in the backend's own memory.
 */
export function registerKernels(): void {
  const backend = tf.backend() as unknown as WasmBackend & { [registered]?: boolean };
  if (backend[registered]) return;
  backend[registered] = true;
  const kernels = new KernelModule(backend);
  registerIdentity(backend);
  registerConvolutions(kernels);
  registerDense(kernels);
  registerNormalisation(kernels);
  registerMixture(kernels);
  registerAdam(kernels);
}

function registerConvolutions(kernels: KernelModule): void {
  type Info = tf.backend_util.Conv2DInfo;
  const describe = (inShape: number[], filterShape: number[], attributes: ConvolutionAttributes): Info =>
    tf.backend_util.computeConv2DInfo(
      inShape as [number, number, number, number],
      filterShape as [number, number, number, number],
      attributes.strides,
      attributes.dilations ?? 1,
      attributes.pad,
      attributes.dimRoundingMode,
      false,
      tf.backend_util.convertConv2DDataFormat(attributes.dataFormat ?? 'NHWC'),
    );
  const isDilated = ({ dilations = 1 }: ConvolutionAttributes) => [dilations].flat().some((d) => d !== 1);
  // The order of the fields of ConvolutionShape in kernels/patches.ts.
  const write = (info: Info, wraps: boolean) =>
    kernels.write([
      ...[info.batchSize, info.inHeight, info.inWidth, info.inChannels, info.outHeight, info.outWidth, info.outChannels],
      ...[info.filterHeight, info.filterWidth, info.strideHeight, info.strideWidth, info.padInfo.top, info.padInfo.left],
      ...[Number(wraps), patchStride(info)],
    ]);
  const patchLength = (info: Info) => info.filterHeight * info.filterWidth * info.inChannels;
  // A cache line more than the patch: patches a power of two apart would push each other out of the cache.
  const patchStride = (info: Info) => patchLength(info) + 16;
  const scratchFor = (info: Info) => kernels.scratch(info.outWidth * patchStride(info));

  const convolve = (x: tf.TensorInfo, filter: tf.TensorInfo, bias: tf.TensorInfo | undefined, info: Info, wraps = false) => {
    const y = kernels.output(info.outShape);
    const scratch = scratchFor(info);
    const addresses = [kernels.address(x), kernels.address(filter), bias ? kernels.address(bias) : 0, kernels.address(y)];
    kernels.call.convolve(...addresses, scratch, kernels.scratchLength, write(info, wraps));
    return y;
  };
  const filterGradient = ({ inputs: { x, dy }, attrs }: KernelCall, wraps = false) => {
    const info = describe(x.shape, attrs.filterShape, attrs);
    const dFilter = kernels.output(attrs.filterShape);
    const scratch = scratchFor(info);
    const addresses = [kernels.address(x), kernels.address(dy), kernels.address(dFilter)];
    kernels.call.convolveFilterGradient(...addresses, scratch, kernels.scratchLength, write(info, wraps));
    return dFilter;
  };
  const inputGradient = ({ inputs: { dy, filter }, attrs }: KernelCall, wraps = false) => {
    const info = describe(attrs.inputShape, filter.shape, attrs);
    const dx = kernels.output(attrs.inputShape);
    const scratch = scratchFor(info);
    const run = (transposed: number) => {
      const addresses = [kernels.address(dy), transposed, kernels.address(dx)];
      kernels.call.convolveInputGradient(...addresses, scratch, kernels.scratchLength, write(info, wraps));
    };
    kernels.withTranspose(kernels.address(filter), patchLength(info), info.outChannels, run, patchStride(info));
    return dx;
  };
  replaceKernel('Conv2D', (stock) => (call) => {
    const { x, filter } = call.inputs;
    return isDilated(call.attrs) ? stock(call) : convolve(x, filter, undefined, describe(x.shape, filter.shape, call.attrs));
  });
  replaceKernel('FusedConv2D', (stock) => (call) => {
    const { x, filter, bias } = call.inputs;
    const { activation } = call.attrs;
    if (isDilated(call.attrs) || (activation && activation !== 'linear')) return stock(call);
    return convolve(x, filter, bias, describe(x.shape, filter.shape, call.attrs));
  });
  replaceKernel('Conv2DBackpropFilter', () => (call) => filterGradient(call));
  replaceKernel('Conv2DBackpropInput', () => (call) => inputGradient(call));
  replaceKernel(
    'PeriodicConv2D',
    () =>
      ({ inputs: { x, filter }, attrs }) =>
        convolve(x, filter, undefined, describe(x.shape, filter.shape, attrs), true),
  );
  replaceKernel('PeriodicConv2DBackpropFilter', () => (call) => filterGradient(call, true));
  replaceKernel('PeriodicConv2DBackpropInput', () => (call) => inputGradient(call, true));
}

/** What every saved tensor goes through; the stock kernel copies it. */
function registerIdentity(backend: WasmBackend): void {
  replaceKernel('Identity', () => ({ inputs: { x } }) => {
    backend.incRef(x.dataId);
    return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
  });
}

function registerDense(kernels: KernelModule): void {
  replaceKernel('BatchMatMul', (stock) => (call) => {
    const { a, b } = call.inputs;
    const { transposeA, transposeB } = call.attrs;
    const rank = a.shape.length;
    const products = sizeOf(a.shape.slice(0, -2));
    const sameBatch = b.shape.slice(0, -2).join() === a.shape.slice(0, -2).join();
    if (a.dtype !== 'float32' || b.dtype !== 'float32' || !sameBatch) return stock(call);
    const rows = a.shape[transposeA ? rank - 1 : rank - 2];
    const depth = a.shape[transposeA ? rank - 2 : rank - 1];
    const columns = b.shape[transposeB ? rank - 2 : rank - 1];
    const c = kernels.output([...a.shape.slice(0, -2), rows, columns]);
    const [rowStride, columnStride] = transposeA ? [1, rows] : [depth, 1];
    for (let i = 0; i < products; i++) {
      const left = kernels.address(a) + 4 * i * rows * depth;
      const right = kernels.address(b) + 4 * i * depth * columns;
      const product = kernels.address(c) + 4 * i * rows * columns;
      const multiply = (upright: number) =>
        kernels.call.multiply(rows, columns, depth, left, rowStride, columnStride, upright, product);
      if (transposeB) kernels.withTranspose(right, columns, depth, multiply);
      else multiply(right);
    }
    return c;
  });
  // The gradient of a bias is a sum over all axes but the last.
  replaceKernel('Sum', (stock) => (call) => {
    const { x } = call.inputs;
    const rank = x.shape.length;
    const axes = tf.util.parseAxisParam(call.attrs.axis, x.shape);
    const allButLast = rank > 1 && axes.length === rank - 1 && axes.every((axis, i) => axis === i);
    if (x.dtype !== 'float32' || call.attrs.keepDims || !allButLast) return stock(call);
    const columns = x.shape[rank - 1];
    const sums = kernels.output([columns]);
    kernels.call.sumColumns(kernels.address(x), kernels.address(sums), sizeOf(x.shape) / columns, columns);
    return sums;
  });
}

function registerNormalisation(kernels: KernelModule): void {
  const run = (name: string, tensors: tf.TensorInfo[], x: tf.TensorInfo, epsilon: number, slope: number) => {
    const channels = x.shape[x.shape.length - 1];
    const addresses = tensors.map((tensor) => kernels.address(tensor));
    kernels.call[name](...addresses, kernels.scratch(4 * channels), sizeOf(x.shape) / channels, channels, epsilon, slope);
  };
  replaceKernel('NormaliseBatch', () => ({ inputs: { x, gamma, beta }, attrs: { epsilon, slope } }) => {
    const [y, mean, variance] = [x, gamma, gamma].map(({ shape }) => kernels.output(shape));
    run('normalise', [x, gamma, beta, y, mean, variance], x, epsilon, slope);
    return [y, mean, variance];
  });
  replaceKernel('NormaliseBatchGradient', () => ({ inputs, attrs: { epsilon, slope } }) => {
    const { dy, x, mean, variance, gamma, beta } = inputs;
    const [dx, dGamma, dBeta] = [x, gamma, beta].map(({ shape }) => kernels.output(shape));
    run('normaliseGradient', [dy, x, mean, variance, gamma, beta, dx, dGamma, dBeta], x, epsilon, slope);
    return [dx, dGamma, dBeta];
  });
}

function registerMixture(kernels: KernelModule): void {
  // The order of the fields of MixtureLayer in kernels/mixture.ts.
  const write = (tensors: tf.TensorInfo[], sizes: number[], place: 0 | 1) =>
    kernels.write([...tensors.map((tensor) => kernels.address(tensor)), ...sizes], place);
  const sizesOf = ({ features, targets }: KernelCall['inputs'], components: number) => [
    ...features.shape,
    components,
    targets.shape[1],
  ];
  replaceKernel('MixtureLogDensity', () => ({ inputs, attrs: { components } }) => {
    const { features, meanWeights, meanBias, standardDeviationWeights, standardDeviationBias, targets } = inputs;
    const [samples] = features.shape;
    const logDensities = kernels.output([samples, components]);
    const scratch = kernels.scratch(2 * samples * 128);
    const layer = [features, meanWeights, meanBias, standardDeviationWeights, standardDeviationBias, targets];
    kernels.call.mixtureLogDensity(write(layer, sizesOf(inputs, components), 0), kernels.address(logDensities), scratch);
    return logDensities;
  });
  replaceKernel('MixtureLogDensityGradient', () => ({ inputs, attrs: { components, negligible } }) => {
    const { dy, features, meanWeights, meanBias, standardDeviationWeights, standardDeviationBias, targets } = inputs;
    const [samples, units] = features.shape;
    const parameters = [features, meanWeights, meanBias, standardDeviationWeights, standardDeviationBias];
    const gradients = parameters.map(({ shape }) => kernels.output(shape));
    const scratch = kernels.scratch(samples * (2 * 128 + 2 * units + 2) + 128 * units);
    const sizes = sizesOf(inputs, components);
    const layer = write([...parameters, targets], sizes, 0);
    const layerGradients = write([...gradients, targets], sizes, 1);
    kernels.call.mixtureLogDensityGradient(layer, layerGradients, kernels.address(dy), negligible, scratch);
    return gradients;
  });
}

function registerAdam(kernels: KernelModule): void {
  replaceKernel('StepAdam', () => ({ inputs: { parameter, gradient, first, second }, attrs }) => {
    const outputs = [parameter, first, second].map(({ shape }) => kernels.output(shape));
    const addresses = [parameter, gradient, first, second, ...outputs].map((tensor) => kernels.address(tensor));
    const { rate, beta1, beta2, bias2, epsilon } = attrs;
    kernels.call.stepAdam(...addresses, sizeOf(parameter.shape), rate, beta1, beta2, bias2, epsilon);
    return outputs;
  });
}
