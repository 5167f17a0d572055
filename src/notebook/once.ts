const made = new Map<string, Promise<unknown>>();

/**
 * Makes a thing once while the notebook's kernel lives: a cell that is run again gets the same. What could not be made is
 * tried again. Nothing is ever closed: threads that rest end by themselves, and the rest goes with the kernel.
 */
export function once<Made>(key: unknown, make: () => Promise<Made>): Promise<Made> {
  const name = JSON.stringify(key);
  const found = made.get(name) as Promise<Made> | undefined;
  if (found) return found;
  const making = make();
  made.set(name, making);
  making.catch(() => made.delete(name));
  return making;
}
