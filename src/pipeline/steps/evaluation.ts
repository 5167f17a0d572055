import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatasetSettings } from '../../datasets/dataset';
import { evaluate, type TargetResult } from '../../evaluation/protocol';
import { resultRows, toCsv, toMarkdown } from '../../evaluation/table';
import { FilmSimulator } from '../../film/simulator';
import { GanMdn } from '../../inverse/gan-mdn';
import { RandomLatent } from '../../inverse/random-latent';
import { fromRows, toRows } from '../../microstructure/microstructure';
import { writeFile } from '../../runs/files';
import type { Profile } from '../profiles';
import type { Json, Step } from '../step';
import { loadGenerator } from './generator';
import { loadNetwork } from './network';

type Name = DatasetSettings['name'];
const resultsFile = (name: Name): string => `evaluation-${name}.json`;
export const tableFile = (name: Name, ending: 'csv' | 'md'): string => `tables/data-${name}.${ending}`;

/** The paper's protocol on one data set: candidates for each target by each method, simulated (section 3.3). */
export function evaluationStep({ protocol, film }: Profile, { name, latentSide, range }: DatasetSettings): Step {
  return {
    name: `evaluation-${name}`,
    title: `${protocol.candidates} candidates for each of ${protocol.targets.length} targets of Data-${name}, simulated`,
    settings: { protocol, film, range },
    code: ['numerics', 'microstructure', 'optics', 'learning', 'gan', 'mdn', 'film', 'inverse', 'evaluation'],
    needs: ['generator', `network-${name}`],
    outputs: [resultsFile(name), tableFile(name, 'csv'), tableFile(name, 'md')],
    async run({ folder, random, run }) {
      const generator = await loadGenerator(folder);
      const network = loadNetwork(folder, name);
      const { finerHarmonics } = protocol;
      const simulator = new FilmSimulator(film);
      const finer = finerHarmonics === undefined ? undefined : new FilmSimulator({ ...film, harmonics: finerHarmonics });
      try {
        const models = [new GanMdn(generator, network, latentSide, range), new RandomLatent(generator, latentSide)];
        const results = await evaluate(models, protocol, simulator, random, run, finer);
        const rows = resultRows(results);
        writeFile(join(folder, tableFile(name, 'csv')), toCsv(rows));
        writeFile(join(folder, tableFile(name, 'md')), toMarkdown(rows));
        writeFile(join(folder, resultsFile(name)), JSON.stringify(results.map(toStored)));
        return results.map(fixedBySeed);
      } finally {
        generator.dispose();
        await Promise.all([simulator.close(), finer?.close()]);
      }
    },
  };
}

/** A result without its measured seconds. */
function fixedBySeed({ method, target, residuals, simulated, finer, warnings }: TargetResult): Json {
  return {
    method,
    target,
    residuals: { ...residuals },
    simulated,
    ...(finer && { finer: structuredClone(finer) as unknown as Json }),
    warnings,
  };
}

const toStored = (result: TargetResult): object => ({
  ...result,
  best: { microstructure: toRows(result.best.microstructure), latent: [...(result.best.latent ?? [])] },
});

/** The results of the evaluation step. */
export function readEvaluation(folder: string, name: Name): TargetResult[] {
  const stored = JSON.parse(readFileSync(join(folder, resultsFile(name)), 'utf8')) as (Omit<TargetResult, 'best'> & {
    best: { microstructure: string[]; latent: number[] };
  })[];
  return stored.map(({ best, ...result }) => ({
    ...result,
    best: { microstructure: fromRows(best.microstructure), latent: Float32Array.from(best.latent) },
  }));
}
