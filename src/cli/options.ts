import { accessSync, constants, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { checkProfile } from '../pipeline/check';
import { defaultSeed, findProfile, type Profile, profiles } from '../pipeline/profiles';
import { applySettings } from '../pipeline/settings';
import { InputError } from '../runs/errors';
import { makeFolder, removePartials } from '../runs/files';
import { holdLock } from '../runs/lock';
import { refusalOf } from '../runs/refusals';
import { countComponents, numbersIn, type Property, type PropertyValue } from '../simulation/property';

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

/** Reads a number above 0 from the command line. */
export function positiveNumber(argument: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!(value > 0 && Number.isFinite(value))) throw new InputError(argument, `'${text}' is no number above 0`, 'give one');
    return value;
  };
}

/** Reads a target: a number, or several with commas between them. */
export function readTarget(text: string): PropertyValue {
  const values = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (!values.every(Number.isFinite)) {
    throw new InputError('--target', `'${text}' is no number`, 'give one, such as 0.65; for a spectrum several, with commas');
  }
  return values.length === 1 ? values[0] : values;
}

/** Refuses a target that a property cannot have, or that no error in percent can be told of. */
export function checkTarget(target: PropertyValue, property: Property): void {
  const values = numbersIn(target);
  const [low, high] = property.range;
  const wanted = countComponents(property);
  if (values.length !== wanted) {
    throw new InputError('--target', `${values.length} numbers for the ${wanted} of a target ${property.name}`, `give ${wanted}`);
  }
  const wrong = values.find((value) => !(value >= low && value <= high && value !== 0));
  if (wrong !== undefined) {
    throw new InputError('--target', `${wrong} is no ${property.name} to ask for`, `give a number between ${low} and ${high}`);
  }
}

/** Options of the commands that work with a run: whose settings, which of them changed, and its seed. */
export interface RunOptions {
  profile: string;
  set?: string[];
  seed: number;
}

/** Adds --profile, --set and --seed. */
export function addRunOptions(command: Command, profile: string): Command {
  const names = profiles.map(({ name }) => name).join(', ');
  return command
    .option('--profile <name>', `the size of the run: ${names}`, profile)
    .option('--seed <number>', 'everything random in the run follows from it', wholeNumber('--seed', 0), defaultSeed)
    .option('--set <name=value>', 'changes a setting of the profile: film.thickness=300; may be given again', gather);
}

const gather = (value: string, before: readonly string[] = []): string[] => [...before, value];

/** The profile that the options name, checked. Throws InputError for a name, setting or value that makes no sense. */
export function readProfile({ profile, set = [] }: Pick<RunOptions, 'profile' | 'set'>): Profile {
  const changed = applySettings(findProfile(profile), set);
  checkProfile(changed);
  return changed;
}

/** Words with commas between them, in lines that a terminal shows. */
export function listInLines(words: readonly string[], width = 110): string {
  return words.reduce((text, word) => {
    const last = text.slice(text.lastIndexOf('\n') + 1);
    return text === '' ? word : `${text},${last.length + word.length > width ? '\n' : ' '}${word}`;
  }, '');
}

/** Writes a line to standard output. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/**
 * Makes the folder where it is not there, and sure that files can be written to it before any long work. Called last of all
 * checks, so that a refused command leaves no folder behind.
 */
export function prepareFolder(argument: string, folder: string): string {
  const path = resolve(folder);
  try {
    makeFolder(path);
    accessSync(path, constants.W_OK);
    readdirSync(path); // which a file of that name refuses
    removePartials(path);
  } catch (error) {
    throw refusalOf(error, argument, `cannot write to ${path}`) ?? error;
  }
  return path;
}

/** The same, for this command alone until it ends: in one folder the files of two would be mixed up. */
export function claimFolder(argument: string, folder: string): string {
  const path = prepareFolder(argument, folder);
  process.once('exit', holdLock(join(path, '.microdesign.lock'), argument, `a command that writes to ${path}`));
  return path;
}
