import { createHash } from 'node:crypto';
import { pixelsPerLatent } from '../gan/latents';
import { type Microstructure, packBits, packPixels, unpackPixels } from '../microstructure/microstructure';
import { InputError } from '../runs/errors';
import { type Hdf5Array, type Hdf5Content, readHdf5, writeHdf5 } from '../runs/hdf5';
import { countComponents, type Property } from '../simulation/property';
import { countSamples, type Dataset, type DrawnSamples, type Samples } from './dataset';
import { checkSeal, describeProvenance, type Provenance, readProvenance, seal } from './provenance';

/** Bytes of an image's SHA-256 that a light file keeps. */
const hashBytes = 4;

/** What a file of samples holds. */
export interface StoredSamples extends Samples {
  /** Left out in light files. */
  microstructures?: Microstructure[];
  /** The first bytes of the SHA-256 of each image's bits, one image after another: in light files. */
  imageHashes?: Uint8Array;
  /** SHA-256 of the bits of all images. */
  imagesHash?: string;
  /** Samples drawn and not kept: in shards. */
  outside?: Samples;
  /** Which of how many shards it is: "3/16". */
  shard?: string;
  /** Left out where the file does not say. */
  provenance?: Provenance;
}

/**
 * Writes z (n × s × s), x (n × 32s × 32s, 0 or 1) and y (n), the arrays of the paper's published data files, and what they
 * come from as attributes.
 */
export function writeDataset(path: string, dataset: Dataset, provenance?: Provenance): Promise<void> {
  return write(path, { ...samplesArrays(dataset), x: imageArray(dataset) }, provenance, hashImages(dataset.microstructures));
}

/** Writes z and y, and of each image x only a hash: x follows from z and the generator. */
export function writeLightDataset(path: string, dataset: Dataset, provenance: Provenance): Promise<void> {
  const { microstructures } = dataset;
  const hashes = Uint8Array.from(microstructures.flatMap((image) => [...hashImage(image)]));
  const x_sha256 = { shape: [microstructures.length, hashBytes], data: hashes };
  return write(path, { ...samplesArrays(dataset), x_sha256 }, provenance, hashImages(microstructures));
}

/** Writes z and y of samples whose images nobody needs: those outside the range. */
export function writeSamples(path: string, samples: Samples, provenance?: Provenance): Promise<void> {
  return write(path, samplesArrays(samples), provenance);
}

/** Writes a part of a data set with what was drawn and not kept; `shard` names it: "3/16". */
export function writeShard(path: string, { kept, outside }: DrawnSamples, provenance: Provenance, shard: string): Promise<void> {
  const { z, y } = samplesArrays(outside);
  const arrays = { ...samplesArrays(kept), x: imageArray(kept), outside_z: z, outside_y: y };
  return write(path, arrays, provenance, hashImages(kept.microstructures), shard);
}

async function write(
  path: string,
  arrays: Hdf5Content['arrays'],
  provenance?: Provenance,
  images?: string,
  shard?: string,
): Promise<void> {
  const attributes = { ...(provenance && describeProvenance(provenance)), ...(images && { images }), ...(shard && { shard }) };
  await writeHdf5(path, seal({ arrays, attributes }));
}

/**
 * Reads any of these files, or one as the paper's authors published it. Throws InputError for a file that is damaged, of
 * another version, or holds other shapes or numbers than a data set (of the property, where it is given) has.
 */
export async function readSamples(path: string, argument = path, property?: Property): Promise<StoredSamples> {
  const content = await readHdf5(path, argument);
  checkSeal(content, path, argument);
  const { z, x, y, x_sha256, outside_z, outside_y } = content.arrays;
  const samples = samplesFrom(z, y, path, argument, property);
  const { latentSide } = samples;
  const side = pixelsPerLatent * latentSide;
  const wanted = [countSamples(samples), side, side].join(' × ');
  if (x && x.shape.join(' × ') !== wanted) {
    throw new InputError(argument, `${path} holds x of ${x.shape.join(' × ')}`, `give ${wanted}, as its z and y have it`);
  }
  if (x) checkPixels(x.data, path, argument);
  const microstructures = x && unpackPixels(x.data, side, side);
  const imagesHash = content.attributes.images as string | undefined;
  if (microstructures && imagesHash !== undefined && hashImages(microstructures) !== imagesHash) {
    throw new InputError(argument, `${path} is damaged: its images are others`, 'get or build the file again');
  }
  return {
    ...samples,
    microstructures,
    imageHashes: x_sha256?.data as Uint8Array | undefined,
    imagesHash,
    outside: outside_z && samplesFrom(outside_z, outside_y, path, argument, property),
    shard: content.attributes.shard as string | undefined,
    provenance: readProvenance(content.attributes),
  };
}

/** Reads a file that has images. */
export async function readDataset(path: string, argument = path, property?: Property): Promise<Dataset> {
  const { latentSide, latents, y, microstructures } = await readSamples(path, argument, property);
  if (!microstructures) {
    throw new InputError(argument, `${path} has no images x`, 'give the full file, or `microdesign dataset expand` this one');
  }
  return { latentSide, latents, y, microstructures };
}

/** The first bytes of the SHA-256 of an image's bits. */
export function hashImage(image: Microstructure): Uint8Array {
  return createHash('sha256').update(packBits(image)).digest().subarray(0, hashBytes);
}

/** SHA-256 of the bits of images one after another, as numpy.packbits has them. */
export function hashImages(images: readonly Microstructure[]): string {
  const hash = createHash('sha256');
  for (const image of images) hash.update(packBits(image));
  return hash.digest('hex');
}

function samplesArrays(samples: Samples): Record<'z' | 'y', Hdf5Array> {
  const { latentSide, latents, y } = samples;
  const count = countSamples(samples);
  return {
    z: { shape: [count, latentSide, latentSide], data: latents },
    y: { shape: y.length === count ? [count] : [count, y.length / count], data: y },
  };
}

function imageArray({ latentSide, microstructures }: Dataset): Hdf5Array {
  const side = pixelsPerLatent * latentSide;
  return { shape: [microstructures.length, side, side], data: packPixels(microstructures) };
}

function checkPixels(x: Hdf5Array['data'], path: string, argument: string): void {
  for (let i = 0; i < x.length; i++) {
    if (x[i] !== 0 && x[i] !== 1) throw new InputError(argument, `${path} has the pixel ${x[i]} in x`, 'give pixels of 0 and 1');
  }
}

function samplesFrom(
  z: Hdf5Array | undefined,
  y: Hdf5Array | undefined,
  path: string,
  argument: string,
  property?: Property,
): Samples {
  const [count, latentSide] = z?.shape ?? [];
  const components = property ? countComponents(property) : (y?.shape[1] ?? 1);
  const wanted = components === 1 ? [count] : [count, components];
  const shapes = (of: readonly (readonly number[] | undefined)[]): string => of.map((shape) => shape?.join(' × ')).join(' and ');
  const found = shapes([z?.shape, y?.shape]);
  if (!z || !y || found !== shapes([[count, latentSide, latentSide], wanted])) {
    throw new InputError(argument, `${path} holds z and y of ${found}`, 'give z (n × s × s), x (n × 32s × 32s) and y (n)');
  }
  const [least, most] = property?.range ?? [-Number.MAX_VALUE, Number.MAX_VALUE];
  const bad = y.data.findIndex((value) => !(value >= least && value <= most));
  if (bad >= 0) {
    const remedy = property ? `give a ${property.name} from ${least} to ${most}` : 'give finite numbers';
    throw new InputError(argument, `${path} has y[${bad}] = ${y.data[bad]}`, remedy);
  }
  const lost = z.data.findIndex((value) => !Number.isFinite(value));
  if (lost >= 0) throw new InputError(argument, `${path} has the number ${z.data[lost]} in z`, 'give finite latents');
  return { latentSide, latents: Float32Array.from(z.data), y: Float64Array.from(y.data) };
}
