import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildDataset } from '../../src/datasets/build';
import { type DatasetSettings, splitDataset, takeRows } from '../../src/datasets/dataset';
import { readDataset, writeDataset } from '../../src/datasets/file';
import { paperFilm } from '../../src/film/settings';
import type { PropertySimulator } from '../../src/film/simulator';
import { Generator } from '../../src/gan/generator';
import { generateMicrostructures } from '../../src/gan/microstructures';
import { volumeFraction } from '../../src/microstructure/descriptors';
import { RandomStream } from '../../src/numerics/random';
import { writeHdf5 } from '../../src/runs/hdf5';
import { referenceFile } from '../reference';

/** The property is the share of phase 1; `failAfter` simulations it stops, as a machine might. */
function simulator(failAfter = Infinity): PropertySimulator {
  let calls = 0;
  return {
    settings: paperFilm,
    get calls() {
      return calls;
    },
    async simulate(batch) {
      calls += batch.length;
      if (calls > failAfter) throw new Error('the power went');
      return Float64Array.from(batch, volumeFraction);
    },
  };
}

const settings: DatasetSettings = { name: 'II', latentSide: 2, samples: 150, range: [0.3, 0.7], trainingShare: 0.7 };
const temporary = (): string => mkdtempSync(join(tmpdir(), 'microdesign-'));

describe('data sets', () => {
  let generator: Generator;
  before(async () => {
    generator = await Generator.create(RandomStream.fromSeed(1));
  });
  after(() => generator.dispose());
  const random = RandomStream.fromSeed(3);

  it('hold samples within the range, each with the image of its latent, and count the others', async () => {
    const source = simulator();
    const built = await buildDataset(generator, source, settings, random, temporary());
    assert.equal(built.absorptions.length, 150);
    assert.ok(built.absorptions.every((value) => value >= 0.3 && value <= 0.7));
    assert.ok(built.outside.every((value) => value < 0.3 || value > 0.7));
    assert.ok(built.latents.every((value) => Math.abs(value) <= 1));
    assert.deepEqual(generateMicrostructures(generator, built.latents.slice(0, 40), 2), built.microstructures.slice(0, 10));
    built.microstructures.forEach((image, i) => {
      assert.equal(volumeFraction(image), built.absorptions[i]);
    });
    assert.ok(source.calls >= 150 && source.calls % 100 === 0);
  });

  it('go on after a failure with what was simulated, and end the same', async () => {
    const folder = temporary();
    await assert.rejects(buildDataset(generator, simulator(100), settings, random, folder), /the power went/);
    assert.equal(readdirSync(folder).length, 1);
    const rest = simulator();
    const resumed = await buildDataset(generator, rest, settings, random, folder);
    const undisturbed = simulator();
    assert.deepEqual(resumed, await buildDataset(generator, undisturbed, settings, random, temporary()));
    assert.equal(rest.calls, undisturbed.calls - 100);
  });

  it('that the film cannot fill are refused, not built for ever', async () => {
    const narrow = { ...settings, range: [2, 3] as const };
    await assert.rejects(
      buildDataset(generator, simulator(), narrow, random, temporary()),
      /^InputError: datasets.II.range: only 0 of 1000 samples absorb from 2 to 3; choose/,
    );
  });

  it('come back from their file as they went', async () => {
    const built = await buildDataset(generator, simulator(), { ...settings, samples: 20 }, random, temporary());
    const path = join(temporary(), 'data.h5');
    await writeDataset(path, built);
    assert.deepEqual(await readDataset(path), built);
  });

  it('of other shapes or with absorptions that are none are refused by name', async () => {
    const path = join(temporary(), 'bad.h5');
    const arrays = (y: number[]) => ({
      z: { shape: [2, 2, 2], data: new Float32Array(8) },
      x: { shape: [2, 64, 64], data: new Uint8Array(2 * 64 * 64) },
      y: { shape: [y.length], data: Float64Array.from(y) },
    });
    await writeHdf5(path, { arrays: arrays([0.5, NaN]), attributes: {} });
    await assert.rejects(
      readDataset(path, '--data'),
      /^InputError: --data: .*bad.h5 has y\[1\] = NaN; give absorptions from 0 to 1/,
    );
    await writeHdf5(path, { arrays: arrays([0.5]), attributes: {} });
    await assert.rejects(readDataset(path, '--data'), /bad.h5 holds z 2,2,2 x 2,64,64 y 1; give z/);
    writeFileSync(path, 'hello');
    await assert.rejects(readDataset(path, '--data'), /is not a whole HDF5 file/);
  });

  it('as published are read', async function () {
    const published = await readDataset(referenceFile(this, 'published/dataset_z4.hdf5'));
    assert.deepEqual([published.latentSide, published.absorptions.length, published.microstructures[0].width], [2, 100, 64]);
  });

  it('part into training and validation without remainder', () => {
    const { training, validation } = splitDataset(100, 0.7, random.derive('split'));
    assert.deepEqual([training.length, validation.length], [70, 30]);
    assert.equal(new Set([...training, ...validation]).size, 100);
    assert.deepEqual([...takeRows(Float32Array.of(1, 2, 3, 4, 5, 6), 2, Uint32Array.of(2, 0))], [5, 6, 1, 2]);
  });
});
