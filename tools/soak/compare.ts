import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Keys of JSON that hold times, or hashes of files that hold times. */
const timed = new Set(['seconds', 'outputs', 'fingerprint', 'sealed', 'earlier']);

/** What differs between two folders, by the names of files; times that were measured do not count. */
export function differencesOf(found: string, wanted: string, skipped: RegExp = /^$/): string[] {
  const names = new Set([...filesIn(found), ...filesIn(wanted)]);
  return [...names].filter((name) => !skipped.test(name) && !isSame(join(found, name), join(wanted, name)));
}

export function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => relative(folder, join(folder, name)))
    .sort();
}

function isSame(a: string, b: string): boolean {
  if (!existsSync(a) || !existsSync(b)) return false;
  const [first, second] = [readFileSync(a), readFileSync(b)];
  if (first.equals(second)) return true;
  const settled = a.endsWith('.json') ? withoutTimes : /\.(csv|md)$/.test(a) ? withoutSeconds : undefined;
  return settled !== undefined && settled(first) === settled(second);
}

/** A table without its column of seconds; the captions above a table of Markdown are kept. */
function withoutSeconds(text: Buffer): string {
  const rows = `${text}`
    .split('\n')
    .map((line) => (line.startsWith('|') ? line.split('|') : (line.match(/("[^"]*"|[^",]+|(?<=,)(?=,|$))/g) ?? [])));
  const heading = rows.find((cells) => cells.some((cell) => cell.trim() === 'seconds'));
  const column = heading?.findIndex((cell) => cell.trim() === 'seconds');
  return JSON.stringify(rows.map((cells) => (cells.length === heading?.length ? cells.filter((_, k) => k !== column) : cells)));
}

const withoutTimes = (text: Buffer): string =>
  JSON.stringify(JSON.parse(`${text}`), (key, value) => (timed.has(key) ? undefined : value));
