import { inspect } from 'node:util';
import { displayMethod, type Representations } from './display';

/** A sentence that a cell has found out, for its reader; Markdown in a notebook. */
export class Verdict {
  constructor(private readonly text: string) {}

  [inspect.custom](): string {
    return this.text;
  }

  [displayMethod](): Representations {
    return { 'text/markdown': `**→** ${this.text}`, 'text/plain': this.text };
  }
}

/** A sentence below a figure, as the last value of a cell: computed, so that it stays true when a knob is turned. */
export const verdict = (text: string): Verdict => new Verdict(text);
