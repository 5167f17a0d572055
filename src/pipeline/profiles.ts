import { type DatasetSettings, paperDatasets } from '../datasets/dataset';
import { type ProtocolSettings, paperProtocol } from '../evaluation/protocol';
import { type FilmSettings, siliconFilm, spectralFilm } from '../film/settings';
import { type GanSettings, longGan, shortGan, textureShares } from '../gan/settings';
import { type FieldSettings, smoothFields } from '../microstructure/field';
import { InputError } from '../runs/errors';

/** All sizes and settings of one run of the whole chain. */
export interface Profile {
  name: string;
  /** What it is for, and how long it takes. */
  purpose: string;
  fields: { count: number; settings: FieldSettings };
  gan: GanSettings;
  film: FilmSettings;
  /** N of the fine simulation, which checks designs; they are not checked unless given. */
  fineHarmonics?: number;
  datasets: readonly DatasetSettings[];
  /** What differs from the defaults of the methods' settings, by group: { mdn: { epochs: 80 } }. */
  methods: { readonly [group: string]: { readonly [setting: string]: unknown } };
  protocol: ProtocolSettings;
  /** Settings that were changed from those of the profile of this name: "film.thickness=300". */
  changes?: readonly string[];
}

const [dataOne, dataTwo] = paperDatasets;

/** The paper's numbers; what the paper leaves open is said where each setting is defined. */
const paper: Profile = {
  name: 'paper',
  purpose: 'the paper’s sizes, from the shipped generator and data sets; the direct MDN alone trains for hours',
  fields: { count: 5000, settings: smoothFields },
  gan: { ...longGan, texture: textureShares },
  film: siliconFilm,
  fineHarmonics: 441,
  datasets: paperDatasets,
  methods: {},
  protocol: paperProtocol,
};

export const profiles: readonly Profile[] = [
  {
    name: 'sketch',
    purpose: 'a trial of one data set in a minute or two, for someone who has just changed a material or a loss',
    fields: { count: 200, settings: smoothFields }, // paper: 5000
    // paper: 1002 steps of 30; a run this short wants a discriminator far ahead and noise to the end
    gan: {
      ...shortGan,
      steps: 150,
      generatorRate: 2e-4,
      discriminatorRate: 1e-3,
      noise: { first: 0.8, last: 0.3 },
      averaging: 0.97,
    },
    film: { ...siliconFilm, harmonics: 49 }, // paper: 225
    datasets: [{ ...dataTwo, samples: 2500 }], // paper: both sets, 25,000
    // paper: up to 1000, up to 15, 250 and 400, 12,000, 24, 2000, 40
    methods: {
      mdn: { epochs: 80 },
      direct: { epochs: 3 },
      optimisation: { initial: 60, iterations: 20, refits: [], candidates: 2000 },
      flow: { steps: 1000 },
      surrogate: { widths: [8, 16, 24, 32], epochs: 6 },
      ranking: { candidates: 300 },
      robustness: { candidates: 300, within: 2 },
      adjoint: { starts: 2, steps: 20 },
      exploration: { rounds: 2, simulations: 10, candidates: 200 },
    },
    protocol: { ...paperProtocol, candidates: 10, repetitions: 1, novelty: 2 }, // paper: 30, 5, 3
  },
  {
    name: 'quick',
    purpose: 'the whole chain, small, in about a quarter of an hour on two cores',
    fields: { count: 600, settings: smoothFields }, // paper: 5000
    gan: { ...shortGan, steps: 450 }, // paper: 1002 steps of 30
    film: { ...siliconFilm, harmonics: 121 }, // paper: 225
    fineHarmonics: 169, // paper: 441
    // paper: 25,000
    datasets: [
      { ...dataOne, samples: 1200 },
      { ...dataTwo, samples: 2000 },
    ],
    // paper: up to 1000, up to 15, 250 and 400, 12,000, 24, 2000, 40
    methods: {
      mdn: { epochs: 150 },
      direct: { epochs: 3 },
      optimisation: { initial: 80, iterations: 25, refits: [90], candidates: 4000 },
      flow: { steps: 600 },
      surrogate: { widths: [8, 16, 24, 32], epochs: 12 },
      ranking: { candidates: 200 },
      robustness: { candidates: 200, within: 1 },
      adjoint: { starts: 1, steps: 15 },
      exploration: { rounds: 2, simulations: 10, candidates: 200 },
    },
    protocol: { ...paperProtocol, candidates: 10, repetitions: 2, novelty: 1 }, // paper: 30, 5, 3
  },
  paper,
  {
    ...paper,
    name: 'spectra',
    purpose: 'not of the paper: spectra as targets, from the shipped generator and Data-S',
    film: spectralFilm,
    datasets: [{ ...dataOne, name: 'S', samples: 10_000, range: [0, 1], trainingShare: 0.9 }],
    protocol: { targets: [], candidates: 30, heldOut: 20 },
  },
];

/** The seed of every run that names none. */
export const defaultSeed = 1;

export function findProfile(name: string): Profile {
  const profile = profiles.find((candidate) => candidate.name === name);
  if (!profile) {
    const names = profiles.map((each) => each.name).join(', ');
    throw new InputError('--profile', `there is no profile '${name}'`, `choose from ${names}`);
  }
  return profile;
}

export function findDataset(profile: Profile, name: string): DatasetSettings {
  const dataset = profile.datasets.find((each) => each.name === name);
  if (!dataset) {
    const names = profile.datasets.map((each) => each.name).join(' or ');
    throw new InputError('--dataset', `profile '${profile.name}' has no Data-${name}`, `give ${names}`);
  }
  return dataset;
}
