import type { Microstructure } from '../microstructure/microstructure';
import { absorption } from '../optics/solve';
import { type FilmSettings, filmProblem } from './settings';

/** What a worker thread of the simulator gets: settings and images, never functions. */
export interface AbsorptionTask {
  settings: FilmSettings;
  batch: Microstructure[];
}

/** The absorption of each film of a task, in order. */
export default function simulateBatch({ settings, batch }: AbsorptionTask): number[] {
  return batch.map((microstructure) => absorption(filmProblem(microstructure, settings)));
}
