// Makes the record of progress that training keeps (src/gan/progress.ts) of a training that was run without it, from copies of
// its checkpoints: `tsx bench/learning/replay-record.ts RUN-FOLDER HISTORY CHECKPOINT …`. RUN-FOLDER is one of the paper
// profile with seed 1; HISTORY, the file that is written, is its generator-history.json with the record.
import { findProfile } from '../../src/experiment/profiles';
import { drawHeldOutFields, loadGenerator, readGanHistory } from '../../src/experiment/steps/generator-step';
import { loadCheckpoint } from '../../src/gan/checkpoint';
import type { Generator } from '../../src/gan/generator';
import { type ProgressEntry, recordProgress } from '../../src/gan/progress';
import { averagedGenerator } from '../../src/gan/training';
import { selectBackend } from '../../src/learning/backend';
import { createVariables } from '../../src/learning/variables';
import { RandomStream } from '../../src/numerics/random';
import { writeFile } from '../../src/runs/files';

async function main(): Promise<void> {
  const [folder, path, ...checkpoints] = process.argv.slice(2);
  if (checkpoints.length === 0) throw new Error('give the folder of the run, the file to write and the checkpoints');
  const { fields, gan } = findProfile('paper');
  const random = RandomStream.fromSeed(1).derive('generator');
  const heldOut = drawHeldOutFields(fields, random);
  const entries = new Map<number, ProgressEntry>();
  const record = (generator: Generator, step: number): void => {
    entries.set(step, recordProgress(generator, step, heldOut, random));
    generator.dispose();
    console.log(step);
  };
  await selectBackend();
  for (const file of checkpoints) {
    const { step, average } = loadCheckpoint(file).checkpoint;
    if (step % gan.checkpointEvery === 0) record(await averagedGenerator(createVariables(average), gan, random), step);
  }
  record(await loadGenerator(folder), gan.steps);
  const progress = [...entries.values()].sort((a, b) => a.step - b.step);
  writeFile(path, JSON.stringify({ ...readGanHistory(folder), progress }));
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
