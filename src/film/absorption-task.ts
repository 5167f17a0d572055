import type { Microstructure } from '../microstructure/microstructure';
import { solve } from '../optics/solver/solve';
import { type FilmSettings, filmProblem } from './settings';

/** What a worker thread of the simulator gets: settings and images, never functions. */
export interface AbsorptionTask {
  settings: FilmSettings;
  batch: Microstructure[];
}

/** What it gives back, film by film. */
export interface AbsorptionResult {
  absorptions: number[];
  /** Films whose single-precision answer was too coarse and that were solved again in double precision. */
  redone: number;
}

/** The absorption of unpolarised light of each film of a task, in order. */
export default function simulateBatch({ settings, batch }: AbsorptionTask): AbsorptionResult {
  const solutions = batch.map((microstructure) => solve(filmProblem(microstructure, settings)));
  return {
    absorptions: solutions.map(({ unpolarised }) => unpolarised.A),
    redone: solutions.filter(({ redone }) => redone).length,
  };
}
