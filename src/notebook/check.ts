import { type Table, table } from './table';

/** Something that a page claims, held against something known. */
export interface Claim {
  /** What is compared, and with what: "plain film against Airy’s formula". */
  what: string;
  /** How far it is off. */
  error: number;
  /** How far it may be; nothing unless given. */
  most?: number;
}

/**
 * A table of claims, each with the error that is allowed.
 *
 * @throws Error, naming the claim and how far it is off, where one does not hold: then the cell fails
 */
export function check(claims: readonly Claim[]): Table {
  for (const { what, error, most = 0 } of claims) {
    if (!(error <= most)) throw new Error(`${what}: off by ${error}, where ${most} is allowed`);
  }
  return table(
    claims.map(({ what, most = 0 }) => ({
      ...{ check: what, 'allowed error': most === 0 ? 'none' : most.toExponential(0), passed: 'yes' },
    })),
  );
}
