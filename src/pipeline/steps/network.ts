import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DatasetSettings, splitDataset, takeRows } from '../../datasets/dataset';
import { hashWeights, loadWeights, saveWeights } from '../../learning/weights';
import { MixtureDensityNetwork } from '../../mdn/network';
import { type MdnHistory, trainMdn } from '../../mdn/train';
import { writeFile } from '../../runs/files';
import type { Profile } from '../profiles';
import type { Step } from '../step';
import { loadDataset } from './dataset';

type Name = DatasetSettings['name'];
const weightsFile = (name: Name): string => `network-${name}.weights`;
const historyFile = (name: Name): string => `network-${name}-history.json`;

/** The mixture density network from absorption to latents (sections 2.5 to 2.7). */
export function networkStep({ mdn }: Profile, { name, latentSide, trainingShare }: DatasetSettings): Step {
  return {
    name: `network-${name}`,
    title: `training the mixture density network of Data-${name}: at most ${mdn.epochs} epochs`,
    settings: { mdn, trainingShare },
    code: ['numerics', 'learning', 'mdn'],
    needs: [`dataset-${name}`],
    outputs: [weightsFile(name), historyFile(name)],
    async run({ folder, random, run }) {
      const { latents, absorptions } = await loadDataset(folder, name);
      const size = latentSide ** 2;
      const split = splitDataset(absorptions.length, trainingShare, random.derive('split'));
      const y = Float32Array.from(absorptions);
      const { network, history } = await trainMdn(
        {
          latentSize: size,
          z: takeRows(latents, size, split.training),
          y: takeRows(y, 1, split.training),
          zValidation: takeRows(latents, size, split.validation),
          yValidation: takeRows(y, 1, split.validation),
        },
        mdn,
        random.derive('training'),
        run,
      );
      saveWeights(join(folder, weightsFile(name)), network.weights());
      writeFile(join(folder, historyFile(name)), JSON.stringify(history));
      const sha256 = hashWeights(network.weights());
      const { validation, best } = history;
      return { epochs: validation.length, bestEpoch: best + 1, bestValidationLoss: validation[best], sha256 };
    },
  };
}

/** The network of the network step. */
export function loadNetwork(folder: string, name: Name): MixtureDensityNetwork {
  return MixtureDensityNetwork.fromWeights(loadWeights(join(folder, weightsFile(name))).weights);
}

export function readNetworkHistory(folder: string, name: Name): MdnHistory {
  return JSON.parse(readFileSync(join(folder, historyFile(name)), 'utf8')) as MdnHistory;
}
