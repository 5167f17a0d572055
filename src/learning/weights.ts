import { InputError } from '../runs/errors';
import { readFile, sha256, writeFile } from '../runs/files';

/** Arrays of single-precision numbers by name; `shape` gives their sizes, the last running fastest. */
export type NamedWeights = Record<string, { shape: number[]; values: Float32Array }>;

/** What a weights file says about itself besides the numbers: anything JSON can hold. */
export type WeightsNote = Record<string, unknown>;

interface Header {
  arrays: { name: string; shape: number[] }[];
  note: WeightsNote;
  sha256: string;
}

const magic = 'microdesign-weights-1\n';

/**
 * Writes weights to one file, whole or not at all: a first line that names the format, a line of JSON (names, shapes, note
 * and the SHA-256 of the numbers), then the numbers, little-endian, one array after another.
 */
export function saveWeights(path: string, weights: NamedWeights, note: WeightsNote = {}): void {
  const entries = Object.entries(weights);
  const numbers = Buffer.concat(entries.map(([, { values }]) => bytesOf(values)));
  const arrays = entries.map(([name, { shape }]) => ({ name, shape }));
  const header: Header = { arrays, note, sha256: sha256(numbers) };
  writeFile(path, Buffer.concat([Buffer.from(`${magic}${JSON.stringify(header)}\n`), numbers]));
}

/** Reads what `saveWeights` wrote; a damaged file is an `InputError` about `argument`. */
export function loadWeights(path: string, argument = path): { weights: NamedWeights; note: WeightsNote } {
  const content = readFile(path, argument);
  const damaged = (problem: string) => new InputError(argument, `${path} ${problem}`, 'delete it and build it again');
  if (content.toString('latin1', 0, magic.length) !== magic) throw damaged('is not a weights file');
  const end = content.indexOf('\n', magic.length);
  let header: Header;
  try {
    header = JSON.parse(content.toString('utf8', magic.length, end));
  } catch {
    throw damaged('is damaged (its header cannot be read)');
  }
  const numbers = content.subarray(end + 1);
  if (sha256(numbers) !== header.sha256) throw damaged('is damaged (its numbers do not have the SHA-256 it names)');
  const weights: NamedWeights = {};
  let offset = 0;
  for (const { name, shape } of header.arrays) {
    const length = shape.reduce((product, size) => product * size, 1);
    // A copy starts at an address that Float32Array accepts.
    weights[name] = { shape, values: new Float32Array(Uint8Array.from(numbers.subarray(offset, offset + 4 * length)).buffer) };
    offset += 4 * length;
  }
  return { weights, note: header.note };
}

/** The SHA-256 of names, shapes and numbers: the same for the same weights. */
export function hashWeights(weights: NamedWeights): string {
  const parts = Object.entries(weights).map(([name, { shape, values }]) => [name, shape, sha256(bytesOf(values))]);
  return sha256(JSON.stringify(parts));
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
