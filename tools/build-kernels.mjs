// Compiles the AssemblyScript kernels: every src/<room>/kernels/module.ts becomes module.wasm beside it, that of the numerics
// room also fused.wasm, for engines with relaxed SIMD.
// `node tools/build-kernels.mjs [folder]` writes under another folder instead, with the same layout.
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const target = resolve(process.argv[2] ?? root);
const options = ['-O3', '--runtime', 'stub', '--noAssert', '--importMemory', '--enable', 'simd'];
// Memory of the numerics room grows without moving, which only shared memory does.
const shared = ['--enable', 'threads', '--sharedMemory', '--maximumMemory', '65536'];
const builds = {
  numerics: { 'module.wasm': shared, 'fused.wasm': [...shared, '--enable', 'relaxed-simd'] },
};

for (const room of readdirSync(join(root, 'src'))) {
  const source = join(root, 'src', room, 'kernels', 'module.ts');
  if (!existsSync(source)) continue;
  for (const [name, roomOptions] of Object.entries(builds[room] ?? { 'module.wasm': [] })) {
    const output = join(target, 'src', room, 'kernels', name);
    mkdirSync(dirname(output), { recursive: true });
    const files = [relative(root, source), '--baseDir', root, '--outFile', relative(root, output)];
    const { error, stderr } = await asc.main([...files, ...options, ...roomOptions]);
    if (error) {
      console.error(stderr.toString());
      process.exit(1);
    }
    console.log(relative(target, output));
  }
}
