import { Command } from 'commander';
import { converge } from '../optics/sweeps/convergence';
import { positiveNumber, wholeNumber } from './options';
import { readProblem } from './simulate-problem';

export function convergeCommand(): Command {
  return new Command('converge')
    .description('Solve one diffraction problem with more and more harmonics, until its absorption has settled.')
    .argument('<problem.json>', 'one layer, as `simulate` reads it; its truncation does not matter')
    .option('--tolerance <value>', 'change of A between steps that counts as settled', positiveNumber('--tolerance'), 1e-3)
    .option('--most <number>', 'harmonics that are kept at most', wholeNumber('--most', 25), 700)
    .option('--json', 'print one JSON object {"settled", "steps": [{"harmonics", "absorption"}, …]} instead')
    .action((path: string, { tolerance, most, json }: { tolerance: number; most: number; json?: boolean }) => {
      const problem = readProblem(path);
      const found = converge(problem, tolerance, most);
      process.stdout.write(json ? `${JSON.stringify(found)}\n` : describe(found, tolerance, problem.rule));
    });
}

function describe({ settled, steps }: ReturnType<typeof converge>, tolerance: number, rule: string): string {
  const lines = steps.map(({ harmonics, absorption }, i) => {
    const change = i === 0 ? '' : (absorption - steps[i - 1].absorption).toExponential(1);
    return `${String(harmonics).padStart(9)}  ${absorption.toFixed(6).padStart(10)}  ${change.padStart(9)}`;
  });
  const [before, last] = steps.slice(-2);
  const error = last ? Math.abs(last.absorption - before.absorption) : Number.NaN;
  const verdict = settled
    ? `settled: A = ${last.absorption.toFixed(4)}; its last two changes are below ${tolerance}`
    : `not settled within ${tolerance}: the last change is ${error.toExponential(1)}; allow more with --most`;
  return `harmonics           A     change\n${lines.join('\n')}\n${verdict} (rule ${rule}, f64)\n`;
}
