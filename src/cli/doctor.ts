import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism, cpus, freemem, totalmem } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { selectBackend } from '../learning/backend';
import { repositoryRoot } from '../runs/files';
import { defaultWorkers } from '../runs/pool';

interface Finding {
  what: string;
  found: string;
  /** What to do about it, where something is wrong or could be better. */
  advice?: string;
  /** Without it the main job does not run. */
  broken?: boolean;
}

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('Look at this machine: what computes, which versions, what is missing and what to do about it.')
    .option('--json', 'print one JSON array instead of text')
    .action(async ({ json }: { json?: boolean }) => {
      const findings = [node(), cores(), memory(), simd(), await backend(), gpu(), ...packages(), notebookKernel(), python()];
      if (json) process.stdout.write(`${JSON.stringify(findings)}\n`);
      else process.stdout.write(`${findings.map(describe).join('\n')}\n`);
      if (findings.some(({ broken }) => broken)) process.exitCode = 1;
    });
}

function describe({ what, found, advice, broken }: Finding): string {
  const mark = broken ? '✗' : advice ? '!' : '✓';
  return `${mark} ${what.padEnd(15)}${found}${advice ? `\n${' '.repeat(17)}${advice}` : ''}`;
}

function node(): Finding {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const old = major < 20 || (major === 20 && minor < 19);
  return { what: 'node', found: process.version, ...(old && { broken: true, advice: 'install Node 20.19 or newer' }) };
}

function cores(): Finding {
  const found = `${availableParallelism()} (${cpus()[0]?.model.trim()}), ${defaultWorkers()} simulation threads`;
  return { what: 'cores', found };
}

function memory(): Finding {
  const gibibytes = (bytes: number): string => (bytes / 2 ** 30).toFixed(1);
  const scarce = freemem() < 2 * 2 ** 30;
  const advice = 'training takes about 2 GiB: close other programs, or use --profile sketch';
  return { what: 'memory', found: `${gibibytes(freemem())} of ${gibibytes(totalmem())} GiB free`, ...(scarce && { advice }) };
}

/** The smallest module that uses a 128-bit vector. */
const vectorModule = Uint8Array.of(
  0,
  97,
  115,
  109,
  1,
  0,
  0,
  0,
  1,
  5,
  1,
  96,
  0,
  1,
  123,
  3,
  2,
  1,
  0,
  10,
  10,
  1,
  8,
  0,
  65,
  0,
  253,
  15,
  253,
  98,
  11,
);

function simd(): Finding {
  const there = WebAssembly.validate(vectorModule);
  const advice =
    'the training kernels need WebAssembly SIMD: use Node 20.19 or newer on a 64-bit processor of the last ten years';
  return {
    what: 'SIMD',
    found: there ? 'WebAssembly vectors work' : 'no WebAssembly vectors',
    ...(!there && { broken: true, advice }),
  };
}

async function backend(): Promise<Finding> {
  try {
    const { name, reason } = await selectBackend();
    const slow = name === 'cpu';
    const advice = 'plain JavaScript trains a hundred times slower: unset MICRODESIGN_BACKEND, or mend what the reason says';
    return { what: 'backend', found: `TensorFlow.js on ${name} (${reason})`, ...(slow && { advice }) };
  } catch (error) {
    return { what: 'backend', found: (error as Error).message, advice: 'run npm ci again', broken: true };
  }
}

function gpu(): Finding {
  const query = spawnSync('nvidia-smi', ['--query-gpu=name', '--format=csv,noheader'], { encoding: 'utf8' });
  if (query.status !== 0) return { what: 'GPU', found: 'none that nvidia-smi knows; nothing needs one' };
  const installed = existsSync(join(repositoryRoot, 'node_modules/@tensorflow/tfjs-node-gpu'));
  const advice = '@tensorflow/tfjs-node-gpu is not installed, so training does not use it: see environment.md';
  return { what: 'GPU', found: query.stdout.trim().split('\n').join(', '), ...(!installed && { advice }) };
}

function packages(): Finding[] {
  return ['@tensorflow/tfjs', 'tslab', 'danfojs-node', 'plotly.js', 'nodeplotlib', 'mocha'].map((name) => {
    try {
      const { version } = require(join(repositoryRoot, 'node_modules', name, 'package.json')) as { version: string };
      return { what: name.replace('@tensorflow/', ''), found: version };
    } catch {
      return { what: name, found: 'not installed', advice: 'run npm ci', broken: true };
    }
  });
}

function notebookKernel(): Finding {
  const there = existsSync(join(repositoryRoot, '.jupyter/kernels/microdesign/kernel.json'));
  return there
    ? { what: 'kernel', found: 'registered in .jupyter' }
    : {
        what: 'kernel',
        found: 'not registered for JupyterLab',
        advice: '`npm run lab` registers it; running notebooks without JupyterLab needs none',
      };
}

function python(): Finding {
  const { status, stdout } = spawnSync('python3', ['--version'], { encoding: 'utf8' });
  return status === 0
    ? { what: 'python', found: `${stdout.trim()} (only JupyterLab uses it)` }
    : {
        what: 'python',
        found: 'none',
        advice: 'only JupyterLab needs it: install Python 3.10 or newer with venv for `npm run lab`',
      };
}
