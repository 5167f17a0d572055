import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { InputError, Interrupted } from '../runs/errors';
import { repositoryRoot } from '../runs/files';

/** Only the command that was asked for is loaded: TensorFlow.js and the figures take a second or two. */
const commands: Record<string, () => Command> = {
  reproduce: () => (require('./reproduce') as typeof import('./reproduce')).reproduceCommand(),
  design: () => (require('./design') as typeof import('./design')).designCommand(),
  simulate: () => (require('./simulate') as typeof import('./simulate')).simulateCommand(),
  spectrum: () => (require('./spectrum') as typeof import('./spectrum')).spectrumCommand(),
  converge: () => (require('./converge') as typeof import('./converge')).convergeCommand(),
  dataset: () => (require('./dataset/index') as typeof import('./dataset/index')).datasetCommand(),
  doctor: () => (require('./doctor') as typeof import('./doctor')).doctorCommand(),
};

/** Runs the command line. Exit codes: 0 done, 1 a fault of ours, 2 a mistake in the input, 130 interrupted. */
export async function main(argv: string[]): Promise<void> {
  endWithReader();
  const { version } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8')) as { version: string };
  const program = new Command('microdesign')
    .description('Inverse design of material microstructures: GAN, mixture density network and an optical simulator.')
    .version(version)
    .configureOutput({ outputError: (text, write) => write(`${inOneLine(text)} (add --help for what there is)\n`) });
  const asked = Object.hasOwn(commands, argv[2] ?? '') ? [argv[2]] : Object.keys(commands);
  try {
    for (const name of asked) program.addCommand(commands[name]());
    inherit(program);
    await program.parseAsync(argv);
  } catch (error) {
    process.exitCode = exitCodeFor(error);
  }
}

/** Errors are thrown, and told in one line, by every command and every command of a command. */
function inherit(command: Command): void {
  command.exitOverride();
  for (const child of command.commands) inherit(child.copyInheritedSettings(command));
}

/** commander puts what it takes to be meant on a line of its own. */
const inOneLine = (text: string): string => text.trim().replace(/\s*\n\s*/g, ' ');

/** A reader that has had enough, such as `head`, ends the program without a word. */
function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit(0);
    });
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
