import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { methods } from '../../src/inverse/index';
import { RandomStream } from '../../src/numerics/random';
import { readEvaluations } from '../../src/pipeline/evaluations';
import { partsOf } from '../../src/pipeline/parts';
import { defaultSeed, findProfile } from '../../src/pipeline/profiles';
import { shippedResults } from '../../src/pipeline/shipped-results';
import { tablesStep } from '../../src/pipeline/steps/tables';
import { readFile, repositoryRoot } from '../../src/runs/files';
import { fillTables } from '../../tools/shown-tables';

const paper = findProfile('paper');
const parts = partsOf(paper);
const text = (path: string): string => `${readFile(path)}`;

describe('the shipped results', () => {
  it('give the shipped tables once more, byte for byte', async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'tables-'));
    try {
      await tablesStep(paper, parts).run({
        folder: shippedResults,
        leave: (file) => join(scratch, file),
        scratch,
        seed: defaultSeed,
        random: RandomStream.fromSeed(defaultSeed),
        run: {},
        say: () => {},
      });
      const tables = readdirSync(join(scratch, 'tables'));
      assert.deepEqual(tables, readdirSync(join(shippedResults, 'tables')));
      for (const file of tables)
        assert.equal(text(join(scratch, 'tables', file)), text(join(shippedResults, 'tables', file)), file);
    } finally {
      rmSync(scratch, { recursive: true });
    }
  });

  it('are what docs/results.md shows', () => {
    const page = text(join(repositoryRoot, 'docs/results.md'));
    assert.match(page, /<!-- tables\/table-1\.md -->/);
    assert.equal(fillTables(page, shippedResults), page);
  });

  it('are of designs that have their absorption when they are simulated again', async () => {
    const simulator = parts.simulation.open();
    try {
      for (const { name } of paper.datasets) {
        const results = readEvaluations(shippedResults, methods, name).filter(
          ({ target }) => target === paper.protocol.targets[0],
        );
        assert.deepEqual(new Set(results.map(({ method }) => method)).size, results.length);
        const images = results.map(({ candidates }) => candidates[0].microstructure);
        const again = await simulator.simulate(images);
        for (const [i, { method, simulated }] of results.entries()) {
          // another version of the solver rounds otherwise: 'auto' is exact to 2e-5
          assert.ok(Math.abs(again[i] - simulated[0]) <= 2e-5, `${method}, Data-${name}: ${again[i]} ${simulated[0]}`);
        }
      }
    } finally {
      await simulator.close();
    }
  });
});
