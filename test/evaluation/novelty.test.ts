import assert from 'node:assert/strict';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureData, measureOriginality, summariseNovelty } from '../../src/evaluation/novelty';
import { meanPixelDifference } from '../../src/microstructure/descriptors';
import { meanShiftedDifference, symmetricDifference } from '../../src/microstructure/distance';
import { randomFields, smoothFields } from '../../src/microstructure/field';
import type { Microstructure } from '../../src/microstructure/microstructure';
import { prepareLibrary } from '../../src/microstructure/novelty';
import { RandomStream } from '../../src/numerics/random';
import { Interrupted } from '../../src/runs/errors';
import { keepJson, keptJson } from '../../src/runs/json';
import { syntheticResult } from './synthetic';

const random = RandomStream.fromSeed(4);
const fields = randomFields({ ...smoothFields, side: 16 }, 12, random);
const samples = fields.slice(0, 8);
const library = () => prepareLibrary(samples);
/** Designs of two targets: two new ones before two of the library, and one of the library alone. */
const results = [
  syntheticResult('a', 0.5, { offsets: [1, 2, 3, 4], candidates: [8, 9, 0, 1].map((i) => ({ microstructure: fields[i] })) }),
  syntheticResult('a', 0.6, { offsets: [1], candidates: [{ microstructure: fields[2] }] }),
  syntheticResult('a', 0.9, { offsets: [1, 2], candidates: [3, 10].map((i) => ({ microstructure: fields[i] })) }),
];
const nearest = (image: Microstructure, among: readonly Microstructure[]): number =>
  Math.min(...among.map((other) => symmetricDifference(image, other)));

const fileIn = (): string => join(mkdtempSync(join(tmpdir(), 'microdesign-')), 'distances.json');
const options = (count: number, checkpoint = fileIn()) => ({ targets: [0.5, 0.6], count, library, checkpoint });

describe('originality of designs', () => {
  it('is the novelty of the first of each target asked for, 0 for samples, and how all differ over shifts', async () => {
    const [first, second, third] = await measureOriginality(results, options(3));
    assert.deepEqual(first.novelty, [nearest(fields[8], samples), nearest(fields[9], samples), 0]);
    assert.ok(first.novelty![0] > 0);
    assert.equal(first.shiftDiversity, meanShiftedDifference([8, 9, 0, 1].map((i) => fields[i])));
    assert.deepEqual(second, { novelty: [0] });
    assert.deepEqual(third, { shiftDiversity: meanShiftedDifference([fields[3], fields[10]]) });
  });

  it('has no novelty where none is asked for', async () => {
    const measured = await measureOriginality(results, options(0));
    assert.ok(measured.every((each) => !('novelty' in each)));
  });

  it('goes on where it was interrupted, with what was found before', async () => {
    const checkpoint = fileIn();
    const controller = new AbortController();
    const onProgress = ({ done }: { done: number }): void => {
      if (done === 2) controller.abort();
    };
    await assert.rejects(
      measureOriginality(results, options(3, checkpoint), { signal: controller.signal, onProgress }),
      Interrupted,
    );
    const found = keptJson<number[]>(checkpoint)!;
    assert.deepEqual(
      found,
      [8, 9].map((i) => nearest(fields[i], samples)),
    );
    // what is known is taken as it is
    keepJson(checkpoint, [0.25, found[1]]);
    const [{ novelty }] = await measureOriginality(results, options(3, checkpoint));
    assert.deepEqual(novelty, [0.25, found[1], 0]);
  });
});

describe('originality of data', () => {
  it('is the difference of all pairs, of some over shifts, and of some samples from the nearest of the others', async () => {
    const checkpoint = fileIn();
    const measured = await measureData(fields, { count: 5, checkpoint }, random);
    assert.equal(measured.diversity, meanPixelDifference(fields));
    assert.equal(measured.pairs, 6);
    assert.ok(measured.shiftDiversity > 0 && measured.shiftDiversity < measured.diversity);
    assert.equal(measured.novelty.length, 5);
    const others = fields.map((field, i) => nearest(field, [...fields.slice(0, i), ...fields.slice(i + 1)]));
    assert.ok(measured.novelty.every((distance) => distance >= Math.min(...others)));
    assert.ok(existsSync(checkpoint));
  });

  it('has all the pairs of a set of two, whose samples are as far as they are', async () => {
    const two = fields.slice(0, 2);
    const { shiftDiversity, novelty } = await measureData(two, { count: 5, checkpoint: fileIn() }, random);
    assert.equal(shiftDiversity, meanShiftedDifference(two));
    assert.deepEqual(novelty, [symmetricDifference(two[0], two[1])]);
  });

  it('is summed up by the median and the twentieth part that is nearest', () => {
    const novelty = Array.from({ length: 101 }, (_, i) => i / 100);
    assert.deepEqual(summariseNovelty({ novelty }), { median: 0.5, fifth: 0.05 });
    assert.equal(summariseNovelty({ novelty: [] }), undefined);
  });
});
