// Gives TensorFlow.js its 'tensorflow' backend without the download of tfjs-node-gpu's install script: builds the package's
// own binding against the C interface inside a TensorFlow wheel of PyPI. Linux; needs python3 with pip, and g++.
//
//   node tools/build-tensorflow.mjs                       tensorflow-cpu 2.15.1
//   node tools/build-tensorflow.mjs tensorflow==2.15.1    with its GPU kernels, for machines that have CUDA 12.2 and cuDNN 8.9
//   node tools/build-tensorflow.mjs path/to/wheel.whl     a wheel that lies here already (no Python package index is asked)
//
// All of it lies in node_modules; `npm ci` takes it away again.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const wanted = process.argv[2] ?? 'tensorflow-cpu==2.15.1';
const binding = '@tensorflow/tfjs-node-gpu';

const run = (command, args, options = {}) => execFileSync(command, args, { cwd: root, stdio: 'inherit', ...options });

/** The members of the wheel that the binding is compiled with and needs when it runs, without their first folder. */
const unpack = `
import sys, zipfile
wheel, target = sys.argv[1:]
parts = ("libtensorflow_cc.so.2", "libtensorflow_framework.so.2", "include/tensorflow/c/", "include/tensorflow/core/platform/",
         "include/tensorflow/tsl/platform/", "include/tsl/c/", "include/tsl/platform/")
with zipfile.ZipFile(wheel) as archive:
    for info in archive.infolist():
        name = info.filename.removeprefix("tensorflow/")
        if name.startswith(parts):
            info.filename = name
            archive.extract(info, target)
`;

function findWheel(folder) {
  if (wanted.endsWith('.whl')) return resolve(wanted);
  // the C interface is the same for every Python: one that all later lines know is named
  const platform = ['--only-binary=:all:', '--python-version', '3.11', '--platform', 'manylinux2014_x86_64'];
  run('python3', ['-m', 'pip', 'download', '--no-deps', ...platform, '--dest', folder, wanted]);
  return join(
    folder,
    readdirSync(folder).find((file) => file.endsWith('.whl')),
  );
}

function compile(packageFolder, include) {
  const requireThere = createRequire(join(packageFolder, 'package.json'));
  const output = requireThere('@mapbox/node-pre-gyp').find(join(packageFolder, 'package.json'));
  const headers = dirname(createRequire(join(root, 'package.json')).resolve('node-api-headers/include/node_api.h'));
  mkdirSync(dirname(output), { recursive: true });
  const libraries = ['-l:libtensorflow_cc.so.2', '-l:libtensorflow_framework.so.2', '-Wl,-rpath,$ORIGIN/../../deps'];
  run(process.env.CXX ?? 'g++', [
    ...['-std=c++17', '-O2', '-fPIC', '-shared', '-DNAPI_VERSION=8', '-DNODE_GYP_MODULE_NAME=tfjs_binding'],
    ...[`-I${headers}`, `-I${include}`, `-L${dirname(include)}`, '-o', output],
    ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((file) => join(packageFolder, 'binding', file)),
    ...libraries,
  ]);
  return output;
}

const folder = mkdtempSync(join(tmpdir(), 'tensorflow-'));
try {
  const quiet = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
  run('npm', ['install', ...quiet, `${binding}@4.22.0`, 'node-api-headers@1.9.0']);
  const packageFolder = join(root, 'node_modules', binding);
  const deps = join(packageFolder, 'deps');
  rmSync(deps, { recursive: true, force: true });
  run('python3', ['-c', unpack, findWheel(folder), deps]);
  console.log(compile(packageFolder, join(deps, 'include')));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
run(process.execPath, [join(root, 'bin/microdesign.cjs'), 'doctor'], {
  env: { ...process.env, MICRODESIGN_BACKEND: 'tensorflow', TF_CPP_MIN_LOG_LEVEL: '2' },
});
