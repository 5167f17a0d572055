import type { RandomStream } from '../numerics/random';
import type { RunControl } from '../runs/control';
import type { Json } from '../runs/json';

/** What a step is given. */
export interface StepContext {
  /** Where its inputs lie. */
  folder: string;
  /** The path of a file in the folder that it leaves: one of its outputs from now on. */
  leave(file: string): string;
  /** A folder of its own for checkpoints; it outlives an interruption and is emptied once the step is done. */
  scratch: string;
  seed: number;
  /** Its own random stream, derived from the seed and its name. */
  random: RandomStream;
  run: RunControl;
  /** Tells the user something in one line. */
  say(line: string): void;
}

/** One link of the chain: files in, files out. */
export interface Step {
  name: string;
  /** What it does, as the user reads it. */
  title: string;
  /** Everything of the profile that its outputs depend on. */
  settings: unknown;
  /** The modules whose code, with all that they import, its outputs depend on; see fingerprint.ts. */
  code: readonly string[];
  /** Steps whose outputs it reads. */
  needs: readonly string[];
  /** Steps whose outputs it reads where they are there. */
  uses?: readonly string[];
  /** The name of its random stream, where that is not its own. */
  stream?: string;
  /** Does the work; what it returns depends on settings and seed alone and enters results.json. */
  run(context: StepContext): Promise<Json>;
  /** What it can start from instead of doing the work. */
  shipped?: ShippedStart;
}

/** A result that comes with the repository. */
export interface ShippedStart {
  /** As `--rebuild` names it. */
  name: string;
  /** Where it lies, as the user reads it. */
  place: string;
  /**
   * Leaves the outputs that the work would leave and gives its results; or undefined, having left nothing, where what is
   * shipped was made with other settings, another seed or other inputs.
   */
  take(context: StepContext): Promise<Json | undefined>;
}

/** What is kept of a step that was done. */
export interface StepRecord {
  /** Hash of what the outputs depend on: settings, seed, code and inputs. */
  fingerprint: string;
  /** SHA-256 of each file that it left. */
  outputs: Record<string, string>;
  results: Json;
  seconds: number;
  /** It was taken from what is shipped. */
  shipped?: boolean;
}

export interface StepOutcome extends StepRecord {
  name: string;
  /** It was done before with the same settings, code and inputs, and is not done again. */
  unchanged: boolean;
}
