import { InputError } from '../runs/errors';

/** Refuses those of a group of settings that are no whole number of at least 1, by name. */
export function checkCounts<Name extends string>(settings: Record<Name, number>, names: readonly Name[], group: string): void {
  for (const name of names) {
    if (Number.isInteger(settings[name]) && settings[name] >= 1) continue;
    throw new InputError(`${group}.${name}`, `${settings[name]}`, 'give a whole number of at least 1');
  }
}

/** Refuses those of a group of settings that are not above 0, by name. */
export function checkPositive<Name extends string>(settings: Record<Name, number>, names: readonly Name[], group: string): void {
  for (const name of names) {
    if (!(settings[name] > 0)) throw new InputError(`${group}.${name}`, `${settings[name]}`, 'give a number above 0');
  }
}
