// Seconds that a method with a shipped network takes to propose 30 designs, on one core: `npx tsx bench/inverse/propose.ts`.
import { median } from 'simple-statistics';
import { ganMdn, pcaMdn, slugOf } from '../../src/inverse/index';
import { RandomStream } from '../../src/numerics/random';
import { findProfile, openTrained } from '../../src/pipeline/index';

const count = 30;
const repetitions = 9;

async function main() {
  for (const dataset of ['I', 'II']) {
    for (const method of [ganMdn, pcaMdn]) {
      const { model, close } = await openTrained(findProfile('paper'), { dataset, method: slugOf(method), onlyShipped: true });
      const times: number[] = [];
      // the first compiles
      for (let repetition = 0; repetition <= repetitions; repetition++) {
        const start = performance.now();
        await model.design(0.65, count, RandomStream.fromSeed(repetition));
        if (repetition > 0) times.push((performance.now() - start) / 1000);
      }
      console.log(
        `Data-${dataset}, ${method.name}: ${count} designs in ${median(times).toFixed(3)} s (median of ${repetitions})`,
      );
      await close();
    }
  }
}
main();
