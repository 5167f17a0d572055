// How a surrogate's error falls with the number of samples that it learns from, on the 2,500 samples that no size has:
// `npx tsx bench/surrogate/curve.ts II FOLDER [SIZES]`. It goes on where it was stopped. Hours on one core.
import { join } from 'node:path';
import { residualNetwork } from '../../src/surrogate/settings';
import { openData } from './data';
import { trainAndMeasure } from './member';

/** Small sets are seen more often, until so many samples have passed: else the network would not have learnt them. */
const leastSeen = 150_000;
const heldOut = 2500;

async function main(): Promise<void> {
  const [name = 'II', folder = '', given = '500,1500,5000,15000,22500'] = process.argv.slice(2);
  if (!folder) throw new Error('name a folder for checkpoints');
  const { data, random } = await openData(name);
  const order = Uint32Array.of(...data.split.training, ...data.split.validation);
  const validation = order.slice(-heldOut);
  console.log('| samples | epochs | mean error, % | 95 % below, % | R² |\n|--:|--:|--:|--:|--:|');
  for (const size of given.split(',').map(Number)) {
    const split = { training: order.slice(0, Math.min(size, order.length - heldOut)), validation };
    const epochs = Math.max(residualNetwork.epochs, Math.ceil(leastSeen / size));
    const own = random.derive('surrogate', 'samples', size);
    const { errors } = await trainAndMeasure({ ...data, split }, { ...residualNetwork, epochs }, own, join(folder, `${size}`));
    const { meanError, error95, r2 } = errors;
    console.log(`| ${size} | ${epochs} | ${meanError.toFixed(3)} | ${error95.toFixed(2)} | ${r2.toFixed(4)} |`);
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
