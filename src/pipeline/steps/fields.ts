import { join } from 'node:path';
import { interfaceDensity, volumeFraction } from '../../microstructure/descriptors';
import { randomFields } from '../../microstructure/field';
import { type Microstructure, packPixels, unpackPixels } from '../../microstructure/microstructure';
import { readHdf5, writeHdf5 } from '../../runs/hdf5';
import type { Profile } from '../profiles';
import type { Json, Step } from '../step';

const file = 'fields.h5';

/** Random fields: what the generator learns to imitate (the paper's section 3.1). */
export function fieldsStep({ fields }: Profile): Step {
  return {
    name: 'fields',
    title: `${fields.count} Gaussian random fields of ${fields.settings.side} × ${fields.settings.side} pixels`,
    settings: fields,
    code: ['numerics', 'microstructure'],
    needs: [],
    outputs: [file],
    async run({ folder, random }) {
      const microstructures = randomFields(fields.settings, fields.count, random);
      const { side } = fields.settings;
      const data = packPixels(microstructures);
      await writeHdf5(join(folder, file), { arrays: { x: { shape: [fields.count, side, side], data } }, attributes: {} });
      return { count: fields.count, ...describeImages(microstructures) };
    },
  };
}

/** The images of the fields step. */
export async function readFields(folder: string): Promise<Microstructure[]> {
  const { shape, data } = (await readHdf5(join(folder, file))).arrays.x;
  const [, height, width] = shape;
  return unpackPixels(data, width, height);
}

/** Means that tell whether two sets of images are alike. */
export function describeImages(images: readonly Microstructure[]): { [name: string]: Json } {
  const mean = (measure: (image: Microstructure) => number): number =>
    images.reduce((sum, image) => sum + measure(image), 0) / images.length;
  return { meanVolumeFraction: mean(volumeFraction), meanInterfaceDensity: mean(interfaceDensity) };
}
