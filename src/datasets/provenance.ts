import { InputError } from '../runs/errors';
import { sha256 } from '../runs/files';
import type { Hdf5Content } from '../runs/hdf5';
import type { DatasetSettings } from './dataset';

/** All that a data set follows from: the same gives the same samples. */
export interface Provenance {
  dataset: DatasetSettings;
  /** What simulated its property: the simulator's name and settings. */
  simulation: { name: string; settings: object };
  /** SHA-256 of the generator's weights. */
  generator: string;
  seed: number;
}

/** The version of our files that this program writes and reads. */
const formatVersion = 1;
const format = 'microdesign data set';

type Attributes = Hdf5Content['attributes'];

/** Attributes of a file that are no simulator's settings. */
const ownAttributes = ['dataset', 'generator', 'seed', 'images', 'shard', 'format', 'version', 'checksum'];

/** As the attributes of a file: settings as JSON, the simulator's under its name. */
export function describeProvenance({ dataset, simulation, generator, seed }: Provenance): Attributes {
  return { dataset: JSON.stringify(dataset), [simulation.name]: JSON.stringify(simulation.settings), generator, seed };
}

/** What `describeProvenance` described; nothing where the file does not say. */
export function readProvenance(attributes: Attributes): Provenance | undefined {
  const { dataset, generator, seed } = attributes;
  // what a file of others says of itself is not for us
  if (dataset === undefined || attributes.format === undefined) return undefined;
  const [name, settings] = Object.entries(attributes).find(([key]) => !ownAttributes.includes(key)) ?? ['none', '{}'];
  return {
    dataset: JSON.parse(String(dataset)) as DatasetSettings,
    simulation: { name, settings: JSON.parse(String(settings)) as object },
    generator: String(generator),
    seed: Number(seed),
  };
}

/** What differs between two provenances, for people to read; nothing where they are the same. */
export function findDifference(found: Provenance | undefined, wanted: Provenance): string | undefined {
  if (!found) return 'it does not say what it was built from';
  const rest = ({ generator, seed }: Provenance) => ({ generator, seed });
  const flat = (provenance: Provenance): [string, string][] =>
    Object.entries({
      simulator: provenance.simulation.name,
      ...provenance.dataset,
      ...provenance.simulation.settings,
      ...rest(provenance),
    }).map(([name, value]) => [name, JSON.stringify(value)]);
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
  if (found === undefined) {
    const isOurs = written !== undefined || 'x_sha256' in content.arrays || 'outside_z' in content.arrays;
    if (!isOurs) return;
    throw new InputError(argument, `${path} is damaged: it has lost the name of our format`, 'get or build the file again');
  }
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
