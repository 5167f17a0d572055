import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { hashWeights, loadWeights, type NamedWeights, saveWeights } from '../../src/learning/weights';
import { InputError } from '../../src/runs/errors';
import { sha256 } from '../../src/runs/files';

describe('weights files', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'weights-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const weightsArbitrary = fc
    .dictionary(
      fc.string({ minLength: 1 }).filter((name) => name !== '__proto__'),
      fc.array(fc.float({ noNaN: true }), { maxLength: 20 }),
    )
    .map((record) =>
      Object.fromEntries(
        Object.entries(record).map(([name, values]) => [name, { shape: [values.length], values: Float32Array.from(values) }]),
      ),
    );

  it('come back as they went, bit for bit, with their note', () => {
    const path = join(folder, 'any.weights');
    fc.assert(
      fc.property(weightsArbitrary, fc.string(), (weights, text) => {
        saveWeights(path, weights, { text });
        assert.deepEqual(loadWeights(path), { weights, note: { text } });
        assert.equal(hashWeights(loadWeights(path).weights), hashWeights(weights));
      }),
      { numRuns: 30 },
    );
  });

  it('are refused where one byte is wrong, or the end is missing, or they are something else, naming the file', () => {
    const path = join(folder, 'damaged.weights');
    const weights: NamedWeights = { a: { shape: [2, 2], values: Float32Array.of(1, 2, 3, 4) } };
    saveWeights(path, weights);
    const whole = readFileSync(path);
    const refused = (content: Uint8Array) => {
      writeFileSync(path, content);
      assert.throws(
        () => loadWeights(path, 'generator'),
        (error) => error instanceof InputError && error.argument === 'generator' && error.message.includes(path),
      );
    };
    const flipped = Buffer.from(whole);
    flipped[whole.length - 3] ^= 1;
    refused(flipped);
    refused(whole.subarray(0, whole.length - 4));
    refused(whole.subarray(0, 40));
    refused(Buffer.from('something else'));
    refused(Buffer.alloc(0));
  });

  it('are refused where any byte of their names, shapes or note is another', () => {
    const path = join(folder, 'header.weights');
    saveWeights(path, { a: { shape: [1, 2], values: Float32Array.of(1, 2) } }, { epoch: 3 });
    const whole = readFileSync(path);
    for (let at = 0; at < whole.length; at++) {
      const changed = Buffer.from(whole);
      changed[at] ^= 1;
      writeFileSync(path, changed);
      assert.throws(() => loadWeights(path), /^InputError/, `byte ${at}`);
    }
  });

  it('of the first version are read, and refused where the header is not that of the numbers', () => {
    const path = join(folder, 'first.weights');
    const numbers = Buffer.from(Float32Array.of(1, 2).buffer);
    const write = (shape: unknown): void => {
      const header = JSON.stringify({ arrays: [{ name: 'a', shape }], note: {}, sha256: sha256(numbers) });
      writeFileSync(path, Buffer.concat([Buffer.from(`microdesign-weights-1\n${header}\n`), numbers]));
    };
    write([2]);
    assert.deepEqual(loadWeights(path).weights, { a: { shape: [2], values: Float32Array.of(1, 2) } });
    for (const shape of [[3], [65536, 65536], 'two', [-1, -2], undefined]) {
      write(shape);
      assert.throws(() => loadWeights(path), /^InputError: .*is damaged \(its header is not that of its numbers\)/);
    }
  });

  it('have another hash where a number, a shape or a name differs', () => {
    const base: NamedWeights = { a: { shape: [2], values: Float32Array.of(1, 2) } };
    const others: NamedWeights[] = [
      { a: { shape: [2], values: Float32Array.of(1, 2.0000002) } },
      { a: { shape: [1, 2], values: Float32Array.of(1, 2) } },
      { b: { shape: [2], values: Float32Array.of(1, 2) } },
    ];
    for (const other of others) assert.notEqual(hashWeights(other), hashWeights(base));
  });
});
