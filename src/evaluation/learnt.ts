import type { DatasetSettings } from '../datasets/dataset';
import type { Losses } from '../mdn/likelihood';
import { type ResultRow, round } from './table';

/** What the network of a data set has learnt. */
export interface LearntSet {
  dataset: Pick<DatasetSettings, 'name' | 'latentSide' | 'samples' | 'trainingShare'>;
  losses: Required<Losses>;
}

/** What the network says of a validation latent once it is told y, over what the same mixture can say without: in nats. */
export const gainOf = ({ network, shuffled }: LearntSet['losses']): number => shuffled - network;

/** A row for each data set: the number of latents M, the four losses, and what was gained by y. */
export function learntRows(method: string, sets: readonly LearntSet[]): ResultRow[] {
  return sets.map(({ dataset, losses }) => ({
    'data set': `Data-${dataset.name}`,
    latents: dataset.latentSide ** 2,
    [method]: round(losses.network, 3),
    'y shuffled': round(losses.shuffled, 3),
    'kernel density': round(losses.kernelDensity, 3),
    uniform: round(losses.uniform, 3),
    'gained by y': round(gainOf(losses), 3),
  }));
}

/** Says of that table: data sets, seed, and what its numbers are. */
export function learntCaption(method: string, sets: readonly LearntSet[], seed: number): string {
  const names = sets.map(({ dataset: { name, samples, trainingShare } }) => {
    const trained = Math.round(samples * trainingShare);
    return `Data-${name} (${withCommas(trained)} samples to train on, ${withCommas(samples - trained)} to validate by)`;
  });
  return [
    `What the network of ${method} has learnt of ${names.join(' and ')}; seed ${seed}.`,
    'Each number is the mean of −ln P(z|y) over the validation samples, in nats for a whole latent z: lower is better.',
    '“y shuffled” is the same network trained with properties that belong to other samples;',
    '“kernel density” is a kernel density estimate of the training latents (Gaussians, widths by Silverman’s rule);',
    '“uniform” is the density that latents are drawn from, M ln 2 for M latents from −1 to 1. None of these three knows y.',
    `“Gained by y” is “y shuffled” less ${method}.`,
  ].join(' ');
}

const withCommas = (count: number): string => count.toLocaleString('en-US');
