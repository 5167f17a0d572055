import type { NamedWeights } from '../learning/weights';

/** The weights of several networks in one: each array's name has that of its network before it, and a slash. */
export function joinParts(parts: Record<string, NamedWeights>): NamedWeights {
  const entries = Object.entries(parts).flatMap(([part, weights]) =>
    Object.entries(weights).map(([name, array]) => [`${part}/${name}`, array] as const),
  );
  return Object.fromEntries(entries);
}

/** The weights of one network among those of several. */
export function partOf(weights: NamedWeights, part: string): NamedWeights {
  const own = Object.entries(weights).filter(([name]) => name.startsWith(`${part}/`));
  return Object.fromEntries(own.map(([name, array]) => [name.slice(part.length + 1), array]));
}
