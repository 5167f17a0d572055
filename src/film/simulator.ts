import type { Microstructure } from '../microstructure/microstructure';
import type { RunControl } from '../runs/control';
import { InputError } from '../runs/errors';
import { WorkerPool } from '../runs/pool';
import type { Property } from '../simulation/property';
import {
  callsOfGradient,
  type Fidelities,
  gradientOf,
  type PropertyGradient,
  type PropertySimulator,
} from '../simulation/simulator';
import { type AbsorptionResult, type AbsorptionTask, taskModule } from './absorption-task';
import { absorptionOf, filmFidelities } from './property';
import { type FilmSettings, wavelengthsOf } from './settings';

/** Images a task: few enough to keep all threads busy to the end, enough that passing them costs nothing. */
const imagesPerTask = 4;

export interface FilmSimulatorOptions {
  /** Threads; all cores unless given. */
  workers?: number;
  /** N of the fidelity `fine`; there is none unless given. */
  fineHarmonics?: number;
}

/** Absorption of unpolarised light at normal incidence by rigorous coupled-wave analysis, on worker threads. */
export class FilmSimulator implements PropertySimulator {
  readonly property: Property;
  readonly fidelities: Fidelities;
  readonly calls: Record<string, number>;
  /** Films that single precision was too coarse for, so that they were solved again in double precision. */
  redone = 0;
  private readonly pool: WorkerPool<AbsorptionTask, AbsorptionResult>;
  private readonly settings: Readonly<Record<string, FilmSettings>>;

  constructor(settings: FilmSettings, { workers, fineHarmonics }: FilmSimulatorOptions = {}) {
    this.property = absorptionOf(settings);
    this.fidelities = filmFidelities(settings, fineHarmonics);
    this.settings = { label: settings, ...(fineHarmonics !== undefined && { fine: { ...settings, harmonics: fineHarmonics } }) };
    this.calls = Object.fromEntries(Object.keys(this.settings).map((fidelity) => [fidelity, 0]));
    this.pool = new WorkerPool(taskModule, workers);
  }

  async simulate(batch: readonly Microstructure[], run?: RunControl, fidelity = 'label'): Promise<Float64Array> {
    const results = await this.runTasks(batch, fidelity, false, run, (films) => this.count(fidelity, films));
    return Float64Array.from(results.flatMap(({ absorptions }) => absorptions));
  }

  async gradient(batch: readonly Microstructure[], run?: RunControl, fidelity = 'label'): Promise<PropertyGradient> {
    const count = (films: number): void => this.count(gradientOf(fidelity), callsOfGradient * films);
    const results = await this.runTasks(batch, fidelity, true, run, count);
    const found = results.flatMap(({ slopes }) => slopes!);
    return {
      values: Float64Array.from(results.flatMap(({ absorptions }) => absorptions)),
      slopes: joinArrays(found.map(({ slopes }) => slopes)),
      wallSlopes: joinArrays(found.map(({ wallSlopes }) => wallSlopes)),
    };
  }

  private count(name: string, calls: number): void {
    this.calls[name] = (this.calls[name] ?? 0) + calls;
  }

  private runTasks(
    batch: readonly Microstructure[],
    fidelity: string,
    withSlopes: boolean,
    run: RunControl | undefined,
    count: (films: number) => void,
  ): Promise<AbsorptionResult[]> {
    const settings = this.settings[fidelity];
    if (!settings) {
      const names = Object.keys(this.settings).join(', ');
      throw new InputError('fidelity', `the film simulator has no '${fidelity}'`, `choose from ${names}`);
    }
    const tasks: AbsorptionTask[] = [];
    const size = withSlopes ? 1 : imagesPerTask;
    for (let i = 0; i < batch.length; i += size) tasks.push({ settings, batch: batch.slice(i, i + size), withSlopes });
    const wavelengths = wavelengthsOf(settings).length;
    let done = 0;
    return this.pool.runAll(tasks, run, ({ absorptions, redone }) => {
      const films = absorptions.length / wavelengths;
      done += films;
      count(films);
      this.redone += redone;
      const note = this.redone > 0 ? `${this.redone} solved again in double precision` : undefined;
      run?.onProgress?.({ label: withSlopes ? 'simulating with gradients' : 'simulating', done, total: batch.length, note });
    });
  }

  close(): Promise<void> {
    return this.pool.close();
  }
}

function joinArrays(arrays: readonly Float64Array[]): Float64Array {
  const joined = new Float64Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const each of arrays) {
    joined.set(each, offset);
    offset += each.length;
  }
  return joined;
}
