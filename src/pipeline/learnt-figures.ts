import { learntLikelihoods } from '../figures/learnt';
import { mixtureComponents, type TargetMixture } from '../figures/mixture-components';
import { ganMdn } from '../inverse/gan-mdn';
import { MixtureDensityNetwork } from '../mdn/network';
import { hasNetwork, readLearnt } from './learnt-outputs';
import type { PlannedFigure } from './method-figures';
import { hasTrained, loadDataset, loadTrained } from './outputs';
import type { Parts } from './parts';
import type { Profile } from './profiles';

/** Of the samples, this share are drawn as near a target, and no more than so many. */
const near = { share: 0.02, most: 200 };

/** What the networks of GAN-MDN have learnt: their likelihoods, and the components of their mixtures. */
export function learntFigures({ datasets, protocol }: Profile, { methods, simulation }: Parts): PlannedFigure[] {
  if (!hasNetwork(methods)) return [];
  return [
    {
      name: 'learnt-likelihoods',
      draw(folder) {
        const sets = readLearnt(folder, datasets);
        return sets.length > 0 ? learntLikelihoods(ganMdn.name, sets) : undefined;
      },
    },
    ...datasets.map(({ name }) => ({
      name: `data-${name}-components`,
      async draw(folder: string) {
        if (!hasTrained(folder, ganMdn, name)) return undefined;
        const network = MixtureDensityNetwork.fromWeights(loadTrained(folder, ganMdn, name)!);
        const { latents, latentSide, y } = await loadDataset(folder, name);
        const size = latentSide ** 2;
        const count = Math.min(near.most, Math.ceil(near.share * y.length));
        const shown = protocol.targets.map((target): TargetMixture => {
          const distance = (row: number): number => Math.abs(y[row] - target);
          const rows = [...y.keys()].sort((a, b) => distance(a) - distance(b)).slice(0, count);
          const nearest = rows.map((row) => latents.subarray(row * size, (row + 1) * size));
          return { target, mixture: network.mixture(target), within: distance(rows[count - 1]), latents: nearest };
        });
        return mixtureComponents(name, simulation.property, shown);
      },
    })),
  ];
}
