import { join } from 'node:path';
import type { Microstructure } from '../microstructure/microstructure';
import { solve } from '../optics/solver/solve';
import { type AbsorptionSlopes, absorptionSlopes } from './absorption-slopes';
import { type FilmSettings, filmProblem, wavelengthsOf } from './settings';

/** What a worker thread of the simulator gets: settings and images, never functions. */
export interface AbsorptionTask {
  settings: FilmSettings;
  batch: Microstructure[];
  /** Whether the change with each pixel is asked for too. */
  withSlopes?: boolean;
}

/** What it gives back, film by film. */
export interface AbsorptionResult {
  /** At each wavelength of the first film, of the second, … */
  absorptions: number[];
  /** Films whose single-precision answer was too coarse and that were solved again in double precision. */
  redone: number;
  /** Of each absorption, where they are asked for. */
  slopes?: Omit<AbsorptionSlopes, 'absorption'>[];
}

/** This module, for worker threads to load: by its own name, also where a front end runs a compiled copy of it. */
export const taskModule = join(__dirname, 'absorption-task.ts');

/** The absorption of unpolarised light of each film of a task, in order. */
export default function simulateBatch({ settings, batch, withSlopes }: AbsorptionTask): AbsorptionResult {
  if (withSlopes) {
    const found = batch.flatMap((microstructure) =>
      wavelengthsOf(settings).map((wavelength) => absorptionSlopes(microstructure, settings, wavelength)),
    );
    return { absorptions: found.map(({ absorption }) => absorption), slopes: found, redone: 0 };
  }
  const solutions = batch.map((microstructure) =>
    wavelengthsOf(settings).map((wavelength) => solve(filmProblem(microstructure, settings, wavelength))),
  );
  return {
    absorptions: solutions.flatMap((spectrum) => spectrum.map(({ unpolarised }) => unpolarised.A)),
    redone: solutions.filter((spectrum) => spectrum.some(({ redone }) => redone)).length,
  };
}
