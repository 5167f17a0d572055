import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../../src/runs/files';
import { skip } from '../skip';
import { missingProgram, SmallCluster, slurmPrograms } from './slurm';

/** The data set of the recipes, at a size that takes seconds. */
const small = '--profile sketch --set datasets.II.samples=1800 --set film.harmonics=49';
const shards = 6;

/** The code block of docs/data.md that has this in it, for the small data set in a folder. */
function recipe(mark: string, folder: string): string {
  const page = readFileSync(join(repositoryRoot, 'docs/data.md'), 'utf8');
  const block = [...page.matchAll(/```sh\n([^`]*?)```/g)].map(([, code]) => code).find((code) => code.includes(mark));
  assert.ok(block, `docs/data.md has no recipe with ${mark}`);
  return block.replaceAll('--dataset II', `--dataset II ${small} --folder ${folder}`).replaceAll('SHARDS=16', `SHARDS=${shards}`);
}

const wholeShards = (folder: string): number => {
  const place = join(folder, 'data-II-shards');
  return existsSync(place) ? readdirSync(place).filter((name) => /^shard-.*\.h5$/.test(name)).length : 0;
};

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 200));
}

/** Ends a process and all that it has started, which may have groups of their own. */
function killSession(leader: number): void {
  const { stdout } = spawnSync('ps', ['-s', String(leader), '-o', 'pid='], { encoding: 'utf8' });
  for (const pid of stdout.trim().split(/\s+/)) spawnSync('kill', ['-9', pid]);
}

const files = ['data-II.h5', 'data-II-light.h5', 'data-II-outside.h5'];

function assertSame(folder: string, wanted: string): void {
  for (const file of files) assert.deepEqual(readFileSync(join(folder, file)), readFileSync(join(wanted, file)), file);
}

const shell = (script: string, env: NodeJS.ProcessEnv = process.env): string =>
  execFileSync('bash', ['-e', '-c', script], { cwd: repositoryRoot, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

const command = (words: string, folder: string): string =>
  `npm run -s microdesign -- dataset ${words} --dataset II ${small} --folder ${folder}`;

describe('recipes for shards', () => {
  const root = mkdtempSync(join(tmpdir(), 'shards-'));
  const wanted = join(root, 'one');
  before(() => shell(command('build', wanted)));
  after(() => rmSync(root, { recursive: true }));

  it('with GNU parallel, killed in between, end with the file of one process', async function () {
    if (missingProgram(['parallel']) !== undefined) skip(this, 'no GNU parallel');
    const folder = join(root, 'parallel');
    const script = recipe('parallel', folder).replaceAll('shards.log', join(root, 'shards.log'));
    const first = spawn('bash', ['-e', '-c', script], { cwd: repositoryRoot, detached: true, stdio: 'ignore' });
    await until(() => wholeShards(folder) > 0);
    killSession(first.pid!);
    const missing = shell(`${command('status', folder)} --shards ${shards}`).trim();
    assert.match(missing, /^\d(-\d)?(,\d(-\d)?)*$/, 'nothing was left to do: the kill came too late');
    shell(script);
    assertSame(folder, wanted);
  });

  it('with Slurm, a node killed in between, end with the file of one process', async function () {
    const lost = missingProgram(slurmPrograms);
    if (lost !== undefined) skip(this, `no ${lost}; Debian has it in slurm-wlm and munge`);
    if (process.getuid?.() !== 0) skip(this, 'the small cluster is root’s');
    const [place, folder] = [mkdtempSync(join(tmpdir(), 'cluster-')), join(root, 'slurm')];
    const cluster = new SmallCluster(place);
    try {
      await cluster.start();
      writeFileSync(join(place, 'shards.sh'), `${recipe('#SBATCH', folder).trim()}\n`);
      const submit = recipe('sbatch --parsable', folder).replaceAll('shards.sh', join(place, 'shards.sh'));
      shell(submit, cluster.env);
      await until(() => wholeShards(folder) > 0 && cluster.jobsOn('node1').length > 0);
      cluster.killNode('node1');
      assert.ok(wholeShards(folder) < shards, 'nothing was left to do: the kill came too late');
      await cluster.wait('end of all jobs', () => cluster.ask('squeue', '-h') === '', 900);
      assertSame(folder, wanted);
    } finally {
      await cluster.stop();
      rmSync(place, { recursive: true, force: true });
    }
  });

  it('give the same bytes by Node 22 and 24', function () {
    for (const version of [22, 24]) {
      const node = spawnSync('npx', ['--yes', '--offline', '-p', `node@${version}`, 'which', 'node'], { encoding: 'utf8' });
      if (node.status !== 0)
        skip(this, `no node@${version} in npm’s cache: \`npx -p node@${version} node --version\` fetches it`);
      const folder = join(root, `node-${version}`);
      const cli = `${node.stdout.trim()} bin/microdesign.cjs`;
      shell(command('build', folder).replace('npm run -s microdesign --', cli));
      assertSame(folder, wanted);
    }
  });
});
