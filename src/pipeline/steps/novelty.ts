import { join } from 'node:path';
import type { DatasetSettings } from '../../datasets/dataset';
import { measureData, measureOriginality } from '../../evaluation/novelty';
import type { Method } from '../../inverse/method';
import { type Library, prepareLibrary } from '../../microstructure/novelty';
import { writeFile } from '../../runs/files';
import { noveltyDataFile, noveltyFile, readEvaluations } from '../evaluations';
import { evaluateStepName, noveltyDataStepName, noveltyStepName } from '../method-steps';
import { loadDataset } from '../outputs';
import type { Parts } from '../parts';
import type { Profile } from '../profiles';
import type { Step, StepContext } from '../step';
import { storeOriginality } from '../stored-originality';

/** Of an interrupted step, the distances that were found. */
const checkpointFile = 'distances.json';

/** How far samples, and the designs of each method, are from each other and from every sample, data set by data set. */
export function noveltySteps(profile: Profile, { methods }: Parts): Step[] {
  // reading and preparing 25,000 images takes 10 to 30 s, comparing the designs of a method with them 8 to 90 s
  const library = keepLast(async ({ folder, run }, name) => {
    return prepareLibrary((await loadDataset(folder, name)).microstructures, run);
  });
  return profile.datasets.flatMap((dataset) => [
    dataStep(profile, dataset),
    ...methods.map((method) => methodStep(profile, method, dataset, library)),
  ]);
}

type LibraryOf = (context: StepContext, dataset: string) => Promise<Library>;

/** Gives the library of a data set again while no other is asked for. */
function keepLast(prepare: LibraryOf): LibraryOf {
  let last: { dataset: string; library: Library } | undefined;
  return async (context, dataset) => {
    if (last?.dataset !== dataset) {
      // two would take half a gigabyte
      last = undefined;
      last = { dataset, library: await prepare(context, dataset) };
    }
    return last.library;
  };
}

/** Diversity over shifts of a method's designs, and novelty of the first of each target within the range. */
function methodStep({ protocol }: Profile, method: Method, { name }: DatasetSettings, library: LibraryOf): Step {
  const { targets, novelty: count = 0 } = protocol;
  return {
    name: noveltyStepName(method, name),
    title: `${method.name}: how far its designs of Data-${name} are from each other and from every sample`,
    settings: { targets, count },
    code: [__filename],
    needs: [evaluateStepName(method, name), `dataset-${name}`],
    async run(context) {
      const { folder, leave, scratch, run } = context;
      const results = readEvaluations(folder, [method], name);
      const checkpoint = join(scratch, checkpointFile);
      const options = { targets, count, library: () => library(context, name), checkpoint };
      const measured = await measureOriginality(results, options, run);
      const stored = results.map((result, i) => storeOriginality(result, measured[i]));
      writeFile(leave(noveltyFile(method, name)), JSON.stringify(stored));
      return stored.map(({ designs: _, ...each }) => each);
    },
  };
}

/** The same of the data themselves: novelty of as many samples as a method has designs for it. */
function dataStep({ protocol }: Profile, { name }: DatasetSettings): Step {
  const count = protocol.targets.length * (protocol.novelty ?? 0);
  return {
    name: noveltyDataStepName(name),
    title: `how far samples of Data-${name} are from each other`,
    settings: { count },
    code: [__filename],
    needs: [`dataset-${name}`],
    async run({ folder, leave, scratch, random, run }) {
      const { microstructures } = await loadDataset(folder, name);
      const options = { count, checkpoint: join(scratch, checkpointFile) };
      const measured = await measureData(microstructures, options, random, run);
      writeFile(leave(noveltyDataFile(name)), JSON.stringify(measured));
      return { ...measured };
    },
  };
}
