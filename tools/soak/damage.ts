import type { RandomStream } from '../../src/numerics/random';

/** The ways in which a file is damaged: by a disk, by a transfer that was cut, by someone who edits it. */
const kinds: readonly ((bytes: Buffer, at: number, length: number, random: RandomStream) => Buffer)[] = [
  (bytes, at, _, random) => {
    bytes[at] ^= 1 << random.integer(8);
    return bytes;
  },
  (bytes, at, _, random) => {
    bytes[at] = random.integer(256);
    return bytes;
  },
  (bytes, at, length, random) => {
    for (let i = at; i < Math.min(bytes.length, at + length); i++) bytes[i] = random.integer(256);
    return bytes;
  },
  (bytes, at, length) => bytes.fill(0, at, Math.min(bytes.length, at + length)),
  (bytes, at, length) => bytes.fill(255, at, Math.min(bytes.length, at + length)),
  (bytes, at) => bytes.subarray(0, at),
  (bytes, at, length) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]),
  (bytes, at, length) => Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]),
  (bytes, at, length, random) => {
    const more = Buffer.from(Array.from({ length }, () => random.integer(256)));
    return Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]);
  },
  (bytes, at, length, random) => {
    const other = random.integer(bytes.length);
    const block = Buffer.from(bytes.subarray(other, other + length));
    bytes.copy(bytes, other, at, at + length);
    block.copy(bytes, at);
    return bytes;
  },
];

/** Bytes at the start that half of all damage falls on: where formats say what follows. */
const head = 2048;

/** A damaged copy, and how it was damaged. */
export function damage(whole: Buffer, random: RandomStream): { bytes: Buffer; how: string } {
  const kind = random.integer(kinds.length);
  const at = random.integer(random.integer(2) === 0 ? Math.min(head, whole.length) : whole.length);
  const length = 1 + random.integer(random.integer(4) === 0 ? 512 : 8);
  return { bytes: kinds[kind](Buffer.from(whole), at, length, random), how: `damage ${kind} at ${at}, ${length} long` };
}
