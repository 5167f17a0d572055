import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { InputError } from './errors';
import { makeFolder, replaceFile, repositoryRoot } from './files';
import { refusalOf } from './refusals';
import { appendTrailer, matchesTrailer } from './trailer';

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
type Dataset = InstanceType<Hdf5['Dataset']>;

let loading: Promise<Hdf5> | undefined;

/** h5wasm is an ES module; TypeScript's CommonJS output would turn a plain import() into a require() that Node refuses. */
function loadHdf5(): Promise<Hdf5> {
  const importModule = new Function('specifier', 'return import(specifier)') as (specifier: string) => Promise<Hdf5>;
  const file = join(repositoryRoot, 'node_modules/h5wasm/dist/node/hdf5_hl.js');
  loading ??= importModule(pathToFileURL(file).href).then(async (hdf5) => {
    const library = await hdf5.ready.catch((error) => {
      // it asks for its memory first, and then stumbles over its own file's address
      throw new RangeError(`no memory for the HDF5 library, probably: ${error.message}`);
    });
    library.activate_throwing_error_handler();
    return hdf5;
  });
  return loading;
}

/** What the arrays and attributes of a file may take, in bytes: a file says so before any of it is unpacked. */
const mostBytes = 2 ** 30;

/** Reads every array of an HDF5 file, named by its path ("group/array"), and the root's attributes. */
export async function readHdf5(path: string, argument = path): Promise<Hdf5Content> {
  if (!existsSync(path)) throw new InputError(argument, `${path}: there is no such file`, 'name an existing HDF5 file');
  const damaged = new InputError(argument, `${path} is not a whole HDF5 file`, 'get or build the file again');
  if (isDamaged(path)) throw damaged;
  const hdf5 = await loadHdf5();
  let file: InstanceType<Hdf5['File']> | undefined;
  const room: Room = { left: mostBytes, path, argument };
  try {
    file = new hdf5.File(path, 'r');
    const found = file.attrs;
    for (const { metadata } of Object.values(found)) take(metadata, room);
    const attributes = Object.fromEntries(
      Object.entries(found).map(([name, { json_value }]) => [name, json_value as string | number | string[]]),
    );
    const datasets = listDatasets(hdf5, file);
    for (const [, { metadata }] of datasets) take(metadata, room);
    return { arrays: Object.fromEntries(datasets.map(([name, dataset]) => [name, readArray(dataset)])), attributes };
  } catch (error) {
    throw error instanceof InputError ? error : damaged;
  } finally {
    closeQuietly(file);
  }
}

/** Whether a file of ours is other than it was written; one that cannot even be opened is left to HDF5. */
function isDamaged(path: string): boolean {
  try {
    return matchesTrailer(path) === false;
  } catch {
    return false;
  }
}

/** A file that could not be read may not even be closed. */
function closeQuietly(file: InstanceType<Hdf5['File']> | undefined): void {
  try {
    file?.close();
  } catch {
    // what is wrong with it has been told
  }
}

/** Groups within groups, of which no file of ours has three: a damaged one may contain itself. */
const deepest = 16;

/** Every array by its path, none of it unpacked. */
function listDatasets(hdf5: Hdf5, group: Group, prefix = '', depth = 0): [name: string, dataset: Dataset][] {
  return group.keys().flatMap((name) => {
    const entity = group.get(name);
    if (entity instanceof hdf5.Group && depth < deepest) return listDatasets(hdf5, entity, `${prefix}${name}/`, depth + 1);
    return entity instanceof hdf5.Dataset && entity.shape ? [[prefix + name, entity] as [string, Dataset]] : [];
  });
}

function readArray({ shape, value }: Dataset): Hdf5Array {
  const data = value instanceof BigInt64Array ? Int32Array.from(value, Number) : (value as Hdf5Array['data']);
  return { shape: shape!, data };
}

/** Bytes that may still be unpacked of a file. */
interface Room {
  left: number;
  path: string;
  argument: string;
}

/** Refuses what is declared to be larger than the room that is left, before memory is taken for it. */
function take({ size, total_size }: { size: number; total_size: number }, room: Room): void {
  room.left -= size * total_size;
  if (room.left >= 0) return;
  const problem = `${room.path} unpacks to more than ${mostBytes / 2 ** 30} GiB`;
  throw new InputError(room.argument, problem, 'give a smaller file, or its parts');
}

/** Writes an HDF5 file of arrays (compressed) and attributes of its root, whole or not at all; the same content, the same bytes. */
export async function writeHdf5(path: string, { arrays, attributes }: Hdf5Content): Promise<void> {
  const hdf5 = await loadHdf5();
  try {
    makeFolder(dirname(path));
    replaceFile(path, (partial) => withoutClock(() => write(hdf5, partial, { arrays, attributes })));
  } catch (error) {
    const refused = refusalOf(error, path, 'it cannot be written');
    if (refused) throw refused;
    const [, reason = 'HDF5 refuses'] = /error message = '([^']*)'/.exec((error as Error).message) ?? [];
    throw new InputError(path, `it cannot be written (${reason})`, 'make room on its disk, or name another folder');
  }
}

function write(hdf5: Hdf5, path: string, { arrays, attributes }: Hdf5Content): void {
  const file = new hdf5.File(path, 'w');
  try {
    for (const [name, { shape, data }] of Object.entries(arrays)) {
      // chunks of about a thousand rows: whole images in each, so that one image is read without the rest; 0 is refused
      const chunks = [Math.max(1, Math.min(shape[0], 1024)), ...shape.slice(1)];
      file.create_dataset({ name, data, shape, chunks, compression: 'gzip', compression_opts: 4 });
    }
    for (const [name, value] of Object.entries(attributes)) file.create_attribute(name, value);
  } catch (error) {
    closeQuietly(file);
    throw error;
  }
  file.close();
  appendTrailer(path);
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
