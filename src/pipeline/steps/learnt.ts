import type { DatasetSettings } from '../../datasets/dataset';
import { ganMdn, latentsOf } from '../../inverse/gan-mdn';
import { mixtureData } from '../../inverse/train-mixture';
import { compareLosses, shuffleProperties } from '../../mdn/likelihood';
import { MixtureDensityNetwork } from '../../mdn/network';
import type { MdnSettings } from '../../mdn/settings';
import { trainMdn } from '../../mdn/train';
import type { RunControl } from '../../runs/control';
import { writeFile } from '../../runs/files';
import { learntFile, learntStepName } from '../learnt-outputs';
import { settingsOf, trainStepName } from '../method-steps';
import { loadDataset, loadTrained } from '../outputs';
import type { Profile } from '../profiles';
import type { Step } from '../step';
import { splitOf, trainingStream } from '../training-data';

/**
 * Measures what the network of GAN-MDN has learnt of a data set: its validation loss beside that of the same network trained
 * on shuffled properties, of a kernel density estimate and of the uniform density. Split, first weights and batches are those
 * of the network's training, so that the two differ in y alone.
 */
export function learntStep(profile: Profile, dataset: DatasetSettings): Step {
  const { name, trainingShare } = dataset;
  const { mdn } = settingsOf(profile, ganMdn) as { mdn: MdnSettings };
  return {
    name: learntStepName(name),
    title: `what ${ganMdn.name} has learnt of Data-${name}, beside a network of shuffled properties`,
    settings: { mdn, trainingShare },
    code: [__filename],
    needs: [`dataset-${name}`, trainStepName(ganMdn, name)],
    stream: trainingStream(name),
    async run({ folder, leave, scratch, random, run }) {
      const samples = await loadDataset(folder, name);
      const data = mixtureData({ samples, split: splitOf(samples, dataset, random) }, latentsOf(samples));
      const network = MixtureDensityNetwork.fromWeights(loadTrained(folder, ganMdn, name)!);
      const blind = shuffleProperties(data, random.derive('shuffled'));
      const training = await trainMdn(blind, mdn, random.derive('training'), labelled(run), { checkpoint: scratch });
      const losses = await compareLosses(data, network, training.network, run);
      writeFile(leave(learntFile(name)), JSON.stringify(losses));
      const { validation, best } = training.history;
      return { ...losses, shuffledEpochs: validation.length, shuffledBestEpoch: best + 1 };
    },
  };
}

/** The same run, which says of its progress that y is shuffled. */
const labelled = (run: RunControl): RunControl => ({
  ...run,
  onProgress: (progress) => run.onProgress?.({ ...progress, label: 'training on shuffled properties' }),
});
