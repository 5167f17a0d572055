// Trains a surrogate on a shipped data set and measures it: `npx tsx bench/surrogate/train.ts II [FOLDER] ['{"epochs": 8}']`.
// The folder keeps a checkpoint, from which a run that was stopped goes on, and the weights.
import { join } from 'node:path';
import { saveWeights } from '../../src/learning/weights';
import { measureErrors, predictValidation } from '../../src/surrogate/measure';
import { residualNetwork } from '../../src/surrogate/settings';
import { trainSurrogate } from '../../src/surrogate/train';
import { openData } from './data';

async function main(): Promise<void> {
  const [name = 'II', scratch = '', changes = '{}'] = process.argv.slice(2);
  const settings = { ...residualNetwork, ...JSON.parse(changes) };
  const { data, random } = await openData(name);
  const start = process.cpuUsage();
  let said = '';
  const { surrogate, history } = await trainSurrogate(data, settings, random.derive('surrogate'), {
    scratch: scratch || undefined,
    onProgress({ note = '' }) {
      if (note !== said) console.log(`${spent(start)} s of processor time, ${note}`);
      said = note;
    },
  });
  const weights = surrogate.weights();
  const count = Object.values(weights).reduce((sum, { values }) => sum + values.length, 0);
  console.log(`Data-${name}, ${count} weights, ${history.training.length} epochs in ${spent(start)} s of processor time`);
  if (scratch) saveWeights(join(scratch, `surrogate-${name}.weights`), weights);
  const { meanError, error95, r2 } = measureErrors(await predictValidation(surrogate, data), data);
  console.log(`held out: mean error ${meanError.toFixed(3)} % of y, 95 % below ${error95.toFixed(2)} %, R² ${r2.toFixed(4)}`);
}

const spent = (start: NodeJS.CpuUsage): string => {
  const { user, system } = process.cpuUsage(start);
  return ((user + system) / 1e6).toFixed(0);
};

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
