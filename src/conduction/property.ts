import type { Property } from '../simulation/property';
import type { Fidelities } from '../simulation/simulator';
import type { ConductionSettings } from './settings';

/** Effective conductivity, between those of the phases. */
export function conductivityOf({ phases, unit }: ConductionSettings): Property {
  const range = [Math.min(...phases), Math.max(...phases)] as const;
  return { name: 'effective conductivity', symbol: 'κ', ...(unit !== undefined && { unit }), range };
}

/** Cells of each fidelity along the side of a pixel. */
export function conductionFidelities({ cells, fineCells }: ConductionSettings): Fidelities {
  const name = (count: number): string => `${count} × ${count} cells a pixel`;
  return { label: name(cells), ...(fineCells !== undefined && { fine: name(fineCells) }) };
}
