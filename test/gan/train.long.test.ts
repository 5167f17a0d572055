import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as tf from '@tensorflow/tfjs';
import { longGan, textureShares } from '../../src/gan/settings';
import { trainGan } from '../../src/gan/train';
import { selectBackend } from '../../src/learning/backend';
import type { WasmBackend } from '../../src/learning/kernel-module';
import { randomFields, smoothFields } from '../../src/microstructure/field';
import { RandomStream } from '../../src/numerics/random';

/** Runs the training, kills it after so many of its steps, and gives the hash it printed, if it came to its end. */
function train(checkpoint: string, killAfter = Infinity): Promise<string | undefined> {
  const script = join(__dirname, 'training-process.ts');
  const child = spawn(process.execPath, ['-r', 'tsx/cjs', script, checkpoint], { stdio: ['ignore', 'pipe', 'inherit'] });
  let steps = 0;
  let hash: string | undefined;
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('step') && ++steps === killAfter) child.kill('SIGKILL');
    if (line.startsWith('weights')) hash = line.split(' ')[1];
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve(hash));
  });
}

describe('long training of the GAN', () => {
  it('killed again and again ends with the weights and the snapshots of an undisturbed one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'killed-'));
    const whole = await train(join(folder, 'undisturbed'));
    assert.match(whole ?? '', /^[0-9a-f]{64}$/);
    for (const killAfter of [1, 4, 5, 7]) assert.equal(await train(join(folder, 'killed'), killAfter), undefined);
    assert.equal(await train(join(folder, 'killed')), whole);
    const [undisturbed, killed] = ['undisturbed', 'killed'].map((name) => {
      const snapshots = join(folder, name, 'snapshots');
      return readdirSync(snapshots).map((file) => [file, readFileSync(join(snapshots, file))]);
    });
    assert.equal(undisturbed.length, 6);
    assert.deepEqual(killed, undisturbed);
    rmSync(folder, { recursive: true });
  });

  it('takes no more memory after 200 steps than after 20', async () => {
    await selectBackend();
    const random = RandomStream.fromSeed(42);
    const fields = randomFields(smoothFields, 6, random.derive('fields'));
    const settings = { ...longGan, steps: 200, batch: 4, texture: { ...textureShares, setAfter: 5 } };
    const heap = () => (tf.backend() as unknown as WasmBackend).wasm?.asm.memory.buffer.byteLength ?? 0;
    let early = { tensors: 0, bytes: 0, heap: 0 };
    const { generator } = await trainGan(fields, settings, random, {
      onProgress: ({ done }) => {
        const { numTensors: tensors, numBytes: bytes } = tf.memory();
        if (done === 20) early = { tensors, bytes, heap: heap() };
        if (done > 20) assert.deepEqual({ tensors, bytes, heap: heap() }, early, `at step ${done}`);
      },
    });
    generator.dispose();
  });
});
