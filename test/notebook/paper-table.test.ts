import assert from 'node:assert/strict';
import { paperTable } from '../../src/notebook/paper-table';
import { syntheticResult } from '../evaluation/synthetic';

const within = [
  syntheticResult('GAN-MDN', 0.6, { offsets: [10.5, -2], fine: [9, -3.5], diversity: 0.4567 }),
  syntheticResult('Bayesian optimisation', 0.6, { offsets: [1.5], fine: [1.25] }),
  syntheticResult('nearest training samples', 0.6, { offsets: [0.1, 0.2], fine: [1, 1] }),
];
const exploration = [syntheticResult('GAN-MDN', 0.77, { offsets: [4] })];

describe('a table of the paper in a notebook', () => {
  const [caption, , head, , ...rows] = paperTable({ dataset: 'I', within, exploration }).markdown().split('\n');

  it('has the paper’s methods alone, with its errors beside ours', () => {
    assert.equal(rows.length, 2);
    assert.match(head, /target \| min REP % \| min REP % \(N = 441\) \| min REP %, paper \| mean REP % \| mean REP %, paper/);
    assert.doesNotMatch(head, /diversity|calls|seconds|mean REP % \(/);
    assert.match(rows[0], /^\| GAN-MDN \| 0\.60 \| 2\.00 \| 3\.50 \| 0\.18 \| 6\.25 \| 9\.15 \|/);
    assert.match(caption, /^Table 1\. Data-I, 2 designs .*N = 441.*Mao/);
  });

  it('is Table 3 for targets that explore, and has no number where the paper has none', () => {
    const explored = paperTable({ dataset: 'I', within, exploration }, 'exploration').markdown();
    assert.match(explored, /^Table 3\. /);
    assert.match(explored, /\| GAN-MDN \| 0\.77 \|/);
    assert.doesNotMatch(paperTable({ dataset: 'mine', within, exploration }).markdown(), /Table|paper/);
  });
});
