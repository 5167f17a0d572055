// Trains a surrogate on a shipped data set and measures it: `npx tsx bench/surrogate/train.ts II [FOLDER] ['{"epochs": 8}']`.
// The folder keeps a checkpoint, from which a run that was stopped goes on, and the weights.
import { residualNetwork } from '../../src/surrogate/settings';
import { openData } from './data';
import { trainAndMeasure } from './member';

async function main(): Promise<void> {
  const [name = 'II', folder, changes = '{}'] = process.argv.slice(2);
  const settings = { ...residualNetwork, ...JSON.parse(changes) };
  const { data, random } = await openData(name);
  const start = process.cpuUsage();
  const spent = (): string => {
    const { user, system } = process.cpuUsage(start);
    return `${((user + system) / 1e6).toFixed(0)} s of processor time`;
  };
  const { errors } = await trainAndMeasure(data, settings, random.derive('surrogate'), folder, (note) =>
    console.log(`${spent()}: ${note}`),
  );
  const { meanError, error95, r2 } = errors;
  console.log(`Data-${name}, ${data.split.training.length} samples, ${settings.epochs} epochs, all in ${spent()}`);
  console.log(`held out: mean error ${meanError.toFixed(3)} % of y, 95 % below ${error95.toFixed(2)} %, R² ${r2.toFixed(4)}`);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
