import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Generator } from '../../gan/generator';
import type { GanHistory } from '../../gan/losses';
import { generateMicrostructures } from '../../gan/microstructures';
import { trainGan } from '../../gan/train';
import { hashWeights, loadWeights, saveWeights } from '../../learning/weights';
import { writeFile } from '../../runs/files';
import type { Profile } from '../profiles';
import type { Step } from '../step';
import { describeImages, readFields } from './fields-step';

const weightsFile = 'generator.weights';
const historyFile = 'generator-history.json';
const samplesToDescribe = 100;

/** The generative adversarial network, trained on the fields (sections 2.4 and 2.7). */
export function generatorStep({ gan }: Profile): Step {
  return {
    name: 'generator',
    title: `training the GAN: ${gan.steps} steps of ${gan.batch} images`,
    settings: gan,
    code: ['numerics', 'microstructure', 'learning', 'gan'],
    needs: ['fields'],
    outputs: [weightsFile, historyFile],
    async run({ folder, scratch, random, run }) {
      const { generator, history } = await trainGan(await readFields(folder), gan, random, run, scratch);
      saveWeights(join(folder, weightsFile), generator.weights());
      writeFile(join(folder, historyFile), JSON.stringify(history));
      const latents = random.derive('samples').uniforms(samplesToDescribe * 16, -1, 1);
      const samples = generateMicrostructures(generator, latents, 4);
      const sha256 = hashWeights(generator.weights());
      generator.dispose();
      return { steps: gan.steps, ...describeImages(samples), sha256 };
    },
  };
}

/** The generator of the generator step; the caller disposes of it. */
export function loadGenerator(folder: string): Promise<Generator> {
  return Generator.fromWeights(loadWeights(join(folder, weightsFile)).weights);
}

export function readGanHistory(folder: string): GanHistory {
  return JSON.parse(readFileSync(join(folder, historyFile), 'utf8')) as GanHistory;
}
