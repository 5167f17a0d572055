import { existsSync } from 'node:fs';
import { InputError } from './errors';
import { readFile, sha256, writeFile } from './files';

/** What JSON can hold. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const again = 'remove it and run the same command again';

/** What a file of JSON holds; one that cannot be read, or is none, is an `InputError` about its path. */
export function readJson<T>(path: string, remedy = again): T {
  const text = `${readFile(path)}`;
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new InputError(path, 'it is damaged: it is no JSON', remedy);
  }
}

/** The same, nothing where there is no such file. */
export const readJsonIfThere = <T>(path: string): T | undefined => (existsSync(path) ? readJson<T>(path) : undefined);

/** Keeps what work has come to in a file, sealed: no damage to it passes unseen. */
export function keepJson(path: string, kept: unknown): void {
  const text = JSON.stringify(kept);
  writeFile(path, `${sha256(text)}\n${text}`);
}

/** What `keepJson` kept, nothing where there is no such file; a damaged one is an `InputError` about its path. */
export function keptJson<T>(path: string): T | undefined {
  if (!existsSync(path)) return undefined;
  const text = readFile(path);
  const end = text.indexOf('\n');
  const kept = text.subarray(end + 1);
  if (text.toString('latin1', 0, Math.max(0, end)) !== sha256(kept)) throw new InputError(path, 'it is damaged', again);
  return JSON.parse(`${kept}`) as T;
}
