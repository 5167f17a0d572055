import { dirname, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { readPng } from '../microstructure/image';
import { toRows } from '../microstructure/microstructure';
import { parseProblem } from '../optics/problem/problem';
import { parseStack } from '../optics/problem/stack-problem';
import { type Solution, solve } from '../optics/solver/solve';
import { type StackSolution, solveStack } from '../optics/solver/stack';
import { InputError } from '../runs/errors';
import { readFile } from '../runs/files';

interface SimulateOptions {
  json?: boolean;
  precision: 'auto' | 'f32' | 'f64';
}

export function simulateCommand(): Command {
  return new Command('simulate')
    .description('Solve one diffraction problem by rigorous coupled-wave analysis and print R, T and A for s and p light.')
    .argument('<problem.json>', 'the problem: wavelength, period, thickness, phases, image, … (see below)')
    .addOption(
      new Option('--precision <name>', 'of the numbers; auto is f32 where that is known to suffice')
        .choices(['f64', 'f32', 'auto'])
        .default('f64'),
    )
    .option('--json', 'print one JSON object {"s": {"R", "T", "A"}, "p": {…}} instead of a table')
    .addHelpText('after', problemHelp)
    .action((path: string, { json, precision }: SimulateOptions) => {
      const { s, p, harmonics, layers, ...rest } = solveFile(path, precision);
      if (json) {
        process.stdout.write(`${JSON.stringify({ s, p, harmonics, precision: rest.precision, layers })}\n`);
        return;
      }
      const columns = (values: readonly (string | number)[]): string =>
        values.map((value) => (typeof value === 'number' ? value.toFixed(8) : value).padStart(11)).join('  ');
      const absorbed = (layers ?? []).map((_, i) => `A, layer ${i + 1}`);
      const row = (name: 's' | 'p', { R, T, A }: typeof s): string =>
        `${name}  ${columns([R, T, A, ...(layers ?? []).map((layer) => layer[name])])}\n`;
      process.stdout.write(`   ${columns(['R', 'T', 'A', ...absorbed])}\n${row('s', s)}${row('p', p)}`);
      process.stdout.write(`${harmonics} plane-wave orders, ${rest.precision}\n`);
    });
}

const problemHelp = `
A problem is a JSON object; lengths are in one unit of your choice, angles in degrees, refractive indices n + ik as [n, k]:
  {
    "wavelength": 600, "period": [512, 512], "thickness": 250,
    "phases": [[1.45, 0], [4.33, 0.5]],       index of the pixels 0, 1, …
    "image": ["0011", "0011"],                rows of pixels, or "image.png" (black 0, white 1) beside the problem
    "cover": [1, 0], "substrate": [1.45, 0],  the half spaces above (light comes from here) and below
    "theta": 0, "phi": 0,                     direction of the light
    "truncation": {"circular": 121},          or {"rectangular": [5, 5]}: orders −5 … 5 along x and y
    "rule": "li"                              or "laurent"
                                              "precision": "auto", "f32" or "f64" goes before --precision
  }
A stack has, in the place of "thickness" and "image", its layers from the cover on, each with an image or one phase:
    "layers": [{ "thickness": 80, "phase": 0 }, { "thickness": 250, "image": ["0011", "0011"] }]`;

interface SolvedFile extends Pick<Solution, 's' | 'p' | 'harmonics' | 'precision'> {
  /** Absorption of each layer of a stack. */
  layers?: StackSolution['layers'];
}

/** Solves the problem of a file: one layer, or a stack. */
function solveFile(path: string, precision: SimulateOptions['precision']): SolvedFile {
  const json = readJson(path);
  if (json !== null && typeof json === 'object' && 'layers' in json && Array.isArray(json.layers)) {
    const layers = json.layers.map((layer) => withImageRows(layer, path));
    return { ...solveStack(parseStack({ ...json, layers }, path)), precision: 'f64' };
  }
  // a problem that names its precision is taken at its word
  return solve({ precision, ...parseProblem(withImageRows(json, path), path) });
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFile(path, 'problem').toString('utf8'));
  } catch (error) {
    if (error instanceof InputError) throw error;
    const problem = `${path} is not JSON (${(error as Error).message})`;
    throw new InputError('problem', problem, 'see `microdesign simulate --help` for the format');
  }
}

/** The name of a PNG beside the problem, where it stands for an image, becomes the rows of that image. */
function withImageRows(json: unknown, path: string): unknown {
  if (json === null || typeof json !== 'object' || !('image' in json) || typeof json.image !== 'string') return json;
  return { ...json, image: toRows(readPng(resolve(dirname(path), json.image), 'image')) };
}
