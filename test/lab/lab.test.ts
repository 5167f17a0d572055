import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { repositoryRoot } from '../../src/runs/files';
import { errorOf, type LabPage, pause } from './page';
import { LabSession } from './session';

const fixture = join(__dirname, 'fixture.ipynb');
/** Short ones and long ones: designs, fields in a film, a training, a run of one’s own. */
const numbers = /^0[0259]-.*\.ipynb$/;
const notebooks = readdirSync(join(repositoryRoot, 'notebooks'))
  .filter((name) => numbers.test(name))
  .map((name) => join(repositoryRoot, 'notebooks', name));
/** What the page says of things that are not ours: no news, no kernel extension. */
const othersComplaints = /favicon|Failed to load resource|WebSocket|ResizeObserver/i;

describe('JupyterLab', function () {
  this.timeout(20 * 60_000);
  const session = new LabSession();

  before(async function () {
    const reason = await session.start([fixture, ...notebooks]);
    if (!reason) return;
    console.log(`    skipped: ${reason}`);
    this.skip();
  });
  after(() => session.stop());

  for (const file of [fixture, ...notebooks]) {
    it(`runs ${basename(file)} from a click on "Run All Cells", and again from the last cell to the third`, async () => {
      const lab = await session.open(basename(file));
      for (const cell of await lab.runAll()) {
        assert.ok(!errorOf(cell) || cell.mayFail, `${cell.source}\nfailed with ${errorOf(cell)?.evalue}`);
      }
      await pictures(lab, basename(file, '.ipynb'));
      const [, , ...again] = await lab.cells();
      for (const { index } of file === fixture ? again.reverse() : again.reverse().slice(0, 4)) {
        const cell = await lab.runCell(index);
        assert.ok(!errorOf(cell) || cell.mayFail, `${cell.source}\nfailed with ${errorOf(cell)?.evalue} when run again`);
      }
      assert.deepEqual(
        lab.complaints.filter((text) => !othersComplaints.test(text)),
        [],
      );
      await lab.page.close();
    });
  }

  describe('with a notebook open', () => {
    let lab: LabPage;
    before(async () => {
      lab = await session.open(basename(fixture));
      await lab.runAll();
    });
    after(() => lab.page.close());

    it('calls the kernel by its own name', async () => {
      const name = lab.page.locator('.jp-NotebookPanel .jp-Toolbar-kernelName:visible');
      assert.equal((await name.first().innerText()).trim(), 'microdesign (TypeScript)');
    });

    it('shows an error with the line of the cell', async () => {
      const cell = await lab.runCell(await lab.addCell('const size: number = 3;\n\nthrow new RangeError("too far: " + size);'));
      assert.match(
        errorOf(cell)!.traceback!.join('\n'),
        /RangeError: too far: 3\n +at cell \d+, line 3: {2}throw new RangeError/,
      );
      await lab.page.getByText('line 3:  throw new RangeError', { exact: false }).first().waitFor({ state: 'visible' });
    });

    for (const [what, begun, code] of [
      [
        'a plain for await',
        /off/,
        'async function* ticks() { for (;;) yield await null; }\nconsole.log("off");\nfor await (const _ of ticks());',
      ],
      [
        'a training',
        /training the GAN/,
        `import { openNotebook } from './src/notebook/index';
import { reproduce } from './src/pipeline/reproduce';
const { profile } = openNotebook({ profile: 'sketch', seed: 987 });
await reproduce(profile, { seed: 987, only: ['fields', 'generator'], fresh: true, run: cellRun(), place: { folder: '${session.folder}/run', figures: '${session.folder}/run' } });`,
      ],
    ] as const) {
      it(`interrupts ${what} at the stop button, and runs on`, async () => {
        const index = await lab.addCell(code);
        await lab.startCell(index);
        await lab.untilSaid(index, begun);
        const asked = Date.now();
        await lab.command('notebook:interrupt-kernel');
        await lab.untilIdle();
        const cell = (await lab.cells()).find((each) => each.index === index)!;
        console.log(`      ${Date.now() - asked} ms: ${errorOf(cell)?.evalue}`);
        assert.equal(errorOf(cell)?.ename, 'Interrupted');
        await pause(500); // cells that wait behind a failure are dropped
        assert.ok(!errorOf(await lab.runCell(await lab.addCell('1 + 1'))));
      });
    }
  });
});

/** Draws the figures as plotly does it, and takes pictures of the page, in both themes, wide and narrow. */
async function pictures(lab: LabPage, name: string): Promise<void> {
  const { page } = lab;
  const picture = page.locator('.jp-RenderedPlotly img').first();
  // plotly draws a figure when the pointer comes to its picture
  await picture.dispatchEvent('mouseenter');
  const drawn = page.locator('.jp-RenderedPlotly .main-svg').first();
  await drawn.waitFor({ state: 'visible' });
  const grounds: string[] = [];
  for (const theme of ['JupyterLab Light', 'JupyterLab Dark']) {
    await lab.command('apputils:change-theme', { theme });
    await pause(1500);
    await drawn.scrollIntoViewIfNeeded();
    grounds.push(await drawn.evaluate((element) => getComputedStyle(element).backgroundColor));
    for (const width of [1200, 480]) {
      await page.setViewportSize({ width, height: 1000 });
      if (width < 600) await lab.command('application:toggle-left-area');
      await pause(500);
      await page.screenshot({ path: join(tmpdir(), `lab-${name}-${theme.slice(11).toLowerCase()}-${width}.png`) });
    }
    await lab.command('application:toggle-left-area');
    await page.setViewportSize({ width: 1200, height: 1000 });
  }
  await lab.command('apputils:change-theme', { theme: 'JupyterLab Light' });
  // black ink on a light card, whatever the theme
  for (const ground of grounds)
    assert.ok(
      ground
        .match(/\d+/g)!
        .slice(0, 3)
        .every((part) => Number(part) > 230),
      ground,
    );
}
