import { relative } from 'node:path';
import type { DatasetSettings } from '../../datasets/dataset';
import { compareWithLookUp, spectralCaption, spectralRows } from '../../evaluation/spectral-table';
import { toCsv, toMarkdown } from '../../evaluation/table';
import { saveFigure } from '../../figures/render';
import { bestOfSpectra, spectraWantedAndGot } from '../../figures/spectral-designs';
import { wavelengthsOf } from '../../film/settings';
import { nearestSamples } from '../../inverse/nearest-samples';
import { writeFile } from '../../runs/files';
import { descriptionFile } from '../outputs';
import type { Parts } from '../parts';
import type { Profile } from '../profiles';
import { evaluateSpectraStepName, readFineSpectra, readSpectra, refineSpectraStepName } from '../spectral-evaluations';
import type { Step } from '../step';

export const spectraTable = (dataset: string, ending: 'csv' | 'md'): string => `tables/spectra-${dataset}.${ending}`;

/** The table of all methods for targets of several numbers, and figures of what was wanted and got. */
export function spectraStep(
  profile: Profile,
  { simulation, methods }: Parts,
  dataset: DatasetSettings,
  place: { folder: string; figures: string },
): Step {
  const { name } = dataset;
  const { property, fidelities } = simulation;
  const { candidates, heldOut = 0 } = profile.protocol;
  const look = nearestSamples.name;
  return {
    name: `spectra-${name}`,
    title: `what designs for several numbers of ${property.name} came to`,
    settings: [methods.map((method) => [method.name, method.origin]), profile.protocol, property, fidelities],
    code: [__filename],
    needs: [],
    uses: methods.flatMap((method) => [evaluateSpectraStepName(method, name), refineSpectraStepName(method, name)]),
    async run({ folder, leave, seed }) {
      const results = readSpectra(folder, methods, name);
      const verdicts = compareWithLookUp(results, look);
      if (results.length === 0) return [];
      const rows = spectralRows(results, methods, look, readFineSpectra(folder, methods, name));
      const caption = spectralCaption({ seed, candidates, heldOut, property: property.name, ...fidelities });
      writeFile(leave(spectraTable(name, 'csv')), toCsv(rows));
      writeFile(leave(spectraTable(name, 'md')), toMarkdown(rows, caption));
      const isFilm = simulation.name === 'film';
      const figures = {
        [`spectra-${name}-best-of`]: bestOfSpectra(results),
        ...(isFilm && { [`spectra-${name}`]: spectraWantedAndGot(results, wavelengthsOf(profile.film), look) }),
      };
      for (const [figure, drawn] of Object.entries(figures)) {
        writeFile(leave(descriptionFile(figure)), JSON.stringify(drawn));
        for (const picture of await saveFigure(place.figures, figure, drawn)) leave(relative(folder, picture));
      }
      return verdicts.map((verdict) => ({ ...verdict }));
    },
  };
}
