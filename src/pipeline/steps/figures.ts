import { join, relative } from 'node:path';
import type { DatasetSettings } from '../../datasets/dataset';
import { absorptionDistribution, trainingCurves } from '../../figures/curves';
import { contactSheet } from '../../figures/microstructures';
import { saveFigure } from '../../figures/render';
import type { Figure } from '../../figures/style';
import { simulatedAgainstTarget } from '../../figures/targets';
import { generateMicrostructures } from '../../gan/microstructures';
import { randomFields } from '../../microstructure/field';
import { RandomStream } from '../../numerics/random';
import { writeFile } from '../../runs/files';
import { generatorFigures } from '../generator-figures';
import type { Profile } from '../profiles';
import type { Step } from '../step';
import { loadDataset, loadOutside } from './dataset';
import { readEvaluation } from './evaluation';
import { readFields } from './fields';
import { loadGenerator, readGanHistory } from './generator';
import { readNetworkHistory } from './network';

interface PlannedFigure {
  name: string;
  draw(folder: string): Figure | Promise<Figure>;
}

/** Fields that generated images are compared with, at most: no more than there were to learn from. */
const mostCompared = 200;

/** All figures of a run: PNG and SVG in `figuresFolder`, their plotly descriptions beside the results in `folder`. */
export function figuresStep(profile: Profile, folder: string, figuresFolder: string): Step {
  const { datasets } = profile;
  const planned = [...plannedGeneratorFigures(profile), ...datasets.flatMap(datasetFigures)];
  const pictures = planned.flatMap(({ name }) => ['png', 'svg'].map((ending) => join(figuresFolder, `${name}.${ending}`)));
  const inputs = datasets.flatMap(({ name }) => [`dataset-${name}`, `network-${name}`, `evaluation-${name}`]);
  return {
    name: 'figures',
    title: `${planned.length} figures`,
    settings: planned.map(({ name }) => name),
    code: ['gan', 'figures', 'pipeline'],
    needs: ['fields', 'generator', ...inputs],
    outputs: [...planned.map(({ name }) => descriptionFile(name)), ...pictures.map((picture) => relative(folder, picture))],
    async run({ run }) {
      for (const [i, { name, draw }] of planned.entries()) {
        const figure = await draw(folder);
        writeFile(join(folder, descriptionFile(name)), JSON.stringify(figure));
        await saveFigure(figuresFolder, name, figure);
        run.onProgress?.({ label: 'drawing', done: i + 1, total: planned.length });
      }
      return planned.map(({ name }) => name);
    },
  };
}

/** Where the plotly description of a figure lies. */
export const descriptionFile = (name: string): string => `figures/${name}.json`;

const plannedGeneratorFigures = ({ fields }: Profile): PlannedFigure[] => [
  { name: 'generator-samples', draw: drawGeneratorSamples },
  ...Object.entries(generatorFigures).map(([name, draw]) => ({
    name,
    async draw(folder: string) {
      const random = RandomStream.fromSeed(0).derive('figure');
      const heldOut = randomFields(fields.settings, Math.min(mostCompared, fields.count), random.derive('fields'));
      const generator = await loadGenerator(folder);
      const figure = draw({ generator, history: readGanHistory(folder), fields: heldOut, random });
      generator.dispose();
      return figure;
    },
  })),
];

const datasetFigures = ({ name, range }: DatasetSettings): PlannedFigure[] => [
  {
    name: `data-${name}-absorption`,
    async draw(folder) {
      const kept = await loadDataset(folder, name);
      const outside = await loadOutside(folder, name);
      return absorptionDistribution([...kept.absorptions, ...outside.absorptions], {
        title: `Absorption of all samples drawn for Data-${name}`,
        kept: range,
      });
    },
  },
  {
    name: `data-${name}-network-training`,
    draw(folder) {
      const { training, validation } = readNetworkHistory(folder, name);
      const curves = [
        { name: 'training', values: training },
        { name: 'validation', values: validation },
      ];
      return trainingCurves(`Training of the mixture density network, Data-${name}`, curves, {
        step: 'epoch',
        quantity: 'negative log-likelihood',
      });
    },
  },
  {
    name: `data-${name}-targets`,
    draw: (folder) =>
      simulatedAgainstTarget(readEvaluation(folder, name), `Designs of Data-${name}: simulated against target absorption`),
  },
  {
    name: `data-${name}-best`,
    draw(folder) {
      const results = readEvaluation(folder, name);
      const items = results.map(({ target, residuals, best }) => ({
        microstructure: best.microstructure,
        title: `${target.toFixed(2)}: REP ${residuals.minimum.toFixed(2)} %`,
      }));
      const methods = [...new Set(results.map(({ method }) => method))];
      return contactSheet(items, {
        title: `The design nearest to each target, Data-${name}`,
        columns: items.length / methods.length,
        rowTitles: methods,
      });
    },
  },
];

/** A row of fields above a row of generated images of the same size. */
async function drawGeneratorSamples(folder: string): Promise<Figure> {
  const columns = 6;
  const fields = (await readFields(folder)).slice(0, columns);
  const generator = await loadGenerator(folder);
  const latentSide = fields[0].width / 32;
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
