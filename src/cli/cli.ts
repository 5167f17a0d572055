import { Command, CommanderError } from 'commander';
import { InputError, Interrupted } from '../runs/errors';

/** Only the command that was asked for is loaded: TensorFlow.js and the figures take a second or two. */
const commands: Record<string, () => Command> = {
  reproduce: () => (require('./reproduce') as typeof import('./reproduce')).reproduceCommand(),
  simulate: () => (require('./simulate') as typeof import('./simulate')).simulateCommand(),
  design: () => (require('./design') as typeof import('./design')).designCommand(),
  dataset: () => (require('./dataset/build') as typeof import('./dataset/build')).datasetCommand(),
  doctor: () => (require('./doctor') as typeof import('./doctor')).doctorCommand(),
};

/** Runs the command line. Exit codes: 0 done, 1 a fault of ours, 2 a mistake in the input, 130 interrupted. */
export async function main(argv: string[]): Promise<void> {
  const program = new Command('microdesign')
    .description('Inverse design of material microstructures: GAN, mixture density network and an optical simulator.')
    .configureOutput({ outputError: (text, write) => write(`${text.trimEnd()} (add --help for what there is)\n`) })
    .exitOverride();
  const asked = argv[2] in commands ? [argv[2]] : Object.keys(commands);
  try {
    for (const name of asked) program.addCommand(commands[name]().copyInheritedSettings(program));
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
