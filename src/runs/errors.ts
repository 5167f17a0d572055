/**
 * A mistake in what the user gave: shown as one line, without a stack, with exit code 2.
 * `argument` names what was given, `problem` what is wrong with it, `remedy` what would be right.
 */
export class InputError extends Error {
  constructor(
    readonly argument: string,
    readonly problem: string,
    readonly remedy: string,
  ) {
    super(`${argument}: ${problem}; ${remedy}`);
    this.name = 'InputError';
  }
}

/** The run was stopped by its abort signal; `kept` says what is left of it: by default, all that a command needs to go on. */
export class Interrupted extends Error {
  constructor(kept = 'run the same command again to go on from here') {
    super(`interrupted; ${kept}`);
    this.name = 'Interrupted';
  }
}
