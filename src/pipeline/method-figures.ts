import type { EvaluatedSet } from '../evaluation/claim';
import { claimed } from '../evaluation/claims';
import { bestOfCurves } from '../figures/best-of-curves';
import { repAgainstCost } from '../figures/costs';
import { diversityAgainstRep } from '../figures/diversity';
import { mdnArchitecture } from '../figures/mdn-architecture';
import { methodFlowchart } from '../figures/method-flowchart';
import { designsAndSamples } from '../figures/paper-designs';
import { repDistributions } from '../figures/rep-distributions';
import { searchHistory } from '../figures/search-history';
import type { Figure } from '../figures/style';
import { ganMdn } from '../inverse/gan-mdn';
import { slugOf } from '../inverse/method';
import type { MdnSettings } from '../mdn/settings';
import { RandomStream } from '../numerics/random';
import { readEvaluatedSet, readRepeats } from './evaluations';
import { settingsOf } from './method-steps';
import { loadDataset } from './outputs';
import type { Parts } from './parts';
import type { Profile } from './profiles';

/** A figure's file name, and how it is drawn; nothing where what it shows is not there. */
export interface PlannedFigure {
  name: string;
  draw(folder: string): Figure | undefined | Promise<Figure | undefined>;
}

/** The paper's Figures 1–4, and ours that compare methods on all data sets. */
export function methodFigures(profile: Profile, { methods, simulation }: Parts): PlannedFigure[] {
  const { fields, datasets, protocol } = profile;
  const { property, fidelities } = simulation;
  const { components } = (settingsOf(profile, ganMdn) as { mdn: MdnSettings }).mdn;
  const sizes = { fields: fields.count, datasets, property, fidelities, components };
  /** The sets that have designs for targets within their range. */
  const read = (folder: string): EvaluatedSet[] =>
    datasets.map(({ name }) => readEvaluatedSet(folder, methods, name, protocol)).filter(({ within }) => within.length > 0);
  const ofDesigns = (name: string, draw: (sets: ReturnType<typeof within>) => Figure | undefined): PlannedFigure => ({
    name,
    draw(folder) {
      const sets = within(read(folder));
      return sets.length > 0 ? draw(sets) : undefined;
    },
  });
  return [
    { name: 'figure-1-method', draw: () => methodFlowchart(sizes) },
    { name: 'figure-2-network', draw: () => mdnArchitecture(sizes) },
    {
      name: 'figure-3-designs',
      async draw(folder) {
        const { targets } = protocol;
        const sets = [];
        for (const { dataset, results } of within(read(folder))) {
          sets.push({ dataset, results, samples: await drawSamples(folder, dataset, targets.length) });
        }
        if (sets.length === 0) return undefined;
        return designsAndSamples(sets, [claimed.pca, claimed.proposed], targets, property);
      },
    },
    ...methods.map(({ name }) =>
      ofDesigns(`figure-4-${slugOf({ name })}`, (sets) => {
        const ofMethod = ({ method }: { method: string }): boolean => method === name;
        return searchHistory(
          name,
          sets.map(({ dataset, results }) => ({ dataset, results: results.filter(ofMethod) })),
        );
      }),
    ),
    ofDesigns('rep-distributions', repDistributions),
    ofDesigns('costs', repAgainstCost),
    {
      name: 'best-of-designs',
      draw(folder) {
        const sets = read(folder);
        if (sets.length === 0) return undefined;
        const repeats = sets.map((set) => readRepeats(folder, methods, set).designs);
        return bestOfCurves(within(sets).map((set, i) => ({ ...set, repeats: repeats[i] })));
      },
    },
    {
      name: 'diversity',
      draw: (folder) =>
        diversityAgainstRep(read(folder).map(({ dataset, within, data }) => ({ dataset, results: within, data }))),
    },
  ];
}

const within = (sets: readonly EvaluatedSet[]) => sets.map(({ dataset, within }) => ({ dataset, results: within }));

/** Samples of a data set drawn at random, with their property. */
async function drawSamples(folder: string, dataset: string, count: number) {
  const { microstructures, y } = await loadDataset(folder, dataset);
  const order = RandomStream.fromSeed(0).derive('figure', dataset).permutation(microstructures.length);
  return Array.from(order.subarray(0, count), (i) => ({ microstructure: microstructures[i], y: y[i] }));
}
