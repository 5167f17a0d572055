import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRange } from '../../src/cli/spectrum';
import { loadMaterial, refractiveIndex } from '../../src/optics/problem/materials';
import { parseProblem } from '../../src/optics/problem/parse-problem';
import { solve } from '../../src/optics/solver/solve';
import { filmJson } from './film-json';
import { microdesign } from './run';

const folder = mkdtempSync(join(tmpdir(), 'microdesign-'));
const path = join(folder, 'film.json');
writeFileSync(path, JSON.stringify(filmJson));

/** The lines of a table by the names of its columns. */
function readTable(file: string): Record<string, number>[] {
  const [head, ...lines] = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(','));
  return lines.map((line) => Object.fromEntries(line.map((cell, i) => [head[i], Number(cell)])));
}

describe('spectrum', () => {
  it('solves the problem at each wavelength with the index that a material has there', async () => {
    const out = join(folder, 'wavelengths');
    const asked = ['--wavelengths', '500:600:50', '--material', '1=a-Si', '--out', out];
    const { code, err } = await microdesign('spectrum', path, ...asked);
    assert.equal(code, 0, err);
    const rows = readTable(join(out, 'spectrum.csv'));
    assert.deepEqual(
      rows.map((row) => row['wavelength (nm)']),
      [500, 550, 600],
    );
    const problem = parseProblem(filmJson, path);
    for (const row of rows) {
      const wavelength = row['wavelength (nm)'];
      const silicon = refractiveIndex(loadMaterial('a-Si'), wavelength);
      const { s, unpolarised } = solve({ ...problem, wavelength, phases: [problem.phases[0], silicon] });
      assert.deepEqual([row.A, row['R s']], [unpolarised.A as number, s.R]);
    }
    for (const file of ['spectrum.png', 'spectrum-polarised.svg']) assert.ok(existsSync(join(out, file)), file);
  });

  it('refuses what makes no sense before it makes a folder', async () => {
    const out = join(folder, 'refused');
    const refused: [string[], RegExp][] = [
      [[], /spectrum: it is taken over wavelengths or over angles; give one of/],
      [['--wavelengths', '400:500'], /--wavelengths: '400:500' is no range; give from:to:step/],
      [['--wavelengths', '400:500:50', '--material', '2=Ag'], /--material: there is no '2'; give 0, 1, cover or substrate/],
      [['--wavelengths', '400:500:50', '--material', '1=Pb'], /--material: there is no material 'Pb'; choose from SiO2/],
      [['--angles', '0:60:30', '--material', '1=Ag'], /--material: an angle does not say at which wavelength/],
    ];
    const answers = await Promise.all(refused.map(([args]) => microdesign('spectrum', path, '--out', out, ...args)));
    answers.forEach(({ code, err }, i) => {
      assert.match(err, refused[i][1]);
      assert.deepEqual([code, err.trimEnd().split('\n').length], [2, 1]);
    });
    assert.ok(!existsSync(out));
  });

  it('reads a range with its end, where a step meets it', () => {
    assert.deepEqual(readRange('--angles')('0:60:30'), [0, 30, 60]);
    assert.deepEqual(readRange('--angles')('0:50:30'), [0, 30]);
    assert.equal(readRange('--wavelengths')('0.1:0.3:0.1').length, 3);
  });
});

describe('converge', () => {
  it('keeps more harmonics until the absorption has settled, and says so', async () => {
    const { out } = await microdesign('converge', path, '--tolerance', '0.02', '--json');
    const { settled, steps } = JSON.parse(out);
    assert.ok(settled);
    const changes = steps
      .slice(1)
      .map(({ absorption }: { absorption: number }, i: number) => Math.abs(absorption - steps[i].absorption));
    assert.ok(changes.slice(-2).every((change: number) => change < 0.02));
    const { out: text } = await microdesign('converge', path, '--tolerance', '1e-9', '--most', '60');
    assert.match(text, /not settled within 1e-9: the last change is .*; allow more with --most/);
  });
});
