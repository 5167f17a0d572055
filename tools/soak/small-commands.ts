import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSamples } from '../../src/datasets/file';
import { datasetFiles, datasetsFolder } from '../../src/datasets/shipped';
import { generateMicrostructures } from '../../src/gan/microstructures';
import { loadShippedGenerator } from '../../src/gan/shipped';
import { packPixels } from '../../src/microstructure/microstructure';
import { writeHdf5 } from '../../src/runs/hdf5';
import { filmJson } from '../../test/cli/film-json';

/** Files that the commands read. */
export interface Inputs {
  folder: string;
  problem: string;
  /** A data set as others publish it. */
  published: string;
  /** A whole data set of ours, built by the small build. */
  built: string;
}

/** A command that writes into a folder, at a size that takes seconds. */
export interface SmallCommand {
  name: string;
  args(out: string, inputs: Inputs): string[];
  /** Made before the first attempt. */
  prepare?(out: string, inputs: Inputs): void;
  /** It refuses to write over what a former attempt has finished. */
  refusesItsOwn?: boolean;
}

/** The profile `sketch`, smaller still. */
export const smallBuild = (...args: string[]): string[] => [
  ...['dataset', ...args, '--dataset', 'II', '--profile', 'sketch'],
  ...['--set', 'datasets.II.samples=2100', '--set', 'film.harmonics=25', '--set', 'datasets.II.range=[0,1]'],
];

export const smallCommands: readonly SmallCommand[] = [
  { name: 'dataset build', args: (out) => [...smallBuild('build'), '--folder', out] },
  { name: 'dataset build --shard', args: (out) => [...smallBuild('build'), '--folder', out, '--shard', '2/3'] },
  {
    name: 'dataset merge',
    args: (out) => [...smallBuild('merge'), '--folder', out, '--shards', '3'],
    prepare(out, { folder }) {
      const shards = datasetFiles('II', out).shards;
      mkdirSync(shards, { recursive: true });
      for (let i = 1; i <= 3; i++) copyFileSync(join(folder, `shard-${i}-of-3.h5`), join(shards, `shard-${i}-of-3.h5`));
    },
  },
  {
    name: 'dataset expand',
    args: (out, { built }) => ['dataset', 'expand', datasetFiles('II', built).light, join(out, 'full.h5')],
    refusesItsOwn: true,
  },
  {
    name: 'dataset import',
    args: (out, { published }) => ['dataset', 'import', published, join(out, 'imported.h5')],
    refusesItsOwn: true,
  },
  {
    name: 'dataset pilot',
    args: (out) => ['dataset', 'pilot', '--profile', 'sketch', '--samples', '50', '--figures', out],
  },
  {
    name: 'design',
    args: (out) => ['design', '--target', '0.65', '--count', '3', '--method', 'gan-mdn', '--layout', 'svg,gds', '--out', out],
  },
  {
    name: 'spectrum',
    args: (out, { problem }) => ['spectrum', problem, '--wavelengths', '500:700:10', '--out', out],
  },
];

/** Writes what the commands read, but for the built data set and its shards. */
export async function writeInputs(folder: string): Promise<Inputs> {
  mkdirSync(folder, { recursive: true });
  const inputs = {
    folder,
    problem: join(folder, 'problem.json'),
    published: join(folder, 'published.h5'),
    built: join(folder, 'built'),
  };
  const { thickness } = filmJson;
  writeFileSync(
    inputs.problem,
    JSON.stringify({ ...filmJson, thickness, image: ['0110', '1100'], truncation: { circular: 13 } }),
  );
  const { latentSide, latents, y } = await readSamples(datasetFiles('II', datasetsFolder).light);
  const generator = await loadShippedGenerator();
  const some = latents.slice(0, 600 * latentSide ** 2);
  const images = generateMicrostructures(generator, some, latentSide);
  generator.dispose();
  const arrays = {
    z: { shape: [600, latentSide, latentSide], data: some },
    x: { shape: [600, 64, 64], data: packPixels(images) },
    y: { shape: [600], data: y.slice(0, 600) },
  };
  await writeHdf5(inputs.published, { arrays, attributes: {} });
  return inputs;
}
