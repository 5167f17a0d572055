import { dirname, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { readPng } from '../microstructure/image';
import { toRows } from '../microstructure/microstructure';
import { type OpticalProblem, parseProblem } from '../optics/problem';
import { solve } from '../optics/solve';
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
    .action((path: string, { json, precision: asked }: SimulateOptions) => {
      // a problem that names its precision is taken at its word
      const { s, p, harmonics, precision } = solve({ precision: asked, ...readProblem(path) });
      if (json) {
        process.stdout.write(`${JSON.stringify({ s, p, harmonics, precision })}\n`);
        return;
      }
      const row = (name: string, { R, T, A }: typeof s): string =>
        `${name}  ${[R, T, A].map((value) => value.toFixed(8).padStart(11)).join('  ')}\n`;
      const heads = ['R', 'T', 'A'].map((name) => name.padStart(11)).join('  ');
      process.stdout.write(`   ${heads}\n${row('s', s)}${row('p', p)}${harmonics} plane-wave orders, ${precision}\n`);
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
  }`;

/** Reads a problem file; its image may be a PNG beside it. */
function readProblem(path: string): OpticalProblem {
  const text = readFile(path, 'problem').toString('utf8');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new InputError(
      'problem',
      `${path} is not JSON (${(error as Error).message})`,
      'see `microdesign simulate --help` for the format',
    );
  }
  if (isImageFileName(json)) {
    const image = readPng(resolve(dirname(path), json.image), 'image');
    json = { ...json, image: toRows(image) };
  }
  return parseProblem(json, path);
}

function isImageFileName(json: unknown): json is { image: string } {
  return typeof json === 'object' && json !== null && 'image' in json && typeof json.image === 'string';
}
