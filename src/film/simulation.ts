import type { Simulation } from '../simulation/simulator';
import { absorptionOf, filmFidelities } from './property';
import { type FilmSettings, indexOf, wavelengthsOf } from './settings';
import { FilmSimulator } from './simulator';
import { toleranceSimulation } from './tolerance';

/** N at which tolerances are simulated: enough for differences, and a fifth of the time that labels take. */
const toleranceHarmonics = 121;

/** Absorption by rigorous coupled-wave analysis as a property to design for. */
export function filmSimulation(settings: FilmSettings, fineHarmonics?: number): Simulation {
  return {
    name: 'film',
    property: absorptionOf(settings),
    settings: { ...settings, ...tabulatedIndices(settings) },
    fidelities: filmFidelities(settings, fineHarmonics),
    module: __filename,
    ...(typeof settings.wavelength === 'number' && {
      underErrors: toleranceSimulation({ ...settings, harmonics: Math.min(settings.harmonics, toleranceHarmonics) }),
    }),
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
