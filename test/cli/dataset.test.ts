import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asRanges } from '../../src/cli/dataset/status';
import { datasetFiles, datasetsFolder } from '../../src/datasets/shipped';
import { microdesign } from './run';

const shipped = datasetFiles('II', datasetsFolder);

describe('dataset', () => {
  const folder = mkdtempSync(join(tmpdir(), 'microdesign-'));

  it('builds nothing where a light file of other settings lies, and says what is there of the same', async () => {
    cpSync(shipped.light, datasetFiles('II', folder).light);
    const before = readdirSync(folder);
    const [other, same] = await Promise.all([
      microdesign('dataset', 'build', '--dataset', 'II', '--profile', 'quick', '--folder', folder),
      microdesign('dataset', 'build', '--dataset', 'II', '--folder', folder),
    ]);
    assert.equal(other.code, 2);
    assert.match(other.err, /^error: --folder: .*light.h5 is of another data set: its samples is 25000, not 2000; name another/);
    assert.equal(same.code, 0, same.err);
    assert.match(same.out, /light.h5 is there, whole and of these settings\nits images follow from it: `dataset expand/);
    assert.deepEqual(readdirSync(folder), before);
  });

  it('prints the shards that are missing as an array expression, and an empty line where none is', async () => {
    const status = (shards: string, where: string) =>
      microdesign('dataset', 'status', '--dataset', 'II', '--profile', 'sketch', '--shards', shards, '--folder', where);
    const [missing, tooMany, whole] = await Promise.all([
      status('16', join(folder, 'none')),
      status('26', join(folder, 'none')),
      microdesign('dataset', 'status', '--dataset', 'II', '--shards', '16', '--folder', datasetsFolder),
    ]);
    assert.deepEqual([missing.code, missing.out], [0, '1-16\n'], missing.err);
    assert.match(missing.err, /^16 of 16 shards of Data-II are missing in .*data-II-shards$/m);
    assert.ok(!existsSync(join(folder, 'none')));
    assert.equal(tooMany.code, 2);
    assert.match(tooMany.err, /^error: --shard: 2500 samples cannot be shared in 26; take at most 25 shards$/m);
    assert.deepEqual([whole.code, whole.out], [0, '\n']);
    assert.match(whole.err, /is there, whole and of these settings/);
    assert.deepEqual(
      [[], [3], [3, 7, 8, 9], [1, 2, 4]].map((numbers) => asRanges(numbers)),
      ['', '3', '3,7-9', '1-2,4'],
    );
  });

  it('tells what lies outside of a range, and refuses to make images of it', async () => {
    const [info, expand] = await Promise.all([
      microdesign('dataset', 'info', shipped.outside),
      microdesign('dataset', 'expand', shipped.outside, join(folder, 'full.h5')),
    ]);
    assert.match(info.out, /^outside 0.55 … 0.75 *\d+ below, \d+ above$/m);
    assert.ok(!/tenth of range/.test(info.out));
    assert.equal(expand.code, 2);
    assert.match(expand.err, /^error: light.h5: .* its samples lie outside the range; give the light file of a data set/);
    assert.ok(!existsSync(join(folder, 'full.h5')));
  });

  it('tells what a light file holds', async () => {
    const { out } = await microdesign('dataset', 'info', shipped.light, '--json');
    const facts = JSON.parse(out);
    assert.deepEqual([facts.samples, facts.z, facts['per tenth of range'].length], [25_000, '2 × 2', 10]);
    assert.equal(facts.film.thickness, 250);
  });
});
