import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSamples, expandSamples } from '../../src/datasets/check';
import { type DrawnSamples, joinParts } from '../../src/datasets/dataset';
import { readDataset, readSamples, writeDataset, writeLightDataset, writeSamples } from '../../src/datasets/file';
import { seal } from '../../src/datasets/provenance';
import { buildDataset } from '../../src/datasets/shards';
import { Generator } from '../../src/gan/generator';
import { RandomStream } from '../../src/numerics/random';
import { readHdf5, writeHdf5 } from '../../src/runs/hdf5';
import { referenceFile } from '../reference';
import { skip } from '../skip';
import { share, sourceOf, temporary, volumeSimulator } from './sources';

const python = process.env.PYTHON ?? 'python3';

describe('files of data sets', () => {
  let generator: Generator;
  let built: DrawnSamples;
  const { provenance } = sourceOf(undefined as unknown as Generator);
  const path = join(temporary(), 'data.h5');
  const light = join(temporary(), 'light.h5');
  before(async () => {
    generator = await Generator.create(RandomStream.fromSeed(1));
    built = joinParts([await buildDataset(sourceOf(generator), temporary())], 2, 60);
    await writeDataset(path, built.kept, provenance);
    await writeLightDataset(light, built.kept, provenance);
  });
  after(() => generator.dispose());

  it('come back as they went, with what they were built from', async () => {
    assert.deepEqual(await readDataset(path), built.kept);
    assert.deepEqual((await readSamples(path)).provenance, provenance);
    const outside = join(temporary(), 'outside.h5');
    await writeSamples(outside, built.outside, provenance);
    const { latentSide, latents, y, microstructures } = await readSamples(outside);
    assert.deepEqual({ latentSide, latents, y, microstructures }, { ...built.outside, microstructures: undefined });
  });

  it('are the same bytes for the same samples', async () => {
    const again = join(temporary(), 'again.h5');
    await writeDataset(again, built.kept, provenance);
    assert.deepEqual(readFileSync(again), readFileSync(path));
  });

  it('without images give them back exactly from the generator, and refuse another generator', async () => {
    const stored = await readSamples(light);
    assert.equal(stored.microstructures, undefined);
    assert.ok(readFileSync(light).length < readFileSync(path).length);
    assert.deepEqual(expandSamples(stored, generator, 'light.h5'), built.kept);
    await assert.rejects(readDataset(light), /has no images x; give the full file, or `microdesign dataset expand` this one/);
    const other = await Generator.create(RandomStream.fromSeed(2));
    assert.throws(() => expandSamples(stored, other, 'light.h5'), /^InputError: light.h5: its images come out otherwise/);
    other.dispose();
  });

  it('are checked against their latents: x by pixels or hashes, y by simulation', async () => {
    for (const file of [path, light]) {
      const stored = await readSamples(file);
      const check = (changed: typeof stored) =>
        checkSamples(changed, generator, volumeSimulator(), { images: 40, simulated: 10 }, RandomStream.fromSeed(5));
      const pixels = file === path ? 0 : undefined;
      const same = { images: 40, differingImages: 0, differingPixels: pixels, simulated: 10, largestDifference: 0 };
      assert.deepEqual(await check(stored), same);
      const moved = await check({ ...stored, y: stored.y.map((y) => y + 0.001) });
      assert.ok(Math.abs(moved.largestDifference - 0.001) < 1e-12);
      const other = await check({ ...stored, latents: stored.latents.map((z) => -z) });
      assert.equal(other.differingImages, 40);
    }
  });

  it('that are cut, or have one other byte, are refused by name', async () => {
    const whole = readFileSync(path);
    const bad = join(temporary(), 'bad.h5');
    writeFileSync(bad, whole.subarray(0, whole.length - 1000));
    await assert.rejects(readSamples(bad, '--data'), /^InputError: --data: .*bad.h5 is not a whole HDF5 file; get or build/);
    writeFileSync(bad, 'hello');
    await assert.rejects(readSamples(bad, '--data'), /is not a whole HDF5 file/);
    const random = RandomStream.fromSeed(8);
    let unnoticed = 0;
    for (let i = 0; i < 60; i++) {
      const flipped = Buffer.from(whole);
      flipped[random.integer(whole.length)] ^= 1 << random.integer(8);
      writeFileSync(bad, flipped);
      const found = await readSamples(bad).catch((error: Error) => error);
      if (found instanceof Error)
        assert.match(found.message, /bad.h5: .*bad.h5 (is not a whole|is damaged|is '|is version|holds)/);
      // bytes that HDF5 leaves unused may change; the samples may not
      else unnoticed += Number(Buffer.compare(Buffer.from(found.latents.buffer), Buffer.from(built.kept.latents.buffer)) !== 0);
    }
    assert.equal(unnoticed, 0);
  });

  it('of another version, of other shapes, or with numbers that are none are refused by name', async () => {
    const bad = join(temporary(), 'bad.h5');
    const { arrays, attributes } = await readHdf5(path);
    await writeHdf5(bad, { arrays, attributes: { ...attributes, version: 2 } });
    await assert.rejects(readSamples(bad), /bad.h5 is version 2 of the format; this program reads version 1: get the one/);
    await writeHdf5(bad, { arrays, attributes: { ...attributes, seed: 4 } });
    await assert.rejects(readSamples(bad), /bad.h5 is damaged: its checksum is another; get or build the file again/);
    for (const name of ['y', 'z']) {
      const data = arrays[name].data.slice();
      data[3] += 0.001;
      await writeHdf5(bad, { arrays: { ...arrays, [name]: { ...arrays[name], data } }, attributes });
      await assert.rejects(readSamples(bad), /bad.h5 is damaged: its checksum is another/, name);
    }
    const flipped = Uint8Array.from(arrays.x.data);
    flipped[100] = 1 - flipped[100];
    await writeHdf5(bad, { arrays: { ...arrays, x: { ...arrays.x, data: flipped } }, attributes });
    await assert.rejects(readSamples(bad), /bad.h5 is damaged: its images are others/);
    const y = Float64Array.from(built.kept.y);
    y[7] = NaN;
    await writeHdf5(bad, seal({ arrays: { ...arrays, y: { shape: [60], data: y } }, attributes: {} }));
    await assert.rejects(readSamples(bad), /bad.h5 has y\[7\] = NaN; give finite numbers/);
    await assert.rejects(readSamples(bad, bad, share), /bad.h5 has y\[7\] = NaN; give a share from 0 to 1/);
    const grey = Uint8Array.from(arrays.x.data).fill(128, 0, 1);
    await writeHdf5(bad, { arrays: { ...arrays, x: { ...arrays.x, data: grey } }, attributes: {} });
    await assert.rejects(readSamples(bad), /bad.h5 has the pixel 128 in x; give pixels of 0 and 1/);
    const { format: _, ...unnamed } = attributes;
    await writeHdf5(bad, { arrays, attributes: unnamed });
    await assert.rejects(readSamples(bad), /bad.h5 is damaged: it has lost the name of our format/);
    await writeHdf5(bad, { arrays: { ...arrays, y: { shape: [59], data: y.slice(1) } }, attributes: {} });
    await assert.rejects(readSamples(bad), /bad.h5 holds z and y of 60 × 2 × 2 and 59; give z/);
    await writeHdf5(bad, { arrays: { ...arrays, x: { shape: [60, 32, 128], data: arrays.x.data } }, attributes: {} });
    await assert.rejects(readSamples(bad), /bad.h5 holds x of 60 × 32 × 128; give 60 × 64 × 64/);
  });

  it('as published are read', async function () {
    const published = await readDataset(referenceFile(this, 'published/dataset_z4.hdf5'));
    assert.deepEqual([published.latentSide, published.y.length, published.microstructures[0].width], [2, 100, 64]);
  });

  it('are read by h5py', function (): void {
    const { status } = spawnSync(python, ['-c', 'import h5py'], { stdio: 'ignore' });
    if (status !== 0) skip(this, `no h5py for ${python}; set PYTHON to one that has it`);
    const script = `
import h5py, hashlib, json, numpy, sys
with h5py.File(sys.argv[1], 'r') as f:
    x = f['x'][:]
    bits = numpy.packbits(x.reshape(len(x), -1), axis=1).tobytes()
    print(json.dumps({
        'z': f['z'].shape, 'x': x.shape, 'y': f['y'][:].tolist(), 'seed': int(f.attrs['seed']),
        'thickness': json.loads(f.attrs['film'])['thickness'], 'images': hashlib.sha256(bits).hexdigest() == f.attrs['images'],
    }))`;
    const found = JSON.parse(execFileSync(python, ['-c', script, path], { encoding: 'utf8' }));
    assert.deepEqual(found, {
      z: [60, 2, 2],
      x: [60, 64, 64],
      y: [...built.kept.y],
      seed: 3,
      thickness: 250,
      images: true,
    });
  });
});
