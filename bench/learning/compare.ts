// Our learning stack, stock TensorFlow.js for WebAssembly and PyTorch on one thread each, by turns: `npm run bench:learning`.
// PyTorch needs a Python with torch: bench/learning/.venv or bench/peers/.venv, or the one that PYTHON names; see README.md.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../../src/runs/files';
import { ganJobs, jobs } from './jobs';

interface Times {
  wall: number[];
  cpu: number[];
  error?: string;
}

const rounds = 2;
const repetitions: Record<string, number> = { gan: 6, 'gan-texture': 3, inference: 15, mdn: 200, direct: 4 };
const folder = join(repositoryRoot, 'bench/learning');
const environment = { ...process.env, OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };

const pythons = [process.env.PYTHON, join(folder, '.venv/bin/python'), join(repositoryRoot, 'bench/peers/.venv/bin/python')];
const python = pythons.find((path) => path && existsSync(path));

const stacks: Record<string, (job: string) => string[]> = {
  ours: (job) => [process.execPath, '-r', 'tsx/cjs', join(folder, 'measure.ts'), 'ours', job],
  stock: (job) => [process.execPath, '-r', 'tsx/cjs', join(folder, 'measure.ts'), 'stock', job],
  ...(python && { torch: (job) => [python, join(folder, 'torch_bench.py'), job] }),
};

function measure(stack: string, job: string): Times {
  const [command, ...args] = stacks[stack](job);
  try {
    const output = execFileSync(command, [...args, `${repetitions[job]}`], {
      env: environment,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return JSON.parse(output.trim().split('\n').pop()!) as Times;
  } catch (error) {
    return { wall: [], cpu: [], error: `ends with ${(error as { status?: number }).status ?? 'an error'}` };
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function main(): void {
  const wanted = process.argv.slice(2);
  console.log(
    `${cpus()[0].model}, Node ${process.version}${python ? '' : '; no Python with torch found: see bench/learning/README.md'}`,
  );
  console.log('medians in seconds, processor time (wall clock); one thread each');
  for (const { name, title } of [...ganJobs, ...jobs]) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const found: Record<string, Times> = {};
    for (let round = 0; round < rounds; round++) {
      for (const stack of Object.keys(stacks)) {
        if (found[stack]?.error) continue;
        const { wall, cpu, error } = measure(stack, name);
        found[stack] ??= { wall: [], cpu: [] };
        if (error) found[stack].error = error;
        else {
          found[stack].wall.push(...wall);
          found[stack].cpu.push(...cpu);
        }
      }
    }
    const parts = Object.entries(found).map(([stack, { wall, cpu, error }]) =>
      error ? `${stack}: ${error}` : `${stack} ${median(cpu).toFixed(4)} (${median(wall).toFixed(4)})`,
    );
    const ratio = (stack: string) =>
      found[stack]?.cpu.length && found.ours.cpu.length
        ? `; ours / ${stack} ${(median(found.ours.cpu) / median(found[stack].cpu)).toFixed(2)}`
        : '';
    console.log(`${title}: ${parts.join(', ')}${ratio('stock')}${ratio('torch')}`);
  }
}

main();
