import { type Method, slugOf } from '../inverse/method';
import { settingsOf } from '../pipeline/method-steps';
import type { Profile } from '../pipeline/profiles';
import { findMethod } from '../pipeline/trained';
import { InputError } from '../runs/errors';

/** The group of a method's settings that says how many calls a design may take; nothing where it takes no budget. */
const budgetOf = ({ settings }: Method): string | undefined =>
  Object.entries(settings).find(([, group]) => 'calls' in (group as object))?.[0];

/**
 * The profile with so many calls of the simulator for each design of a method, or as it is where none are given. Throws
 * InputError where the method takes no budget, and where that is too small for it.
 */
export function withCalls(profile: Profile, methods: readonly Method[], name: string | undefined, calls?: number): Profile {
  if (calls === undefined) return profile;
  const method = findMethod(methods, name);
  const group = budgetOf(method);
  if (group === undefined) {
    const others = new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(methods.filter(budgetOf).map(slugOf));
    const remedy = others ? `leave it out, or give --method ${others}` : 'leave it out';
    throw new InputError('--calls', `${method.name} takes no budget of calls`, remedy);
  }
  const changed = { ...profile, methods: { ...profile.methods, [group]: { ...profile.methods[group], calls } } };
  try {
    method.check?.(settingsOf(changed, method));
  } catch (error) {
    if (!(error instanceof InputError) || error.argument !== `${group}.calls`) throw error;
    throw new InputError('--calls', error.problem, error.remedy);
  }
  return changed;
}
