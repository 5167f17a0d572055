// Designs by methods that call the simulator, checked converged, as a Markdown table:
// `npx tsx bench/inverse/calls.ts II [METHOD] [SEED] ['{"budget": {"calls": 5}}'] [TARGETS] [COUNT]`, with what is shipped.
import { evaluate, paperProtocol } from '../../src/evaluation/protocol';
import { budgeted } from '../../src/inverse/index';
import { meanShiftedDifference } from '../../src/microstructure/distance';
import { RandomStream } from '../../src/numerics/random';
import { findProfile } from '../../src/pipeline/profiles';
import { openTrained } from '../../src/pipeline/trained';
import type { Progress } from '../../src/runs/control';

async function main(): Promise<void> {
  const [dataset = 'II', method = budgeted.name, seed = '1', changes = '{}', targets, count = '30'] = process.argv.slice(2);
  const paper = findProfile('paper');
  const profile = { ...paper, methods: { ...paper.methods, ...JSON.parse(changes) } };
  const { model, simulator, close } = await openTrained(profile, { dataset, method });
  const random = RandomStream.fromSeed(Number(seed));
  console.log(`Data-${dataset}, ${model.name}, seed ${seed}, ${changes}\n`);
  const columns = ['target', 'mean', 'max', 'mean converged', 'max converged', 'calls', 'seconds', 'diversity', 'over shifts'];
  console.log(`| ${columns.join(' | ')} |\n|${columns.map(() => '---|').join('')}`);
  let told = performance.now();
  const onProgress = ({ note }: Progress): void => {
    if (performance.now() - told < 30_000) return;
    told = performance.now();
    console.error(note);
  };
  const wanted = targets ? targets.split(',').map(Number) : paperProtocol.targets;
  for (const target of wanted) {
    const [result] = await evaluate([model], { targets: [target], candidates: Number(count) }, simulator, random, { onProgress });
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
  await close();
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
