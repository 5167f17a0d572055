import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { repositoryRoot } from '../../src/runs/files';
import { type Notebook, readNotebook, writeNotebook } from '../../tools/notebook-file';
import { findChromium, noChromium, quietly } from './chromium';
import { LabPage } from './page';

const labScript = join(repositoryRoot, 'tools/lab.mjs');

/** JupyterLab as `npm run lab` starts it, in a folder of copies of notebooks, and a browser without a window. */
export class LabSession {
  readonly folder = mkdtempSync(join(tmpdir(), 'microdesign-lab-'));
  private readonly token = randomUUID();
  private lab: ChildProcess | undefined;
  private browser: BrowserContext | undefined;
  private address = '';

  /** Starts both; says why not where Python or Chromium is missing. */
  async start(files: readonly string[]): Promise<string | undefined> {
    const executablePath = findChromium();
    if (!executablePath) return noChromium;
    const installation = spawnSync(process.execPath, [labScript, '--install-only'], { encoding: 'utf8' });
    if (installation.status !== 0) return installation.stderr.trim();
    for (const file of files) writeNotebook(join(this.folder, basename(file)), withoutOutputs(readNotebook(file)));
    const port = await freePort();
    this.address = `http://127.0.0.1:${port}`;
    const options = [
      ...['--no-browser', `--ServerApp.port=${port}`, `--IdentityProvider.token=${this.token}`],
      ...[`--ServerApp.root_dir=${this.folder}`, '--LabApp.default_url=/lab', '--LabApp.expose_app_in_browser=True'],
    ];
    this.lab = spawn(process.execPath, [labScript, ...options], { stdio: ['ignore', 'ignore', 'ignore'] });
    await untilServed(`${this.address}/api?token=${this.token}`, this.lab);
    this.browser = await chromium.launchPersistentContext(join(this.folder, 'chromium'), {
      executablePath,
      headless: true,
      viewport: { width: 1200, height: 1000 },
      args: quietly,
    });
    return undefined;
  }

  /** Opens a notebook, and waits until its kernel does. */
  async open(name: string): Promise<LabPage> {
    const page = new LabPage(await this.browser!.newPage());
    await page.open(`${this.address}/lab/tree/${name}?token=${this.token}&reset`);
    return page;
  }

  async stop(): Promise<void> {
    await this.browser?.close();
    if (this.lab && this.lab.exitCode === null) {
      this.lab.kill('SIGTERM');
      await once(this.lab, 'exit');
    }
    rmSync(this.folder, { recursive: true, force: true });
  }
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
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
