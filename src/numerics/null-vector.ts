/**
 * The unit vector v that makes |M v| least: the right singular vector of the smallest singular value.
 *
 * By Householder's QR and inverse iteration on R (Golub and Van Loan 2013, sections 5.2 and 8.2.2); `columns` are the
 * columns of M and are overwritten. The gap to the next singular value should be a factor of 2 or more.
 */
export function leastVector(columns: readonly Float64Array[]): Float64Array {
  const count = columns.length;
  triangularise(columns);
  // Column j of R is columns[j][0 … j].
  let largest = 0;
  for (let j = 0; j < count; j++) largest = Math.max(largest, Math.abs(columns[j][j]));
  const smallest = (largest || 1) * 1e-20;
  const diagonal = columns.map((column, j) => (Math.abs(column[j]) < smallest ? smallest : column[j]));
  const v = new Float64Array(count).fill(1);
  for (let iteration = 0; iteration < 6; iteration++) {
    for (let j = 0; j < count; j++) {
      let sum = v[j];
      for (let i = 0; i < j; i++) sum -= columns[j][i] * v[i];
      v[j] = sum / diagonal[j];
    }
    normalise(v);
    for (let j = count - 1; j >= 0; j--) {
      v[j] /= diagonal[j];
      for (let i = 0; i < j; i++) v[i] -= columns[j][i] * v[j];
    }
    normalise(v);
  }
  return v;
}

/** Leaves R in the upper triangle. */
function triangularise(columns: readonly Float64Array[]): void {
  const rows = columns[0].length;
  for (let k = 0; k < columns.length; k++) {
    const pivot = columns[k];
    let norm2 = 0;
    for (let i = k; i < rows; i++) norm2 += pivot[i] * pivot[i];
    if (norm2 === 0) continue;
    const norm = pivot[k] > 0 ? -Math.sqrt(norm2) : Math.sqrt(norm2);
    pivot[k] -= norm;
    const reflector2 = -norm * pivot[k];
    for (let j = k + 1; j < columns.length; j++) {
      const column = columns[j];
      let product = 0;
      for (let i = k; i < rows; i++) product += pivot[i] * column[i];
      const factor = product / reflector2;
      for (let i = k; i < rows; i++) column[i] -= factor * pivot[i];
    }
    pivot[k] = norm;
  }
}

function normalise(v: Float64Array): void {
  const largest = v.reduce((size, value) => Math.max(size, Math.abs(value)), 0);
  let norm2 = 0;
  for (let i = 0; i < v.length; i++) {
    v[i] /= largest;
    norm2 += v[i] * v[i];
  }
  const scale = 1 / Math.sqrt(norm2);
  for (let i = 0; i < v.length; i++) v[i] *= scale;
}
