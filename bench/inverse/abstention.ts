// Does surrogate-ranked GAN-MDN say so where a target cannot be met, and only there? No simulation is called:
// `npx tsx bench/inverse/abstention.ts II [DRAWS]`. A target is within reach where the generator was seen to give it: of all
// latents that were drawn for the data set, also those outside its range of absorption.
import { max, min } from 'simple-statistics';
import { readShippedSamples } from '../../src/datasets/shipped';
import { surrogateRanked } from '../../src/inverse/index';
import { doubtAbove } from '../../src/inverse/surrogate-choice';
import { RandomStream } from '../../src/numerics/random';
import { findProfile } from '../../src/pipeline/profiles';
import { openTrained } from '../../src/pipeline/trained';

const designs = 30;
const percentages = (from: number, to: number, step: number): number[] =>
  Array.from({ length: Math.round((to - from) / step) + 1 }, (_, i) => Math.round(from + i * step) / 100);
/** Within the range of the data, and the paper's two beyond it. */
const inRange = percentages(53, 77, 2);
const beyond = [...percentages(10, 50, 5), ...percentages(79, 95, 2)];

async function main(): Promise<void> {
  const [name = 'II', draws = '2'] = process.argv.slice(2);
  const shipped = await readShippedSamples(name);
  if (!shipped) throw new Error(`there is no shipped Data-${name}`);
  const drawn = [...shipped.light.y, ...shipped.outside.y];
  const [least, most] = [min(drawn), max(drawn)];
  console.log(`Data-${name}: the generator was seen to give ${least.toFixed(3)} … ${most.toFixed(3)}\n`);
  const { model, close } = await openTrained(findProfile('paper'), { dataset: name, method: surrogateRanked.name });
  console.log('| target | within reach | expected REP of 30 designs, % | doubted |\n|--:|:--|--:|:--|');
  const counts = { reachable: 0, falseAlarms: 0, unreachable: 0, caught: 0 };
  try {
    for (const target of [...inRange, ...beyond]) {
      const reachable = target >= least && target <= most;
      const expected: number[] = [];
      for (let draw = 1; draw <= Number(draws); draw++) {
        const { expectedRep } = await model.design(target, designs, RandomStream.fromSeed(draw).derive('design', `${target}`));
        expected.push(expectedRep!);
      }
      const doubted = expected.filter((rep) => rep > doubtAbove).length;
      if (!reachable) {
        counts.unreachable += expected.length;
        counts.caught += doubted;
      } else if (inRange.includes(target)) {
        counts.reachable += expected.length;
        counts.falseAlarms += doubted;
      }
      const shown = expected.map((rep) => rep.toFixed(2)).join(', ');
      console.log(`| ${target} | ${reachable ? 'yes' : 'no'} | ${shown} | ${doubted} of ${expected.length} |`);
    }
  } finally {
    await close();
  }
  console.log(`\nout of reach: ${counts.caught} of ${counts.unreachable} doubted`);
  console.log(`0.53 … 0.77: ${counts.falseAlarms} of ${counts.reachable} doubted (false alarms)`);
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
