import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { onWasm, selectBackend } from '../../src/learning/backend';
import { InputError } from '../../src/runs/errors';

describe('backend choice', () => {
  const asked = process.env.MICRODESIGN_BACKEND;
  afterEach(() => {
    if (asked === undefined) delete process.env.MICRODESIGN_BACKEND;
    else process.env.MICRODESIGN_BACKEND = asked;
  });
  after(() => selectBackend());

  it('takes the backend that the environment names', async () => {
    for (const name of ['cpu', 'wasm']) {
      process.env.MICRODESIGN_BACKEND = name;
      assert.equal((await selectBackend()).name, name);
      assert.equal(tf.getBackend(), name);
    }
  });

  it('takes one that works where none is named, and says why', async () => {
    delete process.env.MICRODESIGN_BACKEND;
    const { name, reason } = await selectBackend();
    assert.ok(['tensorflow', 'wasm'].includes(name));
    assert.ok(name === 'tensorflow' || /tensorflow/.test(reason), reason);
    assert.equal(tf.getBackend(), name);
    assert.equal(await selectBackend(), await selectBackend());
  });

  it('refuses a name that is none, saying which there are', async () => {
    process.env.MICRODESIGN_BACKEND = 'gpu';
    await assert.rejects(
      selectBackend(),
      (error) => error instanceof InputError && /MICRODESIGN_BACKEND.*"gpu".*tensorflow, wasm, cpu/.test(error.message),
    );
  });

  it('registers the kernels once', async () => {
    process.env.MICRODESIGN_BACKEND = 'wasm';
    await selectBackend();
    const kernel = tf.getKernel('Conv2DBackpropFilter', 'wasm');
    process.env.MICRODESIGN_BACKEND = 'cpu';
    await selectBackend();
    process.env.MICRODESIGN_BACKEND = 'wasm';
    await selectBackend();
    assert.equal(tf.getKernel('Conv2DBackpropFilter', 'wasm'), kernel);
  });

  it('goes over to wasm and back for a piece of work, also where it fails, with the tensors it needs', async () => {
    process.env.MICRODESIGN_BACKEND = 'cpu';
    await selectBackend();
    const x = tf.tensor1d([1, 2, 3]);
    const { backend, sum } = onWasm(() => ({ backend: tf.getBackend(), sum: tf.tidy(() => tf.sum(x).dataSync()[0]) }));
    assert.deepEqual([backend, sum], ['wasm', 6]);
    assert.equal(tf.getBackend(), 'cpu');
    assert.deepEqual([...x.dataSync()], [1, 2, 3]);
    const failing = () => {
      throw new Error('inside');
    };
    assert.throws(() => onWasm(failing), /inside/);
    assert.equal(tf.getBackend(), 'cpu');
    x.dispose();
    process.env.MICRODESIGN_BACKEND = 'wasm';
    await selectBackend();
    assert.equal(onWasm(tf.getBackend), 'wasm');
  });

  it('leaves errors that nothing catches to Node', () => {
    const listeners = [...process.rawListeners('uncaughtException'), ...process.rawListeners('unhandledRejection')];
    assert.ok(!listeners.some((listener) => /ExitStatus|throw reason/.test(String(listener))));
  });
});
