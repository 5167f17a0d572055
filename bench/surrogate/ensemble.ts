// Three surrogates from other first weights: the error of their mean, and whether their spread tells how large it is:
// `npx tsx bench/surrogate/ensemble.ts II FOLDER`. It goes on where it was stopped.
import { join } from 'node:path';
import { mean, quantile, sampleRankCorrelation, standardDeviation } from 'simple-statistics';
import { measureErrors } from '../../src/surrogate/measure';
import { residualNetwork } from '../../src/surrogate/settings';
import { openData } from './data';
import { trainAndMeasure } from './member';

const members = 3;
/** Groups of samples by spread, for the table. */
const groups = 5;

async function main(): Promise<void> {
  const [name = 'II', folder = ''] = process.argv.slice(2);
  if (!folder) throw new Error('name a folder for checkpoints');
  const { data, random } = await openData(name);
  const all: Float32Array[] = [];
  for (let member = 1; member <= members; member++) {
    // the first is that of `train.ts`
    const own = member === 1 ? random.derive('surrogate') : random.derive('surrogate', member);
    const { predicted, errors } = await trainAndMeasure(data, residualNetwork, own, join(folder, `${member}`));
    console.log(`member ${member}: mean error ${errors.meanError.toFixed(3)} %, R² ${errors.r2.toFixed(4)}`);
    all.push(predicted);
  }
  const together = Array.from(all[0], (_, i) => all.map((predicted) => predicted[i]));
  const middle = together.map(mean);
  const { meanError, r2 } = measureErrors(middle, data);
  console.log(`mean of ${members}: mean error ${meanError.toFixed(3)} %, R² ${r2.toFixed(4)}`);
  const spreads = together.map((values, i) => (100 * standardDeviation(values)) / middle[i]);
  const errors = Array.from(data.split.validation, (row, i) => (100 * Math.abs(middle[i] - data.y[row])) / data.y[row]);
  console.log(`rank correlation of spread and error ${sampleRankCorrelation(spreads, errors).toFixed(3)}`);
  console.log('\n| spread, % | mean error, % | 95 % below, % |\n|--:|--:|--:|');
  const order = [...spreads.keys()].sort((a, b) => spreads[a] - spreads[b]);
  const size = Math.ceil(order.length / groups);
  for (let first = 0; first < order.length; first += size) {
    const some = order.slice(first, first + size);
    const [spread, error] = [spreads, errors].map((values) => some.map((i) => values[i]));
    console.log(`| ${mean(spread).toFixed(3)} | ${mean(error).toFixed(3)} | ${quantile(error, 0.95).toFixed(2)} |`);
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
