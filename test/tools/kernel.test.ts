import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../../src/runs/files';
import { Kernel, KernelFailure, type Output } from '../../tools/jupyter-client';

describe('the notebook kernel', () => {
  let kernel: Kernel;
  before(async () => {
    kernel = await Kernel.start([process.execPath, 'tools/kernel.cjs', '{connection_file}'], repositoryRoot);
  });
  after(() => kernel.stop());

  it('stops waiting and busy cells on an interrupt, raises the abort signal, and goes on', async () => {
    const setup = `import { interruptSignal } from './src/notebook/run';
      const signal = interruptSignal();`;
    await kernel.execute(setup);
    for (const endless of ['await new Promise(() => undefined);', 'for (;;);']) {
      const running = kernel.execute(`console.log('started');\n${endless}`, { keepGoing: true });
      await new Promise((resolve) => setTimeout(resolve, 500));
      kernel.interrupt();
      const { status, outputs } = await running;
      assert.equal(status, 'error');
      assert.match(JSON.stringify(outputs), /started.*[Ii]nterrupted/);
    }
    const { outputs } = await kernel.execute('[signal.aborted, interruptSignal().aborted]');
    assert.match(JSON.stringify(outputs), /\[ true, false \]/);
  });

  it('numbers the cells and drops those that wait behind a failure, unless they are to be kept', async () => {
    const first = await kernel.execute('1');
    const results = await Promise.all([
      kernel.execute('throw new Error("kept")', { keepGoing: true }),
      kernel.execute('console.log("after a kept failure")'),
      kernel.execute('throw new Error("dropping")'),
      kernel.execute('console.log("never")'),
    ]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['error', 'ok', 'error', 'aborted'],
    );
    assert.deepEqual(
      results.map(({ count }) => count),
      [1, 2, 3, undefined].map((step) => step && first.count! + step),
    );
    // until it takes cells again
    await new Promise((resolve) => setTimeout(resolve, 300));
  });

  it('ends when it is told to, and says so of a command that is no kernel', async () => {
    const isDead = Kernel.start([process.execPath, '-e', 'process.exit(4)'], repositoryRoot);
    await assert.rejects(isDead, (error) => error instanceof KernelFailure && /exit code 4/.test(error.message));
  });

  it('tells the lines of the cells where an error went through, as they were written', async () => {
    await kernel.execute(
      'interface Size { side: number }\n\nfunction draw(size: Size): never {\n  throw new RangeError("too far");\n}',
    );
    const count = await numberOf(kernel);
    const { outputs } = await kernel.execute('// a comment\nawait Promise.resolve();\n\ndraw({\n  side: 3 });', {
      keepGoing: true,
    });
    const { traceback } = outputs[0] as Extract<Output, { output_type: 'error' }>;
    assert.deepEqual(traceback, [
      'RangeError: too far',
      `    at draw, cell ${count - 1}, line 4:  throw new RangeError("too far");`,
      `    at cell ${count + 1}, line 4:  draw({`,
    ]);
    const mistake = await kernel.execute('1;\nconst n: number = "one";', { keepGoing: true });
    assert.match(
      JSON.stringify(mistake.outputs),
      /cell \d+, line 2:7 - Type 'string' is not assignable to type 'number'\.\\n +const n: number/,
    );
  });

  it('takes the short form of a property for a variable of an earlier cell', async () => {
    await kernel.execute('const width = 3; const height = 4;');
    const { outputs } = await kernel.execute(
      'const made = ((depth) => ({ width, depth, inner: { height } }))(5);\n[made.width, made.depth, made.inner.height].join()',
    );
    assert.match(JSON.stringify(outputs), /"3,5,4"/);
  });

  it('ends loops that await on an interrupt, and they stay ended', async () => {
    await kernel.execute(
      'const turns = [0, 0, 0, 0];\nasync function* ticks() { for (;;) yield await new Promise((r) => setTimeout(r, 5)); }',
    );
    const loops = [
      'for await (const _ of ticks()) turns[0]++;',
      'while (true) { await null; turns[1]++; }',
      'function* promises() { for (;;) yield Promise.resolve(); }\nfor await (const _ of promises()) turns[3]++;',
      'async function deep() { for (;;) { await new Promise((r) => setTimeout(r, 5)); turns[2]++; } }\nawait deep();',
    ];
    for (const loop of loops) {
      const running = kernel.execute(`console.log('started');\n${loop}`, { keepGoing: true });
      await new Promise((resolve) => setTimeout(resolve, 700));
      kernel.interrupt();
      const { status, outputs } = await running;
      assert.equal(status, 'error', loop);
      assert.equal((outputs.at(-1) as { ename?: string }).ename, 'Interrupted');
    }
    const { outputs } = await kernel.execute(
      'const before = [...turns];\nawait new Promise((r) => setTimeout(r, 300));\nJSON.stringify([turns.every((n) => n > 0), turns.every((n, i) => n === before[i])])',
    );
    assert.match(JSON.stringify(outputs), /\[true,true\]/);
  });

  it('lets work that watches the signal say what it keeps', async () => {
    const code = `import { interruptSignal as signalOf } from './src/notebook/run';
      const watched = signalOf();
      await new Promise((_, reject) => watched.addEventListener('abort', () => reject(new Error('kept: step 7'))));`;
    const running = kernel.execute(code, { keepGoing: true });
    await new Promise((resolve) => setTimeout(resolve, 3000));
    kernel.interrupt();
    assert.match(JSON.stringify((await running).outputs), /kept: step 7/);
  });

  it('shows a microstructure and a figure that are the last value as pictures', async () => {
    for (const value of [
      '{ width: 2, height: 1, pixels: Uint8Array.of(0, 1) }',
      '{ data: [], layout: { width: 300, height: 200 } }',
    ]) {
      const { outputs } = await kernel.execute(`(${value})`);
      assert.equal(outputs[0].output_type, 'execute_result');
      assert.ok('image/png' in (outputs[0] as { data: object }).data, value);
    }
  });

  it('completes members, names and paths of src, and tells what a function is for', async () => {
    const complete = async (code: string) => (await kernel.ask('complete_request', { code, cursor_pos: code.length })).matches;
    assert.deepEqual(await complete("import { volumeFraction } from './src/microstr"), ['microstructure/']);
    assert.ok((await complete("import { volumeFraction } from './src/microstructure/")).includes('descriptors'));
    const code = "import { volumeFraction } from './src/microstructure/descriptors'";
    const { data } = await kernel.ask('inspect_request', { code, cursor_pos: 12, detail_level: 0 });
    assert.match(
      data['text/plain'],
      /volumeFraction\(\{ pixels \}: Microstructure\): number[\s\S]*The share of pixels of phase 1/,
    );
  });

  it('ends when the process that started it is killed, even in the middle of a cell', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kernel-'));
    const script = join(folder, 'parent.ts');
    const client = JSON.stringify(join(repositoryRoot, 'tools/jupyter-client'));
    writeFileSync(
      script,
      `import { Kernel } from ${client};
      Kernel.start([process.execPath, 'tools/kernel.cjs', '{connection_file}'], ${JSON.stringify(repositoryRoot)}).then(async (kernel) => {
        const { outputs } = await kernel.execute('process.pid');
        console.log(outputs[0].data['text/plain']);
        void kernel.execute('for (;;);');
      });`,
    );
    const parent: ChildProcess = spawn(process.execPath, ['--require', 'tsx/cjs', script], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      const [text] = await once(parent.stdout!, 'data');
      const id = Number(String(text));
      assert.ok(isAlive(id));
      await new Promise((resolve) => setTimeout(resolve, 300));
      parent.kill('SIGKILL');
      while (isAlive(id)) await new Promise((resolve) => setTimeout(resolve, 100));
    } finally {
      parent.kill('SIGKILL');
      rmSync(folder, { recursive: true });
    }
  });
});

/** How many cells a kernel has run, this one included. */
async function numberOf(kernel: Kernel): Promise<number> {
  return (await kernel.execute('1')).count!;
}

function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}
