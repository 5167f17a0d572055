import type { Microstructure } from '../microstructure/microstructure';
import type { OpticalProblem, RefractiveIndex } from '../optics/problem/problem';

/**
 * The optical film that a microstructure stands for: one patterned layer of two phases on a substrate, lit at normal
 * incidence by unpolarised light. Neither the paper nor its published code states the set-up; this one is ours: amorphous
 * silicon in silica on glass.
 */
export interface FilmSettings {
  /** Wavelength in vacuum, nm. */
  wavelength: number;
  /** Side of a pixel, nm: 64 pixels make a period of 512 nm, 96 of 768 nm, both clear of Rayleigh points. */
  pixel: number;
  /** Thickness of the film, nm. */
  thickness: number;
  /** Refractive indices n + ik of phase 0 and phase 1. */
  phases: readonly [RefractiveIndex, RefractiveIndex];
  cover: RefractiveIndex;
  substrate: RefractiveIndex;
  /** Most plane-wave orders that the simulation keeps (whole shells of a circle). */
  harmonics: number;
  /** Of the simulation's numbers; left out, 'auto': single where errors show and are small, else double. */
  precision?: 'auto' | 'f32' | 'f64';
}

export const paperFilm: FilmSettings = {
  wavelength: 600,
  pixel: 8,
  thickness: 250,
  phases: [
    [1.45, 0],
    [4.33, 0.5],
  ],
  cover: [1, 0],
  substrate: [1.45, 0],
  harmonics: 225,
};

/** The diffraction problem of a microstructure as a film. */
export function filmProblem({ width, height, pixels }: Microstructure, settings: FilmSettings): OpticalProblem {
  return {
    wavelength: settings.wavelength,
    period: [width * settings.pixel, height * settings.pixel],
    thickness: settings.thickness,
    phases: settings.phases,
    cover: settings.cover,
    substrate: settings.substrate,
    theta: 0,
    phi: 0,
    truncation: { circular: settings.harmonics },
    rule: 'li',
    precision: settings.precision,
    pattern: { width, height, values: pixels },
  };
}
