import type { Dataset, DatasetSettings, Samples, Split } from '../datasets/dataset';
import type { Generator } from '../gan/generator';
import type { NamedWeights } from '../learning/weights';
import type { RandomStream } from '../numerics/random';
import type { KeptRun } from '../runs/control';
import type { Json } from '../runs/json';
import type { Property } from '../simulation/property';
import type { PropertySimulator } from '../simulation/simulator';
import type { InverseModel } from './model';

/** Whose idea a method is: the paper's own, what the paper compares it with, a check on both, or ours. */
export type Origin = 'paper' | 'baseline' | 'check' | 'ours';

/** What a method is trained on: a data set with its images, parted in two, and the generator that made it. */
export interface TrainingData {
  readonly dataset: DatasetSettings;
  readonly property: Property;
  readonly samples: Dataset;
  readonly split: Split;
  readonly generator: Generator;
}

/** How a training went: some quantities over its steps. */
export interface LearningCurves {
  /** What a step is: "epoch". */
  step: string;
  /** What is drawn: "negative log-likelihood". */
  quantity: string;
  /** By name, a value for each step. */
  curves: { [name: string]: number[] };
}

/** What training leaves. */
export interface Trained {
  weights: NamedWeights;
  history: LearningCurves;
  /** What the seed fixes, for results.json. */
  results: { [name: string]: Json };
}

/** What a model is opened from. */
export interface OpenContext {
  readonly dataset: DatasetSettings;
  readonly property: Property;
  readonly generator: Generator;
  /** What training left; nothing for methods that are not trained. */
  readonly weights?: NamedWeights;
  /** The samples of the data set, read when asked for. */
  samples(): Promise<Samples>;
  /** For what all targets share; each draws from a stream of its own besides. */
  readonly random: RandomStream;
  /** For methods that search by simulation. */
  readonly simulator?: PropertySimulator;
}

/** How an inverse model comes about. A method is one object of this kind, and one line in index.ts. */
export interface Method<Settings extends object = object> {
  /** As tables and figures have it: "GAN-MDN". */
  readonly name: string;
  readonly origin: Origin;
  /** How it proposes, in one sentence. */
  readonly summary: string;
  /** Groups of settings with their defaults. Methods that name the same group share it; a profile sets what differs. */
  readonly settings: Settings;
  /** The file whose code its results depend on: `__filename`. A method without one is known by the text of its functions. */
  readonly module?: string;
  /**
   * What is done again to see how far luck goes: training and designs unless given; designs alone, where training takes hours;
   * or nothing, where designing does, or draws nothing.
   */
  readonly repeats?: 'designs' | 'nothing';
  /**
   * False for a method that designs on the command line and in notebooks, and that no run evaluates for Tables 1–4, since the
   * simulations of the paper's protocol would take it hours.
   */
  readonly tabled?: false;
  /** Throws InputError, naming the setting, where settings make no sense. */
  check?(settings: Settings): void;
  /** Trains on a data set; left out where there is nothing to train. */
  train?(data: TrainingData, settings: Settings, random: RandomStream, run?: KeptRun): Promise<Trained>;
  /** The method whose training serves this one too, which then has none of its own: `open` gets what that one left. */
  readonly trainedBy?: Method;
  /** The model, from what training left. */
  open(context: OpenContext, settings: Settings): InverseModel | Promise<InverseModel>;
}

/** Those that a run evaluates. */
export const tabledOf = (methods: readonly Method[]): Method[] => methods.filter(({ tabled }) => tabled !== false);

/** The method that is trained so that this one can be opened: itself or another; nothing where there is nothing to train. */
export const trainerOf = (method: Method): Method | undefined => (method.train ? method : method.trainedBy);

/** The name of a method or a property in file names and on the command line: "gan-mdn". */
export const slugOf = ({ name }: { readonly name: string }): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
