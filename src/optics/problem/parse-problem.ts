import { InputError } from '../../runs/errors';
import { checkProblem, checkSize } from './check';
import { type OpticalProblem, type Pattern, rules, type Truncation } from './problem';
import { printable, quoted } from './quoted';

const precisions = ['auto', 'f32', 'f64'] as const;
const ignoredKeys = ['name', 'expected', 'codes', 'agreement_digits', 'harmonics', 'note'];
const defaults = { cover: [1, 0], theta: 0, phi: 0, rule: 'vector' };
const requiredKeys = ['wavelength', 'period', 'thickness', 'phases', 'substrate', 'truncation', 'image'];
const indexRemedy = 'give the refractive index as [n, k]';

/**
 * A problem from JSON, as `microdesign simulate` reads it: the keys of OpticalProblem, with `image`, rows of digits that
 * name phases, in the place of `pattern`. Where they are left out, cover is [1, 0], theta and phi are 0 and rule is 'vector'.
 * Throws InputError for whatever is wrong; `source` says where the JSON came from, such as a file's name.
 */
export function parseProblem(json: unknown, source: string): OpticalProblem {
  return namingSource(source, () => {
    const problem = readProblem(json);
    checkProblem(problem);
    return problem;
  });
}

/** Does some reading and checking, and says in its errors where the JSON came from. */
export function namingSource<Outcome>(source: string, read: () => Outcome): Outcome {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.argument, `${error.problem} (in ${printable(source)})`, error.remedy);
  }
}

function readProblem(json: unknown): OpticalProblem {
  if (!isRecord(json)) throw new InputError('problem', 'this is no JSON object', 'give { "wavelength": …, "image": … }');
  const known = [...requiredKeys, ...Object.keys(defaults), 'precision'];
  for (const key of Object.keys(json)) {
    if (!known.includes(key) && !ignoredKeys.includes(key)) {
      throw new InputError(printable(key), 'no such key', `the keys are ${known.join(', ')}`);
    }
  }
  for (const key of requiredKeys) {
    if (!(key in json)) throw new InputError(key, 'it is missing', `the keys that must be there are ${requiredKeys.join(', ')}`);
  }
  const given: Record<string, unknown> = { ...defaults, ...json };
  const { phases } = given;
  if (!Array.isArray(phases)) throw new InputError('phases', 'this is no list', 'give [n, k] for each phase of the image');
  const rule = rules.find((value) => value === given.rule);
  if (!rule) throw new InputError('rule', `there is no rule ${quoted(given.rule)}`, 'take "li", "vector" or "laurent"');
  const precision = precisions.find((value) => value === given.precision);
  if ('precision' in given && !precision) {
    throw new InputError('precision', `there is no precision ${quoted(given.precision)}`, 'take "auto", "f32" or "f64"');
  }
  return {
    wavelength: readNumber('wavelength', given.wavelength),
    period: readPair('period', given.period, 'give both sides of the cell as [x, y]'),
    thickness: readNumber('thickness', given.thickness),
    phases: phases.map((phase) => readPair('phases', phase, indexRemedy)),
    cover: readPair('cover', given.cover, indexRemedy),
    substrate: readPair('substrate', given.substrate, indexRemedy),
    theta: readNumber('theta', given.theta),
    phi: readNumber('phi', given.phi),
    truncation: readTruncation(given.truncation),
    rule,
    pattern: readImage(given.image),
    ...(precision && { precision }),
  };
}

function readNumber(key: string, value: unknown): number {
  if (typeof value !== 'number') throw new InputError(key, `${quoted(value)} is no number`, 'give one number');
  return value;
}

function readPair(key: string, value: unknown, remedy: string): readonly [number, number] {
  if (Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'number')) {
    return [value[0], value[1]];
  }
  throw new InputError(key, `${quoted(value)} is no pair of numbers`, remedy);
}

function readTruncation(value: unknown): Truncation {
  const keys = isRecord(value) ? Object.keys(value) : [];
  if (isRecord(value) && keys.length === 1) {
    if (keys[0] === 'circular') return { circular: readNumber('truncation', value.circular) };
    if (keys[0] === 'rectangular') {
      return { rectangular: readPair('truncation', value.rectangular, 'give the highest diffraction orders as [mx, my]') };
    }
  }
  const remedy = 'give { "circular": harmonics } or { "rectangular": [mx, my] }';
  throw new InputError('truncation', `${quoted(value)} names no truncation`, remedy);
}

function readImage(value: unknown): Pattern {
  const remedy = 'give a list of rows of digits, one digit a pixel, such as ["0110", "0110"]';
  if (!(Array.isArray(value) && value.length > 0)) throw new InputError('image', 'this is no list of rows', remedy);
  value.forEach((row, y) => {
    if (typeof row !== 'string' || !/^\d+$/.test(row)) {
      throw new InputError('image', `row ${y + 1} is ${quoted(row)}, no row of digits`, remedy);
    }
    if (row.length !== value[0].length) {
      throw new InputError('image', `row ${y + 1} has ${row.length} pixels, row 1 has ${value[0].length}`, 'make all rows alike');
    }
  });
  checkSize(value[0].length, value.length);
  return { width: value[0].length, height: value.length, values: Uint8Array.from(value.join(''), Number) };
}

/** Whether a JSON value is an object, and no list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
