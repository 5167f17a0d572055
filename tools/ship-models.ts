// Puts the networks that a run of the paper profile has trained among what is shipped, each with a card:
// `npx tsx tools/ship-models.ts [PROFILE] [RUN-FOLDER]`, paper and its folder in data/runs unless given. What
// the run has not trained stays as it is shipped.
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { readSamples } from '../src/datasets/file';
import { flowMatching, ganMdn, pcaMdn, surrogateRanked } from '../src/inverse/index';
import type { Method } from '../src/inverse/method';
import { hashWeights, saveWeights } from '../src/learning/weights';
import { settingsOf, trainStepName } from '../src/pipeline/method-steps';
import { datasetFile, loadTrained } from '../src/pipeline/outputs';
import { defaultSeed, findProfile } from '../src/pipeline/profiles';
import { runFolder } from '../src/pipeline/reproduce';
import { readRecord } from '../src/pipeline/run-steps';
import { type ModelCard, modelFiles } from '../src/pipeline/shipped-models';
import { readFile, sha256, writeFile } from '../src/runs/files';

/** Methods whose networks are small enough to ship, by the profile that trains them; one training may serve several methods. */
const shipped: Record<string, readonly Method[]> = {
  paper: [ganMdn, pcaMdn, flowMatching, surrogateRanked] as Method[],
  spectra: [surrogateRanked] as Method[],
};

async function main(): Promise<void> {
  const [profileName = 'paper', folder = runFolder(profileName)] = process.argv.slice(2);
  const profile = findProfile(profileName);
  for (const { name } of profile.datasets) {
    if (!existsSync(join(folder, datasetFile(name)))) continue;
    const { provenance } = await readSamples(join(folder, datasetFile(name)));
    if (provenance?.seed !== defaultSeed) throw new Error(`${folder} is no run with seed ${defaultSeed}`);
    for (const method of shipped[profileName] ?? []) {
      const record = readRecord(folder, { name: trainStepName(method, name) });
      if (!record) continue;
      const weights = loadTrained(folder, method, name)!;
      const files = modelFiles(method, name);
      saveWeights(files.weights, weights);
      const card: ModelCard = {
        method: method.name,
        settings: settingsOf(profile, method),
        ...provenance,
        weightsSha256: hashWeights(weights),
        fileSha256: sha256(readFile(files.weights)),
        results: record.results,
        training: { seconds: record.seconds, processor: cpus()[0].model.trim(), node: process.version },
      };
      writeFile(files.card, `${JSON.stringify(card, null, 2)}\n`);
      console.log(files.weights);
    }
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
