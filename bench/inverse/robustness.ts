// Do robust designs keep their absorption where they are not made quite as designed? 30 designs for each of the five targets by
// surrogate-ranked GAN-MDN, by robust without and with calls, and the nearest training samples, simulated as the data were and under
// errors of making: `npx tsx bench/inverse/robustness.ts II [CALLS]`. It saves figures/robust-and-fragile-II. Twenty minutes on two cores.
import { join } from 'node:path';
import { mean } from 'simple-statistics';
import { paperProtocol } from '../../src/evaluation/protocol';
import { residualErrorPercentage } from '../../src/evaluation/residual';
import { contactSheet } from '../../src/figures/microstructures';
import { figuresFolder, saveFigure } from '../../src/figures/render';
import { nearestSamples, robust, surrogateRanked } from '../../src/inverse/index';
import type { Microstructure } from '../../src/microstructure/microstructure';
import { dilate, erode } from '../../src/microstructure/morphology';
import { RandomStream } from '../../src/numerics/random';
import { partsOf } from '../../src/pipeline/parts';
import { findProfile } from '../../src/pipeline/profiles';
import { openTrained } from '../../src/pipeline/trained';
import { countComponents } from '../../src/simulation/property';
import { tolerances } from '../../src/simulation/tolerance';

const count = 30;
/** The target of the figure. */
const shown = 0.65;

interface Made {
  image: Microstructure;
  cases: number[];
  tolerance: number;
  residual: number;
}

async function main(): Promise<void> {
  const [name = 'II', calls = '9'] = process.argv.slice(2);
  const profile = findProfile('paper');
  const robustness = { ...profile.methods.robustness, calls: Number(calls) };
  const calling = { ...profile, methods: { ...profile.methods, robustness } };
  const { underErrors } = partsOf(profile).simulation;
  const cases = countComponents(underErrors!.property);
  const simulator = underErrors!.open();
  const all = new Map<string, Made[]>();
  console.log(
    `| target | method | mean REP, % | standard deviation of A under errors: mean | least | most |\n|--:|:--|--:|--:|--:|--:|`,
  );
  for (const [label, method, settings] of [
    [surrogateRanked.name, surrogateRanked, profile],
    [robust.name, robust, profile],
    [`${robust.name}, ${calls} calls a design`, robust, calling],
    [nearestSamples.name, nearestSamples, profile],
  ] as const) {
    const { model, simulator: labels, close } = await openTrained(settings, { dataset: name, method: method.name });
    for (const target of paperProtocol.targets) {
      const { candidates } = await model.design(target, count, RandomStream.fromSeed(1).derive('robustness', `${target}`));
      const images = candidates.map(({ microstructure }) => microstructure);
      const y = await labels.simulate(images);
      const changed = await simulator.simulate(images);
      const deviations = tolerances(changed, cases);
      const made = images.map((image, i) => ({
        ...{ image, tolerance: deviations[i], residual: residualErrorPercentage(y[i], target) },
        cases: Array.from(changed.subarray(i * cases, (i + 1) * cases)),
      }));
      all.set(`${label} ${target}`, made);
      const sorted = [...deviations].sort((a, b) => a - b);
      const shownNumbers = [mean(sorted), sorted[0], sorted[count - 1]].map((value) => value.toFixed(4)).join(' | ');
      console.log(`| ${target} | ${label} | ${mean(made.map(({ residual }) => residual)).toFixed(2)} | ${shownNumbers} |`);
    }
    await close();
  }
  await simulator.close();
  // the middle one of each by tolerance: no design is picked for the picture
  const middle = (method: { name: string }): Made =>
    [...all.get(`${method.name} ${shown}`)!].sort((a, b) => a.tolerance - b.tolerance)[count / 2];
  const rows = [robust, surrogateRanked].map(middle);
  const items = rows.flatMap(({ image, cases: values }) =>
    [image, erode(image), dilate(image), image, image, image, image].map((microstructure, k) => ({
      ...{ microstructure, title: `A = ${values[k].toFixed(3)}` },
    })),
  );
  const figure = contactSheet(items, {
    title: `A robust design and a usual one for an absorption of ${shown}, as designed and with errors of making`,
    columns: cases,
    rowTitles: ['robust', 'usual'],
    columnTitles: underErrors!.property.components,
  });
  await saveFigure(figuresFolder, `robust-and-fragile-${name}`, figure);
  console.log(join(figuresFolder, `robust-and-fragile-${name}.png`));
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
