/**
 * Starts JupyterLab at notebooks/ with the kernel of this repository: npm run lab [-- --no-browser --port 8890 …]
 *
 * The first run makes .venv and installs JupyterLab there (one or two minutes); what comes after `--` goes to JupyterLab.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installKernel, jupyterPath } from './install-kernel.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const environment = join(root, '.venv');
const requirements = join(root, 'tools', 'lab-requirements.txt');
/** The requirements that .venv was made from. */
const installed = join(environment, 'lab-requirements.txt');
const python = process.platform === 'win32' ? join(environment, 'Scripts', 'python.exe') : join(environment, 'bin', 'python');

/** A step that could not be done, with what to do about it. */
class SetupError extends Error {}

function findPython() {
  const isNewEnough = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';
  const found = ['python3', 'python'].find((name) => spawnSync(name, ['-c', isNewEnough], { stdio: 'ignore' }).status === 0);
  if (found) return found;
  throw new SetupError(
    'JupyterLab needs Python 3.10 or newer with its venv module: install it (Debian: apt install python3-venv)',
  );
}

function run(program, args, failure) {
  if (spawnSync(program, args, { stdio: ['ignore', 'inherit', 'inherit'] }).status !== 0) throw new SetupError(failure);
}

function installLab() {
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return;
  const hostPython = findPython();
  console.error('installing JupyterLab into .venv');
  run(hostPython, ['-m', 'venv', environment], 'cannot make .venv: remove the folder and try again');
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements];
  run(python, pip, 'cannot install JupyterLab: check the network and try again; the notebooks also run by npm run notebooks');
  writeDefaults();
  writeFileSync(installed, wanted);
}

/** No news and no look for newer versions: both ask a host on the network at each start. */
function writeDefaults() {
  const folder = join(environment, 'share', 'jupyter', 'lab', 'settings');
  const settings = { '@jupyterlab/apputils-extension:notification': { fetchNews: 'false', checkForUpdates: false } };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'overrides.json'), JSON.stringify(settings, null, 1));
}

function startLab(args) {
  // Jupyter refuses root unless it is told; in containers there is no one else
  const asRoot = process.getuid?.() === 0 ? ['--allow-root'] : [];
  const settings = [...asRoot, `--ServerApp.root_dir=${root}`, '--LabApp.default_url=/lab/tree/notebooks'].filter(
    (setting) => !args.some((arg) => arg.startsWith(`${setting.split('=')[0]}=`)),
  ); // Jupyter takes each only once
  const paths = [jupyterPath, process.env.JUPYTER_PATH].filter(Boolean).join(process.platform === 'win32' ? ';' : ':');
  const lab = spawn(python, ['-m', 'jupyterlab', ...settings, ...args], {
    stdio: 'inherit',
    env: { ...process.env, JUPYTER_PATH: paths },
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => lab.kill(signal));
  lab.on('exit', (code) => process.exit(code ?? 1));
}

try {
  installLab();
  installKernel();
  if (process.argv[2] !== '--install-only') startLab(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
