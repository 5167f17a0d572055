import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { repositoryRoot } from '../../src/runs/files';

type Hdf5 = typeof import('h5wasm');

/** Writes an HDF5 file of so many arrays of which each is declared to have `each` bytes, and holds next to none. */
export async function declareArrays(path: string, each: number, count: number): Promise<void> {
  const importModule = new Function('specifier', 'return import(specifier)') as (specifier: string) => Promise<Hdf5>;
  const hdf5 = await importModule(pathToFileURL(join(repositoryRoot, 'node_modules/h5wasm/dist/node/hdf5_hl.js')).href);
  await hdf5.ready;
  const file = new hdf5.File(path, 'w');
  for (let i = 0; i < count; i++) {
    const of = { shape: [1], maxshape: [null], chunks: [2 ** 20], compression: 'gzip' as const, compression_opts: 9 };
    file.create_dataset({ name: `a${i}`, data: Uint8Array.of(1), ...of }).resize([each]);
  }
  file.close();
}
