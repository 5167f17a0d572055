import type { Microstructure } from '../microstructure/microstructure';
import { checkProblem } from '../optics/problem/check';
import { findMaterial } from '../optics/problem/find-material';
import { refractiveIndex } from '../optics/problem/materials';
import type { OpticalProblem, RefractiveIndex } from '../optics/problem/problem';
import { InputError } from '../runs/errors';

/** n + ik at every wavelength; or the name of a table in data/materials, "SiO2", or the path of a user's own table. */
export type FilmMaterial = RefractiveIndex | string;

/**
 * The optical film that a microstructure stands for: one patterned layer of two phases on a substrate, lit at normal
 * incidence by unpolarised light. Neither the paper nor its published code states the set-up; this one is ours: amorphous
 * silicon in silica on glass.
 */
export interface FilmSettings {
  /** Wavelength in vacuum, nm; or several, where the property is a spectrum. */
  wavelength: number | readonly number[];
  /** Side of a pixel, nm: 64 pixels make a period of 512 nm, 96 of 768 nm, both clear of Rayleigh points. */
  pixel: number;
  /** Thickness of the film, nm. */
  thickness: number;
  /** Materials of phase 0 and phase 1. */
  phases: readonly [FilmMaterial, FilmMaterial];
  cover: FilmMaterial;
  substrate: FilmMaterial;
  /** N: most diffraction orders that the simulation keeps (whole shells of a circle). */
  harmonics: number;
  /** Of the simulation's numbers; left out, 'auto': single where errors show and are small, else double. */
  precision?: 'auto' | 'f32' | 'f64';
}

/** The film of both data sets that are shipped. */
export const siliconFilm: FilmSettings = {
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

/** The film whose spectrum is designed: visible light to the near infrared, where silicon goes from opaque to almost clear. */
export const spectralFilm: FilmSettings = {
  ...siliconFilm,
  wavelength: [450, 500, 550, 600, 650, 700, 750, 800],
  phases: [[1.45, 0], 'a-Si'],
  harmonics: 121,
};

export const wavelengthsOf = ({ wavelength }: FilmSettings): readonly number[] =>
  typeof wavelength === 'number' ? [wavelength] : wavelength;

/** The diffraction problem of a microstructure as a film, at one of its wavelengths (nm), the first unless given. */
export function filmProblem(
  { width, height, pixels }: Microstructure,
  settings: FilmSettings,
  wavelength = wavelengthsOf(settings)[0],
): OpticalProblem {
  const index = (material: FilmMaterial): RefractiveIndex => indexOf(material, wavelength);
  return {
    wavelength,
    period: [width * settings.pixel, height * settings.pixel],
    thickness: settings.thickness,
    phases: settings.phases.map(index),
    cover: index(settings.cover),
    substrate: index(settings.substrate),
    theta: 0,
    phi: 0,
    truncation: { circular: settings.harmonics },
    rule: 'li',
    precision: settings.precision,
    rounding: 'portable',
    pattern: { width, height, values: pixels },
  };
}

/** The refractive index of a film's material at a wavelength in nm. Throws InputError where its table does not reach. */
export function indexOf(material: FilmMaterial, wavelength: number): RefractiveIndex {
  return typeof material === 'string' ? refractiveIndex(findMaterial(material, 'film'), wavelength) : material;
}

/** Throws InputError, naming `film` and the setting, where a film cannot be simulated; images have so many pixels a side. */
export function checkFilm(settings: FilmSettings, side: number): void {
  const wavelengths = wavelengthsOf(settings);
  if (wavelengths.length === 0) throw new InputError('film.wavelength', 'there is none', 'give one or more, in nm');
  if (!(settings.pixel > 0)) throw new InputError('film.pixel', `${settings.pixel} is no length`, 'give its side in nm, above 0');
  const plain = { width: side, height: side, pixels: new Uint8Array(side ** 2).fill(1, 1) };
  try {
    for (const wavelength of wavelengths) checkProblem(filmProblem(plain, settings, wavelength));
  } catch (error) {
    if (!(error instanceof InputError) || error.argument.startsWith('film')) throw error;
    const key = error.argument === 'truncation' ? 'harmonics' : error.argument;
    throw new InputError(`film.${key}`, error.problem, error.remedy);
  }
}
