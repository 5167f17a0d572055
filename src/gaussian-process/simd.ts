import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The SIMD kernels of this room and the memory that they work in, one of each for every thread. Nothing stays in the memory
 * from one piece of work to the next: each lays out anew what it needs.
 */

type Kernel = (...numbers: number[]) => void;

const memory = new WebAssembly.Memory({ initial: 1 });
const { exports: wasm } = new WebAssembly.Instance(
  new WebAssembly.Module(readFileSync(join(__dirname, 'kernels', 'module.wasm'))),
  {
    env: { memory },
  },
);
const kernels = wasm as Record<'covariances' | 'multiply', Kernel>;

const pageBytes = 65536;
const lineBytes = 64;
const bytes = Float64Array.BYTES_PER_ELEMENT;

/** Arrays of these lengths one after another in the kernels' memory, with whatever was there before. */
export function layOut(lengths: readonly number[]): Float64Array[] {
  const places: number[] = [];
  let end = 0;
  for (const length of lengths) {
    places.push(end);
    end += Math.ceil((length * bytes) / lineBytes) * lineBytes;
  }
  const missing = Math.ceil((end - memory.buffer.byteLength) / pageBytes);
  if (missing > 0) memory.grow(missing);
  return lengths.map((length, i) => new Float64Array(memory.buffer, places[i], length));
}

/**
 * Numbers from row to row of a matrix with so many columns: an odd number of cache lines, as rows a power of two apart push
 * each other out of the cache.
 */
export function strideFor(columns: number): number {
  const lines = Math.ceil((columns * bytes) / lineBytes);
  return ((lines | 1) * lineBytes) / bytes;
}

/** A part of an array: where it begins, and the numbers from row to row. */
export interface Part {
  readonly array: Float64Array;
  readonly start: number;
  readonly stride: number;
}

/** Rows of A that a product works on at once: with 256 of their columns they stay in the second-level cache. */
export const rowBlock = 64;

/**
 * C ← A B or, where `accumulate` is set, C ← C + A B, for A rows × depth (`isTransposed`: kept as depth × rows), B depth ×
 * columns, C rows × columns, all laid out before. `columns` is rounded up to a multiple of 4: rows need room for that.
 */
export function multiply(
  shape: readonly [rows: number, depth: number, columns: number],
  a: Part & { isTransposed?: boolean },
  b: Part,
  c: Part,
  accumulate = false,
): void {
  const [rows, depth, columns] = shape;
  const address = ({ array, start }: Part) => array.byteOffset + start * bytes;
  const [rowStride, columnStride] = a.isTransposed ? [1, a.stride] : [a.stride, 1];
  kernels.multiply(
    ...[rows, Math.ceil(columns / 4) * 4, depth],
    ...[address(a), rowStride * bytes, columnStride * bytes],
    ...[address(b), b.stride * bytes, address(c), c.stride * bytes, Number(accumulate)],
  );
}

/**
 * The Matérn covariances of `rows` points x with `columns` points p (a multiple of 2, dimension by dimension), all divided by
 * the kernel's lengths, times `variance`: rows of `columns` numbers without gaps.
 */
export function fillCovariances(
  shape: readonly [rows: number, columns: number, dimensions: number],
  x: Float64Array,
  p: Float64Array,
  variance: number,
  out: Float64Array,
): void {
  kernels.covariances(...shape, x.byteOffset, p.byteOffset, variance, out.byteOffset);
}
