import { Command, CommanderError } from 'commander';
import { InputError, Interrupted } from '../runs/errors';
import { designCommand } from './design-command';
import { doctorCommand } from './doctor-command';
import { reproduceCommand } from './reproduce-command';
import { simulateCommand } from './simulate-command';

/** Runs the command line. Exit codes: 0 done, 1 a fault of ours, 2 a mistake in the input, 130 interrupted. */
export async function main(argv: string[]): Promise<void> {
  const program = new Command('microdesign')
    .description('Inverse design of material microstructures: GAN, mixture density network and an optical simulator.')
    .configureOutput({ outputError: (text, write) => write(`${text.trimEnd()} (add --help for what there is)\n`) })
    .exitOverride();
  for (const command of [reproduceCommand(), simulateCommand(), designCommand(), doctorCommand()]) {
    program.addCommand(command.copyInheritedSettings(program));
  }
  try {
    await program.parseAsync(argv);
  } catch (error) {
    process.exitCode = exitCodeFor(error);
  }
}

function exitCodeFor(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof InputError) {
    process.stderr.write(`error: ${error.message}\n`);
    return 2;
  }
  if (error instanceof Interrupted) {
    process.stderr.write(`${error.message}\n`);
    return 130;
  }
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  return 1;
}
