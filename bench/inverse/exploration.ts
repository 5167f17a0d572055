// How far a surrogate that learns from its own designs leaves the range of the data, in five rounds:
// `npx tsx bench/inverse/exploration.ts II [TARGETS] [SEED]`. Each target starts from the surrogate that the data set trained; each
// round proposes 30 designs that no simulation has seen yet, simulates them, and learns from them. A minute a target on two cores.
import { mean } from 'simple-statistics';
import { residualErrorPercentage } from '../../src/evaluation/residual';
import { Explorer } from '../../src/inverse/exploration';
import { exploring } from '../../src/inverse/exploring';
import { RandomStream } from '../../src/numerics/random';
import { defaultSeed, findProfile } from '../../src/pipeline/profiles';
import { openTrained } from '../../src/pipeline/trained';

const designs = 30;

async function main(): Promise<void> {
  const [name = 'II', given = '0.53,0.5,0.45,0.4,0.77,0.79,0.8', seed = `${defaultSeed}`] = process.argv.slice(2);
  const profile = findProfile('paper');
  const { context, close } = await openTrained(profile, { dataset: name, method: exploring.name });
  const settings = { ...exploring.settings.exploration, simulations: designs };
  const columns = Array.from({ length: settings.rounds + 1 }, (_, round) => `round ${round + 1}`);
  console.log(`| target | ${columns.map((column) => `mean REP, ${column}`).join(' | ')} | nearest | calls |`);
  console.log(`|--:|${columns.map(() => '--:|').join('')}--:|--:|`);
  try {
    for (const target of given.split(',').map(Number)) {
      const random = RandomStream.fromSeed(Number(seed)).derive('exploration', `${target}`);
      const explorer = await Explorer.start({ ...context, random }, settings, random);
      const means: number[] = [];
      for (let round = 1; round <= settings.rounds + 1; round++) {
        const { candidates } = await explorer.propose(target, designs, random.derive(round, 'propose'));
        const y = await explorer.learn(candidates);
        means.push(mean(y.map((value) => residualErrorPercentage(value, target))));
      }
      const nearest = Math.min(...explorer.known.y.map((value) => residualErrorPercentage(value, target)));
      explorer.dispose();
      const shown = means.map((value) => value.toFixed(2)).join(' | ');
      console.log(`| ${target} | ${shown} | ${nearest.toFixed(3)} | ${designs * (settings.rounds + 1)} |`);
    }
  } finally {
    await close();
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
