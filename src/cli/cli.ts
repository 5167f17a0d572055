import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { InputError, Interrupted } from '../runs/errors';
import { repositoryRoot } from '../runs/files';
import { isOutOfMemory, isRefused } from '../runs/refusals';

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

/** A reader that has had enough, such as `head`, ends the program without a word; a full disk in one line. */
function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
      // the last words of a program whose output has no room may have none either
      if (stream === process.stdout) process.stderr.write(`error: standard output cannot be written (${error.code})\n`);
      process.exit(2);
    });
  }
}

/** Tells an error as a command does: in one line, but for faults of ours. Gives the exit code. */
export function exitCodeFor(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof InputError) {
    process.stderr.write(`error: ${error.message}\n`);
    return 2;
  }
  if (error instanceof Interrupted) {
    process.stderr.write(`${error.message}\n`);
    return 130;
  }
  if (isRefused(error)) {
    process.stderr.write(`error: ${error.path ?? error.syscall}: the system refuses (${error.code})\n`);
    return 2;
  }
  if (isOutOfMemory(error)) {
    const remedy = 'close other programs or allow more; what has been done so far is kept, where the command keeps any';
    process.stderr.write(`error: memory: there is not enough for this (${(error as Error).message.split('\n')[0]}); ${remedy}\n`);
    return 2;
  }
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  return 1;
}
