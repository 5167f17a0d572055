import type { Context } from 'mocha';

/** Skips the calling test, with the reason beside its name. */
export function skip(context: Context, reason: string): never {
  context.test!.title += ` (skipped: ${reason})`;
  return context.skip();
}
