import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { InputError } from '../runs/errors';

/** Reads a whole number of at least `least` from the command line. */
export function wholeNumber(argument: string, least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isInteger(value) || value < least) {
      throw new InputError(
        argument,
        `'${text}' is not a whole number of at least ${least}`,
        `give one, such as ${Math.max(least, 1)}`,
      );
    }
    return value;
  };
}

/** Reads an absorption: a number between 0 and 1. */
export function absorptionTarget(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0 && value < 1)) {
    throw new InputError('--target', `'${text}' is no absorption`, 'give a number between 0 and 1, such as 0.65');
  }
  return value;
}

/** Makes sure before any work that files can be written to `folder`, which need not exist yet. */
export function checkWritable(argument: string, folder: string): string {
  const path = resolve(folder);
  let existing = path;
  while (!existsSync(existing)) existing = dirname(existing);
  const remedy = 'name a folder that you may write to';
  if (!statSync(existing).isDirectory()) throw new InputError(argument, `${existing} is a file, not a folder`, remedy);
  try {
    accessSync(existing, constants.W_OK);
  } catch {
    throw new InputError(argument, `cannot write to ${existing}`, remedy);
  }
  return path;
}
