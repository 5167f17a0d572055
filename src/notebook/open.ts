import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { inspect } from 'node:util';
import type { Samples } from '../datasets/dataset';
import { joinSamples } from '../datasets/range';
import { readShippedSamples } from '../datasets/shipped';
import type { EvaluatedSet } from '../evaluation/claim';
import type { RepeatedSet } from '../evaluation/repeats';
import { figuresFolder } from '../figures/render';
import type { FilmSettings } from '../film/settings';
import { FilmSimulator } from '../film/simulator';
import type { Method } from '../inverse/method';
import { RandomStream } from '../numerics/random';
import { readEvaluatedSet, readRepeats } from '../pipeline/evaluations';
import { loadDataset, loadOutside } from '../pipeline/outputs';
import { type Parts, partsOf } from '../pipeline/parts';
import { defaultSeed, findDataset, findProfile, type Profile, profiles } from '../pipeline/profiles';
import { placeOf, reproduce, runName } from '../pipeline/reproduce';
import { applySettings } from '../pipeline/settings';
import { shippedResultsOf } from '../pipeline/shipped-results';
import { findMethod, openTrained, type TrainedModel } from '../pipeline/trained';
import { InputError } from '../runs/errors';
import { repositoryRoot } from '../runs/files';
import { displayMethod, missingHere, type Representations } from './display';
import { evaluationSteps, repetitionSteps, stepsFor } from './needed-steps';
import { once } from './once';
import { cellRun } from './run';

/** Profiles of which networks, data and results are shipped; the first is the one that a notebook opens unless told otherwise. */
const shippedProfiles = ['paper', 'spectra'];

export interface NotebookOptions {
  /**
   * `paper` and `spectra` load what is shipped; any other is computed when it is first asked for: `sketch` takes about three
   * minutes. One of your own is computed too, from the shipped generator where `fields` and `gan` are the paper's.
   */
  profile?: string | Profile;
  /** Of the run; what is shipped has the seed 1. */
  seed?: number;
  /** Settings that differ from the profile's, as the command line has them: "film.thickness=300". */
  settings?: readonly string[];
  /** Another property, other methods; then the profile is computed, under a name of your own. */
  parts?: Partial<Parts>;
}

/** Where a notebook has its networks, data and results from. Each thing is opened once and stays open. */
export class NotebookSource {
  private readonly parts: Parts;

  constructor(
    readonly profile: Profile,
    readonly seed: number,
    /** Whether all is loaded from data/ and nothing is trained. */
    readonly isShipped: boolean,
    parts?: Partial<Parts>,
  ) {
    this.parts = partsOf(profile, parts);
  }

  /** What the notebook draws itself. */
  get random(): RandomStream {
    return RandomStream.fromSeed(this.seed).derive('notebook');
  }

  /** A method on a data set, the paper's on Data-II unless given: model, simulator, generator. */
  async open(dataset = 'II', method?: string): Promise<TrainedModel> {
    const { profile, seed, parts, isShipped } = this;
    const found = findMethod(parts.methods, method);
    return this.once(['model', dataset, found.name], async () => {
      await this.compute(stepsFor(dataset, found));
      return openTrained(profile, { dataset, method: found.name, seed, parts, onlyShipped: isShipped });
    });
  }

  /** Latents and property of a data set's samples; images too where the set was computed here (see `expandSamples`). */
  samples(dataset = 'II'): Promise<Samples> {
    return this.once(['samples', dataset], async () => {
      findDataset(this.profile, dataset);
      if (this.isShipped) return (await readShippedSamples(dataset))!.light;
      await this.compute(stepsFor(dataset));
      return loadDataset(this.folder, dataset);
    });
  }

  /** Latents and property of everything that was drawn for a data set: first what was kept, then what lies outside its range. */
  drawn(dataset = 'II'): Promise<Samples> {
    return this.once(['drawn', dataset], async () => {
      const kept = await this.samples(dataset);
      const outside = this.isShipped ? (await readShippedSamples(dataset))!.outside : await loadOutside(this.folder, dataset);
      return joinSamples(kept, outside);
    });
  }

  /** What methods (all unless named) did under the paper's protocol. */
  async results(dataset = 'II', names?: readonly string[]): Promise<EvaluatedSet> {
    const methods = this.methodsOf(names);
    return this.once(['results', dataset, methods.map(({ name }) => name)], async () => {
      await this.compute(evaluationSteps(dataset, methods));
      if (this.isShipped && !existsSync(this.resultsFolder)) {
        const remedy = 'take the profile sketch, which computes them';
        throw new InputError('profile', `no results are shipped in ${relative(repositoryRoot, this.resultsFolder)}`, remedy);
      }
      return readEvaluatedSet(this.resultsFolder, methods, dataset, this.profile.protocol);
    });
  }

  /** The same once more for each repetition of the profile, trained and drawn anew: targets within the range of the data. */
  async repeats(dataset = 'II', names?: readonly string[]): Promise<RepeatedSet> {
    const set = await this.results(dataset, names);
    const methods = this.methodsOf(names);
    return this.once(['repeats', dataset, methods.map(({ name }) => name)], async () => {
      await this.compute(repetitionSteps(this.profile, dataset, methods));
      return readRepeats(this.resultsFolder, methods, set);
    });
  }

  /** The absorption of the profile's film, or of one that differs from it: `simulator({ thickness: 300 })`. */
  simulator(changes: Partial<FilmSettings> = {}): Promise<FilmSimulator> {
    const { film, fineHarmonics } = this.profile;
    return this.once(['simulator', changes], async () => new FilmSimulator({ ...film, ...changes }, { fineHarmonics }));
  }

  /** One line for the reader. */
  toString(): string {
    const { name, datasets, film } = this.profile;
    const { simulation } = this.parts;
    const effort = simulation.name === 'film' ? `N = ${film.harmonics} waves` : simulation.fidelities.label;
    const size = `${datasets[0].samples.toLocaleString('en')} samples a data set, simulated with ${effort}`;
    if (this.isShipped) return `Profile ${name}: all is loaded as it is shipped in data/ (${size}); nothing is trained here.`;
    const folder = relative(repositoryRoot, this.folder);
    return `Profile ${name}: computed here when it is first asked for, and kept in ${folder} (${size}).`;
  }

  [inspect.custom](): string {
    return this.toString();
  }

  [displayMethod](): Representations {
    return { 'text/plain': this.toString() };
  }

  private get folder(): string {
    return placeOf(this.profile, this.seed).folder;
  }

  /** Where evaluations lie. */
  private get resultsFolder(): string {
    return this.isShipped ? shippedResultsOf(this.profile.name) : this.folder;
  }

  /** Methods by their names; all unless named. */
  private methodsOf(names: readonly string[] = this.parts.methods.map(({ name }) => name)): Method[] {
    return names.map((name) => findMethod(this.parts.methods, name));
  }

  private once<Made>(key: readonly unknown[], make: () => Promise<Made>): Promise<Made> {
    const { simulation, methods } = this.parts;
    const parts = [simulation.name, simulation.settings, methods.map(({ name }) => name)];
    return once([this.profile, this.seed, parts, ...key], make);
  }

  /** Runs those steps that are not done yet; pictures of a run go where git ignores them. */
  private async compute(only: readonly string[]): Promise<void> {
    if (this.isShipped || only.length === 0) return;
    const { profile, seed, parts, folder } = this;
    const place = { folder, figures: join(figuresFolder, 'mine', runName(profile, seed)) };
    await reproduce(profile, { seed, parts, only, place, run: cellRun() });
  }
}

/**
 * For a notebook's knob cell: `const page = openNotebook({ profile: PROFILE })`. What is shipped is loaded, and what is not is
 * computed with nothing else to change.
 *
 * @throws InputError for an unknown profile or setting, where `paper` or `spectra` is to be anything but what is shipped, and
 *   for a profile of your own under the name of another
 */
export function openNotebook({
  profile: asked = shippedProfiles[0],
  seed = defaultSeed,
  settings = [],
  parts,
}: NotebookOptions = {}): NotebookSource {
  const profile = applySettings(typeof asked === 'string' ? findProfile(asked) : asked, settings, 'settings');
  const { name } = profile;
  if ((parts || typeof asked !== 'string') && profiles.some((each) => each.name === name)) {
    throw new InputError('profile', `'${name}' is the name of one that is there already`, 'give yours a name of its own');
  }
  const isShipped = shippedProfiles.includes(name);
  if (isShipped && (settings.length > 0 || seed !== defaultSeed)) {
    const problem = `'${name}' is only loaded here, as it is shipped (seed ${defaultSeed}, no settings changed)`;
    throw new InputError('profile', problem, 'take sketch or quick for a run of your own');
  }
  const note = missingHere();
  if (note) console.error(note);
  return new NotebookSource(profile, seed, isShipped, parts);
}
