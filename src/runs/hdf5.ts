import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { InputError } from './errors';
import { makeFolder, repositoryRoot } from './files';

/** One array of an HDF5 file, row-major. */
export interface Hdf5Array {
  shape: number[];
  data: Float32Array | Float64Array | Uint8Array | Int32Array;
}

export interface Hdf5Content {
  arrays: Record<string, Hdf5Array>;
  attributes: Record<string, string | number | string[]>;
}

type Hdf5 = typeof import('h5wasm');
type Group = InstanceType<Hdf5['Group']>;

let loading: Promise<Hdf5> | undefined;

/** h5wasm is an ES module; TypeScript's CommonJS output would turn a plain import() into a require() that Node refuses. */
function loadHdf5(): Promise<Hdf5> {
  const importModule = new Function('specifier', 'return import(specifier)') as (specifier: string) => Promise<Hdf5>;
  const file = join(repositoryRoot, 'node_modules/h5wasm/dist/node/hdf5_hl.js');
  loading ??= importModule(pathToFileURL(file).href).then(async (hdf5) => {
    (await hdf5.ready).activate_throwing_error_handler();
    return hdf5;
  });
  return loading;
}

/** Reads every array of an HDF5 file, named by its path ("group/array"), and the root's attributes. */
export async function readHdf5(path: string, argument = path): Promise<Hdf5Content> {
  if (!existsSync(path)) throw new InputError(argument, `${path}: there is no such file`, 'name an existing HDF5 file');
  const hdf5 = await loadHdf5();
  let file: InstanceType<Hdf5['File']> | undefined;
  try {
    file = new hdf5.File(path, 'r');
    const arrays: Record<string, Hdf5Array> = {};
    collectArrays(hdf5, file, '', arrays);
    const attributes = Object.fromEntries(
      Object.entries(file.attrs).map(([name, { json_value }]) => [name, json_value as string | number | string[]]),
    );
    return { arrays, attributes };
  } catch {
    throw new InputError(argument, `${path} is not a whole HDF5 file`, 'get or build the file again');
  } finally {
    file?.close();
  }
}

function collectArrays(hdf5: Hdf5, group: Group, prefix: string, arrays: Record<string, Hdf5Array>): void {
  for (const name of group.keys()) {
    const entity = group.get(name);
    if (entity instanceof hdf5.Group) collectArrays(hdf5, entity, `${prefix}${name}/`, arrays);
    if (entity instanceof hdf5.Dataset && entity.shape) {
      const value = entity.value;
      const data = value instanceof BigInt64Array ? Int32Array.from(value, Number) : (value as Hdf5Array['data']);
      arrays[prefix + name] = { shape: entity.shape, data };
    }
  }
}

/** Writes an HDF5 file of arrays (compressed) and attributes of its root, whole or not at all; the same content, the same bytes. */
export async function writeHdf5(path: string, { arrays, attributes }: Hdf5Content): Promise<void> {
  const hdf5 = await loadHdf5();
  const partial = `${path}.partial`;
  makeFolder(dirname(path));
  rmSync(partial, { force: true });
  try {
    withoutClock(() => {
      const file = new hdf5.File(partial, 'w');
      for (const [name, { shape, data }] of Object.entries(arrays)) {
        // chunks of about a thousand rows: whole images in each, so that one image is read without the rest; 0 is refused
        const chunks = [Math.max(1, Math.min(shape[0], 1024)), ...shape.slice(1)];
        file.create_dataset({ name, data, shape, chunks, compression: 'gzip', compression_opts: 4 });
      }
      for (const [name, value] of Object.entries(attributes)) file.create_attribute(name, value);
      file.close();
    });
  } catch (error) {
    rmSync(partial, { force: true });
    const [, reason = 'HDF5 refuses'] = /error message = '([^']*)'/.exec((error as Error).message) ?? [];
    throw new InputError(path, `it cannot be written (${reason})`, 'make room on its disk, or name another folder');
  }
  renameSync(partial, path);
}

/** HDF5 writes the time into its files; with the clock held at 0 the same content is the same bytes. */
function withoutClock(write: () => void): void {
  const { now } = Date;
  Date.now = () => 0;
  try {
    write();
  } finally {
    Date.now = now;
  }
}
