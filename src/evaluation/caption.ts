import type { DatasetSettings } from '../datasets/dataset';
import type { Property } from '../simulation/property';
import type { Fidelities } from '../simulation/simulator';
import { type DataOriginality, type Originality, summariseNovelty } from './novelty';

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
  /** What was measured of the designs, and of the data, where that was done. */
  originality?: readonly Originality[];
  data?: DataOriginality;
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
    ...sayOriginality(subject),
    'Simulator calls and seconds are what proposing took; checking the designs is not in them.',
    ...(number
      ? [
          `Columns with “paper” are Table ${number} of Mao et al. (2022), whose film and simulator are not known, so that they are not ours.`,
        ]
      : []),
  ].join(' ');
}

/** Says what diversity over shifts and novelty are, where a table has them, and what they are of the data themselves. */
function sayOriginality({ originality = [], data }: TableSubject): string[] {
  const measured = Math.max(0, ...originality.map(({ novelty }) => novelty?.length ?? 0));
  const isShifted = originality.some(({ shiftDiversity }) => shiftDiversity !== undefined);
  const nearest = data && summariseNovelty(data);
  const share = (value: number): string => value.toFixed(3);
  return [
    ...(isShifted ? ['Over shifts it is the least such share over all cyclic shifts of one of the two.'] : []),
    ...(isShifted && data
      ? [`Two samples of the data differ in ${share(data.diversity)}, over shifts in ${share(data.shiftDiversity)}.`]
      : []),
    ...(measured > 0
      ? [
          'Novelty is the least share of pixels in which a design differs from any sample of the data, over cyclic shifts,',
          `flips and quarter turns: the mean of the first ${measured} designs of a target. Of noise it is an upper limit.`,
        ]
      : []),
    ...(measured > 0 && nearest
      ? [
          `A sample differs from the nearest other in ${share(nearest.median)} (median of ${data.novelty.length} samples),`,
          `one in twenty in less than ${share(nearest.fifth)}.`,
        ]
      : []),
  ];
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
