import { InputError } from '../../runs/errors';

/** n + ik of a material; k >= 0 absorbs, as time goes like exp(−iωt). */
export type RefractiveIndex = readonly [n: number, k: number];

/** Pixels of one cell; `values[iy * width + ix]` is the number of the phase at pixel (ix, iy). */
export interface Pattern {
  readonly width: number;
  readonly height: number;
  readonly values: Uint8Array;
}

/** Plane-wave orders (m, n) kept: whole shells of a circle, at most so many, or |m| <= mx and |n| <= my. */
export type Truncation = { readonly circular: number } | { readonly rectangular: readonly [mx: number, my: number] };

/** A periodic patterned layer between two half-spaces, lit from the cover. All lengths are in one unit, any. */
export interface OpticalProblem {
  /** In vacuum. */
  readonly wavelength: number;
  /** Sides of the cell along x and y. */
  readonly period: readonly [x: number, y: number];
  readonly thickness: number;
  /** Material of each phase that the pattern names. */
  readonly phases: readonly RefractiveIndex[];
  /** Where the light comes from; lossless. */
  readonly cover: RefractiveIndex;
  readonly substrate: RefractiveIndex;
  /** Angle of incidence from the normal, degrees, 0 <= theta < 90. */
  readonly theta: number;
  /** Azimuth of the plane of incidence from x, degrees. At phi = 0, s has E along y. */
  readonly phi: number;
  readonly truncation: Truncation;
  /** Factorisation of the products of ε and E: 'li' (Li 1997), which converges fast, or 'laurent', which does not. */
  readonly rule: 'li' | 'laurent';
  readonly pattern: Pattern;
  /**
   * Of the numbers: 'f32', 'f64' or 'auto' (the default), which computes in single precision where errors show, and anew in
   * double precision where they do.
   */
  readonly precision?: 'auto' | 'f32' | 'f64';
}

/** Whether a pattern does not change along x or does not along y. */
export function isStriped({ width, values }: Pattern): boolean {
  const alongX = values.every((value, i) => value === values[i - (i % width)]);
  return alongX || values.every((value, i) => value === values[i % width]);
}

/** Matrices of 4 · harmonics² complex numbers: about ten of them, of 256 MB each, at this number. */
const mostHarmonics = 2000;

/** Throws InputError, naming the key of the problem, where its numbers make no sense together. */
export function checkProblem(problem: OpticalProblem): void {
  checkLength('wavelength', problem.wavelength);
  for (const side of problem.period) checkLength('period', side);
  checkLength('thickness', problem.thickness);
  if (problem.phases.length === 0) throw new InputError('phases', 'there are none', 'give [n, k] for each phase of the image');
  for (const phase of problem.phases) checkIndex('phases', phase);
  checkIndex('cover', problem.cover);
  checkIndex('substrate', problem.substrate);
  const [n, k] = problem.cover;
  if (n === 0 || k > 0) {
    throw new InputError('cover', `[${n}, ${k}] lets no light through to the layer undamped`, 'take n > 0 and k = 0 for it');
  }
  if (!(problem.theta >= 0 && problem.theta < 90)) {
    throw new InputError('theta', `${problem.theta} degrees is no angle of incidence`, 'take 0 <= theta < 90');
  }
  if (!Number.isFinite(problem.phi)) throw new InputError('phi', `${problem.phi} is no angle`, 'give degrees, any finite number');
  checkTruncation(problem.truncation);
  checkPattern(problem.pattern, problem.phases.length);
}

function checkLength(key: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value))) {
    throw new InputError(key, `${value} is no length`, 'give a positive number, in the unit of all other lengths');
  }
}

function checkIndex(key: string, [n, k]: RefractiveIndex): void {
  if (!(Number.isFinite(n) && Number.isFinite(k) && n >= 0 && k >= 0 && n + k > 0)) {
    throw new InputError(key, `[${n}, ${k}] is no refractive index n + ik`, 'give n >= 0 and k >= 0, not both 0 (k > 0 absorbs)');
  }
}

function checkTruncation(truncation: Truncation): void {
  const limit = `take at most ${mostHarmonics} harmonics`;
  if ('circular' in truncation) {
    const { circular } = truncation;
    if (!(Number.isInteger(circular) && circular >= 1)) {
      throw new InputError('truncation', `circular ${circular} keeps no harmonics`, 'give a whole number, 1 or more');
    }
    if (circular > mostHarmonics) throw new InputError('truncation', `circular ${circular} is too many`, limit);
    return;
  }
  const [mx, my] = truncation.rectangular;
  if (!(Number.isInteger(mx) && Number.isInteger(my) && mx >= 0 && my >= 0)) {
    throw new InputError('truncation', `rectangular [${mx}, ${my}] is no range of orders`, 'give two whole numbers, 0 or more');
  }
  const count = (2 * mx + 1) * (2 * my + 1);
  if (count > mostHarmonics) throw new InputError('truncation', `rectangular [${mx}, ${my}] keeps ${count} harmonics`, limit);
}

function checkPattern({ width, height, values }: Pattern, phases: number): void {
  if (!(width >= 1 && height >= 1 && values.length === width * height)) {
    throw new InputError('image', `${values.length} pixels do not fill ${height} rows of ${width}`, 'give all rows alike');
  }
  const highest = values.reduce((most, value) => Math.max(most, value), 0);
  if (highest >= phases) {
    const has = phases === 1 ? 'only phase 0 is given' : `phases 0 to ${phases - 1} are given`;
    throw new InputError('image', `a pixel has phase ${highest}, but ${has}`, `give ${highest + 1} phases or change the pixel`);
  }
}

const precisions = ['auto', 'f32', 'f64'] as const;
const ignoredKeys = ['name', 'expected', 'codes', 'agreement_digits', 'harmonics', 'note'];
const defaults = { cover: [1, 0], theta: 0, phi: 0, rule: 'li' };
const requiredKeys = ['wavelength', 'period', 'thickness', 'phases', 'substrate', 'truncation', 'image'];
const indexRemedy = 'give the refractive index as [n, k]';

/**
 * A problem from JSON, as `microdesign simulate` reads it: the keys of OpticalProblem, with `image`, rows of digits that
 * name phases, in the place of `pattern`. Where they are left out, cover is [1, 0], theta and phi are 0 and rule is 'li'.
 * Throws InputError for whatever is wrong; `source` says where the JSON came from, such as a file's name.
 */
export function parseProblem(json: unknown, source: string): OpticalProblem {
  try {
    const problem = readProblem(json);
    checkProblem(problem);
    return problem;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.argument, `${error.problem} (in ${source})`, error.remedy);
  }
}

function readProblem(json: unknown): OpticalProblem {
  if (!isRecord(json)) throw new InputError('problem', 'this is no JSON object', 'give { "wavelength": …, "image": … }');
  const known = [...requiredKeys, ...Object.keys(defaults), 'precision'];
  for (const key of Object.keys(json)) {
    if (!known.includes(key) && !ignoredKeys.includes(key)) {
      throw new InputError(key, 'no such key', `the keys are ${known.join(', ')}`);
    }
  }
  for (const key of requiredKeys) {
    if (!(key in json)) throw new InputError(key, 'it is missing', `the keys that must be there are ${requiredKeys.join(', ')}`);
  }
  const given: Record<string, unknown> = { ...defaults, ...json };
  const { phases, rule } = given;
  if (!Array.isArray(phases)) throw new InputError('phases', 'this is no list', 'give [n, k] for each phase of the image');
  if (rule !== 'li' && rule !== 'laurent') {
    throw new InputError('rule', `there is no rule ${JSON.stringify(rule)}`, 'take "li" or "laurent"');
  }
  const precision = precisions.find((value) => value === given.precision);
  if ('precision' in given && !precision) {
    const remedy = 'take "auto", "f32" or "f64"';
    throw new InputError('precision', `there is no precision ${JSON.stringify(given.precision)}`, remedy);
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
  if (typeof value !== 'number') throw new InputError(key, `${JSON.stringify(value)} is no number`, 'give one number');
  return value;
}

function readPair(key: string, value: unknown, remedy: string): readonly [number, number] {
  if (Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'number')) {
    return [value[0], value[1]];
  }
  throw new InputError(key, `${JSON.stringify(value)} is no pair of numbers`, remedy);
}

function readTruncation(value: unknown): Truncation {
  const keys = isRecord(value) ? Object.keys(value) : [];
  if (isRecord(value) && keys.length === 1) {
    if (keys[0] === 'circular') return { circular: readNumber('truncation', value.circular) };
    if (keys[0] === 'rectangular') {
      return { rectangular: readPair('truncation', value.rectangular, 'give the highest orders as [mx, my]') };
    }
  }
  const remedy = 'give { "circular": harmonics } or { "rectangular": [mx, my] }';
  throw new InputError('truncation', `${JSON.stringify(value)} names no truncation`, remedy);
}

function readImage(value: unknown): Pattern {
  const remedy = 'give a list of rows of digits, one digit a pixel, such as ["0110", "0110"]';
  if (!(Array.isArray(value) && value.length > 0)) throw new InputError('image', 'this is no list of rows', remedy);
  value.forEach((row, y) => {
    if (typeof row !== 'string' || !/^\d+$/.test(row)) {
      throw new InputError('image', `row ${y + 1} is ${JSON.stringify(row)}, no row of digits`, remedy);
    }
    if (row.length !== value[0].length) {
      throw new InputError('image', `row ${y + 1} has ${row.length} pixels, row 1 has ${value[0].length}`, 'make all rows alike');
    }
  });
  return { width: value[0].length, height: value.length, values: Uint8Array.from(value.join(''), Number) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
