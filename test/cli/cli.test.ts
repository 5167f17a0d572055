import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodePng } from '../../src/microstructure/image';
import { fromRows } from '../../src/microstructure/microstructure';
import { filmJson } from './film-json';
import { microdesign } from './run';

const folder = mkdtempSync(join(tmpdir(), 'microdesign-'));

function problemFile(name: string, changed: object = {}): string {
  const path = join(folder, `${name}.json`);
  writeFileSync(path, JSON.stringify({ ...filmJson, ...changed }));
  return path;
}

function spectrumFile(): string {
  const path = join(folder, 'spectrum.csv');
  writeFileSync(path, '450,0.7\n800,0.5\n');
  return path;
}

describe('command line', () => {
  it('simulates a problem, with rows or a PNG for its image, as text or JSON', async () => {
    writeFileSync(join(folder, 'image.png'), encodePng(fromRows(filmJson.image)));
    const [text, rows, png] = await Promise.all([
      microdesign('simulate', problemFile('text')),
      microdesign('simulate', problemFile('rows'), '--json'),
      microdesign('simulate', problemFile('png', { image: 'image.png' }), '--json'),
    ]);
    assert.deepEqual([text.code, rows.code, png.code], [0, 0, 0]);
    const { s, p, precision } = JSON.parse(rows.out);
    assert.equal(precision, 'f64');
    for (const { R, T, A } of [s, p]) assert.ok(R > 0 && T > 0 && A > 0 && Math.abs(R + T + A - 1) < 1e-12);
    assert.match(text.out, new RegExp(`s +${s.R.toFixed(8)} +${s.T.toFixed(8)} +${s.A.toFixed(8)}`));
    assert.deepEqual(JSON.parse(png.out), JSON.parse(rows.out));
  });

  it('simulates a stack, layer by layer', async () => {
    const { thickness, image, ...common } = filmJson;
    const layers = [
      { thickness: 80, phase: 1 },
      { thickness, image },
    ];
    const path = join(folder, 'stack.json');
    writeFileSync(path, JSON.stringify({ ...common, layers }));
    const { s, layers: absorbed } = JSON.parse((await microdesign('simulate', path, '--json')).out);
    assert.equal(absorbed.length, 2);
    assert.ok(Math.abs(absorbed[0].s + absorbed[1].s - s.A) < 1e-9 && absorbed[0].s > 0.01);
    // a stack of one layer is that layer
    writeFileSync(path, JSON.stringify({ ...common, layers: layers.slice(1) }));
    const [single, stack] = await Promise.all(
      [problemFile('single'), path].map((file) => microdesign('simulate', file, '--json')),
    );
    assert.ok(Math.abs(JSON.parse(single.out).p.T - JSON.parse(stack.out).p.T) < 1e-9);
  });

  const mistakes: [what: string, args: () => string[], message: RegExp][] = [
    [
      'a target beyond 1',
      () => ['design', '--target', '1.7', '--out', join(folder, 'out')],
      /^error: --target: 1.7 is no absorption to ask for; give/,
    ],
    [
      'a count of zero',
      () => ['design', '--target', '0.6', '--count', '0', '--out', join(folder, 'out')],
      /^error: --count: '0' is not/,
    ],
    [
      'no target',
      () => ['design', '--out', join(folder, 'out')],
      /^error: --target: designs are for a target or for a spectrum; give one of --target and --spectrum/,
    ],
    [
      'robust designs for a spectrum',
      () => ['design', '--spectrum', spectrumFile(), '--robust', '--out', join(folder, 'out')],
      /^error: --robust: it is for a target of one number; leave it out/,
    ],
    [
      'a budget for a method without calls',
      () => ['design', '--spectrum', spectrumFile(), '--calls', '5', '--out', join(folder, 'out')],
      /^error: --calls: moved samples takes no budget of calls; leave it out, or give --method refined-spectra/,
    ],
    [
      'a missing problem file',
      () => ['simulate', join(folder, 'none.json')],
      /^error: problem: .*none.json: there is no such file; name/,
    ],
    [
      'a missing image file',
      () => ['simulate', problemFile('noimage', { image: 'none.png' })],
      /^error: image: .*none.png: there is no such file/,
    ],
    [
      'a pixel without a phase',
      () => ['simulate', problemFile('pixel', { image: ['0012'] })],
      /^error: image: .*phase 2.*; give/,
    ],
    [
      'rows of different lengths',
      () => ['simulate', problemFile('ragged', { image: ['01', '1'] })],
      /^error: image: row 2 has 1/,
    ],
    [
      'a misspelt key',
      () => ['simulate', problemFile('key', { wavelenght: 1 })],
      /^error: wavelenght: no such key.*; the keys are/,
    ],
    [
      'a negative length',
      () => ['simulate', problemFile('length', { thickness: -1 })],
      /^error: thickness: -1 .*; give a positive/,
    ],
    [
      'a shard that is none',
      () => ['dataset', 'build', '--dataset', 'II', '--shard', '3of16', '--folder', join(folder, 'out')],
      /^error: --shard: '3of16' is no shard; give its number and how many there are, such as 3\/16/,
    ],
    [
      'a shard beyond the last',
      () => ['dataset', 'build', '--dataset', 'II', '--shard', '17/16', '--folder', join(folder, 'out')],
      /^error: --shard: there is no shard 17 of 16; take 1 … 16/,
    ],
    [
      'a data set that the profile has not',
      () => ['dataset', 'build', '--dataset', 'I', '--profile', 'sketch', '--folder', join(folder, 'out')],
      /^error: --dataset: profile 'sketch' has no Data-I; give II/,
    ],
    [
      'no generator',
      () => ['dataset', 'build', '--dataset', 'II', '--generator', join(folder, 'none.weights'), '--folder', join(folder, 'out')],
      /^error: --generator: .*none.weights: there is no such file/,
    ],
    [
      'a data file that is none',
      () => ['dataset', 'info', problemFile('nodata')],
      /^error: file: .*nodata.json is not a whole HDF5 file; get or build/,
    ],
    [
      'an unknown profile',
      () => ['reproduce', '--profile', 'huge'],
      /^error: --profile: .*'huge'; choose from sketch, quick, paper/,
    ],
    ['an unknown step', () => ['reproduce', '--only', 'bake'], /^error: --only: there is no step 'bake'; choose from fields/],
    [
      'an unknown precision',
      () => ['simulate', problemFile('p'), '--precision', 'f16'],
      /^error: option '--precision <name>' .*'f16'.* Allowed choices are f64, f32, auto/,
    ],
    ['an unknown command', () => ['cook'], /^error: unknown command 'cook'/],
  ];
  for (const [what, args, message] of mistakes) {
    it(`answers ${what} in one line, with exit code 2`, async () => {
      const { code, out, err } = await microdesign(...args());
      assert.match(err, message);
      assert.equal(err.trimEnd().split('\n').length, 1, err);
      assert.deepEqual([code, out], [2, '']);
      assert.equal(existsSync(join(folder, 'out')), false, 'something was written');
    });
  }

  it('answers a file that is no JSON in one line, and writes nothing', async () => {
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, '{"wavelength": ');
    const before = readdirSync(folder);
    const { code, err } = await microdesign('simulate', broken);
    assert.match(err, /^error: problem: .*broken.json is not JSON .*; see [^\n]*\n$/);
    assert.equal(code, 2);
    assert.deepEqual(readdirSync(folder), before);
  });

  it('looks at the machine', async () => {
    const { out } = await microdesign('doctor', '--json');
    const findings = JSON.parse(out) as { what: string; found: string; broken?: boolean }[];
    assert.deepEqual(
      findings.filter(({ broken }) => broken),
      [],
    );
    assert.match(findings.find(({ what }) => what === 'backend')!.found, /^TensorFlow.js on \w+ \(.+\)$/);
  });
});
