// `npm run mutation`: changes a copy of the sources, one change at a time, runs the tests that ought to notice, and names the
// changes that none does.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { repositoryRoot } from '../../src/runs/files';
import { referenceFolder } from '../../test/reference';
import { type Mutation, mutations } from './list';

/** Tests that take longer, in milliseconds, have noticed: the change has made them hang. */
const patience = 300_000;

/** What the tests read besides src/ and test/; node_modules is linked. */
const copied = [
  'bin',
  'data/datasets',
  'data/generator',
  'data/materials',
  'data/models',
  'data/paper',
  'package.json',
  'tools',
  'tsconfig.json',
];

new Command('mutation')
  .description('Change the sources in a few dozen places, one at a time, and see whether a test notices.')
  .option('--only <word>', 'only files whose path has this in it', '')
  .action(mutate)
  .parseAsync();

async function mutate({ only }: { only: string }): Promise<void> {
  const chosen = mutations.filter(({ file }) => file.includes(only));
  chosen.forEach(checkMutation);
  const copy = copyRepository();
  const survivors: Mutation[] = [];
  try {
    await checkUnchanged(copy, chosen);
    for (const mutation of chosen) {
      const path = join(copy, 'src', mutation.file);
      const text = readFileSync(path, 'utf8');
      writeFileSync(
        path,
        text.replace(mutation.from, () => mutation.to),
      );
      const isNoticed = !(await passes(copy, mutation.tests));
      writeFileSync(path, text);
      process.stderr.write(`${isNoticed ? 'noticed ' : 'SURVIVES'} ${describe(mutation)}\n`);
      if (!isNoticed) survivors.push(mutation);
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
  const score = `${chosen.length - survivors.length} of ${chosen.length} mutations are noticed`;
  process.stdout.write([score, ...survivors.map((each) => `survives: ${describe(each)}`), ''].join('\n'));
  if (survivors.length > 0) process.exitCode = 1;
}

const describe = ({ file, from, to }: Mutation): string => `src/${file}: ${JSON.stringify(from)} -> ${JSON.stringify(to)}`;

/** A mutation is of one place, and its tests are there. */
function checkMutation({ file, from, tests }: Mutation): void {
  const count = readFileSync(join(repositoryRoot, 'src', file), 'utf8').split(from).length - 1;
  if (count !== 1) throw new Error(`src/${file} has ${JSON.stringify(from)} ${count} times: mend tools/mutation/list.ts`);
  const lost = tests.find((test) => !existsSync(join(repositoryRoot, 'test', test)));
  if (lost !== undefined) throw new Error(`there is no test/${lost}: mend tools/mutation/list.ts`);
}

function copyRepository(): string {
  const copy = mkdtempSync(join(tmpdir(), 'mutation-'));
  for (const name of ['src', 'test', ...copied]) cpSync(join(repositoryRoot, name), join(copy, name), { recursive: true });
  symlinkSync(join(repositoryRoot, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** Tests that fail by themselves would notice everything. */
async function checkUnchanged(copy: string, chosen: readonly Mutation[]): Promise<void> {
  for (const test of new Set(chosen.flatMap(({ tests }) => tests))) {
    if (!(await passes(copy, [test]))) throw new Error(`test/${test} fails on unchanged sources`);
  }
}

function passes(copy: string, tests: readonly string[]): Promise<boolean> {
  const mocha = ['node_modules/mocha/bin/mocha.js', '--no-config', '--bail', '-r', 'tsx/cjs', '-r', './test/fixed-seed.ts'];
  const files = tests.map((test) => join('test', test));
  // beside the copy there are no files of others
  const env = { ...process.env, MICRODESIGN_REFERENCE: referenceFolder };
  const child = spawn(process.execPath, [...mocha, '--timeout', '120000', '--exit', ...files], {
    cwd: copy,
    stdio: 'ignore',
    env,
  });
  return new Promise((resolve, reject) => {
    const watch = setTimeout(() => child.kill('SIGKILL'), patience);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(watch);
      resolve(code === 0);
    });
  });
}
