import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The memory that complex matrices lie in and the SIMD kernels that work on it: one of each per thread. Memory is given out
 * as from a stack: what a frame took is free again when it ends.
 */

/** Number format of a matrix: single or double precision. */
export type Precision = 'f32' | 'f64';

/**
 * Of sums of products: 'portable' rounds each product and each sum, for the same bits on every machine; 'fused' rounds once,
 * where engine and processor can (Node 22 and newer), which is faster and differs in the last digits.
 */
export type Rounding = 'portable' | 'fused';

type Kernel = (...numbers: number[]) => void;

/** Kernels of one precision; addresses and row strides in bytes, scalars as numbers. See kernels/ for each. */
export interface Kernels {
  readonly accumulateProduct: Kernel;
  readonly factorise: Kernel;
  readonly solve: Kernel;
  readonly combine: Kernel;
  readonly combineColumns: Kernel;
  readonly transposePart: Kernel;
  readonly multiplyVector: Kernel;
}

const pageBytes = 65536;
const mostPages = 65536;
/** Pages added at once: growing is slow. */
const growth = 256;
/** Every piece of memory begins at a multiple of this: a cache line. */
const alignment = 64;

// Shared, because shared memory grows without moving: views of it stay good.
const memory = new WebAssembly.Memory({ initial: growth, maximum: mostPages, shared: true });
const bytesOf = (file: string) => readFileSync(join(__dirname, 'kernels', file));
const functionsOf = (bytes: Uint8Array) =>
  new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } }).exports as Record<string, Kernel>;

const kernelsOf = (functions: Record<string, Kernel>, bits: 32 | 64): Kernels => ({
  accumulateProduct: functions[`accumulateProduct${bits}`],
  factorise: functions[`factorise${bits}`],
  solve: functions[`solve${bits}`],
  combine: functions[`combine${bits}`],
  combineColumns: functions[`combineColumns${bits}`],
  transposePart: functions[`transposePart${bits}`],
  multiplyVector: functions[`multiplyVector${bits}`],
});
const portable = functionsOf(bytesOf('module.wasm'));
const fusedBytes = bytesOf('fused.wasm');
/** Whether the engine has the instructions of the fused kernels (relaxed SIMD); else the portable ones stand in for them. */
const canFuse = WebAssembly.validate(fusedBytes);
const fused = canFuse ? functionsOf(fusedBytes) : portable;
/** Those that the engine tells apart. */
export const roundings: readonly Rounding[] = canFuse ? ['portable', 'fused'] : ['portable'];
const kernels: Record<Rounding, Record<Precision, Kernels>> = {
  portable: { f32: kernelsOf(portable, 32), f64: kernelsOf(portable, 64) },
  fused: { f32: kernelsOf(fused, 32), f64: kernelsOf(fused, 64) },
};

/** Address of the working memory of the kernels. */
export const workspace = alignment;
let top = workspace + (portable.workspaceBytes as unknown as () => number)();
let rounding: Rounding = 'portable';

/** The kernels for matrices of that precision, with the rounding of the frame. */
export function kernelsFor(precision: Precision): Kernels {
  return kernels[rounding][precision];
}

/**
 * Does some work and then frees all the memory that it took; the outcome must lie elsewhere. Within it sums of products are
 * rounded as said, or else as around it; outside of all frames 'portable'.
 */
export function inFrame<Outcome>(work: () => Outcome, chosen = rounding): Outcome {
  const [bottom, around] = [top, rounding];
  rounding = chosen;
  try {
    return work();
  } finally {
    [top, rounding] = [bottom, around];
  }
}

/** An array whose numbers are whatever was there before. Throws RangeError where 4 GiB do not hold it. */
export function takeNumbers(length: number, precision: 'f32'): Float32Array;
export function takeNumbers(length: number, precision: 'f64'): Float64Array;
export function takeNumbers(length: number, precision: Precision): Float32Array | Float64Array;
export function takeNumbers(length: number, precision: Precision): Float32Array | Float64Array {
  const address = takeBytes((precision === 'f32' ? 4 : 8) * length);
  if (precision === 'f32') return new Float32Array(memory.buffer, address, length);
  return new Float64Array(memory.buffer, address, length);
}

/** Like `takeNumbers`, of whole numbers. */
export function takeIntegers(length: number): Int32Array {
  const address = takeBytes(4 * length);
  return new Int32Array(memory.buffer, address, length);
}

function takeBytes(bytes: number): number {
  const address = Math.ceil(top / alignment) * alignment;
  const end = address + bytes;
  const held = memory.buffer.byteLength;
  if (end > held) {
    const missing = Math.ceil((end - held) / pageBytes);
    const possible = mostPages - held / pageBytes;
    if (missing > possible) throw new RangeError(`arena: ${end} bytes do not fit the memory of a WebAssembly module, 4 GiB`);
    memory.grow(Math.min(possible, Math.max(missing, growth)));
  }
  top = end;
  return address;
}
