import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { crc32 } from './crc32';
import { script, start } from './process';
import type { Group, Trial } from './trials';

/** Files of a few kilobytes that ask for gigabytes, and pickles that ask for more than numbers; what reads each. */
const bombs: Record<string, { reader: 'png' | 'weights' | 'pickle' | 'page' | 'kept'; content: () => Buffer }> = {
  'a PNG of 60,000 × 60,000 pixels': {
    reader: 'png',
    content: () => pngOf([header(60_000, 60_000)], deflateSync(Buffer.alloc(1000))),
  },
  'a PNG with a second, larger header': {
    reader: 'png',
    content: () => pngOf([header(4, 4), header(60_000, 60_000)], deflateSync(Buffer.alloc(1000))),
  },
  'an interlaced PNG of 8 × 8 pixels that unpacks to 1 GB': {
    reader: 'png',
    content: () => pngOf([header(8, 8, 1)], zeros(2 ** 30)),
  },
  'a PNG of 8 × 8 pixels that unpacks to 1 GB': { reader: 'png', content: () => pngOf([header(8, 8)], zeros(2 ** 30)) },
  'weights of a declared 16 GB': {
    reader: 'weights',
    content: () => Buffer.from('microdesign-weights-1\n{"arrays":[{"name":"a","shape":[65536,65536]}],"note":{},"sha256":""}\n'),
  },
  'kept JSON of brackets in brackets': { reader: 'kept', content: () => Buffer.from(`0\n${'['.repeat(5e6)}`) },
  'a page of aliases of aliases': { reader: 'page', content: () => Buffer.from(aliases()) },
  'a pickle that calls os.system': { reader: 'pickle', content: () => Buffer.from("cos\nsystem\n(S'touch pickled'\ntR.") },
  'a pickle that calls Function': { reader: 'pickle', content: () => Buffer.from("cbuiltins\neval\n(S'process.exit(3)'\ntR.") },
  'a pickle with a key of lists in lists': { reader: 'pickle', content: () => Buffer.from(`(lp0\n(dp1\n${nested(60)}S'x'\nsa.`) },
  'a pickle with an instance of a class': { reader: 'pickle', content: () => Buffer.from('(ios\nsystem\np0\n.') },
  'a pickle of a declared 4 GB': { reader: 'pickle', content: () => Buffer.from([0x8e, 0, 0, 0, 0, 1, 0, 0, 0, 0x2e]) },
  'a pickle that sets __proto__': {
    reader: 'pickle',
    content: () => Buffer.from("(lp0\n(dp1\nS'__proto__'\n(dp2\nS'polluted'\nI1\nssa."),
  },
  'a pickle of memos that are not there': { reader: 'pickle', content: () => Buffer.from('(lp0\ng7\na.') },
};

/** Bytes that reading a bomb may take beyond what the program has by itself. */
const mostBytes = 200 * 2 ** 20;

/** Every bomb in a process of its own. What it says at the end: whether it refused in one line, and the memory it had. */
export async function decompressionBombs(): Promise<Group> {
  const folder = mkdtempSync(join(tmpdir(), 'soak-'));
  const trials: Trial[] = [];
  for (const [name, { reader, content }] of Object.entries(bombs)) {
    const path = join(folder, 'bomb');
    writeFileSync(path, content());
    trials.push(await openBomb(name, reader, path));
  }
  for (const kind of ['hdf5', 'hdf5-sum']) trials.push(await openBomb(`HDF5, ${kind}`, kind, join(folder, `${kind}.h5`)));
  rmSync(folder, { recursive: true });
  return { name: 'bombs and pickles', trials };
}

async function openBomb(name: string, reader: string, path: string): Promise<Trial> {
  const { out, err, code } = await start(process.execPath, script('tools/soak/bomb-process.ts', reader, path)).ended;
  const said = /^(well|refused|trace) (\d+) (.*)$/m.exec(out);
  if (code !== 0 || !said) return { outcome: 'trace', detail: `${name}: code ${code}: ${err.slice(-1000)}` };
  const [, outcome, bytes, words] = said;
  const detail = `${name}: ${words}, ${(Number(bytes) / 2 ** 20).toFixed(0)} MiB`;
  // a bomb that is read is a bomb that goes off, but for images whose surplus is left packed
  if (Number(bytes) > mostBytes) return { outcome: 'lost', detail: `${detail}: it took the memory` };
  return { outcome: outcome as Trial['outcome'], detail };
}

const zeros = (length: number): Buffer => deflateSync(Buffer.alloc(length), { level: 9 });

function header(width: number, height: number, interlace = 0): Buffer {
  const content = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, interlace]);
  content.writeUInt32BE(width, 0);
  content.writeUInt32BE(height, 4);
  return content;
}

function pngOf(headers: readonly Buffer[], data: Buffer): Buffer {
  const chunks = [...headers.map((content) => chunk('IHDR', content)), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), ...chunks]);
}

function chunk(type: string, content: Buffer): Buffer {
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  const typed = Buffer.concat([Buffer.from(type), content]);
  sum.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, sum]);
}

/** A tuple of the tuple before twice, and so on: 2^depth items, were it written out. */
const nested = (depth: number): string =>
  `S'k'\np10\n${Array.from({ length: depth }, (_, i) => `0(g${10 + i}\ng${10 + i}\ntp${11 + i}\n`).join('')}`;

function aliases(): string {
  const lines = Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}, *a${i}, *a${i}]`);
  return `a0: &a0 [1, 1, 1, 1]\n${lines.join('\n')}\nDATA: *a30\n`;
}
