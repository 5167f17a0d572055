import { InputError } from '../runs/errors';

/** How a microstructure conducts: a thin film whose image repeats in both directions, of two phases that conduct each their own. */
export interface ConductionSettings {
  /** Conductivities of phase 0 and phase 1, in one unit, which is the property's too. */
  phases: readonly [number, number];
  /** Named on axes and in tables; left out, conductivities are relative. */
  unit?: string;
  /**
   * `x`: of a current along the rows. `all`: √(κ₁κ₂) of the two principal ones, which a large film has that is patched together
   * of pieces turned every way (Dykhne 1971); it keeps to the bounds of Hashin and Shtrikman whatever the image.
   */
  direction: 'all' | 'x';
  /** Cells of the computation along each side of a pixel, for the data set and the methods. */
  cells: number;
  /** The same for the fine simulation, which checks designs; they are not checked unless given. */
  fineCells?: number;
}

/** Phase 1 conducts ten times as well as phase 0. On smooth fields one cell a pixel is within 0.05 % of sixteen. */
export const tenfold: ConductionSettings = { phases: [1, 10], direction: 'all', cells: 1, fineCells: 2 };

/** Throws InputError, naming the setting, where nothing can be computed. */
export function checkConduction({ phases, direction, cells, fineCells = cells }: ConductionSettings): void {
  const bad = phases.find((phase) => !(phase > 0 && Number.isFinite(phase)));
  if (bad !== undefined) {
    throw new InputError('conduction.phases', `${bad} is no conductivity`, 'give numbers above 0: a small one for an insulator');
  }
  if (!['all', 'x'].includes(direction)) {
    throw new InputError('conduction.direction', `there is no '${direction}'`, 'choose from all, x');
  }
  for (const [name, value] of Object.entries({ cells, fineCells })) {
    if (Number.isInteger(value) && value >= 1) continue;
    throw new InputError(`conduction.${name}`, `${value} cells along the side of a pixel`, 'give a whole number of at least 1');
  }
}
