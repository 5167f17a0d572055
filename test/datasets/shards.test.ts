import assert from 'node:assert/strict';
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drawParts } from '../../src/datasets/draw';
import { readSamples } from '../../src/datasets/file';
import { buildDataset, buildShard, findMissingShards, mergeShards, type Shard, shardFile } from '../../src/datasets/shards';
import { Generator } from '../../src/gan/generator';
import { generateMicrostructures } from '../../src/gan/microstructures';
import { volumeFraction } from '../../src/microstructure/descriptors';
import { RandomStream } from '../../src/numerics/random';
import { holdLock } from '../../src/runs/lock';
import { small, sourceOf, temporary, volumeSimulator } from './sources';

describe('building data sets', () => {
  let generator: Generator;
  before(async () => {
    generator = await Generator.create(RandomStream.fromSeed(1));
  });
  after(() => generator.dispose());

  it('keeps samples within the range, each with the image of its latent, and the others apart', async () => {
    const source = sourceOf(generator);
    const { kept, outside } = await buildDataset(source, temporary());
    assert.equal(kept.y.length, 250);
    assert.ok(kept.y.every((value) => value >= 0.4 && value <= 0.6));
    assert.ok(outside.y.length > 0 && outside.y.every((value) => value < 0.4 || value > 0.6));
    assert.ok(kept.latents.every((value) => Math.abs(value) <= 1));
    assert.deepEqual(generateMicrostructures(generator, kept.latents.slice(0, 40), 2), kept.microstructures.slice(0, 10));
    kept.microstructures.forEach((image, i) => {
      assert.equal(volumeFraction(image), kept.y[i]);
    });
    assert.equal(source.simulator.calls.label, kept.y.length + outside.y.length);
  });

  it('keeps all where all lie within the range', async () => {
    const { kept, outside } = await buildDataset(sourceOf(generator, { ...small, samples: 30, range: [0, 1] }), temporary());
    assert.deepEqual([kept.y.length, outside.y.length, outside.latents.length], [30, 0, 0]);
  });

  it('gives the same whatever the number of shards and the order in which they are built', async () => {
    const whole = await buildDataset(sourceOf(generator), temporary());
    for (const count of [2, 3]) {
      const folder = temporary();
      const source = sourceOf(generator);
      for (let number = count; number >= 1; number--) await buildShard(source, { number, count }, folder);
      assert.deepEqual(await mergeShards(source.provenance, count, folder), whole);
    }
    const inOneGo = await drawParts(generator, volumeSimulator(), small, RandomStream.fromSeed(3), [0, 1, 2]);
    assert.deepEqual(inOneGo, whole);
  });

  it('draws other samples for each part', async () => {
    const all = { ...small, samples: 300, range: [0, 1] as const };
    const { kept } = await drawParts(generator, volumeSimulator(), all, RandomStream.fromSeed(3), [0, 1, 2]);
    assert.equal(new Set(kept.latents).size, kept.latents.length);
  });

  it('leaves whole shards alone, and builds damaged ones again, saying so', async () => {
    const folder = temporary();
    const source = sourceOf(generator);
    const shards: Shard[] = [1, 2, 3].map((number) => ({ number, count: 3 }));
    for (const shard of shards) await buildShard(source, shard, folder);
    const [first, second] = shards.map((shard) => join(folder, shardFile(shard)));
    const before = readFileSync(first);
    const cut = readFileSync(second);
    writeFileSync(second, cut.subarray(0, cut.length / 2));
    const calls = source.simulator.calls.label;
    assert.deepEqual(await buildShard(source, shards[0], folder), { path: first, wasThere: true });
    assert.equal(source.simulator.calls.label, calls);
    const again = await buildShard(source, shards[1], folder);
    assert.match(again.damage!, /is not a whole HDF5 file/);
    assert.ok(source.simulator.calls.label > calls);
    assert.deepEqual(readFileSync(second), cut);
    assert.deepEqual(readFileSync(first), before);
  });

  it('refuses shards of other settings, and a merge that lacks one, by name', async () => {
    const folder = temporary();
    await buildShard(sourceOf(generator), { number: 1, count: 3 }, folder);
    const other = sourceOf(generator, { ...small, range: [0.3, 0.6] });
    await assert.rejects(
      buildShard(other, { number: 1, count: 3 }, folder),
      /^InputError: --folder: .*shard-1-of-3.h5 is of another data set: its range is \[0.4,0.6\], not \[0.3,0.6\]; name/,
    );
    copyFileSync(join(folder, 'shard-1-of-3.h5'), join(folder, 'shard-2-of-3.h5'));
    await assert.rejects(
      mergeShards(sourceOf(generator).provenance, 3, folder),
      /shard-2-of-3.h5 is of another.*: it is shard 1\/3/,
    );
    rmSync(join(folder, 'shard-2-of-3.h5'));
    await assert.rejects(mergeShards(sourceOf(generator).provenance, 3, folder), /lacks shard 2\/3, 3\/3; build what is missing/);
    await assert.rejects(buildShard(sourceOf(generator), { number: 4, count: 3 }, folder), /^InputError: --shard: there is no/);
    await assert.rejects(buildShard(sourceOf(generator), { number: 1, count: 4 }, folder), /^InputError: --shard: 250 samples/);
  });

  it('finds the shards that are missing, damaged or under way, and lets only one process build each', async () => {
    const folder = temporary();
    const source = sourceOf(generator, { ...small, samples: 500 });
    const find = () => findMissingShards(source.provenance, 5, folder);
    assert.deepEqual(await find(), { numbers: [1, 2, 3, 4, 5], damaged: [], underWay: [] });
    for (const number of [1, 2, 4]) await buildShard(source, { number, count: 5 }, folder);
    writeFileSync(join(folder, shardFile({ number: 4, count: 5 })), 'cut');
    const release = holdLock(join(folder, `${shardFile({ number: 5, count: 5 })}.lock`), '--folder', 'a shard');
    const by = `process ${process.pid}`;
    assert.deepEqual(await find(), { numbers: [3, 4, 5], damaged: [4], underWay: [{ number: 5, by }] });
    await assert.rejects(
      buildShard(source, { number: 5, count: 5 }, folder),
      /^InputError: --folder: shard 5\/5 of Data-II is under way in process/,
    );
    release();
    for (const number of [3, 4, 5]) await buildShard(source, { number, count: 5 }, folder);
    assert.deepEqual((await find()).numbers, []);
    assert.deepEqual(readdirSync(folder).length, 5);
  });

  it('goes on after a failure with the shard it was at, and ends with the same', async () => {
    const folder = temporary();
    const dataset = { ...small, samples: 1010 };
    const undisturbed = sourceOf(generator, dataset);
    const whole = await buildDataset(undisturbed, temporary());
    await assert.rejects(
      buildDataset(sourceOf(generator, dataset, volumeSimulator(undisturbed.simulator.calls.label - 100)), folder),
      /the power went/,
    );
    const finished = readdirSync(folder);
    assert.equal(finished.length, 1);
    const rest = sourceOf(generator, dataset);
    assert.deepEqual(await buildDataset(rest, folder), whole);
    const { outside } = await readSamples(join(folder, finished[0]));
    assert.equal(rest.simulator.calls.label, undisturbed.simulator.calls.label - 500 - outside!.y.length);
  });

  it('stops at an abort signal, between simulations', async () => {
    const controller = new AbortController();
    controller.abort();
    await assert.rejects(buildDataset(sourceOf(generator), temporary(), { signal: controller.signal }), /interrupted/);
  });

  it('refuses a range that the material cannot fill, instead of building for ever', async () => {
    const narrow = { ...small, range: [2, 3] as const };
    await assert.rejects(
      buildDataset(sourceOf(generator, narrow), temporary()),
      /^InputError: datasets.II.range: only 0 of 1000 samples have a share from 2 to 3; choose/,
    );
  });

  it('reports progress that only grows, to the number of samples', async () => {
    const seen: number[] = [];
    const simulator = volumeSimulator();
    const { simulate } = simulator;
    simulator.simulate = async (batch, run) => {
      const found = await simulate(batch);
      run?.onProgress?.({ label: '', done: batch.length, total: batch.length });
      return found;
    };
    await buildDataset(sourceOf(generator, small, simulator), temporary(), {
      onProgress: ({ done, total }) => {
        assert.equal(total, 250);
        seen.push(done);
      },
    });
    assert.ok(
      seen.every((done, i) => done <= 250 && (i === 0 || done >= seen[i - 1])),
      `${seen}`,
    );
  });
});
