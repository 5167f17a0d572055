import { filmSimulation } from '../film/simulation';
import { methods, spectralMethods } from '../inverse/index';
import type { Method } from '../inverse/method';
import { countComponents } from '../simulation/property';
import type { Simulation } from '../simulation/simulator';
import type { Profile } from './profiles';

/** What can be put into the chain besides numbers: the property and its simulation, and the methods. */
export interface Parts {
  readonly simulation: Simulation;
  readonly methods: readonly Method[];
}

/** The absorption of the profile's film, and all methods of src/inverse that take it, but for those that are given. */
export function partsOf({ film, fineHarmonics }: Profile, given: Partial<Parts> = {}): Parts {
  const { simulation = filmSimulation(film, fineHarmonics) } = given;
  return { simulation, methods: isSpectral({ simulation }) ? spectralMethods : methods, ...given };
}

/** Whether the property has several numbers, such as a spectrum. */
export const isSpectral = ({ simulation }: Pick<Parts, 'simulation'>): boolean => countComponents(simulation.property) > 1;
