import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepJson, keptJson, readJson, readJsonIfThere } from '../../src/runs/json';

describe('JSON files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'json-'));
  after(() => rmSync(folder, { recursive: true }));

  it('that are no JSON are refused by name, and may be absent', () => {
    const path = join(folder, 'cut.json');
    writeFileSync(path, '{"a": [1, 2');
    assert.throws(() => readJson(path), /^InputError: .*cut\.json: it is damaged: it is no JSON; remove it and run/);
    assert.throws(() => readJson(path, 'fetch it again'), /; fetch it again$/);
    assert.equal(readJsonIfThere(join(folder, 'none.json')), undefined);
  });

  it('that are kept come back, and are refused where one byte is another or missing', () => {
    const path = join(folder, 'deep/kept.json');
    const kept = { values: { label: [[3, 0.61]] }, seconds: 1.5, words: 'größer' };
    assert.equal(keptJson(path), undefined);
    keepJson(path, kept);
    assert.deepEqual(keptJson(path), kept);
    const whole = readFileSync(path);
    for (let at = 0; at < whole.length; at++) {
      const changed = Buffer.from(whole);
      changed[at] ^= 4;
      writeFileSync(path, changed);
      assert.throws(() => keptJson(path), /^InputError: .*kept\.json: it is damaged; remove it/, `byte ${at}`);
      writeFileSync(path, whole.subarray(0, at));
      assert.throws(() => keptJson(path), /is damaged/, `cut at ${at}`);
    }
  });
});
