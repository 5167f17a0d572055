// Convolutions of batches of images (batch × height × width × channels) and their two gradients. Filters are
// height × width × in × out. `scratch` holds `scratchLength` numbers, at least one output row's patches.

import { at, clear, copy } from '../../numerics/kernels/arrays';
import { multiplyDeep, multiplyTiles } from '../../numerics/kernels/product';
import { ConvolutionShape, gatherPatches, rowsPerBlock, scatterPatches } from './patches';

// @ts-ignore: decorator
@inline
function rowBytes(length: i32): usize {
  return <usize>length << 2;
}

/** y = x ∗ filter (+ bias where its address is not 0) */
export function convolve(
  x: usize, filter: usize, bias: usize, y: usize, scratch: usize, scratchLength: i32, shape: ConvolutionShape,
): void {
  const outChannels = shape.outChannels, outWidth = shape.outWidth, outHeight = shape.outHeight;
  const patchLength = shape.patchLength, patchRow = rowBytes(shape.patchStride), outRow = rowBytes(outChannels);
  const step = rowsPerBlock(shape, scratchLength);
  for (let image = 0; image < shape.batch; image++) {
    for (let row = 0; row < outHeight; row += step) {
      const end = min(outHeight, row + step), pixels = (end - row) * outWidth;
      const target = at(y, (image * outHeight + row) * outWidth * outChannels);
      gatherPatches(at(x, image * shape.inLength), shape, row, end, scratch);
      if (bias) for (let i = 0; i < pixels; i++) copy(at(target, i * outChannels), bias, outChannels);
      multiplyDeep(pixels, outChannels, patchLength, scratch, patchRow, 4, filter, outRow, target, outRow, bias != 0);
    }
  }
}

/** The gradient with respect to the filter: Σ patchesᵀ dy. */
export function convolveFilterGradient(
  x: usize, dy: usize, dFilter: usize, scratch: usize, scratchLength: i32, shape: ConvolutionShape,
): void {
  const outChannels = shape.outChannels, outWidth = shape.outWidth, outHeight = shape.outHeight;
  const patchLength = shape.patchLength, patchRow = rowBytes(shape.patchStride), outRow = rowBytes(outChannels);
  const step = rowsPerBlock(shape, scratchLength);
  clear(dFilter, patchLength * outChannels);
  for (let image = 0; image < shape.batch; image++) {
    for (let row = 0; row < outHeight; row += step) {
      const end = min(outHeight, row + step), pixels = (end - row) * outWidth;
      const gradient = at(dy, (image * outHeight + row) * outWidth * outChannels);
      gatherPatches(at(x, image * shape.inLength), shape, row, end, scratch);
      multiplyTiles(patchLength, outChannels, pixels, scratch, 4, patchRow, gradient, outRow, dFilter, outRow, true);
    }
  }
}

/**
 * The gradient with respect to the input, which is also the transposed convolution of dy. `transposedFilter` is
 * out × (height × width × in), its rows as far apart as patches are.
 */
export function convolveInputGradient(
  dy: usize, transposedFilter: usize, dx: usize, scratch: usize, scratchLength: i32, shape: ConvolutionShape,
): void {
  const outChannels = shape.outChannels, outWidth = shape.outWidth, outHeight = shape.outHeight;
  const patchLength = shape.patchLength, inLength = shape.inLength, patchRow = rowBytes(shape.patchStride);
  const step = rowsPerBlock(shape, scratchLength);
  for (let image = 0; image < shape.batch; image++) {
    const target = at(dx, image * inLength);
    clear(target, inLength);
    for (let row = 0; row < outHeight; row += step) {
      const end = min(outHeight, row + step), pixels = (end - row) * outWidth;
      const gradient = at(dy, (image * outHeight + row) * outWidth * outChannels);
      multiplyDeep(
        pixels, patchLength, outChannels, gradient, rowBytes(outChannels), 4, transposedFilter, patchRow, scratch, patchRow,
        false,
      );
      scatterPatches(target, shape, row, end, scratch);
    }
  }
}
