import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '.venv');
export const python = join(folder, 'bin/python');

/** Makes .venv with the peers of requirements.txt, unless it has them. */
export function installPeers(): void {
  const requirements = join(__dirname, 'requirements.txt');
  const installed = join(folder, 'installed.txt');
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return;
  console.error('installing the peers into bench/peers/.venv (some minutes)');
  const steps = [
    ['python3', '-m', 'venv', folder],
    [python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements],
  ];
  for (const [program, ...args] of steps) {
    const { status } = spawnSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
    if (status !== 0) throw new Error(`failed: ${program} ${args.join(' ')}`);
  }
  writeFileSync(installed, wanted);
}

/** The environment of a measurement on so many threads. */
export function threadEnvironment(threads: number): NodeJS.ProcessEnv {
  const environment: NodeJS.ProcessEnv = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
  for (const name of ['OMP_NUM_THREADS', 'OPENBLAS_NUM_THREADS', 'MKL_NUM_THREADS']) environment[name] = String(threads);
  // Where these two are set, OpenBLAS takes other than the machine's best kernels.
  delete environment.OPENBLAS_CORETYPE;
  delete environment.OPENBLAS_L2_SIZE;
  return environment;
}

const canPin = spawnSync('taskset', ['--version']).status === 0;

/** The command held to some cores, where the system can. */
export function onCores(cores: readonly number[], command: readonly string[]): [program: string, ...args: string[]] {
  const [program, ...args] = canPin ? ['taskset', '-c', cores.join(','), ...command] : command;
  return [program, ...args];
}
