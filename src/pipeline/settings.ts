import { closest } from 'fastest-levenshtein';
import { methods as ofOneNumber, spectralMethods } from '../inverse/index';
import { InputError } from '../runs/errors';
import type { Profile } from './profiles';

const allMethods = [...ofOneNumber, ...spectralMethods];

/** Settings that a profile may leave out, and what they are then. */
const optional: Record<string, unknown> = {
  fineHarmonics: 441,
  'film.precision': 'auto',
  'protocol.exploration': [],
  'protocol.heldOut': 0,
  'protocol.novelty': 0,
  'protocol.repetitions': 1,
  'gan.smoothing': 0,
  'gan.padding': 'same',
  'gan.texture': { style: 0, collapse: 0, smallStyle: 0, setAfter: 100 },
};

/** Settings that may be of another kind than their default: one wavelength or several, an index or a material's name. */
const otherKinds: readonly [path: RegExp, kinds: RegExp][] = [
  [/^film\.wavelength$/, /^(a number|a list)$/],
  [/^film\.(phases|cover|substrate)$/, /^(a list|a word)$/],
  [/\.(targets|exploration)$/, /^a list$/],
];

/**
 * The profile with settings given as "film.thickness=300", as the command line has them: a path and a value as JSON or a
 * word. Data sets are known by their names: "datasets.II.samples=1000". Throws InputError for an unknown setting, and for a
 * value of another kind than the setting's.
 */
export function applySettings(profile: Profile, assignments: readonly string[], argument = '--set'): Profile {
  if (assignments.length === 0) return profile;
  const tree = asTree(profile);
  for (const assignment of assignments) {
    const at = assignment.indexOf('=');
    if (at < 1) throw new InputError(argument, `'${assignment}' is no setting`, 'give name=value, such as film.thickness=300');
    assign(tree, assignment.slice(0, at), assignment.slice(at + 1), argument);
  }
  const { datasets, methods, ...rest } = tree;
  return {
    ...profile,
    ...(rest as Partial<Profile>),
    datasets: Object.values(datasets as Tree) as unknown as Profile['datasets'],
    methods: { ...profile.methods, ...(methods as Profile['methods']) },
    changes: [...(profile.changes ?? []), ...assignments],
  };
}

/** Names of all settings of a profile that can be set. */
export function listSettings(profile: Profile): string[] {
  return leaves(withOptional(asTree(profile)));
}

interface Tree {
  [key: string]: unknown;
}

/** The profile's settings by name: data sets by theirs, groups of the methods' settings beside the profile's own. */
function asTree({ name: _, purpose: __, changes: ___, datasets, methods, ...rest }: Profile): Tree {
  const groups: Tree = {};
  for (const { settings } of allMethods) {
    for (const [group, defaults] of Object.entries(settings)) groups[group] = { ...defaults, ...methods[group] };
  }
  return structuredClone({ ...rest, datasets: Object.fromEntries(datasets.map((each) => [each.name, each])), methods: groups });
}

function withOptional(tree: Tree): Tree {
  const full = structuredClone(tree);
  for (const [path, value] of Object.entries(optional)) {
    const [parent, key] = parentOf(full, path.split('.'));
    if (parent && parent[key] === undefined) parent[key] = structuredClone(value);
  }
  return full;
}

/** As the command line has it, the methods' groups stand beside the profile's own settings. */
const pathOf = (name: string, tree: Tree): string[] => {
  const parts = name.split('.');
  return parts[0] in (tree.methods as Tree) ? ['methods', ...parts] : parts;
};

function parentOf(tree: Tree, path: readonly string[]): [parent: Tree | undefined, key: string] {
  let parent: unknown = tree;
  for (const part of path.slice(0, -1)) parent = isTree(parent) && Object.hasOwn(parent, part) ? parent[part] : undefined;
  return [isTree(parent) ? parent : undefined, path[path.length - 1]];
}

function assign(tree: Tree, name: string, text: string, argument: string): void {
  const full = withOptional(tree);
  const path = pathOf(name, tree);
  const [found, key] = parentOf(full, path);
  const before = found && Object.hasOwn(found, key) ? found[key] : undefined;
  if (before === undefined || isTree(before)) {
    const names = leaves(full);
    const inside = names.find((other) => other.startsWith(`${name}.`));
    throw new InputError(argument, `there is no setting '${name}'`, `did you mean ${inside ?? closest(name, names)}?`);
  }
  const value = readValue(text);
  const [kind, wanted] = [kindOf(value), kindOf(before)];
  const others = otherKinds.find(([paths]) => paths.test(name))?.[1];
  if (others ? !others.test(kind.replace(/ of .*/, '')) : kind !== wanted) {
    throw new InputError(argument, `${name} is ${wanted}, '${text}' is not`, `give a value such as ${JSON.stringify(before)}`);
  }
  // what is set of an optional group needs the rest of it
  const group = Object.keys(optional).find((each) => name.startsWith(`${each}.`));
  if (group) {
    const [parent, groupKey] = parentOf(tree, group.split('.'));
    if (parent) parent[groupKey] ??= structuredClone(optional[group]);
  }
  const [parent] = parentOf(tree, path);
  parent![key] = value;
}

function readValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What a value is, for people to read. */
function kindOf(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length} (${[...new Set(value.map(kindOf))].join(' or ')})`;
  if (typeof value === 'number') return 'a number';
  if (typeof value === 'boolean') return 'true or false';
  return typeof value === 'string' ? 'a word' : 'a group of settings';
}

function leaves(tree: Tree): string[] {
  const { methods, ...own } = tree;
  const list = (node: Tree, prefix: string): string[] =>
    Object.entries(node).flatMap(([key, value]) => (isTree(value) ? list(value, `${prefix}${key}.`) : [prefix + key]));
  return [...list(own, ''), ...list((methods ?? {}) as Tree, '')];
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
