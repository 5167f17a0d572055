import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';

export interface WasmBackend {
  wasm: { asm: { memory: WebAssembly.Memory }; _malloc(bytes: number): number; _free(address: number): void };
  dataIdMap: { get(id: object): { memoryOffset: number } };
  incRef(id: object): void;
  makeOutput(shape: number[], dtype: tf.DataType): tf.TensorInfo;
}

// biome-ignore lint/suspicious/noExplicitAny: TensorFlow.js gives each kernel attributes of its own
export type KernelCall = { inputs: Record<string, tf.TensorInfo>; attrs: any; backend: unknown };
export type Kernel = (call: KernelCall) => tf.TensorInfo | tf.TensorInfo[];

/** Our wasm module at work in the backend's memory. */
export class KernelModule {
  readonly call: Record<string, (...numbers: number[]) => void>;
  private readonly record: number;
  private scratchAddress = 0;
  scratchLength = 0;

  constructor(private readonly backend: WasmBackend) {
    const module = new WebAssembly.Module(readFileSync(join(__dirname, 'kernels', 'module.wasm')));
    const { exports } = new WebAssembly.Instance(module, { env: { memory: backend.wasm.asm.memory } });
    this.call = exports as typeof this.call;
    this.record = backend.wasm._malloc(2 * 64);
  }

  address(tensor: tf.TensorInfo): number {
    return this.backend.dataIdMap.get(tensor.dataId).memoryOffset;
  }

  output(shape: number[]): tf.TensorInfo {
    const tensor = this.backend.makeOutput(shape, 'float32');
    if (this.address(tensor) === 0) throw outOfMemory();
    return tensor;
  }

  /** Memory for at least `length` numbers, kept from call to call. */
  scratch(length: number): number {
    const wanted = Math.max(length, 1 << 18);
    if (wanted > this.scratchLength) {
      this.backend.wasm._free(this.scratchAddress);
      this.scratchLength = 0;
      this.scratchAddress = this.allocate(wanted * 4);
      this.scratchLength = wanted;
    }
    return this.scratchAddress;
  }

  private allocate(bytes: number): number {
    const address = this.backend.wasm._malloc(bytes);
    if (address === 0) throw outOfMemory();
    return address;
  }

  /** Whole numbers as a record in memory; there is room for two of at most 16. */
  write(numbers: readonly number[], place: 0 | 1 = 0): number {
    const address = this.record + place * 64;
    new Int32Array(this.backend.wasm.asm.memory.buffer, address, numbers.length).set(numbers);
    return address;
  }

  /** A (rows × columns) matrix transposed, `stride` numbers from row to row, in memory that `use` has for the time of its call. */
  withTranspose(address: number, rows: number, columns: number, use: (transposed: number) => void, stride = rows): void {
    const transposed = this.allocate(stride * columns * 4);
    this.call.transpose(address, transposed, rows, columns, stride);
    use(transposed);
    this.backend.wasm._free(transposed);
  }
}

function outOfMemory(): RangeError {
  return new RangeError('the 4 GiB of memory that WebAssembly can have are used up; take smaller batches');
}

/** Puts our kernel in the place of the stock one, which it may call for what it does not do itself. */
export function replaceKernel(name: string, make: (stock: Kernel) => Kernel): void {
  const stock = tf.getKernel(name, 'wasm');
  if (stock) tf.unregisterKernel(name, 'wasm');
  const kernel = make(stock?.kernelFunc as unknown as Kernel);
  tf.registerKernel({ kernelName: name, backendName: 'wasm', kernelFunc: kernel as unknown as tf.KernelFunc });
}
