import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { simulateFile, simulateText } from '../../src/cli/simulate-problem';
import { simulationJson, simulationTable } from '../../src/cli/simulate-report';
import { encodeGdsii } from '../../src/layout/gdsii';
import { fromRows } from '../../src/microstructure/microstructure';
import { repositoryRoot } from '../../src/runs/files';
import { filmJson } from './film-json';

const folder = mkdtempSync(join(tmpdir(), 'microdesign-'));
const film = { ...filmJson, wavelength: 400, truncation: { circular: 21 } };
const { thickness, image, ...common } = film;
const stack = {
  ...common,
  layers: [
    { thickness: 80, phase: 1 },
    { thickness, image },
  ],
};

const solved = (json: object, options = {}) => simulateText(JSON.stringify(json), join(folder, 'film.json'), options);

describe('simulate', () => {
  it('takes the precision of the command line before that of the problem, and double where neither names one', () => {
    const inFile = (precision: string) => ({ ...film, precision });
    assert.equal(solved(film).precision, 'f64');
    assert.equal(solved(inFile('f32')).precision, 'f32');
    assert.equal(solved(inFile('f32'), { precision: 'f64' }).precision, 'f64');
    assert.equal(solved(inFile('f64'), { precision: 'auto' }).precision, 'f32');
    const path = join(folder, 'f32.json');
    writeFileSync(path, JSON.stringify(inFile('f32')));
    const run = (...flags: string[]) =>
      JSON.parse(
        execFileSync(process.execPath, [join(repositoryRoot, 'bin/microdesign.cjs'), 'simulate', path, '--json', ...flags], {
          encoding: 'utf8',
        }),
      ).precision;
    assert.deepEqual([run(), run('--precision', 'f64')], ['f32', 'f64']);
  });

  it('solves stacks in double precision and refuses another', () => {
    for (const precision of ['f64', 'auto']) {
      assert.equal(solved({ ...stack, precision }).precision, 'f64');
      assert.equal(solved(stack, { precision }).precision, 'f64');
    }
    const refused = { argument: 'precision', message: /stacks are solved in double precision only/ };
    assert.throws(() => solved({ ...stack, precision: 'f32' }), refused);
    assert.throws(() => solved(stack, { precision: 'f32' }), refused);
  });

  it('gives the mean of s and p, as text and as JSON', () => {
    for (const problem of [film, stack]) {
      const simulation = solved(problem);
      const { s, p, mean, layers } = JSON.parse(simulationJson(simulation));
      for (const part of ['R', 'T', 'A'] as const) assert.ok(Math.abs(mean[part] - (s[part] + p[part]) / 2) < 1e-15);
      const row = [mean.R, mean.T, mean.A, ...(layers ?? []).map((layer: { s: number; p: number }) => (layer.s + layer.p) / 2)];
      assert.match(simulationTable(simulation), new RegExp(`\nmean +${row.map((value) => value.toFixed(8)).join(' +')}\n`));
    }
  });

  it('says how it was solved, and how much half the harmonics change', () => {
    const simulation = solved({ ...film, rule: 'li' });
    const half = solved({ ...film, rule: 'li', truncation: { circular: 10 } });
    const change = Math.max(
      ...(['s', 'p'] as const).flatMap((light) =>
        (['R', 'T', 'A'] as const).map((part) => Math.abs(simulation[light][part] - half[light][part])),
      ),
    );
    assert.equal(simulation.error, change);
    assert.ok(change > 1e-4);
    const said = `\n21 harmonics, rule li, f64; half the harmonics change R, T and A by up to ${change.toExponential(1)}\n`;
    assert.ok(simulationTable(simulation).endsWith(said), simulationTable(simulation));
    const { rule, error } = JSON.parse(simulationJson(simulation));
    assert.deepEqual([rule, error], ['li', change]);
    const alone = solved({ ...film, truncation: { circular: 1 } });
    assert.equal(alone.error, undefined);
    assert.ok(simulationTable(alone).endsWith('\n1 harmonics, rule vector, f64\n'), simulationTable(alone));
    assert.ok(solved({ ...stack, layers: [{ thickness: 80, phase: 1 }] }).error! < 1e-12);
  });

  it('lists in JSON the diffraction orders that propagate, on either side, with efficiencies that add up', () => {
    const { s, p, orders } = JSON.parse(simulationJson(solved(film)));
    for (const [side, part] of [
      ['reflected', 'R'],
      ['transmitted', 'T'],
    ]) {
      const listed = orders.filter((order: { side: string }) => order.side === side);
      // The grating equation: order (m, n) has the lateral wave number 400/512 |(m, n)|.
      assert.equal(listed.length, side === 'reflected' ? 5 : 9);
      const sum = (polarisation: 's' | 'p') =>
        listed.reduce((total: number, order: Record<string, number>) => total + order[polarisation], 0);
      assert.ok(Math.abs(sum('s') - s[part]) < 1e-12 && Math.abs(sum('p') - p[part]) < 1e-12);
    }
    const uniform = JSON.parse(simulationJson(solved({ ...film, image: ['1'] })));
    assert.equal(uniform.orders.length, 14, 'an order that propagates is listed though it has no power');
  });

  it('takes phase 1 from a layout as it takes it from rows', () => {
    const rows = ['0110', '0100', '1100'];
    const bytes = encodeGdsii(fromRows(rows), { pixel: 100, layer: 3, repeat: [2, 2] });
    writeFileSync(join(folder, 'cell.gds'), bytes);
    const problem = { ...film, period: [0.4, 0.3], wavelength: 0.5, thickness: 0.2, truncation: { circular: 9 } };
    const layout = { gds: 'cell.gds', layer: 3, pixels: [4, 3], unit: 1000 };
    assert.deepEqual(solved({ ...problem, image: layout }), solved({ ...problem, image: rows }));
    for (const [change, message] of [
      [{ layer: 4 }, /^InputError: image.layer: there is nothing in layer 4/],
      [{ pixels: [0, 3] }, /^InputError: image.pixels: \[0, 3\] is no pair of numbers above 0/],
      [{ unit: 1 }, /^InputError: image.unit: a polygon is longer than 100 periods/],
      [{ gds: 'none.gds' }, /^InputError: image.gds: /],
      [{ scale: 2 }, /^InputError: image: it has no key "scale"/],
    ] as const) {
      assert.throws(() => solved({ ...problem, image: { ...layout, ...change } }), message);
    }
  });

  it('refuses what takes long unless it is told to wait', () => {
    const long = { ...film, truncation: { circular: 1500 } };
    assert.throws(() => solved(long), /^InputError: problem: its solution takes about \d+ minutes; .* or add --no-limit$/);
    const layers = Array.from({ length: 300 }, () => ({ thickness: 10, phase: 0 }));
    assert.throws(() => solved({ ...stack, layers }), /takes about \d+ seconds/);
    assert.equal(solved({ ...stack, truncation: { circular: 1 }, layers }, { limit: false }).harmonics, 1);
  });

  it('refuses a name that is no PNG’s, and a PNG of too many pixels before it is unpacked', () => {
    assert.throws(() => solved({ ...film, image: '0110' }), { argument: 'image', message: /"0110" names no PNG/ });
    const png = PNG.sync.write(new PNG({ width: 1, height: 1 }));
    png.writeUInt32BE(1e6, 16);
    writeFileSync(join(folder, 'large.png'), png);
    assert.throws(() => solved({ ...film, image: 'large.png' }), { argument: 'image', message: /1 rows of 1000000 pixels/ });
  });

  for (const [what, text, path] of [
    ['of a name with control characters', '{', 'film\u001b[31m\n.json'],
    ['of a long name', JSON.stringify({ ...film, theta: 'x' }), `${'long/'.repeat(500)}film.json`],
    ['of an image with a long name', JSON.stringify({ ...film, image: `${'\n'.repeat(5000)}.png` }), 'film.json'],
    ['of twenty thousand brackets', `{"wavelength": ${'['.repeat(2e4)}${']'.repeat(2e4)}}`, 'film.json'],
    ['of a broken text with control characters', '{"wave\u001blength": 3}', 'film.json'],
  ]) {
    it(`says what is wrong ${what} in one short line`, () => {
      assert.throws(
        () => simulateText(text, path),
        ({ name, message }: Error) => name === 'InputError' && message.length < 400 && !/[\p{C}\p{Zl}\p{Zp}]/u.test(message),
      );
    });
  }

  it('names a file that cannot be read in one short line', () => {
    assert.throws(() => simulateFile(`${'none/'.repeat(500)}\u0007.json`), /^InputError: problem: .{30,300}$/);
  });
});
