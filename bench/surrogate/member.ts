import { join } from 'node:path';
import { saveWeights } from '../../src/learning/weights';
import type { RandomStream } from '../../src/numerics/random';
import type { SurrogateData } from '../../src/surrogate/data';
import { measureErrors, predictValidation, type SurrogateErrors } from '../../src/surrogate/measure';
import type { SurrogateSettings } from '../../src/surrogate/settings';
import { trainSurrogate } from '../../src/surrogate/train';

/** Trains one surrogate with its checkpoint in a folder, where its weights are left, and measures it on what is held out. */
export async function trainAndMeasure(
  data: SurrogateData,
  settings: SurrogateSettings,
  random: RandomStream,
  scratch?: string,
  say?: (note: string) => void,
): Promise<{ predicted: Float32Array; errors: SurrogateErrors }> {
  let said = '';
  const { surrogate } = await trainSurrogate(data, settings, random, {
    scratch,
    onProgress({ note = '' }) {
      if (note !== said) say?.(note);
      said = note;
    },
  });
  try {
    if (scratch) saveWeights(join(scratch, 'surrogate.weights'), surrogate.weights());
    const predicted = await predictValidation(surrogate, data);
    return { predicted, errors: measureErrors(predicted, data) };
  } finally {
    surrogate.dispose();
  }
}
