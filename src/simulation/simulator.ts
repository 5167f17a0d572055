import type { Microstructure } from '../microstructure/microstructure';
import type { RunControl } from '../runs/control';
import type { Property } from './property';

/**
 * How exact a simulation is: `label`, which made the data sets, and others by name, such as `fine`, which checks designs.
 * What each is stands beside it, in the simulator's words: "N = 225".
 */
export type Fidelities = { readonly label: string; readonly [name: string]: string };

/** A property and a way to simulate it, chosen once for data set, methods and protocol. */
export interface Simulation {
  /** Names it in files: "film". */
  readonly name: string;
  readonly property: Property;
  /** All that its numbers follow from but the microstructure and the fidelity: plain data. */
  readonly settings: object;
  readonly fidelities: Fidelities;
  /** The module whose code its numbers depend on: its `__filename`. */
  readonly module?: string;
  /** The same property of what is not made quite as designed: as designed first, then with each error that is likely. */
  readonly underErrors?: Simulation;
  /** Starts a simulator on so many threads, all cores unless given; the caller closes it. */
  open(workers?: number): PropertySimulator;
}

/** The physics, as the methods see it: microstructures in, their property out. */
export interface PropertySimulator {
  readonly property: Property;
  readonly fidelities: Fidelities;
  /** Microstructures simulated so far, by fidelity. */
  readonly calls: Readonly<Record<string, number>>;
  /**
   * The property of each microstructure: count × components, one microstructure after another.
   *
   * @param fidelity one of `fidelities`; `label` unless given
   */
  simulate(batch: readonly Microstructure[], run?: RunControl, fidelity?: string): Promise<Float64Array>;
  /** Gives back threads and memory. */
  close(): Promise<void>;
}

/** A simulator without its finer fidelities; closing it closes the simulator. */
export function labelsOnly(simulator: PropertySimulator): PropertySimulator {
  const { property, fidelities, calls } = simulator;
  return {
    ...{ property, fidelities: { label: fidelities.label }, calls },
    simulate: (batch, run) => simulator.simulate(batch, run),
    close: () => simulator.close(),
  };
}

/** Microstructures simulated so far, at every fidelity. */
export const countCalls = ({ calls }: PropertySimulator): number => Object.values(calls).reduce((sum, count) => sum + count, 0);
