import { trainToEnd } from '../learning/training-loop';
import type { RandomStream } from '../numerics/random';
import type { RunControl } from '../runs/control';
import { checkData, type SurrogateData } from './data';
import type { SurrogateSettings } from './settings';
import { Surrogate } from './surrogate';
import { SurrogateTrainingState } from './training-state';

/** How a surrogate goes on learning: the rate rises to its highest and falls to 0 once more. */
export type FineTuning = Pick<SurrogateSettings, 'epochs' | 'batch' | 'learningRate'>;

/**
 * A surrogate that has learnt more samples. It starts from the weights of `surrogate`, which stays as it is, and keeps its
 * scale. Rows of `data.split.training` may be named more than once: new samples beside many old ones count by how often.
 */
export async function fineTune(
  surrogate: Surrogate,
  data: SurrogateData,
  settings: SurrogateSettings,
  random: RandomStream,
  run?: RunControl,
): Promise<Surrogate> {
  checkData(data, settings.side);
  const training = new SurrogateTrainingState(data, settings, random, undefined, surrogate.weights());
  try {
    await trainToEnd(training, run, undefined, () =>
      run?.onProgress?.({ label: 'fine-tuning the surrogate', ...training.progress }),
    );
    return await Surrogate.fromWeights(training.weights());
  } finally {
    training.dispose();
  }
}
