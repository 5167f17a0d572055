import type { Microstructure } from '../microstructure/microstructure';
import { dilate, erode } from '../microstructure/morphology';
import type { RunControl } from '../runs/control';
import { WorkerPool } from '../runs/pool';
import type { Property } from '../simulation/property';
import type { PropertySimulator, Simulation } from '../simulation/simulator';
import { type AbsorptionResult, type AbsorptionTask, taskModule } from './absorption-task';
import { filmFidelities } from './property';
import { type FilmSettings, wavelengthsOf } from './settings';

/** One way in which a film that was made, or the light on it, is not as designed. */
interface FilmError {
  readonly name: string;
  readonly image?: (designed: Microstructure) => Microstructure;
  readonly film?: (designed: FilmSettings) => FilmSettings;
}

/** By which share thickness and wavelength are off. */
const share = 0.03;

const thicknessTimes = (factor: number) => (film: FilmSettings) => ({ ...film, thickness: factor * film.thickness });
const wavelengthTimes = (factor: number) => (film: FilmSettings) => {
  const wavelengths = wavelengthsOf(film).map((wavelength) => factor * wavelength);
  return { ...film, wavelength: wavelengths.length === 1 ? wavelengths[0] : wavelengths };
};

const filmErrors: readonly FilmError[] = [
  { name: 'walls a pixel in', image: erode },
  { name: 'walls a pixel out', image: dilate },
  { name: 'thickness −3 %', film: thicknessTimes(1 - share) },
  { name: 'thickness +3 %', film: thicknessTimes(1 + share) },
  { name: 'wavelength −3 %', film: wavelengthTimes(1 - share) },
  { name: 'wavelength +3 %', film: wavelengthTimes(1 + share) },
];

/**
 * The absorption of a film as designed, and as it comes out where the walls of phase 1 are a pixel further in or out, thickness
 * or wavelength 3 % less or more: a property of seven numbers. At one wavelength.
 */
export function toleranceSimulation(settings: FilmSettings): Simulation {
  const property: Property = {
    name: 'absorption under errors',
    symbol: 'A',
    range: [0, 1],
    components: ['as designed', ...filmErrors.map(({ name }) => name)],
  };
  const fidelities = filmFidelities(settings);
  return {
    ...{ name: 'film-tolerance', property, settings, fidelities, module: __filename },
    open: (workers) => new ToleranceSimulator(property, settings, workers),
  };
}

class ToleranceSimulator implements PropertySimulator {
  readonly fidelities: Simulation['fidelities'];
  readonly calls = { label: 0 };
  private readonly pool: WorkerPool<AbsorptionTask, AbsorptionResult>;

  constructor(
    readonly property: Property,
    private readonly settings: FilmSettings,
    workers?: number,
  ) {
    this.fidelities = filmFidelities(settings);
    this.pool = new WorkerPool(taskModule, workers);
  }

  /** One call is a film with all its errors: seven simulations. */
  async simulate(batch: readonly Microstructure[], run?: RunControl): Promise<Float64Array> {
    const cases: readonly FilmError[] = [{ name: 'as designed' }, ...filmErrors];
    const tasks = batch.flatMap((designed) =>
      cases.map(({ image, film }) => ({
        settings: film?.(this.settings) ?? this.settings,
        batch: [image?.(designed) ?? designed],
      })),
    );
    let done = 0;
    const results = await this.pool.runAll(tasks, run, () => {
      done++;
      run?.onProgress?.({ label: 'simulating errors', done, total: tasks.length });
    });
    this.calls.label += batch.length;
    return Float64Array.from(results.flatMap(({ absorptions }) => absorptions));
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}
