import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../src/runs/files';
import { Kernel } from '../../tools/jupyter-client';
import { readNotebook } from '../../tools/notebook-file';

const tslab = join(repositoryRoot, 'node_modules/tslab/bin/tslab');
const command = [process.execPath, tslab, 'kernel', '--config-path={connection_file}'];

/** Runs all cells of a notebook in a kernel of its own, from notebooks/; what they say in text. */
async function runNotebook(name: string): Promise<string> {
  const kernel = await Kernel.start(command, join(repositoryRoot, 'notebooks'));
  const texts: string[] = [];
  try {
    for (const { cell_type, source } of readNotebook(join(repositoryRoot, 'notebooks', name)).cells) {
      if (cell_type !== 'code') continue;
      const { status, outputs } = await kernel.execute(source, { seconds: 900 });
      assert.equal(status, 'ok', `${source.slice(0, 60)}: ${JSON.stringify(outputs).slice(-500)}`);
      texts.push(...outputs.map((output) => (output.output_type === 'stream' ? output.text : '')));
    }
  } finally {
    await kernel.stop();
  }
  return texts.join('\n');
}

describe('a stock tslab kernel', function () {
  this.timeout(1_800_000);

  it('runs the quickstart from notebooks/ to its end, with tables that can be read', async () => {
    const said = await runNotebook('00-quickstart.ipynb');
    assert.match(said, /Stock tslab kernel: tables come as text/);
    assert.match(said, /\| light \| 600 nm, straight from above/);
    assert.match(said, /\| plain film against Airy’s formula \| 1e-9 \| yes \|/);
    // it finds the repository by the link in notebooks/, and writes nothing beside the notebooks
    for (const name of ['figures', 'data']) assert.ok(!existsSync(join(repositoryRoot, 'notebooks', name)), name);
  });

  for (const name of ['02-light-in-a-film.ipynb', '05-mixture-density-networks.ipynb']) {
    it(`runs ${name} to its end, and says what it lacks`, async () => {
      assert.match(await runNotebook(name), /Stock tslab kernel: tables come as text/);
    });
  }
});
