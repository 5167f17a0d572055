/** Registers the notebook kernel inside the repository, in .jupyter/: nothing is written to the home folder. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** The folder that JUPYTER_PATH must name for Jupyter to find the kernel. */
export const jupyterPath = join(root, '.jupyter');

export function installKernel() {
  const folder = join(jupyterPath, 'kernels', 'microdesign');
  const specification = {
    argv: [process.execPath, join(root, 'tools', 'kernel.cjs'), '{connection_file}'],
    display_name: 'microdesign (TypeScript)',
    language: 'typescript',
    interrupt_mode: 'signal',
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'kernel.json'), `${JSON.stringify(specification, null, 1)}\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  installKernel();
  console.log(`kernel registered; start Jupyter with JUPYTER_PATH=${jupyterPath}`);
}
