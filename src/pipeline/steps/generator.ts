import { generateMicrostructures } from '../../gan/microstructures';
import { trainGan } from '../../gan/train';
import { hashWeights, saveWeights } from '../../learning/weights';
import { randomFields } from '../../microstructure/field';
import type { Microstructure } from '../../microstructure/microstructure';
import type { RandomStream } from '../../numerics/random';
import { writeFile } from '../../runs/files';
import { describeImages, generatorFile, generatorHistoryFile, readFields } from '../outputs';
import type { Profile } from '../profiles';
import type { Step } from '../step';

const samplesToDescribe = 100;
/** Fields to measure the generator against while it learns; no more than there are to learn from. */
const mostHeldOut = 100;

/** The generative adversarial network, trained on the fields (sections 2.4 and 2.7). */
export function generatorStep({ gan, fields }: Profile): Step {
  return {
    name: 'generator',
    title: `training the GAN: ${gan.steps} steps of ${gan.batch} images`,
    settings: gan,
    code: [__filename],
    needs: ['fields'],
    async run({ folder, leave, scratch, random, run }) {
      const heldOut = drawHeldOutFields(fields, random);
      const { generator, history } = await trainGan(await readFields(folder), gan, random, run, scratch, heldOut);
      saveWeights(leave(generatorFile), generator.weights());
      writeFile(leave(generatorHistoryFile), JSON.stringify(history));
      const latents = random.derive('samples').uniforms(samplesToDescribe * 16, -1, 1);
      const samples = generateMicrostructures(generator, latents, 4);
      const sha256 = hashWeights(generator.weights());
      generator.dispose();
      return { steps: gan.steps, ...describeImages(samples), sha256 };
    },
  };
}

/** Fields that the generator step's generator is not trained on; `random` is that step's stream. */
export function drawHeldOutFields({ count, settings }: Profile['fields'], random: RandomStream): Microstructure[] {
  return randomFields(settings, Math.min(mostHeldOut, count), random.derive('held-out fields'));
}
