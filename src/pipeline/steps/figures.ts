import { relative } from 'node:path';
import type { DatasetSettings } from '../../datasets/dataset';
import { propertyDistribution, trainingCurves } from '../../figures/curves';
import { contactSheet } from '../../figures/microstructures';
import { saveFigure } from '../../figures/render';
import { capitalise, type Figure } from '../../figures/style';
import { simulatedAgainstTarget } from '../../figures/targets';
import { pixelsPerLatent } from '../../gan/latents';
import { generateMicrostructures } from '../../gan/microstructures';
import { slugOf } from '../../inverse/method';
import { randomFields } from '../../microstructure/field';
import { RandomStream } from '../../numerics/random';
import { writeFile } from '../../runs/files';
import { readEvaluatedSet } from '../evaluations';
import { generatorFigures } from '../generator-figures';
import { learntFigures } from '../learnt-figures';
import { learntStepNames } from '../learnt-outputs';
import { methodFigures, type PlannedFigure } from '../method-figures';
import {
  evaluateStepName,
  noveltyDataStepName,
  noveltyStepName,
  repeatedOf,
  repeatStepName,
  trainStepName,
} from '../method-steps';
import {
  descriptionFile,
  hasTrained,
  loadDataset,
  loadGenerator,
  loadOutside,
  readFields,
  readGanHistory,
  readGanProgress,
  readLearningCurves,
} from '../outputs';
import type { Parts } from '../parts';
import type { Profile } from '../profiles';
import type { Step } from '../step';

/** Fields that generated images are compared with, at most: no more than there were to learn from. */
const mostCompared = 200;

/** All figures of a run: PNG and SVG in `figures`, their plotly descriptions beside the results in `folder`. */
export function figuresStep(profile: Profile, parts: Parts, { folder, figures }: { folder: string; figures: string }): Step {
  const { datasets } = profile;
  const planned = [
    ...plannedGeneratorFigures(profile),
    ...datasets.flatMap((dataset) => datasetFigures(dataset, profile, parts)),
    ...methodFigures(profile, parts),
    ...learntFigures(profile, parts),
  ];
  return {
    name: 'figures',
    title: 'figures of all that was made',
    settings: [planned.map(({ name }) => name), parts.simulation.property, parts.simulation.fidelities, sizesOf(profile)],
    code: [__filename],
    needs: ['fields', 'generator', 'generator-quality', ...datasets.map(({ name }) => `dataset-${name}`)],
    uses: [
      ...datasets.flatMap(({ name }) => [
        ...parts.methods.flatMap((method) => [trainStepName(method, name), evaluateStepName(method, name)]),
        ...parts.methods.map((method) => noveltyStepName(method, name)),
        noveltyDataStepName(name),
        ...repeatedOf(parts.methods).map((method) => repeatStepName(method, name)),
      ]),
      ...learntStepNames(profile, parts.methods),
    ],
    async run({ leave, run }) {
      const drawn: string[] = [];
      for (const [i, { name, draw }] of planned.entries()) {
        const figure = await draw(folder);
        run.onProgress?.({ label: 'drawing', done: i + 1, total: planned.length });
        if (!figure) continue;
        writeFile(leave(descriptionFile(name)), JSON.stringify(figure));
        for (const picture of await saveFigure(figures, name, figure)) leave(relative(folder, picture));
        drawn.push(name);
      }
      return drawn;
    },
  };
}

/** What else of a profile the figures say. */
const sizesOf = ({ fields, datasets, protocol, methods }: Profile) => ({ fields: fields.count, datasets, protocol, methods });

const plannedGeneratorFigures = ({ fields }: Profile): PlannedFigure[] => [
  { name: 'generator-samples', draw: drawGeneratorSamples },
  ...Object.entries(generatorFigures).map(([name, draw]) => ({
    name,
    async draw(folder: string) {
      const random = RandomStream.fromSeed(0).derive('figure');
      const heldOut = randomFields(fields.settings, Math.min(mostCompared, fields.count), random.derive('fields'));
      const generator = await loadGenerator(folder);
      const [history, progress] = [readGanHistory(folder), readGanProgress(folder)];
      const figure = draw({ generator, history, progress, fields: heldOut, random });
      generator.dispose();
      return figure;
    },
  })),
];

function datasetFigures(
  { name, range }: DatasetSettings,
  { protocol }: Profile,
  { methods, simulation: { property } }: Parts,
): PlannedFigure[] {
  const resultsOf = (folder: string) => readEvaluatedSet(folder, methods, name, protocol).within;
  return [
    {
      name: `data-${name}-${slugOf(property)}`,
      async draw(folder) {
        const [kept, outside] = [await loadDataset(folder, name), await loadOutside(folder, name)];
        const title = `${capitalise(property.name)} of all samples drawn for Data-${name}`;
        return propertyDistribution([...kept.y, ...outside.y], property, { title, kept: range });
      },
    },
    ...methods
      .filter(({ train }) => train)
      .map((method) => ({
        name: `data-${name}-training-${slugOf(method)}`,
        draw(folder: string) {
          if (!hasTrained(folder, method, name)) return undefined;
          const { curves, step, quantity } = readLearningCurves(folder, method, name);
          const named = Object.entries(curves).map(([curve, values]) => ({ name: curve, values }));
          return trainingCurves(`Training of ${method.name} on Data-${name}`, named, { step, quantity });
        },
      })),
    {
      name: `data-${name}-targets`,
      draw(folder) {
        const results = resultsOf(folder);
        if (results.length === 0) return undefined;
        return simulatedAgainstTarget(results, property, `Designs of Data-${name}: simulated against target ${property.name}`);
      },
    },
    {
      name: `data-${name}-best`,
      draw(folder) {
        const results = resultsOf(folder);
        if (results.length === 0) return undefined;
        const items = results.map(({ target, residuals, best }) => ({
          microstructure: best.microstructure,
          title: `${target.toFixed(2)}: REP ${residuals.minimum.toFixed(2)} %`,
        }));
        const rowTitles = [...new Set(results.map(({ method }) => method))];
        const title = `The design nearest to each target, Data-${name}`;
        return contactSheet(items, { title, columns: items.length / rowTitles.length, rowTitles });
      },
    },
  ];
}

/** A row of fields above a row of generated images of the same size. */
async function drawGeneratorSamples(folder: string): Promise<Figure> {
  const columns = 6;
  const fields = (await readFields(folder)).slice(0, columns);
  const generator = await loadGenerator(folder);
  const latentSide = fields[0].width / pixelsPerLatent;
  const latents = RandomStream.fromSeed(0)
    .derive('figure')
    .uniforms(columns * latentSide ** 2, -1, 1);
  const generated = generateMicrostructures(generator, latents, latentSide);
  generator.dispose();
  return contactSheet(
    [...fields, ...generated].map((microstructure) => ({ microstructure })),
    { title: 'Random fields and what the generator makes', columns, rowTitles: ['fields', 'generated'] },
  );
}
