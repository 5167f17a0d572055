// Spectra that designs are brought to by the gradient of the simulation, beside the nearest of 9,000 samples, with what is shipped:
// `npx tsx bench/inverse/spectra.ts [label|fine] [DESIGNS] [HELD_OUT]`. Errors are root mean squares over the eight wavelengths,
// times 100, of the nearest sample and of the best design. With `label` all is by the simulation that made the data; with `fine`
// designs are brought to their targets by the fine one, and sample and designs are measured by that.
import { mean } from 'simple-statistics';
import { takeSamples } from '../../src/datasets/dataset';
import { heldOutTargets, wishedTargets } from '../../src/evaluation/spectral-targets';
import { wavelengthsOf } from '../../src/film/settings';
import { nearestSamples, refinedSpectra } from '../../src/inverse/index';
import { RandomStream } from '../../src/numerics/random';
import { defaultSeed, findProfile } from '../../src/pipeline/profiles';
import { openTrained } from '../../src/pipeline/trained';
import { splitOf, trainingStream } from '../../src/pipeline/training-data';
import { rootMeanSquare } from '../../src/simulation/residual';
import { labelsOnly } from '../../src/simulation/simulator';

async function main(): Promise<void> {
  const [fidelity = 'label', designs = '6', heldOut = '20'] = process.argv.slice(2);
  if (!['label', 'fine'].includes(fidelity)) throw new Error('give label or fine');
  const profile = findProfile('spectra');
  const { context, dataset, simulator: both, close } = await openTrained(profile, { dataset: 'S', method: refinedSpectra.name });
  const simulator = fidelity === 'fine' ? both : labelsOnly(both);
  const all = await context.samples();
  // as the pipeline parts them: nothing was learnt from those that are asked for
  const split = splitOf(all, dataset, RandomStream.fromSeed(defaultSeed).derive(trainingStream(dataset.name)));
  const known = takeSamples(all, split.training);
  const held = heldOutTargets(all, split.validation, profile.protocol.heldOut!).slice(0, Number(heldOut));
  const opened = { ...context, simulator, samples: async () => known };
  const models = [
    { model: await nearestSamples.open(opened, {}), count: 1 },
    { model: await refinedSpectra.open(opened, refinedSpectra.settings), count: Number(designs) },
  ];
  console.log(`Data-S, ${both.fidelities[fidelity]}, the best of ${designs} designs, seed ${defaultSeed}\n`);
  console.log('| spectrum | nearest sample | refined | calls | seconds |\n|:--|--:|--:|:--|--:|');
  const leasts: number[][] = [];
  for (const target of [...held, ...wishedTargets(wavelengthsOf(profile.film), known)]) {
    const before = { ...both.calls };
    const start = performance.now();
    const found: number[] = [];
    for (const { model, count } of models) {
      const random = RandomStream.fromSeed(defaultSeed).derive('spectra', target.name);
      const { candidates } = await model.design(target.values, count, random);
      const y = await simulator.simulate(
        candidates.map(({ microstructure }) => microstructure),
        undefined,
        fidelity,
      );
      const numbers = target.values.length;
      const errors = candidates.map((_, i) => rootMeanSquare(y.subarray(i * numbers, (i + 1) * numbers), target.values));
      found.push(100 * Math.min(...errors));
    }
    const seconds = (performance.now() - start) / 1000;
    const spent = Object.entries(both.calls).map(([name, calls]) => [name, calls - (before[name] ?? 0)] as const);
    const calls = spent.filter(([, count]) => count > 0).map(([name, count]) => `${count} ${name}`);
    if (target.kind === 'held out') leasts.push(found);
    console.log(
      `| ${target.name} | ${found.map((error) => error.toFixed(3)).join(' | ')} | ${calls.join(', ')} | ${seconds.toFixed(0)} |`,
    );
  }
  const [look, refined] = [0, 1].map((k) => mean(leasts.map((found) => found[k])));
  console.log(
    `\nmean over ${leasts.length} held-out spectra: ${look.toFixed(3)} and ${refined.toFixed(3)}, a ratio of ${(refined / look).toFixed(3)}`,
  );
  await close();
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
