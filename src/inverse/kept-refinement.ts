import { join } from 'node:path';
import { packBits, unpackBits } from '../microstructure/microstructure';
import type { KeptRun } from '../runs/control';
import { keepJson, keptJson } from '../runs/json';
import type { PropertySimulator } from '../simulation/simulator';
import type { Observation } from './flip-changes';
import { packFloats, unpackFloats } from './kept-measurements';
import type { DesignState } from './refined-design';
import { Spending, type Spent } from './spending';

/** A design as JSON has it: pixels one bit each, slopes in single precision, both in base64. */
interface PackedState extends Omit<DesignState, 'latent' | 'microstructure' | 'slopes'> {
  latent: number[];
  width: number;
  pixels: string;
  slopes?: string;
}

interface Kept extends Spent {
  designs: PackedState[];
  observations: Observation[];
}

/** Where refined designs have come to, kept after each round in the run's folder for checkpoints, where it has one. */
export class KeptRefinement {
  /** The designs of a run that was stopped, where there was one. */
  readonly designs: DesignState[] | undefined;
  readonly observations: Observation[] = [];
  private readonly file: string | undefined;
  private readonly spending: Spending;

  constructor(name: string, simulator: PropertySimulator, run?: KeptRun) {
    this.file = run?.scratch && join(run.scratch, `${name}.json`);
    const found = this.file && keptJson<Kept>(this.file);
    this.spending = new Spending(simulator, found ? { seconds: found.seconds, calls: found.calls } : undefined);
    if (!found) return;
    this.designs = found.designs.map(unpack);
    this.observations = found.observations;
  }

  /** What a run that was stopped had spent before. */
  get earlier(): Spent {
    return this.spending.earlier;
  }

  save(designs: readonly DesignState[], observations: readonly Observation[]): void {
    if (!this.file) return;
    const kept: Kept = { ...this.spending.soFar(), designs: designs.map(pack), observations: [...observations] };
    keepJson(this.file, kept);
  }
}

function pack({ latent, microstructure, slopes, ...rest }: DesignState): PackedState {
  return {
    ...rest,
    latent: [...latent],
    width: microstructure.width,
    pixels: Buffer.from(packBits(microstructure)).toString('base64'),
    ...(slopes && { slopes: packFloats(slopes) }),
  };
}

function unpack({ latent, width, pixels, slopes, ...rest }: PackedState): DesignState {
  return {
    ...rest,
    latent: Float32Array.from(latent),
    microstructure: unpackBits(Buffer.from(pixels, 'base64'), width, width),
    ...(slopes && { slopes: unpackFloats(slopes) }),
  };
}
