import type { Simulation } from '../simulation/simulator';
import { absorptionOf, filmFidelities } from './property';
import { type FilmSettings, indexOf, wavelengthsOf } from './settings';
import { FilmSimulator } from './simulator';

/** Absorption by rigorous coupled-wave analysis as a property to design for. */
export function filmSimulation(settings: FilmSettings, fineHarmonics?: number): Simulation {
  return {
    name: 'film',
    property: absorptionOf(settings),
    settings: { ...settings, ...tabulatedIndices(settings) },
    fidelities: filmFidelities(settings, fineHarmonics),
    module: __filename,
    open: (workers) => new FilmSimulator(settings, { workers, fineHarmonics }),
  };
}

/** What the tables of a film's materials say at its wavelengths, so that a changed table is another film. */
function tabulatedIndices(settings: FilmSettings): { indices?: object } {
  const names = [...settings.phases, settings.cover, settings.substrate].filter((material) => typeof material === 'string');
  if (names.length === 0) return {};
  const along = (name: string) => wavelengthsOf(settings).map((wavelength) => indexOf(name, wavelength));
  return { indices: Object.fromEntries(names.map((name) => [name, along(name as string)])) };
}
