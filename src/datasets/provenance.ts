import type { FilmSettings } from '../film/settings';
import { InputError } from '../runs/errors';
import { sha256 } from '../runs/files';
import type { Hdf5Content } from '../runs/hdf5';
import type { DatasetSettings } from './dataset';

/** All that a data set follows from: the same gives the same samples. */
export interface Provenance {
  dataset: DatasetSettings;
  film: FilmSettings;
  /** SHA-256 of the generator's weights. */
  generator: string;
  seed: number;
}

/** The version of our files that this program writes and reads. */
const formatVersion = 1;
const format = 'microdesign data set';

type Attributes = Hdf5Content['attributes'];

/** As the attributes of a file: settings as JSON, named as in the program. */
export function describeProvenance({ dataset, film, generator, seed }: Provenance): Attributes {
  return { dataset: JSON.stringify(dataset), film: JSON.stringify(film), generator, seed };
}

/** What `describeProvenance` described; nothing where the file does not say. */
export function readProvenance(attributes: Attributes): Provenance | undefined {
  const { dataset, film, generator, seed } = attributes;
  if (dataset === undefined) return undefined;
  return {
    dataset: JSON.parse(String(dataset)) as DatasetSettings,
    film: JSON.parse(String(film)) as FilmSettings,
    generator: String(generator),
    seed: Number(seed),
  };
}

/** What differs between two provenances, for people to read; nothing where they are the same. */
export function findDifference(found: Provenance | undefined, wanted: Provenance): string | undefined {
  if (!found) return 'it does not say what it was built from';
  const flat = (provenance: Provenance): [string, string][] =>
    Object.entries({ ...provenance.dataset, ...provenance.film, generator: provenance.generator, seed: provenance.seed }).map(
      ([name, value]) => [name, JSON.stringify(value)],
    );
  const other = new Map(flat(found));
  const different = flat(wanted).find(([name, value]) => other.get(name) !== value);
  return different && `its ${different[0]} is ${other.get(different[0]) ?? 'not given'}, not ${different[1]}`;
}

/**
 * Attributes with the mark of our format and a checksum over them and the arrays' bytes, but for those of images, whose hash
 * is among the attributes.
 */
export function seal(content: Hdf5Content): Hdf5Content {
  const attributes = { format, version: formatVersion, ...content.attributes };
  return { ...content, attributes: { ...attributes, checksum: checksum({ ...content, attributes }) } };
}

/** Refuses a file of ours of another version, or that is not as it was written. Files of others pass. */
export function checkSeal(content: Hdf5Content, path: string, argument: string): void {
  const { format: found, version, checksum: written } = content.attributes;
  if (found === undefined) return;
  if (found !== format || Number(version) !== formatVersion) {
    const problem = `${path} is ${found === format ? `version ${version} of the` : `'${found}', not our`} format`;
    throw new InputError(argument, problem, `this program reads version ${formatVersion}: get the one that wrote the file`);
  }
  if (checksum(content) !== written) {
    throw new InputError(argument, `${path} is damaged: its checksum is another`, 'get or build the file again');
  }
}

function checksum({ arrays, attributes }: Hdf5Content): string {
  const sorted = <T>(record: Record<string, T>): [string, T][] => Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = sorted(arrays)
    .filter(([name]) => name !== 'x')
    .map(([name, { shape, data }]) => [name, shape, sha256(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))]);
  const named = sorted(attributes).filter(([name]) => name !== 'checksum');
  return sha256(JSON.stringify([named.map(([name, value]) => [name, String(value)]), parts]));
}
