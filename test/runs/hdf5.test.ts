import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RandomStream } from '../../src/numerics/random';
import { readHdf5, writeHdf5 } from '../../src/runs/hdf5';
import { declareArrays } from '../../tools/soak/declare-arrays';
import { referenceFile } from '../reference';

const folder = mkdtempSync(join(tmpdir(), 'microdesign-'));

describe('HDF5 files', () => {
  const arrays = {
    z: { shape: [3, 2], data: Float32Array.of(0.5, -0.25, 1, 2, 3, 4) },
    y: { shape: [3], data: Float64Array.of(0.1, 0.2, 0.3) },
    x: { shape: [3, 2, 2], data: Uint8Array.from({ length: 12 }, (_, i) => i % 2) },
  };

  it('come back as they went, the same bytes each time, and leave no part behind', async () => {
    const paths = ['a.h5', 'b.h5'].map((name) => join(folder, name));
    for (const path of paths) await writeHdf5(path, { arrays, attributes: { seed: 7, note: 'größer' } });
    const read = await readHdf5(paths[0]);
    assert.deepEqual(read.arrays, arrays);
    assert.deepEqual(read.attributes, { seed: 7, note: 'größer' });
    assert.deepEqual(readFileSync(paths[0]), readFileSync(paths[1]));
    assert.deepEqual(readdirSync(folder).sort(), ['a.h5', 'b.h5']);
  });

  it('are refused where any byte is another, before HDF5 reads what it may read for ever', async () => {
    const path = join(folder, 'changed.h5');
    await writeHdf5(path, { arrays, attributes: { seed: 7 } });
    const whole = readFileSync(path);
    const random = RandomStream.fromSeed(8);
    for (let i = 0; i < 100; i++) {
      const changed = Buffer.from(whole);
      // all but the words of the last line, without which it is a file of others
      changed[random.integer(whole.length - 84)] ^= 1 << random.integer(8);
      writeFileSync(path, changed);
      await assert.rejects(readHdf5(path), /^InputError: .*changed.h5 is not a whole HDF5 file; get or build/);
    }
    // as others write them, and we did
    writeFileSync(path, whole.subarray(0, -84));
    assert.deepEqual((await readHdf5(path)).arrays, arrays);
  });

  it('are the same bytes whenever they are written', async () => {
    const { now } = Date;
    const paths = ['today.h5', 'tomorrow.h5'].map((name) => join(folder, name));
    await writeHdf5(paths[0], { arrays, attributes: {} });
    Date.now = () => now() + 86_400_000;
    try {
      await writeHdf5(paths[1], { arrays, attributes: {} });
    } finally {
      Date.now = now;
    }
    assert.deepEqual(readFileSync(paths[0]), readFileSync(paths[1]));
  });

  it('are refused in one line where damaged or absent', async () => {
    writeFileSync(join(folder, 'text.h5'), 'hello');
    await writeHdf5(join(folder, 'cut.h5'), { arrays, attributes: {} });
    truncateSync(join(folder, 'cut.h5'), 600);
    for (const name of ['text.h5', 'cut.h5']) {
      await assert.rejects(
        readHdf5(join(folder, name), '--data'),
        /^InputError: --data: .*(text|cut)\.h5 is not a whole HDF5 file; [^\n]*$/,
      );
    }
    await assert.rejects(readHdf5(join(folder, 'none.h5'), '--data'), /--data: .*none.h5: there is no such file/);
  });

  it('are refused where they unpack to more than memory is given for, before any is taken', async () => {
    const path = join(folder, 'large.h5');
    await declareArrays(path, 2 ** 20, 3);
    assert.equal((await readHdf5(path)).arrays.a0.data.length, 2 ** 20);
    await declareArrays(path, 2 ** 29, 3);
    await assert.rejects(
      readHdf5(path, '--data'),
      /^InputError: --data: .*large.h5 unpacks to more than 1 GiB; give a smaller file/,
    );
  });

  it('as published hold 100 latents, images and absorptions', async function () {
    const { arrays: published } = await readHdf5(referenceFile(this, 'published/dataset_z4.hdf5'));
    assert.deepEqual([published.z.shape, published.x.shape, published.y.shape], [[100, 2, 2], [100, 64, 64], [100]]);
    assert.ok(published.y.data.every((value) => value > 0.5 && value < 0.8));
  });
});
