import { randomFields } from '../../microstructure/field';
import { packPixels } from '../../microstructure/microstructure';
import { writeHdf5 } from '../../runs/hdf5';
import { describeImages, fieldsFile } from '../outputs';
import type { Profile } from '../profiles';
import type { Step } from '../step';

/** Random fields: what the generator learns to imitate (the paper's section 3.1). */
export function fieldsStep({ fields }: Profile): Step {
  return {
    name: 'fields',
    title: `${fields.count} Gaussian random fields of ${fields.settings.side} × ${fields.settings.side} pixels`,
    settings: fields,
    code: [__filename],
    needs: [],
    async run({ leave, random }) {
      const microstructures = randomFields(fields.settings, fields.count, random);
      const { side } = fields.settings;
      const data = packPixels(microstructures);
      await writeHdf5(leave(fieldsFile), { arrays: { x: { shape: [fields.count, side, side], data } }, attributes: {} });
      return { count: fields.count, ...describeImages(microstructures) };
    },
  };
}
