import type { Simulation } from '../simulation/simulator';
import { conductionFidelities, conductivityOf } from './property';
import { type ConductionSettings, checkConduction, tenfold } from './settings';
import { ConductionSimulator } from './simulator';

/** Effective conductivity as a property to design for. Throws InputError for settings that cannot be simulated. */
export function conduction(settings: ConductionSettings = tenfold): Simulation {
  checkConduction(settings);
  return {
    name: 'conduction',
    property: conductivityOf(settings),
    settings,
    fidelities: conductionFidelities(settings),
    module: __filename,
    open: () => new ConductionSimulator(settings),
  };
}
