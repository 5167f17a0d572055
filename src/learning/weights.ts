import { InputError } from '../runs/errors';
import { readFile, sha256, writeFile } from '../runs/files';

/** Arrays of single-precision numbers by name; `shape` gives their sizes, the last running fastest. */
export type NamedWeights = Record<string, { shape: number[]; values: Float32Array }>;

/** What a weights file says about itself besides the numbers: anything JSON can hold. */
export type WeightsNote = Record<string, unknown>;

interface Header {
  arrays: { name: string; shape: number[] }[];
  note: WeightsNote;
  /** In files of the first version: of the numbers. */
  sha256?: string;
}

const magic = 'microdesign-weights-2\n';
/** The first version had no seal over names, shapes and note. Those that are shipped have it in their cards. */
const firstMagic = 'microdesign-weights-1\n';
const sealLength = 64;

/**
 * Writes weights to one file, whole or not at all: a first line that names the format, a line with the SHA-256 of all that
 * follows, a line of JSON (names, shapes and note), then the numbers, little-endian, one array after another.
 */
export function saveWeights(path: string, weights: NamedWeights, note: WeightsNote = {}): void {
  const entries = Object.entries(weights);
  const numbers = Buffer.concat(entries.map(([, { values }]) => bytesOf(values)));
  const arrays = entries.map(([name, { shape }]) => ({ name, shape }));
  const content = Buffer.concat([Buffer.from(`${JSON.stringify({ arrays, note } satisfies Header)}\n`), numbers]);
  writeFile(path, Buffer.concat([Buffer.from(`${magic}${sha256(content)}\n`), content]));
}

/** Reads what `saveWeights` wrote; a damaged file is an `InputError` about `argument`. */
export function loadWeights(path: string, argument = path): { weights: NamedWeights; note: WeightsNote } {
  const content = readFile(path, argument);
  const damaged = (problem: string) => new InputError(argument, `${path} ${problem}`, 'delete it and build it again');
  const version = content.toString('latin1', 0, magic.length);
  if (version !== magic && version !== firstMagic) throw damaged('is not a weights file');
  const start = version === magic ? magic.length + sealLength + 1 : magic.length;
  if (version === magic && content.toString('latin1', magic.length, start) !== `${sha256(content.subarray(start))}\n`) {
    throw damaged('is damaged (it does not have the SHA-256 it names)');
  }
  const end = content.indexOf('\n', start);
  let header: Header;
  try {
    header = JSON.parse(content.toString('utf8', start, end));
  } catch {
    throw damaged('is damaged (its header cannot be read)');
  }
  const numbers = content.subarray(end + 1);
  if (version === firstMagic && sha256(numbers) !== header?.sha256) {
    throw damaged('is damaged (its numbers do not have the SHA-256 it names)');
  }
  if (!describes(header, numbers.length)) throw damaged('is damaged (its header is not that of its numbers)');
  const weights: NamedWeights = {};
  let offset = 0;
  for (const { name, shape } of header.arrays) {
    const length = lengthOf(shape);
    // A copy starts at an address that Float32Array accepts.
    weights[name] = { shape, values: new Float32Array(Uint8Array.from(numbers.subarray(offset, offset + 4 * length)).buffer) };
    offset += 4 * length;
  }
  return { weights, note: header.note };
}

const lengthOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** Whether a header lists arrays of so many bytes in all; one of the first version may be damaged. */
function describes({ arrays, note }: Header, bytes: number): boolean {
  const isSize = (size: unknown): boolean => Number.isInteger(size) && (size as number) >= 0;
  if (!Array.isArray(arrays) || typeof note !== 'object' || note === null) return false;
  const isWhole = arrays.every((each) => typeof each?.name === 'string' && Array.isArray(each.shape) && each.shape.every(isSize));
  return isWhole && arrays.reduce((sum, { shape }) => sum + 4 * lengthOf(shape), 0) === bytes;
}

/** The SHA-256 of names, shapes and numbers: the same for the same weights. */
export function hashWeights(weights: NamedWeights): string {
  const parts = Object.entries(weights).map(([name, { shape, values }]) => [name, shape, sha256(bytesOf(values))]);
  return sha256(JSON.stringify(parts));
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
