import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { repositoryRoot } from '../../src/runs/files';
import { type Notebook, readNotebook, writeNotebook } from '../../tools/notebook-file';

const labScript = join(repositoryRoot, 'tools/lab.mjs');
const browserNames = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const notebooks = [
  join(__dirname, 'fixture.ipynb'),
  ...readdirSync(join(repositoryRoot, 'notebooks'))
    .filter((name) => name.endsWith('.ipynb'))
    .map((name) => join(repositoryRoot, 'notebooks', name)),
];

/** A code cell as the page holds it. */
interface PageCell {
  source: string;
  count: number | null;
  mayFail: boolean;
  outputs: { output_type: string; evalue?: string }[];
}

describe('JupyterLab', function () {
  this.timeout(20 * 60_000);
  const folder = mkdtempSync(join(tmpdir(), 'microdesign-lab-'));
  const token = randomUUID();
  let lab: ChildProcess | undefined;
  let browser: BrowserContext | undefined;
  let address = '';

  before(async function () {
    const executablePath = process.env.CHROMIUM ?? browserNames.find(existsSync);
    if (!executablePath) skip(this, `no Chromium (looked for ${browserNames.join(', ')} and the variable CHROMIUM)`);
    const installation = spawnSync(process.execPath, [labScript, '--install-only'], { encoding: 'utf8' });
    if (installation.status !== 0) skip(this, installation.stderr.trim());
    for (const file of notebooks) writeNotebook(join(folder, basename(file)), withoutOutputs(readNotebook(file)));
    const port = await freePort();
    address = `http://127.0.0.1:${port}`;
    const options = [
      ...['--no-browser', '--allow-root', `--ServerApp.port=${port}`, `--IdentityProvider.token=${token}`],
      ...[`--ServerApp.root_dir=${folder}`, '--LabApp.default_url=/lab', '--LabApp.expose_app_in_browser=True'],
    ];
    lab = spawn(process.execPath, [labScript, ...options], { stdio: ['ignore', 'ignore', 'ignore'] });
    await untilServed(`${address}/api?token=${token}`, lab);
    browser = await chromium.launchPersistentContext(join(folder, 'chromium'), {
      executablePath,
      headless: true,
      viewport: { width: 1200, height: 1000 },
      args: [
        ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
        ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      ],
    });
  });

  after(async () => {
    await browser?.close();
    if (lab && lab.exitCode === null) {
      lab.kill('SIGTERM');
      await once(lab, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  });

  for (const file of notebooks) {
    it(`runs ${basename(file)} from a click on "Run All Cells"`, async () => {
      const page = await browser!.newPage();
      await page.goto(`${address}/lab/tree/${basename(file)}?token=${token}&reset`);
      await untilIdle(page);
      await page.getByRole('menuitem', { name: 'Run', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Run All Cells', exact: true }).click();
      const cells = await untilAllRun(page);
      for (const { source, outputs, mayFail } of cells) {
        const error = outputs.find((output) => output.output_type === 'error');
        assert.ok(!error || mayFail, `${source}\nfailed with ${error?.evalue}`);
      }
      // plotly draws the figure when the pointer comes to its picture
      const picture = page.locator('.jp-RenderedPlotly img').first();
      await picture.dispatchEvent('mouseenter');
      await page.locator('.jp-RenderedPlotly .main-svg').first().waitFor({ state: 'visible' });
      await page.screenshot({ path: join(tmpdir(), `lab-${basename(file, '.ipynb')}.png`) });
      await page.close();
    });
  }
});

function skip(context: Mocha.Context, reason: string): never {
  console.log(`    skipped: ${reason}`);
  return context.skip();
}

function withoutOutputs(notebook: Notebook): Notebook {
  return { ...notebook, cells: notebook.cells.map((cell) => ({ ...cell, execution_count: null, outputs: [] })) };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await once(server.close(), 'close');
  return port;
}

async function untilServed(url: string, server: ChildProcess): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error(`JupyterLab ended with exit code ${server.exitCode}`);
    const isUp = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) return;
    await pause(250);
  }
}

/** Until the notebook is open and its kernel waits for work. */
async function untilIdle(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { jupyterapp } = window as unknown as { jupyterapp?: LabApp };
    return jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle';
  });
}

/** Runs until every cell has its number and the kernel waits again, or until the tests' time is over. */
async function untilAllRun(page: Page): Promise<PageCell[]> {
  for (;;) {
    const cells = await page.evaluate(() => {
      const { content } = (window as unknown as { jupyterapp: LabApp }).jupyterapp.shell.currentWidget!;
      const code = content.model.toJSON().cells.filter((cell) => cell.cell_type === 'code' && String(cell.source).trim());
      return code.map(({ source, execution_count, metadata, outputs }) => ({
        source: String(source),
        count: execution_count,
        mayFail: metadata.tags?.includes('raises-exception') ?? false,
        outputs,
      }));
    });
    const hasFailed = cells.some((cell) => !cell.mayFail && cell.outputs.some((output) => output.output_type === 'error'));
    if (hasFailed || cells.every((cell) => cell.count !== null)) {
      await untilIdle(page);
      return cells;
    }
    await pause(500);
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** What is used of JupyterLab's own objects in the page. */
interface LabApp {
  shell: {
    currentWidget?: {
      sessionContext?: { session?: { kernel?: { status: string } } };
      content: {
        model: {
          toJSON(): {
            cells: {
              cell_type: string;
              source: string | string[];
              execution_count: number | null;
              metadata: { tags?: string[] };
              outputs: { output_type: string; evalue?: string }[];
            }[];
          };
        };
      };
    };
  };
}
