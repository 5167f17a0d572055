import { InputError } from '../../runs/errors';
import { loadMaterial, type Material, readMaterial, silica, tabulatedMaterials } from './materials';
import { readRefractiveIndexInfo } from './refractive-index-info';

/**
 * A material by its name, that of a table in data/materials or "SiO2", or by the path of a file: a .json table, or a .yml page
 * of refractiveindex.info. Throws InputError, naming `argument`, where there is none.
 */
export function findMaterial(name: string, argument: string): Material {
  if (name === silica.name) return silica;
  const tabulated = tabulatedMaterials.find((table) => table === name);
  if (tabulated) return loadMaterial(tabulated);
  if (name.endsWith('.json')) return readMaterial(name);
  if (/\.ya?ml$/.test(name)) return readRefractiveIndexInfo(name);
  const names = [silica.name, ...tabulatedMaterials].join(', ');
  const remedy = `choose from ${names}, or give [n, k], a .json table or a .yml page of refractiveindex.info`;
  throw new InputError(argument, `there is no material '${name}'`, remedy);
}
