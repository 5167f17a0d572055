import type { RandomStream } from '../../src/numerics/random';
import { filmJson } from './film-json';

/** Problems to mutate: all kinds of input, of few harmonics. */
const film = { ...filmJson, image: ['0110', '1100', '0001'], truncation: { circular: 13 } };
const { thickness: _, image: __, ...common } = film;
const grating = { ...film, image: ['0011'], truncation: { rectangular: [6, 0] } };
const metal = [
  [1, 0],
  [0.2, 3.4],
];
const seeds: object[] = [
  film,
  { ...film, cover: [1.2, 0], theta: 25, phi: 40, rule: 'laurent', truncation: { rectangular: [2, 1] }, precision: 'auto' },
  { ...film, image: ['012', '210'], phases: [...film.phases, [2, 0]], precision: 'f32' },
  { ...grating, phases: metal, theta: 40 },
  { ...film, phases: metal, truncation: { circular: 21 } },
  { ...grating, phases: [[1.45, 0] as const, [3.4, 0] as const], image: ['01'], thickness: 900 },
  { ...film, image: ['1'], truncation: { circular: 1 }, name: 'uniform', expected: {} },
  {
    ...common,
    layers: [
      { thickness: 80, phase: 1 },
      { thickness: 120, image: film.image },
      { thickness: 20, phase: 0 },
    ],
  },
  { ...common, theta: 30, precision: 'f64', layers: [{ thickness: 300, image: ['01'] }] },
];

/** Numbers, and what looks like one, as JSON text. */
const numbers = `0 -0 -1 1 0.5 3 7 90 89.9999999 361 1e3 1e4 1e5 1e6 1e9 1e15 1e16 1e30 1e200 1e300 1e999 -1e999 5e-324 1e-300
 1e-200 1e-30 1e-16 1e-9 1e-6 1e-3 4294967296 9007199254740993 "600" "NaN" "Infinity" "-0" "0x10"`.split(/\s+/);
const others = [
  ...['null', 'true', 'false', '""', '[]', '{}', '[[]]', '[null, null]', '[1]', '[1, 2, 3]', '["1", "0"]', '{"circular": 9}'],
  ...['[1e300, 1e-300]', '[1e-300, 1e-300]', '[0, 3]', '[50, 0]', '[900, 900]', '[1e-4, 0]', '[1e4, 1e4]', '{"length": 2}'],
  ...['{"rectangular": [0, 0]}', '{"rectangular": [999, 0]}', '{"rectangular": [30, 30]}', '{"rectangular": [3, 1e300]}'],
  ...['{"circular": 2000}', '{"circular": 1e308}', '{"toString": 1, "valueOf": 2}', '{"__proto__": {"circular": 9}}'],
  ...['"../../etc/passwd"', '"none.png"', '"\\u0000.png"', '"/dev/zero"', '"/.png"', '"li"', '"laurent"', '"f16"'],
  ...['"\\u001b[31mred\\u0007\\r\\n"', '"\\u2028\\u202e\\ud800"', `"${'long '.repeat(3000)}.png"`, `"${'x'.repeat(2e5)}"`],
  ...[`${'['.repeat(2e4)}${']'.repeat(2e4)}`, `${'{"a":'.repeat(2e4)}1${'}'.repeat(2e4)}`, `[${'0,'.repeat(2e5)}0]`],
  ...[`[${'[1.5, 0], '.repeat(300)}[2, 0]]`, `["${'01'.repeat(600)}"]`, `[${'"0110",'.repeat(3000)}"0110"]`, '["0", "1", "22"]'],
  ...[`[${'"01",'.repeat(1500)}"10"]`, `["${'0'.repeat(1e6)}"]`, `["${'01'.repeat(500)}", "${'10'.repeat(500)}"]`, '["9"]'],
];
const keys = `__proto__ constructor toString hasOwnProperty layers image thickness phase precision truncation name note wavelenght
 "" \u0000 \u001b[2J \u2028 ${'k'.repeat(1e4)}`.split(/\s+/);

interface Place {
  parent: Record<string, unknown>;
  key: string;
}

interface Mutated extends Place {
  value: unknown;
  places: readonly Place[];
  pick: <Item>(items: readonly Item[]) => Item;
  /** Stands for JSON text that JSON.stringify would not write: −0, 1e999, twenty thousand brackets. */
  asRaw: (text: string) => string;
}

const mutations: ((mutated: Mutated) => void)[] = [
  ({ parent, key, pick, asRaw }) => define(parent, key, asRaw(pick(numbers))),
  ({ parent, key, pick, asRaw }) => define(parent, key, asRaw(pick(numbers))),
  ({ parent, key, pick, asRaw }) => define(parent, key, asRaw(pick(others))),
  ({ parent, key, pick, asRaw }) => define(parent, key, asRaw(pick(others))),
  ({ parent, key }) => delete parent[key],
  ({ parent, value, pick }) => define(parent, pick(keys), value),
  ({ parent, key, value, pick }) =>
    define(parent, key, Array.isArray(value) ? repeated(value, pick([2, 3, 10, 100, 3000])) : [value]),
  ({ parent, key, places, pick }) => define(parent, key, pick(places).parent),
];

/** A damaged problem, as the text of a JSON file: one to three mutations of a problem that can be solved. */
export function mutatedProblem(random: RandomStream): string {
  const raw: string[] = [];
  const asRaw = (text: string): string => `@raw ${raw.push(text) - 1}@`;
  const pick = <Item>(items: readonly Item[]): Item => items[random.integer(items.length)];
  const root = { problem: structuredClone(pick(seeds)) as unknown };
  for (let left = pick([1, 1, 1, 2, 3]); left > 0; left--) {
    const places = placesIn(root as Record<string, unknown>);
    const numeric = places.filter(({ parent, key }) => typeof parent[key] === 'number');
    // Half of all mutations only scale a number.
    const scales = numeric.length > 0 && random.integer(2) === 0;
    const { parent, key } = pick(scales ? numeric : places);
    const value = parent[key];
    if (scales) parent[key] = (value as number) * pick([0.3, 0.9, 1.5, 4, 10 ** (random.integer(13) - 6)]);
    else mutations[random.integer(mutations.length)]({ parent, key, value, places, pick, asRaw });
    if (!('problem' in root)) break;
  }
  const text = serialised(root.problem).replace(/"@raw (\d+)@"/g, (_, i) => raw[Number(i)]);
  return random.integer(20) === 0 ? damaged(text, random) : text;
}

/** Every place in a value that something can be put at, but inside long lists. */
function placesIn(parent: Record<string, unknown>, depth = 0): Place[] {
  if (depth > 5) return [];
  return Object.keys(parent)
    .slice(0, 12)
    .flatMap((key) => {
      const value = parent[key];
      const inside = typeof value === 'object' && value !== null ? placesIn(value as Record<string, unknown>, depth + 1) : [];
      return [{ parent, key }, ...inside];
    });
}

function define(parent: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
}

function repeated(items: readonly unknown[], times: number): unknown[] {
  return Array.from({ length: items.length * times }, (_, i) => items[i % items.length]);
}

/** JSON, or nothing where the value contains itself. */
function serialised(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
}

/** Text that is cut, or has a character too many. */
function damaged(text: string, random: RandomStream): string {
  const at = random.integer(text.length + 1);
  const between = ['', '\u0000', '\u2028', '}', ',', '\ufeff', '"', '\u001b[0m', '['][random.integer(9)];
  return random.integer(2) === 0 ? text.slice(0, at) : `${text.slice(0, at)}${between}${text.slice(at)}`;
}
