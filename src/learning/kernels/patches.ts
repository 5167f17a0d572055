// A convolution as a product of matrices: its input's patches become the rows of one matrix ("im2col"), or gradients of
// patches are added back to where they came from. Images are height × width × channels.

import { addTo, at, clear, copy } from '../../numerics/kernels/arrays';

/** The sizes of a convolution, fifteen whole numbers in memory. */
@unmanaged
export class ConvolutionShape {
  batch: i32;
  inHeight: i32;
  inWidth: i32;
  inChannels: i32;
  outHeight: i32;
  outWidth: i32;
  outChannels: i32;
  filterHeight: i32;
  filterWidth: i32;
  strideHeight: i32;
  strideWidth: i32;
  padTop: i32;
  padLeft: i32;
  /** Whether beyond each edge of the input lies its opposite side (1) or nothing (0). */
  wraps: i32;
  /** Numbers from the start of one patch in memory to that of the next. */
  patchStride: i32;

  /** Numbers in one patch. */
  get patchLength(): i32 {
    return this.filterHeight * this.filterWidth * this.inChannels;
  }
  get inLength(): i32 {
    return this.inHeight * this.inWidth * this.inChannels;
  }
}

/** Rows of the output whose patches fit `scratchLength` numbers; about 96 patches at once stay in cache. */
export function rowsPerBlock(shape: ConvolutionShape, scratchLength: i32): i32 {
  const rows = min(scratchLength / (shape.outWidth * shape.patchStride), 96 / shape.outWidth);
  return min(shape.outHeight, max(1, rows));
}

/** The line of the input that lies at y, which is less than one height beyond it. */
// @ts-ignore: decorator
@inline
function wrapLine(y: i32, height: i32): i32 {
  return y < 0 ? y + height : y >= height ? y - height : y;
}

/** Patches of one image for the output rows firstRow … endRow − 1. */
export function gatherPatches(image: usize, shape: ConvolutionShape, firstRow: i32, endRow: i32, patches: usize): void {
  const channels = shape.inChannels, height = shape.inHeight, width = shape.inWidth;
  const filterHeight = shape.filterHeight, filterWidth = shape.filterWidth, outWidth = shape.outWidth;
  const strideHeight = shape.strideHeight, strideWidth = shape.strideWidth, padTop = shape.padTop, padLeft = shape.padLeft, wraps = shape.wraps;
  const lineLength = filterWidth * channels, lineBytes = <usize>lineLength << 2;
  const gap = <usize>(shape.patchStride - shape.patchLength) << 2;
  let target = patches;
  for (let row = firstRow; row < endRow; row++) {
    for (let column = 0; column < outWidth; column++) {
      const x = column * strideWidth - padLeft;
      const before = max(0, -x), end = max(before, min(filterWidth, width - x));
      const inside = before == 0 && end == filterWidth;
      for (let line = 0; line < filterHeight; line++) {
        let y = row * strideHeight - padTop + line;
        if (wraps) y = wrapLine(y, height);
        const source = at(image, (y * width + x + before) * channels);
        if (y < 0 || y >= height) {
          clear(target, lineLength);
        } else if (inside && (lineLength & 3) == 0) {
          // Short lines are the rule: copying them here is faster than calling memory.copy.
          for (let i: usize = 0; i < lineBytes; i += 16) v128.store(target + i, v128.load(source + i));
        } else {
          copy(at(target, before * channels), source, (end - before) * channels);
          if (wraps) {
            copy(target, at(image, (y * width + width - before) * channels), before * channels);
            copy(at(target, end * channels), at(image, y * width * channels), (filterWidth - end) * channels);
          } else {
            clear(target, before * channels);
            clear(at(target, end * channels), (filterWidth - end) * channels);
          }
        }
        target += lineBytes;
      }
      target += gap;
    }
  }
}

/** Adds patches of the output rows firstRow … endRow − 1 to the image they belong to. */
export function scatterPatches(image: usize, shape: ConvolutionShape, firstRow: i32, endRow: i32, patches: usize): void {
  const channels = shape.inChannels, height = shape.inHeight, width = shape.inWidth;
  const filterHeight = shape.filterHeight, filterWidth = shape.filterWidth, outWidth = shape.outWidth;
  const strideHeight = shape.strideHeight, strideWidth = shape.strideWidth, padTop = shape.padTop, padLeft = shape.padLeft, wraps = shape.wraps;
  const lineBytes = <usize>(filterWidth * channels) << 2;
  const gap = <usize>(shape.patchStride - shape.patchLength) << 2;
  let source = patches;
  for (let row = firstRow; row < endRow; row++) {
    for (let column = 0; column < outWidth; column++) {
      const x = column * strideWidth - padLeft;
      const before = max(0, -x), end = max(before, min(filterWidth, width - x));
      for (let line = 0; line < filterHeight; line++) {
        let y = row * strideHeight - padTop + line;
        if (wraps) y = wrapLine(y, height);
        if (y >= 0 && y < height) {
          addTo(at(image, (y * width + x + before) * channels), at(source, before * channels), (end - before) * channels);
          if (wraps) {
            addTo(at(image, (y * width + width - before) * channels), source, before * channels);
            addTo(at(image, y * width * channels), at(source, end * channels), (filterWidth - end) * channels);
          }
        }
        source += lineBytes;
      }
      source += gap;
    }
  }
}
