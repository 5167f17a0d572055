import type { Microstructure } from '../microstructure/microstructure';
import type { RandomStream } from '../numerics/random';
import type { KeptRun } from '../runs/control';
import type { PropertyValue } from '../simulation/property';

/** A microstructure that may have the target property, and the latent that it came from where there is one. */
export interface Candidate {
  microstructure: Microstructure;
  latent?: Float32Array;
}

export interface Design {
  candidates: Candidate[];
  /** For methods that search: the property of what each iteration tried; iteration 0 is the nearest that was known before. */
  history?: { iteration: number; property: number }[];
  /** The fidelity of the simulations that the candidates were chosen by, where some were. */
  chosenAt?: string;
  /** What a search that was taken up again had spent before. */
  earlier?: { seconds: number; calls: Record<string, number> };
  /**
   * For methods with a surrogate: by how much it expects the designs to miss the target, the mean in percent of it. Where it is
   * large, the target seems out of reach, and a warning says so.
   */
  expectedRep?: number;
  /** What a user should know before trusting the candidates, one sentence each. */
  warnings: string[];
}

/** Proposes microstructures for a target property. */
export interface InverseModel {
  readonly name: string;
  /** `count` candidates for a target (one number, or one for each component of the property), drawn from `random`. */
  design(target: PropertyValue, count: number, random: RandomStream, run?: KeptRun): Promise<Design>;
}
