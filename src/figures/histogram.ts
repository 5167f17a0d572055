/** Counts of values in bins of that width, with the bins' centres, from an empty bin below the least to one above the largest. */
export function histogram(values: ArrayLike<number>, width: number): { x: number[]; y: number[] } {
  if (values.length === 0) return { x: [], y: [] };
  // 1e-9: a value on the border of two bins goes to the upper one however it was rounded
  const bins = Array.from(values, (value) => Math.floor(value / width + 1e-9));
  const first = bins.reduce((least, bin) => Math.min(least, bin), Infinity) - 1;
  const last = bins.reduce((most, bin) => Math.max(most, bin), -Infinity) + 1;
  const y = new Array<number>(last - first + 1).fill(0);
  for (const bin of bins) y[bin - first]++;
  return { x: y.map((_, i) => (first + i + 0.5) * width), y };
}
