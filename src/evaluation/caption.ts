import type { DatasetSettings } from '../datasets/dataset';
import type { Property } from '../simulation/property';
import type { Fidelities } from '../simulation/simulator';

/** What a table was made from, for its caption. */
export interface TableSubject {
  dataset: Pick<DatasetSettings, 'name' | 'samples' | 'range'>;
  property: Pick<Property, 'name'>;
  fidelities: Fidelities;
  /** Designs for each target. */
  candidates: number;
  seed: number;
  /** Targets outside the range of the data. */
  exploration: boolean;
  /** The number of the table in the paper, where it has one. */
  number?: number;
}

/** Says of a table: data set, seed, number of designs, the fidelities that its residuals are by, and what REP is. */
export function captionOf(subject: TableSubject): string {
  const { dataset, property, fidelities, candidates, seed, exploration, number } = subject;
  const { label, fine } = fidelities;
  const [low, high] = dataset.range;
  const samples = dataset.samples.toLocaleString('en-US');
  return [
    `${number ? `**Table ${number}.** ` : ''}Data-${dataset.name} (${samples} samples, ${property.name} ${low} … ${high}),`,
    `targets ${exploration ? 'outside' : 'within'} that range; seed ${seed}; ${candidates} designs for each target.`,
    `REP = |simulated − target| / target × 100 %: minimum, mean and standard deviation over the designs, simulated as the data were (${label}).`,
    ...(fine === undefined ? [] : [`Columns with (${fine}) are the same designs, simulated again with ${fine}.`]),
    'Diversity is the share of pixels in which two designs differ, the mean over all pairs.',
    'Simulator calls and seconds are what proposing took; checking the designs is not in them.',
    ...(number
      ? [
          `Columns with “paper” are Table ${number} of Mao et al. (2022), whose film and simulator are not known, so that they are not ours.`,
        ]
      : []),
  ].join(' ');
}

/** Says the same of the table of claims. */
export function claimsCaption(subjects: readonly Omit<TableSubject, 'exploration' | 'number'>[]): string {
  const [{ fidelities, candidates, seed }] = subjects;
  const { label, fine } = fidelities;
  const names = subjects.map(({ dataset }) => `Data-${dataset.name} (${dataset.samples.toLocaleString('en-US')} samples)`);
  return [
    `What the paper claims, what its tables say of it and what ours do, by ${names.join(' and ')}; seed ${seed};`,
    `${candidates} designs for each target.`,
    `REP = |simulated − target| / target × 100 %, simulated as the data were (${label})${fine === undefined ? '' : ` and again (${fine})`}.`,
    'A claim holds where it holds for every data set that was evaluated, and by each simulation.',
  ].join(' ');
}
