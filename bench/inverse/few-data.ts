// How much data methods need: mean REP of 30 designs over the five targets against the number of samples that they learn from, on
// one shipped data set: `npx tsx bench/inverse/few-data.ts II FOLDER [SIZES]`. What is done is kept in the folder; a run that was
// stopped goes on. Hours on one core: small sets are seen as often as it takes to learn them.
import { join } from 'node:path';
import { mean } from 'simple-statistics';
import { countSamples, type Samples, takeRows } from '../../src/datasets/dataset';
import { paperProtocol } from '../../src/evaluation/protocol';
import { residualErrorPercentage } from '../../src/evaluation/residual';
import { flowMatching, ganMdn, type Method, nearestSamples, surrogateRanked, type TrainingData } from '../../src/inverse/index';
import { RandomStream } from '../../src/numerics/random';
import { settingsOf } from '../../src/pipeline/method-steps';
import { partsOf } from '../../src/pipeline/parts';
import { defaultSeed, findDataset, findProfile } from '../../src/pipeline/profiles';
import { writeFile } from '../../src/runs/files';
import { readJsonIfThere } from '../../src/runs/json';
import { openShipped } from '../shipped-data';

const designs = 30;
/** Samples that a surrogate sees in all, at least. */
const leastSeen = 150_000;
const methods: readonly Method[] = [nearestSamples, ganMdn, flowMatching, surrogateRanked] as Method[];

/** The first `size` samples of a set, of which a tenth, at most 500, validates. */
function firstOf(data: TrainingData, size: number): TrainingData {
  const held = Math.max(1, Math.min(500, Math.round(size / 10)));
  const order = Uint32Array.of(...data.split.training, ...data.split.validation).slice(0, size);
  return { ...data, split: { training: order.slice(held), validation: order.slice(0, held) } };
}

function samplesOf({ samples, split }: TrainingData): Samples {
  const rows = Uint32Array.of(...split.validation, ...split.training);
  const { latents, latentSide, y } = samples;
  return { latentSide, latents: takeRows(latents, latentSide ** 2, rows), y: Float64Array.from(rows, (row) => y[row]) };
}

async function main(): Promise<void> {
  const [name = 'II', folder = '', given = '100,300,1000,3000,10000,22500'] = process.argv.slice(2);
  if (!folder) throw new Error('name a folder for checkpoints and results');
  const profile = findProfile('paper');
  const dataset = findDataset(profile, name);
  const { simulation } = partsOf(profile);
  const data = await openShipped(name);
  const simulator = simulation.open();
  const file = join(folder, `few-data-${name}.json`);
  const done = readJsonIfThere<Record<string, number>>(file) ?? {};
  console.log(`| samples | ${methods.map((method) => method.name).join(' | ')} |\n|--:|${methods.map(() => '--:|').join('')}`);
  for (const size of given.split(',').map(Number)) {
    const own = firstOf(data, Math.min(size, countSamples(data.samples)));
    for (const method of methods) {
      const key = `${size} ${method.name}`;
      if (done[key] !== undefined) continue;
      const epochs = Math.max(surrogateRanked.settings.surrogate.epochs, Math.ceil(leastSeen / size));
      const settings = settingsOf({ ...profile, methods: { surrogate: { epochs } } }, method);
      const random = RandomStream.fromSeed(defaultSeed).derive('few data', name, size);
      const trained = await method.train?.(own, settings, random.derive('training'), {
        scratch: join(folder, key.replace(/\W/g, '-')),
      });
      const context = {
        ...{ dataset, property: simulation.property, generator: data.generator, weights: trained?.weights, simulator, random },
        samples: async () => samplesOf(own),
      };
      const model = await method.open(context, settings);
      const residuals: number[] = [];
      for (const target of paperProtocol.targets) {
        const { candidates } = await model.design(target, designs, random.derive(method.name, target));
        const y = await simulator.simulate(candidates.map(({ microstructure }) => microstructure));
        residuals.push(mean(Array.from(y, (value) => residualErrorPercentage(value, target))));
      }
      done[key] = mean(residuals);
      writeFile(file, JSON.stringify(done, null, 2));
    }
    console.log(`| ${size} | ${methods.map((method) => done[`${size} ${method.name}`].toFixed(3)).join(' | ')} |`);
  }
  await simulator.close();
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
