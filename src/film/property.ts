import type { Property } from '../simulation/property';
import type { Fidelities } from '../simulation/simulator';
import type { FilmSettings } from './settings';

/** Share of the incident light that a film absorbs: dimensionless, at one wavelength or at each of several. */
export function absorptionOf({ wavelength }: FilmSettings): Property {
  const property: Property = { name: 'absorption', symbol: 'A', range: [0, 1] };
  return typeof wavelength === 'number' ? property : { ...property, components: wavelength.map((nm) => `${nm} nm`) };
}

/** N of each fidelity of a film's simulation: that of its settings, and a finer one where it is given. */
export function filmFidelities({ harmonics }: FilmSettings, fineHarmonics?: number): Fidelities {
  return { label: `N = ${harmonics}`, ...(fineHarmonics !== undefined && { fine: `N = ${fineHarmonics}` }) };
}
