import { existsSync } from 'node:fs';
import { Command, Option } from 'commander';
import { measurePredictors } from '../../datasets/predictors';
import { datasetFiles } from '../../datasets/shipped';
import {
  microstructuresAcrossRange,
  predictorsOfProperty,
  propertyAgainstVolumeFraction,
  propertyOfDatasets,
} from '../../figures/datasets';
import { saveFigure } from '../../figures/render';
import type { Figure } from '../../figures/style';
import { absorptionOf } from '../../film/property';
import { InputError } from '../../runs/errors';
import { repositoryRoot } from '../../runs/files';
import { prepareFolder, say } from '../options';
import { openBuilt } from './built';
import { filmOf } from './files';
import { folderOption } from './options';

export function figuresCommand(): Command {
  return new Command('figures')
    .description('Draw the built data sets of a folder: distribution, what tells the property, samples across its range.')
    .addOption(folderOption())
    .addOption(new Option('--figures <path>', 'where the figures go').default(`${repositoryRoot}/figures`, 'figures'))
    .action(async ({ folder, figures }: { folder: string; figures: string }) => {
      const names = ['I', 'II'].filter((name) => existsSync(datasetFiles(name, folder).full));
      if (names.length === 0) {
        const remedy = 'build one, or give a light one its images by `dataset expand`';
        throw new InputError('--folder', `there is no data set with images in ${folder}`, remedy);
      }
      const sets = await Promise.all(names.map(async (name) => ({ name, ...(await openBuilt(name, folder)) })));
      const property = absorptionOf(filmOf(sets[0].provenance, folder));
      const measured = sets.map((set) => ({
        ...set,
        range: set.provenance.dataset.range,
        predictors: measurePredictors(set.kept),
      }));
      const target = prepareFolder('--figures', figures);
      const against = measured.map(({ name, kept, predictors: [fraction] }) => ({ name, samples: kept, fraction }));
      const drawn: Record<string, Figure> = {
        'data-absorption': propertyOfDatasets(measured, property),
        'data-volume-fraction': propertyAgainstVolumeFraction(against, property),
        'data-predictors': predictorsOfProperty(measured, property),
      };
      for (const { name, kept, range } of measured) {
        drawn[`data-${name}-samples`] = microstructuresAcrossRange({ name, samples: kept, range }, property);
      }
      for (const [name, figure] of Object.entries(drawn)) say((await saveFigure(target, name, figure))[0]);
    });
}
