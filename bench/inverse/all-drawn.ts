// What a surrogate is worth that has learnt from all that was drawn for a data set, also from the samples outside its range, which
// no method is trained on otherwise: `npx tsx bench/inverse/all-drawn.ts II FOLDER [EPOCHS] [TARGETS]`. Prints its error on the
// held-out samples, by their absorption, and mean REP of 30 designs that it ranks, beside those of the shipped surrogate. The
// folder keeps a checkpoint and the weights. Half an hour on one core.
import { join } from 'node:path';
import { mean } from 'simple-statistics';
import { countSamples } from '../../src/datasets/dataset';
import { readShippedSamples } from '../../src/datasets/shipped';
import { residualErrorPercentage } from '../../src/evaluation/residual';
import { generateMicrostructures } from '../../src/gan/microstructures';
import { surrogateRanked } from '../../src/inverse/index';
import type { TrainingData } from '../../src/inverse/method';
import { joinParts, partOf } from '../../src/inverse/weight-parts';
import { loadWeights } from '../../src/learning/weights';
import { RandomStream } from '../../src/numerics/random';
import { settingsOf } from '../../src/pipeline/method-steps';
import { defaultSeed, findProfile } from '../../src/pipeline/profiles';
import { openTrained } from '../../src/pipeline/trained';
import type { SurrogateData } from '../../src/surrogate/data';
import { residualNetwork } from '../../src/surrogate/settings';
import { openShipped } from '../shipped-data';
import { trainAndMeasure } from '../surrogate/member';

const designs = 30;
const width = 0.02;

/** The data as `surrogateRanked` learns from them, and after them what lies outside, all of which trains. */
async function joinOutside({ samples, split, generator, dataset }: TrainingData): Promise<SurrogateData> {
  const { outside } = (await readShippedSamples(dataset.name))!;
  const inside = countSamples(samples);
  const more = Array.from({ length: countSamples(outside) }, (_, i) => inside + i);
  return {
    microstructures: [...samples.microstructures, ...generateMicrostructures(generator, outside.latents, outside.latentSide)],
    y: Float64Array.of(...samples.y, ...outside.y),
    split: { training: Uint32Array.of(...split.training, ...more), validation: split.validation },
  };
}

/** Mean error and mean of the error, of the held-out samples by their absorption. */
function tellErrors(
  predicted: Float32Array,
  { y, split: { validation } }: SurrogateData,
  [low, high]: readonly [number, number],
) {
  console.log('| y from | samples | mean of predicted − y | mean error |\n|--:|--:|--:|--:|');
  for (let from = low; from < high - 1e-9; from += width) {
    const those = [...validation.keys()].filter((i) => y[validation[i]] >= from && y[validation[i]] < from + width);
    const errors = those.map((i) => predicted[i] - y[validation[i]]);
    const cells = [mean(errors).toFixed(5), mean(errors.map(Math.abs)).toFixed(5)];
    console.log(`| ${from.toFixed(2)} | ${those.length} | ${cells.join(' | ')} |`);
  }
}

async function main(): Promise<void> {
  const [name = 'II', folder, epochs = '16', given = '0.55,0.6,0.65,0.7,0.75,0.53,0.77,0.5,0.81,0.2,0.9'] = process.argv.slice(2);
  if (!folder) throw new Error('name a folder for the checkpoint and the weights');
  const data = await openShipped(name);
  const known = await joinOutside(data);
  const random = RandomStream.fromSeed(defaultSeed);
  const settings = { ...residualNetwork, epochs: Number(epochs) };
  console.log(`Data-${name}: ${known.split.training.length} samples train, ${epochs} epochs, seed ${defaultSeed}`);
  const { predicted, errors } = await trainAndMeasure(known, settings, random.derive('drawn', name), folder);
  const { meanError, error95, r2 } = errors;
  console.log(`held out: mean error ${meanError.toFixed(3)} % of y, 95 % below ${error95.toFixed(2)} %, R² ${r2.toFixed(4)}\n`);
  tellErrors(predicted, known, data.dataset.range);

  const { weights } = loadWeights(join(folder, 'surrogate.weights'));
  const profile = findProfile('paper');
  const { context, model, simulator, close } = await openTrained(profile, { dataset: name, method: surrogateRanked.name });
  const mdn = partOf(context.weights!, 'mdn');
  const ranking = settingsOf(profile, surrogateRanked) as typeof surrogateRanked.settings;
  const models = {
    shipped: model,
    'all drawn': await surrogateRanked.open({ ...context, weights: joinParts({ mdn, surrogate: weights }) }, ranking),
  };
  console.log(
    `\n| target | ${Object.keys(models)
      .map((each) => `mean REP %, ${each}`)
      .join(' | ')} |\n|--:|--:|--:|`,
  );
  for (const target of given.split(',').map(Number)) {
    const reps: number[] = [];
    for (const each of Object.values(models)) {
      const { candidates } = await each.design(target, designs, random.derive('rank', name).derive(`${target}`));
      const y = await simulator.simulate(candidates.map(({ microstructure }) => microstructure));
      reps.push(mean(Array.from(y, (value) => residualErrorPercentage(value, target))));
    }
    console.log(`| ${target} | ${reps.map((rep) => rep.toFixed(3)).join(' | ')} |`);
  }
  await close();
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
