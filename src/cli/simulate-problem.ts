import { isRecord, parseProblem } from '../optics/problem/parse-problem';
import type { OpticalProblem, Rule } from '../optics/problem/problem';
import { printable } from '../optics/problem/quoted';
import { layerProblems, parseStack } from '../optics/problem/stack-problem';
import { estimateSeconds } from '../optics/solver/cost';
import { type Solution, solve } from '../optics/solver/solve';
import { type StackSolution, solveStack } from '../optics/solver/stack';
import { coarserTruncation, truncationError } from '../optics/sweeps/truncation-error';
import { InputError } from '../runs/errors';
import { readFile } from '../runs/files';
import { withImageRows } from './problem-image';

export interface SimulateOptions {
  /** Of the numbers, in the place of what the problem says; where neither says anything, double. */
  precision?: 'auto' | 'f32' | 'f64';
  /** Whether problems that take long are refused. */
  limit?: boolean;
}

/** Problems that are estimated to take longer, in seconds, are refused unless the user wants to wait. */
const longest = 5;

export interface Simulation extends Pick<Solution, 's' | 'p' | 'unpolarised' | 'orders' | 'harmonics' | 'precision'> {
  rule: Rule;
  /** About how far R, T and A are from converged (`truncationError`); nothing where so few harmonics do not tell. */
  error?: number;
  /** Absorption of each layer of a stack. */
  layers?: StackSolution['layers'];
}

/** The problem of a JSON file, one layer. Throws InputError, of one short line, where it is none. */
export function readProblem(path: string): OpticalProblem {
  return shortly(() => {
    const json = parseJson(readFile(path, 'problem').toString('utf8'), path);
    if (isRecord(json) && 'layers' in json) {
      throw new InputError('problem', 'it is a stack of layers', 'give one layer: thickness and image');
    }
    return parseProblem(withImageRows(json, path, periodOf(json)), path);
  });
}

/** Solves the problem of a JSON file: one layer, or a stack. Throws InputError, of one short line, for whatever is wrong. */
export function simulateFile(path: string, options: SimulateOptions = {}): Simulation {
  return shortly(() => simulate(readFile(path, 'problem').toString('utf8'), path, options));
}

/** Like `simulateFile`, of the JSON text itself; images are looked for beside `path`. */
export function simulateText(text: string, path: string, options: SimulateOptions = {}): Simulation {
  return shortly(() => simulate(text, path, options));
}

function simulate(text: string, path: string, { precision, limit = true }: SimulateOptions): Simulation {
  const json = parseJson(text, path);
  const given = isRecord(json) && precision ? { ...json, precision } : json;
  if (isRecord(given) && 'layers' in given) {
    const layers = Array.isArray(given.layers)
      ? given.layers.map((layer) => withImageRows(layer, path, given.period))
      : given.layers;
    const stack = parseStack({ ...given, layers }, path);
    if (limit) checkTime(layerProblems(stack));
    return withError(stack, (one) => ({ ...solveStack(one), precision: 'f64' as const }));
  }
  const problem = parseProblem(withImageRows(given, path, periodOf(given)), path);
  if (limit) checkTime([problem]);
  return withError({ ...problem, precision: problem.precision ?? 'f64' }, solve);
}

/** The solution of a problem, and its error as another with half as many harmonics shows it. */
function withError<Problem extends Pick<OpticalProblem, 'truncation' | 'rule'>>(
  problem: Problem,
  solveProblem: (problem: Problem) => Omit<Simulation, 'rule' | 'error'>,
): Simulation {
  const solution = { ...solveProblem(problem), rule: problem.rule };
  const truncation = coarserTruncation(problem.truncation);
  if (!truncation) return solution;
  try {
    return { ...solution, error: truncationError(solution, solveProblem({ ...problem, truncation })) };
  } catch (error) {
    sayNothing(error);
    return solution;
  }
}

/** Rounding errors may spoil the coarser of two solutions alone: then nothing is said of the error. Throws any other. */
export function sayNothing(error: unknown): undefined {
  if (error instanceof InputError) return undefined;
  throw error;
}

const periodOf = (json: unknown): unknown => (isRecord(json) ? json.period : undefined);

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const problem = `${printable(path)} is not JSON (${printable((error as Error).message)})`;
    throw new InputError('problem', problem, 'see `microdesign simulate --help` for the format');
  }
}

function checkTime(layers: readonly OpticalProblem[]): void {
  const seconds = estimateSeconds(layers);
  if (seconds <= longest) return;
  const time = seconds < 120 ? `${Math.ceil(seconds)} seconds` : `${Math.ceil(seconds / 60)} minutes`;
  throw new InputError('problem', `its solution takes about ${time}`, 'keep fewer harmonics or layers, or add --no-limit');
}

/** Does some work whose mistakes of input are told in one short line, however long the names of files in them are. */
function shortly<Outcome>(work: () => Outcome): Outcome {
  try {
    return work();
  } catch (error) {
    if (error instanceof InputError) {
      throw new InputError(printable(error.argument), printable(error.problem, 180), printable(error.remedy, 150));
    }
    if (error instanceof RangeError && /memory|Memory/.test(error.message)) {
      throw new InputError('truncation', 'the matrices do not fit the memory', 'keep fewer harmonics or layers');
    }
    throw error;
  }
}
