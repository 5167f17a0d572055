import assert from 'node:assert/strict';
import { captionOf, claimsCaption } from '../../src/evaluation/caption';
import { findPaperTable } from '../../src/evaluation/paper-tables';
import { resultRows, roundPercent, toCsv, toMarkdown } from '../../src/evaluation/table';
import { syntheticResult } from './synthetic';

const results = [
  syntheticResult('GAN-MDN', 0.6, { offsets: [10, -2], fine: [9, -3], diversity: 0.4567 }),
  syntheticResult('Bayesian optimisation', 0.6, { offsets: [0.00123], fine: [1], calls: { label: 650, fine: 2 } }),
  syntheticResult('my own', 0.6, { offsets: [5, 5], fine: [5, 5], novelty: [0.1, 0.3] }),
];

describe('the rows of a table', () => {
  const rows = resultRows(results, { paper: findPaperTable('I', false)!.rows, methods: [{ name: 'my own', origin: 'ours' }] });

  it('have the paper’s numbers beside ours, and none where the paper has no such method', () => {
    const { 'min REP %': ours, 'min REP %, paper': paper, 'seconds, paper': seconds } = rows[0];
    assert.deepEqual([ours, paper, seconds], [2, 0.18, 9.5]);
    assert.equal(rows[1]['min REP %, paper'], 1.08);
    assert.equal(rows[2]['min REP %, paper'], null);
    assert.ok(!Object.keys(resultRows(results)[0]).some((column) => column.includes('paper')));
  });

  it('never give a min REP without that of the fine simulation, where there is one', () => {
    for (const row of rows) assert.equal(typeof row['min REP % (N = 441)'], 'number');
    assert.equal(rows[0]['min REP % (N = 441)'], 3);
  });

  it('have no mean of one design, and tell the least residuals apart', () => {
    const { 'min REP %': minimum, 'mean REP %': mean, 'sd REP %': deviation, diversity } = rows[1];
    assert.deepEqual([minimum, mean, deviation, diversity], [0.0012, null, null, null]);
    assert.deepEqual([12.345, 0.1, 0.0456, 0.00123].map(roundPercent), [12.35, 0.1, 0.046, 0.0012]);
  });

  it('say what proposing cost by fidelity, how novel designs are, and whose a method is', () => {
    assert.deepEqual(
      rows.map((row) => [row['simulator calls'], row['fine calls'], row.novelty, row.origin]),
      [
        [0, 0, null, null],
        [650, 2, null, null],
        [0, 0, 0.2, 'ours'],
      ],
    );
    assert.equal(rows[0].diversity, 0.457);
    assert.ok(!('diversity over shifts' in rows[0]));
    const shifted = resultRows([{ ...results[0], shiftDiversity: 0.3456 }, results[1]]);
    assert.deepEqual(
      shifted.map((row) => row['diversity over shifts']),
      [0.346, null],
    );
  });

  it('have all the same columns, so that every line of the files has as many cells', () => {
    const lines = toCsv(rows).trim().split('\n');
    const cells = lines.map((line) => line.replace(/"[^"]*"/g, 'quoted').split(',').length);
    assert.deepEqual(new Set(cells), new Set([Object.keys(rows[0]).length]));
    assert.equal(lines[2].split(',')[5], '');
    const markdown = toMarkdown(rows, 'caption').trim().split('\n');
    assert.deepEqual(markdown.slice(0, 2), ['caption', '']);
    assert.equal(new Set(markdown.slice(2).map((line) => line.split('|').length)).size, 1);
  });
});

describe('the files of a table', () => {
  const rows = [{ text: 'a, "b" | c', number: null }];

  it('quote what would part a cell', () => {
    assert.equal(toCsv(rows).trim(), 'text,number\n"a, ""b"" | c",');
    assert.match(toMarkdown(rows), /\| a, "b" \\\| c \| – \|/);
  });
});

describe('a caption', () => {
  const dataset = { name: 'II', samples: 25_000, range: [0.55, 0.75] as const };
  const fidelities = { label: 'N = 225', fine: 'N = 441' };
  const subject = {
    dataset,
    property: { name: 'absorption' },
    fidelities,
    candidates: 30,
    seed: 7,
    exploration: true,
    number: 4,
  };

  it('says data set, seed, number of designs, both simulations, what REP is, and whose the paper’s numbers are', () => {
    const caption = captionOf(subject);
    for (const part of [
      'Table 4',
      'Data-II',
      '25,000',
      'outside',
      'seed 7',
      '30 designs',
      'N = 225',
      'N = 441',
      'REP = |',
      'Mao',
    ]) {
      assert.ok(caption.includes(part), part);
    }
    const other = captionOf({ ...subject, fidelities: { label: 'by counting' }, exploration: false, number: undefined });
    assert.doesNotMatch(other, /Table|N = 441|Mao|outside/);
    assert.match(other, /within that range.*by counting/);
  });

  it('says what is new of the designs and of the data, where it was measured', () => {
    const data = { diversity: 0.467, shiftDiversity: 0.289, pairs: 400, novelty: [0.02, 0.05, 0.08] };
    const measured = { ...subject, originality: [{ shiftDiversity: 0.3, novelty: [0.1, 0.2] }, {}], data };
    const caption = captionOf(measured);
    for (const part of ['0.467, over shifts in 0.289', 'first 2 designs', '0.050 (median of 3', 'less than 0.023']) {
      assert.ok(caption.includes(part), part);
    }
    assert.doesNotMatch(captionOf({ ...measured, originality: [{ shiftDiversity: 0.3 }] }), /[Nn]ovelty|nearest/);
    assert.doesNotMatch(captionOf({ ...measured, originality: [{}] }), /shifts/);
  });

  it('says the same of the claims, with all data sets', () => {
    const caption = claimsCaption([subject, { ...subject, dataset: { ...dataset, name: 'I' } }]);
    for (const part of ['Data-II', 'Data-I (', 'seed 7', '30 designs', 'N = 225', 'N = 441', 'REP = |']) {
      assert.ok(caption.includes(part), part);
    }
  });
});
