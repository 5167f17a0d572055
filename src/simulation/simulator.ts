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

/** A property and how it changes with each pixel. */
export interface PropertyGradient {
  /** count × components, as `simulate` gives them. */
  readonly values: Float64Array;
  /**
   * count × components × height × width: the derivative of each value by the share of phase 1 in each pixel, the material's
   * constant (a permittivity) going from that of phase 0 to that of phase 1 in proportion.
   */
  readonly slopes: Float64Array;
  /**
   * The same, where the wall between the phases moves across a pixel beside it: what its flip changes, to first order, with the
   * jump of the fields at the wall.
   */
  readonly wallSlopes: Float64Array;
}

/** The name under which gradients of a fidelity are counted: "label gradient". */
export const gradientOf = (fidelity: string): string => `${fidelity} gradient`;
/** A gradient solves a second problem, the adjoint one, so it counts as so many calls. */
export const callsOfGradient = 2;

/** The physics, as the methods see it: microstructures in, their property out. */
export interface PropertySimulator {
  readonly property: Property;
  readonly fidelities: Fidelities;
  /** Microstructures simulated so far, by fidelity; gradients under a name of their own (`gradientOf`), two calls each. */
  readonly calls: Readonly<Record<string, number>>;
  /**
   * The property of each microstructure: count × components, one microstructure after another.
   *
   * @param fidelity one of `fidelities`; `label` unless given
   */
  simulate(batch: readonly Microstructure[], run?: RunControl, fidelity?: string): Promise<Float64Array>;
  /** The property of each microstructure and its gradient; left out where a simulator has none. Arguments as of `simulate`. */
  gradient?(batch: readonly Microstructure[], run?: RunControl, fidelity?: string): Promise<PropertyGradient>;
  /** Gives back threads and memory. */
  close(): Promise<void>;
}

/** A simulator without its finer fidelities; closing it closes the simulator. */
export function labelsOnly(simulator: PropertySimulator): PropertySimulator {
  const { property, fidelities, calls } = simulator;
  return {
    ...{ property, fidelities: { label: fidelities.label }, calls },
    simulate: (batch, run) => simulator.simulate(batch, run),
    ...(simulator.gradient && { gradient: (batch, run) => simulator.gradient!(batch, run) }),
    close: () => simulator.close(),
  };
}

/** Calls so far, at every fidelity. */
export const countCalls = ({ calls }: PropertySimulator): number => Object.values(calls).reduce((sum, count) => sum + count, 0);
