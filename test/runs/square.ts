/** A task for the tests of the worker pool. */
export default function square(value: number): number {
  if (value < 0) throw new Error('negative');
  return value ** 2;
}
