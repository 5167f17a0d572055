// Designs by methods that call the simulator, checked converged, as a Markdown table:
// `npx tsx bench/inverse/budgeted.ts II FOLDER [METHOD] [SEED] ['{"calls": 5}']`.
// The folder has surrogate.weights, as bench/surrogate/train.ts leaves it; the mixture is the shipped one of GAN-MDN.
import { join } from 'node:path';
import { paperDatasets } from '../../src/datasets/dataset';
import { readShippedSamples } from '../../src/datasets/shipped';
import { evaluate, paperProtocol } from '../../src/evaluation/protocol';
import { absorptionOf } from '../../src/film/property';
import { siliconFilm } from '../../src/film/settings';
import { FilmSimulator } from '../../src/film/simulator';
import { loadShippedGenerator } from '../../src/gan/shipped';
import { budgeted, type Method, refined, slugOf, surrogateRanked } from '../../src/inverse/index';
import { joinParts } from '../../src/inverse/weight-parts';
import { loadWeights } from '../../src/learning/weights';
import { meanShiftedDifference } from '../../src/microstructure/distance';
import { RandomStream } from '../../src/numerics/random';
import { repositoryRoot } from '../../src/runs/files';

const known = [surrogateRanked, budgeted, refined] as Method[];

async function main(): Promise<void> {
  const [name = 'II', folder = '', asked = slugOf(budgeted), seed = '1', changes = '{}', targets] = process.argv.slice(2);
  const dataset = paperDatasets.find((each) => each.name === name);
  const method = known.find((each) => slugOf(each) === asked);
  if (!dataset || !method) throw new Error(`give I or II, a folder, and one of ${known.map(slugOf).join(', ')}`);
  const group = Object.keys(method.settings).at(-1)!;
  const settings = Object.fromEntries(
    Object.entries(method.settings).map(([key, values]) => [key, { ...values, ...(key === group && JSON.parse(changes)) }]),
  );
  method.check?.(settings);
  const load = (path: string) => loadWeights(path).weights;
  const weights = joinParts({
    mdn: load(join(repositoryRoot, `data/models/gan-mdn-${name}.weights`)),
    surrogate: load(join(folder, 'surrogate.weights')),
  });
  const generator = await loadShippedGenerator();
  const simulator = new FilmSimulator(siliconFilm, { fineHarmonics: 441 });
  const random = RandomStream.fromSeed(Number(seed));
  const samples = async () => (await readShippedSamples(name))!.light;
  const property = absorptionOf(siliconFilm);
  const model = await method.open({ dataset, property, generator, weights, samples, simulator, random }, settings);
  console.log(`Data-${name}, ${method.name}, seed ${seed}, ${group}: ${JSON.stringify(settings[group])}\n`);
  const columns = ['target', 'mean', 'max', 'mean converged', 'max converged', 'calls', 'seconds', 'diversity', 'over shifts'];
  console.log(`| ${columns.join(' | ')} |\n|${columns.map(() => '---|').join('')}`);
  const wanted = targets ? targets.split(',').map(Number) : paperProtocol.targets;
  for (const target of wanted) {
    const [result] = await evaluate([model], { targets: [target], candidates: 30 }, simulator, random);
    const { residuals, fine, calls, seconds, diversity, candidates, simulated, warnings } = result;
    const percent = (value: number) => value.toFixed(4);
    const most = (values: readonly number[]) => percent((100 * Math.max(...values.map((y) => Math.abs(y - target)))) / target);
    const spent = Object.entries(calls).map(([fidelity, count]) => `${count} ${fidelity}`);
    const apart = meanShiftedDifference(candidates.map(({ microstructure }) => microstructure));
    const cells = [
      target,
      ...[percent(residuals.mean), most(simulated), percent(fine!.residuals.mean), most(fine!.simulated)],
      ...[spent.join(', '), seconds.toFixed(0), diversity!.toFixed(3), apart.toFixed(3)],
    ];
    console.log(`| ${cells.join(' | ')} |`);
    for (const warning of warnings) console.error(warning);
  }
  generator.dispose();
  await simulator.close();
}

main().catch((error: Error) => {
  console.error(error);
  process.exitCode = 1;
});
