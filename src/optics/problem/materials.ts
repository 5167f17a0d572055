import { join } from 'node:path';
import { InputError } from '../../runs/errors';
import { readFile, repositoryRoot } from '../../runs/files';
import { formulas } from './dispersion';
import type { RefractiveIndex } from './problem';
import { printable, quoted } from './quoted';

/** n and k measured at some wavelengths: JSON files in data/materials/ hold these. */
export interface MaterialTable {
  readonly name: string;
  /** The publication to cite. */
  readonly source: string;
  /** In vacuum, nm, rising. */
  readonly wavelength: readonly number[];
  readonly n: readonly number[];
  readonly k: readonly number[];
}

/** A material whose n follows a formula; its k is linear between known wavelengths, or 0. */
export interface FormulaMaterial {
  readonly name: string;
  readonly source: string;
  /** Wavelengths that the formula was fitted to, nm. */
  readonly range: readonly [from: number, to: number];
  /** The formula's number in `formulas`, from 1, and its coefficients C1, C2, … */
  readonly formula: number;
  readonly coefficients: readonly number[];
  /** Wavelengths in nm, rising, and k there. */
  readonly extinction?: { readonly wavelength: readonly number[]; readonly k: readonly number[] };
}

/** The refractive index of a medium at all wavelengths, as plain data: n + ik, a table or a formula. */
export type Material = RefractiveIndex | MaterialTable | FormulaMaterial;

/** Fused silica at 20 °C. */
export const silica: FormulaMaterial = {
  name: 'SiO2',
  source: 'I. H. Malitson, Interspecimen comparison of the refractive index of fused silica, J. Opt. Soc. Am. 55, 1205 (1965)',
  range: [210, 3710],
  formula: 1,
  coefficients: [0, 0.6961663, 0.0684043, 0.4079426, 0.1162414, 0.8974794, 9.896161],
};

/** Names of the tables in data/materials/: amorphous and crystalline silicon, silver, gold, titanium dioxide (a film). */
export const tabulatedMaterials = ['a-Si', 'c-Si', 'Ag', 'Au', 'TiO2'] as const;

/** A table of data/materials/; each was measured on films or crystals that its `source` describes. */
export function loadMaterial(name: (typeof tabulatedMaterials)[number]): MaterialTable {
  return readMaterial(join(repositoryRoot, 'data/materials', `${name}.json`));
}

/** A table from a JSON file with the keys of MaterialTable. Throws InputError where it is none. */
export function readMaterial(path: string): MaterialTable {
  const text = readFile(path).toString();
  try {
    return checkTable(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    const remedy = 'give { "name": …, "source": …, "wavelength": […], "n": […], "k": […] }';
    throw new InputError(path, 'this is no table of refractive indices', remedy);
  }
}

/**
 * n + ik of a material at a vacuum wavelength in nm; between the wavelengths of a table, n and k are taken to be linear.
 * Throws InputError outside the range of the table or formula.
 */
export function refractiveIndex(material: Material, wavelength: number): RefractiveIndex {
  if (isConstant(material)) return material;
  const { name } = material;
  if ('formula' in material) {
    const { range, formula, coefficients, extinction } = material;
    checkRange(name, wavelength, range);
    const k = extinction ? interpolate(`k of ${name}`, extinction.wavelength, extinction.k, wavelength) : 0;
    return [formulas[formula - 1](coefficients, wavelength / 1000), k];
  }
  const between = (values: readonly number[]) => interpolate(name, material.wavelength, values, wavelength);
  return [between(material.n), between(material.k)];
}

function isConstant(material: Material): material is RefractiveIndex {
  return Array.isArray(material);
}

/** A quantity at a wavelength, on the straight line between the two known wavelengths beside it. */
export function interpolate(name: string, known: readonly number[], values: readonly number[], wavelength: number): number {
  checkRange(name, wavelength, [known[0], known[known.length - 1]]);
  const above = Math.max(
    1,
    known.findIndex((value) => value >= wavelength),
  );
  const share = (wavelength - known[above - 1]) / (known[above] - known[above - 1]);
  return (1 - share) * values[above - 1] + share * values[above];
}

function checkRange(name: string, wavelength: number, [from, to]: readonly [number, number]): void {
  if (!(wavelength >= from && wavelength <= to)) {
    throw new InputError('wavelength', `${name} is known from ${from} to ${to} nm, not at ${wavelength} nm`, 'stay within that');
  }
}

/** The table, where it is one. */
export function checkTable(table: MaterialTable): MaterialTable {
  const { name, wavelength, n, k } = table;
  const material = printable(String(name));
  if (!(wavelength.length >= 2 && n.length === wavelength.length && k.length === wavelength.length)) {
    throw new InputError(
      material,
      'wavelength, n and k are not lists of one length',
      'give n and k for each of two or more wavelengths',
    );
  }
  wavelength.forEach((value, i) => {
    if (!(value > 0 && Number.isFinite(n[i]) && n[i] >= 0 && Number.isFinite(k[i]) && k[i] >= 0)) {
      const row = `row ${i + 1} has ${quoted(value)} nm, n = ${quoted(n[i])}, k = ${quoted(k[i])}`;
      throw new InputError(material, row, 'give a wavelength in nm, n >= 0, k >= 0');
    }
    if (i > 0 && !(value > wavelength[i - 1])) {
      throw new InputError(material, `${value} nm comes after ${wavelength[i - 1]} nm`, 'sort the rows by wavelength');
    }
  });
  return table;
}
