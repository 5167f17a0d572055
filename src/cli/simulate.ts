import { Command, Option } from 'commander';
import { type SimulateOptions, simulateFile } from './simulate-problem';
import { simulationJson, simulationTable } from './simulate-report';

export function simulateCommand(): Command {
  return new Command('simulate')
    .description('Solve one diffraction problem by rigorous coupled-wave analysis and print R, T and A for s and p light.')
    .argument('<problem.json>', 'the problem: wavelength, period, thickness, phases, image, … (see below)')
    .addOption(
      new Option(
        '--precision <name>',
        'of the numbers; auto is f32 where that is known to suffice (default: what the problem says, else f64)',
      ).choices(['f64', 'f32', 'auto']),
    )
    .option('--json', 'print one JSON object {"s": {"R", "T", "A"}, "p": {…}, "mean": {…}, "orders": […], …}, not a table')
    .option('--no-limit', 'solve problems that take longer than some seconds, too')
    .addHelpText('after', problemHelp)
    .action((path: string, { json, ...options }: SimulateOptions & { json?: boolean }) => {
      const simulation = simulateFile(path, options);
      process.stdout.write(json ? simulationJson(simulation) : simulationTable(simulation));
    });
}

const problemHelp = `
A problem is a JSON object; lengths are in one unit of your choice, angles in degrees, refractive indices n + ik as [n, k]:
  {
    "wavelength": 600, "period": [512, 512], "thickness": 250,
    "phases": [[1.45, 0], [4.33, 0.5]],       index of the pixels 0, 1, …
    "image": ["0011", "0011"],                rows of pixels, or "image.png" (black 0, white 1) beside the problem, or
      { "gds": "cell.gds", "layer": 1, "pixels": [64, 64] }   phase 1 from a layout; also "structure": its name, and
                                              "unit": nm in your unit of length, 1 unless given
    "cover": [1, 0], "substrate": [1.45, 0],  the half-spaces above (light comes from here) and below
    "theta": 0, "phi": 0,                     direction of the light
    "truncation": {"circular": 121},          harmonics, or {"rectangular": [5, 5]}: orders −5 … 5 along x and y
    "rule": "vector",                         or "li" (walls along x and y only) or "laurent"
    "precision": "f64"                        or "auto" or "f32"; --precision, where given, goes before it
  }
A stack has, in the place of "thickness" and "image", its layers from the cover on, each with an image or one phase; it is
solved in f64:
    "layers": [{ "thickness": 80, "phase": 0 }, { "thickness": 250, "image": ["0011", "0011"] }]`;
