import { existsSync } from 'node:fs';
import { readFile } from './files';

/** What JSON can hold. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** What a file of JSON holds; one that cannot be read is an `InputError` about its path. */
export const readJson = <T>(path: string): T => JSON.parse(`${readFile(path)}`) as T;

/** The same, nothing where there is no such file. */
export const readJsonIfThere = <T>(path: string): T | undefined => (existsSync(path) ? readJson<T>(path) : undefined);
