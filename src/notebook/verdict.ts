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

/** What a cell has found out, as its last value; computed, so that it stays true when a knob is turned. Parts are joined by spaces. */
export const verdict = (...parts: readonly string[]): Verdict => new Verdict(parts.join(' '));
