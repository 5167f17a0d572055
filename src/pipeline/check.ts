import type { DatasetSettings } from '../datasets/dataset';
import { checkFilm } from '../film/settings';
import { pixelsPerLatent } from '../gan/latents';
import { checkSettings } from '../gan/settings';
import { checkFieldSettings } from '../microstructure/field';
import { InputError } from '../runs/errors';
import type { Property } from '../simulation/property';
import { settingsOf, trainersOf } from './method-steps';
import { type Parts, partsOf } from './parts';
import type { Profile } from './profiles';

/** Throws InputError, naming the setting, where a profile cannot be run: before any work starts. */
export function checkProfile(profile: Profile, given?: Partial<Parts>): void {
  const { methods, simulation } = partsOf(profile, given);
  const { fields, gan, film, fineHarmonics, datasets, protocol } = profile;
  checkWhole('fields.count', fields.count, 2);
  checkFieldSettings(fields.settings);
  checkSettings(gan);
  for (const dataset of datasets) {
    checkDataset(dataset, simulation.property);
    for (const harmonics of [film.harmonics, fineHarmonics ?? 1]) {
      checkFilm({ ...film, harmonics }, pixelsPerLatent * dataset.latentSide);
    }
  }
  for (const method of [...methods, ...trainersOf(methods)]) method.check?.(settingsOf(profile, method));
  checkWhole('protocol.candidates', protocol.candidates, 1);
  checkWhole('protocol.repetitions', protocol.repetitions ?? 1, 1);
  checkWhole('protocol.novelty', protocol.novelty ?? 0, 0);
  checkWhole('protocol.heldOut', protocol.heldOut ?? 0, 0);
  checkTargets('protocol.targets', protocol.targets, simulation.property);
  const { targets, exploration = [] } = protocol;
  checkTargets('protocol.exploration', exploration, simulation.property);
  const both = exploration.find((target) => targets.includes(target));
  if (both !== undefined) {
    throw new InputError('protocol.exploration', `${both} is among protocol.targets too`, 'leave it in one of them');
  }
}

function checkTargets(setting: string, targets: readonly number[], { name, range }: Property): void {
  const wrong = targets.find((target) => !(target >= range[0] && target <= range[1] && target !== 0));
  if (wrong === undefined) return;
  throw new InputError(setting, `${wrong} is no ${name} to ask for`, `give numbers from ${range[0]} to ${range[1]}, not 0`);
}

function checkDataset({ name, latentSide, samples, range, trainingShare }: DatasetSettings, property: Property): void {
  const setting = `datasets.${name}`;
  checkWhole(`${setting}.latentSide`, latentSide, 1);
  checkWhole(`${setting}.samples`, samples, 2);
  const [least, most] = property.range;
  if (!(range.length === 2 && range[0] >= least && range[0] < range[1] && range[1] <= most)) {
    throw new InputError(
      `${setting}.range`,
      `[${range}] is no range of ${property.name}`,
      `give ${least} <= low < high <= ${most}`,
    );
  }
  const trained = Math.round(samples * trainingShare);
  if (!(trained >= 2 && trained < samples)) {
    const remedy = 'leave at least two samples to train on and one to validate by';
    throw new InputError(`${setting}.trainingShare`, `${trainingShare} of ${samples} samples are ${trained}`, remedy);
  }
}

function checkWhole(setting: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new InputError(setting, `${value} is not a whole number of at least ${least}`, 'give one');
}
