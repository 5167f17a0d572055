import { accessSync, constants, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { InputError } from '../runs/errors';
import { makeFolder } from '../runs/files';

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

/** Makes the folder where it is not there, and sure that files can be written to it before any long work. */
export function prepareFolder(argument: string, folder: string): string {
  const path = resolve(folder);
  try {
    makeFolder(path);
    accessSync(path, constants.W_OK);
    readdirSync(path); // which a file of that name refuses
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError(argument, `cannot write to ${path} (${code})`, 'name a folder that you may write to');
  }
  return path;
}
