import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Generator } from '../../gan/generator';
import type { GanHistory } from '../../gan/losses';
import { readShippedCard, shippedGeneratorFile } from '../../gan/shipped';
import { snapshotFile, snapshotSteps } from '../../gan/snapshots';
import { trainGan } from '../../gan/train';
import { hashWeights, loadWeights, saveWeights } from '../../learning/weights';
import { readFile, writeFile } from '../../runs/files';
import type { Json } from '../../runs/json';
import { generatorFile, generatorHistoryFile, readFields, snapshotsFolder } from '../outputs';
import type { Profile } from '../profiles';
import type { Step, StepContext } from '../step';

/** The step's name, which its random stream is derived from. */
export const generatorStepName = 'generator';

/** The generative adversarial network, trained on the fields (sections 2.4 and 2.7). */
export function generatorStep({ gan, fields }: Profile): Step {
  return {
    name: generatorStepName,
    title: `training the GAN: ${gan.steps} steps of ${gan.batch} images`,
    settings: gan,
    code: [__filename],
    needs: ['fields'],
    async run(context) {
      const { folder, leave, scratch, random, run } = context;
      const folders = { checkpoint: scratch, snapshots: join(scratch, snapshotsFolder) };
      const { generator, history } = await trainGan(await readFields(folder), gan, random, run, folders);
      // snapshots wait in the scratch folder until all is done: a run that is given up leaves those of the last one alone
      for (const file of snapshotSteps(gan).map((step) => join(snapshotsFolder, snapshotFile(step)))) {
        writeFile(leave(file), readFile(join(scratch, file)));
      }
      return leaveGenerator(context, generator, history);
    },
    shipped: {
      name: 'generator',
      place: 'data/generator',
      async take(context) {
        const card = readShippedCard();
        const wanted = { gan, fields, seed: context.seed };
        if (!isDeepStrictEqual({ gan: card?.gan, fields: card?.fields, seed: card?.seed }, JSON.parse(JSON.stringify(wanted)))) {
          return undefined;
        }
        const { weights } = loadWeights(shippedGeneratorFile);
        if (hashWeights(weights) !== card?.weightsSha256) {
          context.say('the shipped generator is not the one of its card: it is trained anew');
          return undefined;
        }
        // how its training went is not shipped, only how it ended
        saveWeights(context.leave(join(snapshotsFolder, snapshotFile(gan.steps))), weights);
        return leaveGenerator(context, await Generator.fromWeights(weights), { discriminator: [], generator: [] }, gan.steps);
      },
    },
  };
}

/** Writes what the step leaves besides snapshots, and disposes of the generator; gives what results.json has of it. */
function leaveGenerator(
  { leave }: StepContext,
  generator: Generator,
  history: GanHistory,
  steps = history.generator.length,
): Json {
  saveWeights(leave(generatorFile), generator.weights());
  writeFile(leave(generatorHistoryFile), JSON.stringify(history));
  generator.dispose();
  return { steps, sha256: hashWeights(generator.weights()) };
}
