import type { Microstructure } from '../microstructure/microstructure';
import { breathe, type RunControl, throwIfInterrupted } from '../runs/control';
import { InputError } from '../runs/errors';
import type { Property } from '../simulation/property';
import type { Fidelities, PropertySimulator } from '../simulation/simulator';
import { effectiveConductivity } from './conductivity';
import { conductionFidelities, conductivityOf } from './property';
import type { ConductionSettings } from './settings';
import { determinant } from './tensor';

/** Effective conductivity of microstructures as films that repeat, on this thread: milliseconds each. */
export class ConductionSimulator implements PropertySimulator {
  readonly property: Property;
  readonly fidelities: Fidelities;
  readonly calls: Record<string, number>;

  constructor(private readonly settings: ConductionSettings) {
    this.property = conductivityOf(settings);
    this.fidelities = conductionFidelities(settings);
    this.calls = Object.fromEntries(Object.keys(this.fidelities).map((fidelity) => [fidelity, 0]));
  }

  async simulate(batch: readonly Microstructure[], run?: RunControl, fidelity = 'label'): Promise<Float64Array> {
    const { cells, fineCells } = this.settings;
    if (!Object.hasOwn(this.fidelities, fidelity)) {
      const names = Object.keys(this.fidelities).join(', ');
      throw new InputError('fidelity', `the conduction simulator has no '${fidelity}'`, `choose from ${names}`);
    }
    const found = new Float64Array(batch.length);
    for (const [i, microstructure] of batch.entries()) {
      throwIfInterrupted(run);
      found[i] = this.conductivity(microstructure, fidelity === 'fine' ? fineCells : cells);
      this.calls[fidelity]++;
      run?.onProgress?.({ label: 'simulating', done: i + 1, total: batch.length });
      await breathe();
    }
    return found;
  }

  async close(): Promise<void> {}

  /** The one number that is asked for; rounding takes none of it out of the property's range. */
  private conductivity(microstructure: Microstructure, cells: number | undefined): number {
    const { phases, direction } = this.settings;
    const [least, most] = this.property.range;
    const { value } = effectiveConductivity(microstructure, { phases, cells });
    return Math.min(most, Math.max(least, direction === 'x' ? value.xx : Math.sqrt(determinant(value))));
  }
}
