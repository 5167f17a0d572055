import { filmSimulation } from '../film/simulation';
import { methods } from '../inverse/index';
import type { Method } from '../inverse/method';
import type { Simulation } from '../simulation/simulator';
import type { Profile } from './profiles';

/** What can be put into the chain besides numbers: the property and its simulation, and the methods. */
export interface Parts {
  readonly simulation: Simulation;
  readonly methods: readonly Method[];
}

/** The absorption of the profile's film, and all methods of src/inverse, but for those that are given. */
export function partsOf({ film, fineHarmonics }: Profile, given: Partial<Parts> = {}): Parts {
  return { simulation: filmSimulation(film, fineHarmonics), methods, ...given };
}
