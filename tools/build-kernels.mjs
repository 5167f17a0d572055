// Compiles the AssemblyScript kernels: every src/<room>/kernels/module.ts becomes module.wasm beside it.
// `node tools/build-kernels.mjs [folder]` writes under another folder instead, with the same layout.
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const target = resolve(process.argv[2] ?? root);
const options = ['-O3', '--runtime', 'stub', '--noAssert', '--importMemory', '--enable', 'simd'];
// Memory of the numerics room grows without moving, which only shared memory does.
const roomOptions = { numerics: ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536'] };

for (const room of readdirSync(join(root, 'src'))) {
  const source = join(root, 'src', room, 'kernels', 'module.ts');
  if (!existsSync(source)) continue;
  const output = join(target, 'src', room, 'kernels', 'module.wasm');
  mkdirSync(dirname(output), { recursive: true });
  const { error, stderr } = await asc.main([
    relative(root, source),
    '--baseDir',
    root,
    '--outFile',
    relative(root, output),
    ...options,
    ...(roomOptions[room] ?? []),
  ]);
  if (error) {
    console.error(stderr.toString());
    process.exit(1);
  }
  console.log(relative(target, output));
}
