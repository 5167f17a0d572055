import { kernelsFor, workspace } from './arena';
import { type ComplexMatrix, place, zeros } from './matrix';

/** The product A B. */
export function multiply(a: ComplexMatrix, b: ComplexMatrix): ComplexMatrix {
  const c = zeros(a.rows, b.columns, a.precision);
  accumulateProduct(c, a, b, 1);
  return c;
}

/** C ← C + factor · A B, factor real; C shares no elements with A or B. Throws RangeError where the shapes do not fit. */
export function accumulateProduct(c: ComplexMatrix, a: ComplexMatrix, b: ComplexMatrix, factor: number): void {
  if (a.columns !== b.rows || c.rows !== a.rows || c.columns !== b.columns) {
    throw new RangeError(
      `product: ${a.rows} x ${a.columns} times ${b.rows} x ${b.columns} does not fit ${c.rows} x ${c.columns}`,
    );
  }
  const { accumulateProduct: kernel } = kernelsFor(c.precision);
  kernel(a.rows, b.columns, a.columns, ...place(a), ...place(b), ...place(c), factor, workspace);
}
