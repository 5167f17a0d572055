import { dirname, sep } from 'node:path';
import util from 'node:util';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { InputError } from '../runs/errors';
import { registerKernels } from './wasm-kernels';

/** What TensorFlow.js computes with: libtensorflow on a GPU, WebAssembly with our kernels, or plain JavaScript. */
export type BackendName = 'tensorflow' | 'wasm' | 'cpu';

export interface Backend {
  name: BackendName;
  /** Why this one: what was asked for, or why those before it in the order were passed over. */
  reason: string;
}

const order: readonly BackendName[] = ['tensorflow', 'wasm', 'cpu'];
let selected: { asked: string | undefined; backend: Promise<Backend> } | undefined;
/** Why wasm does not work here, once a backend has been selected, or undefined where it does. */
let wasmFailure: string | undefined = 'no backend is selected yet';

/**
 * Makes the first backend that works here TensorFlow.js's own: tfjs-node-gpu, then wasm, then cpu. The environment
 * variable MICRODESIGN_BACKEND (tensorflow, wasm or cpu) asks for one. Calling it again costs nothing.
 */
export function selectBackend(): Promise<Backend> {
  const asked = process.env.MICRODESIGN_BACKEND || undefined;
  if (!selected || selected.asked !== asked) selected = { asked, backend: chooseBackend(asked) };
  return selected.backend;
}

/**
 * Does the work on wasm with our kernels, whatever backend is selected, and goes back to that one; its tensors come along. The
 * work is done when it returns, so that nothing else runs on wasm by accident.
 */
export function onWasm<T>(work: () => T): T {
  const former = tf.getBackend();
  if (former === 'wasm') return work();
  if (wasmFailure) throw new InputError('wasm backend', wasmFailure, 'run this on a machine where WebAssembly works');
  // between backends that have been started, TensorFlow.js goes over at once, and only says so later
  void tf.setBackend('wasm');
  try {
    return work();
  } finally {
    void tf.setBackend(former);
  }
}

async function chooseBackend(asked: string | undefined): Promise<Backend> {
  if (asked !== undefined && !order.some((name) => name === asked)) {
    throw new InputError('MICRODESIGN_BACKEND', `there is no backend "${asked}"`, `set it to one of ${order.join(', ')}`);
  }
  tf.enableProdMode();
  const failures: string[] = [];
  // beside the one selected, for `onWasm`
  wasmFailure = await startBackend('wasm');
  for (const name of asked ? [asked as BackendName] : order) {
    const failure = await startBackend(name);
    if (failure === undefined) return { name, reason: asked ? 'MICRODESIGN_BACKEND asks for it' : reasonFor(name, failures) };
    failures.push(failure);
  }
  throw new InputError('MICRODESIGN_BACKEND', failures.join('; '), 'unset it to take the best backend that works');
}

function reasonFor(name: BackendName, failures: readonly string[]): string {
  return failures.length === 0 ? `${name} comes first and works` : failures.join('; ');
}

/** Why the backend does not work here, or undefined where it does. */
async function startBackend(name: BackendName): Promise<string | undefined> {
  try {
    if (name === 'tensorflow') await loadNodeGpu();
    if (name === 'wasm') setWasmPaths(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')) + sep);
    if (!(await withoutRethrowing(() => tf.setBackend(name)))) return `${name} is passed over: it does not start`;
    await tf.ready();
    if (name === 'wasm') registerKernels();
    return undefined;
  } catch (error) {
    if (String((error as NodeJS.ErrnoException).code).endsWith('MODULE_NOT_FOUND'))
      return `${name} is passed over: its package is not installed`;
    return `${name} is passed over: ${(error as Error).message.split('\n')[0]}`;
  }
}

/**
 * TensorFlow.js's wasm module makes Node print its whole source with every error that nothing has caught, by listeners that
 * throw it again. They are taken off.
 */
async function withoutRethrowing<T>(start: () => Promise<T>): Promise<T> {
  const events = ['uncaughtException', 'unhandledRejection'] as const;
  const before = events.map((event) => process.rawListeners(event));
  const result = await start();
  events.forEach((event, i) => {
    for (const listener of process.rawListeners(event)) {
      const isNew = !before[i].includes(listener);
      if (isNew && /throw (ex|reason)/.test(String(listener))) process.off(event, listener as () => void);
    }
  });
  return result;
}

/** Requiring the package registers the backend. */
async function loadNodeGpu(): Promise<void> {
  // tfjs-node 4.22 calls util.isNullOrUndefined, which Node 23 took away.
  const old = util as unknown as { isNullOrUndefined?: (value: unknown) => boolean };
  old.isNullOrUndefined ??= (value) => value === null || value === undefined;
  const packageName: string = '@tensorflow/tfjs-node-gpu';
  await import(packageName);
}
