import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { repositoryRoot, sha256 } from '../runs/files';

/**
 * A hash of the code of a module and of all modules of the repository that it imports, for each of `code`; a text that is no
 * module's path counts as it is. Comments, white space and types do not count, so that only what can change a result does.
 * Compiled kernels count where a module names them. Packages count by their version in package-lock.json, not
 * here: a run does not notice that they were changed.
 */
export function hashCode(code: readonly string[]): string[] {
  return code.map((text) => {
    const entry = sourceOf(text);
    if (entry === undefined) return sha256(text);
    const known = hashes.get(entry) ?? hashModule(entry);
    hashes.set(entry, known);
    return known;
  });
}

/** The source of a module, also where a front end that compiles modules itself (tslab) names it as JavaScript. */
function sourceOf(module: string): string | undefined {
  const found = [module, module.replace(/\.js$/, '.ts')].find((path) => path.length < 1000 && existsSync(path));
  return found && realpathSync(found);
}

/** Compiled kernels lie in a folder `kernels` beside the module that loads them by this name. */
const kernelFile = 'module.wasm';

/** Code does not change while a process runs it. */
const hashes = new Map<string, string>();

/** The same of one module, not kept. */
export function hashModule(entry: string): string {
  const { outputFiles, metafile } = buildSync({
    entryPoints: [entry],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    minifyWhitespace: true,
    legalComments: 'none',
    // what esbuild takes for unused may run all the same: a worker thread calls what its module exports
    treeShaking: false,
    absWorkingDir: repositoryRoot,
    logLevel: 'silent',
  });
  const kernels = Object.keys(metafile.inputs)
    .map((input) => join(repositoryRoot, input))
    .filter((module) => readFileSync(module, 'utf8').includes(kernelFile))
    .map((module) => join(dirname(module), 'kernels', kernelFile));
  return sha256(JSON.stringify([sha256(outputFiles[0].text), kernels.map((file) => sha256(readFileSync(file)))]));
}
