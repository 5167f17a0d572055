import { join } from 'node:path';
import { packBits, unpackBits } from '../microstructure/microstructure';
import type { KeptRun } from '../runs/control';
import { keepJson, keptJson } from '../runs/json';
import type { PropertySimulator } from '../simulation/simulator';
import type { Observation } from './flip-changes';
import type { Design } from './model';
import type { DesignState } from './refined-design';

/** A design as JSON has it: pixels one bit each, slopes in single precision, both in base64. */
interface PackedState extends Omit<DesignState, 'latent' | 'microstructure' | 'slopes'> {
  latent: number[];
  width: number;
  pixels: string;
  slopes?: string;
}

interface Kept {
  designs: PackedState[];
  observations: Observation[];
  calls: Record<string, number>;
  seconds: number;
}

/** Where refined designs have come to, kept after each round in the run's folder for checkpoints, where it has one. */
export class KeptRefinement {
  /** What a run that was stopped had spent before. */
  readonly earlier: NonNullable<Design['earlier']> = { seconds: 0, calls: {} };
  /** The designs of a run that was stopped, where there was one. */
  readonly designs: DesignState[] | undefined;
  readonly observations: Observation[] = [];
  private readonly file: string | undefined;
  private readonly start = performance.now();
  private readonly callsBefore: Record<string, number>;

  constructor(
    name: string,
    private readonly simulator: PropertySimulator,
    run?: KeptRun,
  ) {
    this.callsBefore = { ...simulator.calls };
    this.file = run?.scratch && join(run.scratch, `${name}.json`);
    const found = this.file && keptJson<Kept>(this.file);
    if (!found) return;
    this.earlier = { seconds: found.seconds, calls: found.calls };
    this.designs = found.designs.map(unpack);
    this.observations = found.observations;
  }

  save(designs: readonly DesignState[], observations: readonly Observation[]): void {
    if (!this.file) return;
    const spent = Object.entries(this.simulator.calls).map(([name, calls]) => {
      return [name, calls - (this.callsBefore[name] ?? 0) + (this.earlier.calls[name] ?? 0)];
    });
    const kept: Kept = {
      designs: designs.map(pack),
      observations: [...observations],
      calls: { ...this.earlier.calls, ...Object.fromEntries(spent) },
      seconds: this.earlier.seconds + (performance.now() - this.start) / 1000,
    };
    keepJson(this.file, kept);
  }
}

function pack({ latent, microstructure, slopes, ...rest }: DesignState): PackedState {
  return {
    ...rest,
    latent: [...latent],
    width: microstructure.width,
    pixels: Buffer.from(packBits(microstructure)).toString('base64'),
    ...(slopes && { slopes: Buffer.from(slopes.buffer, slopes.byteOffset, slopes.byteLength).toString('base64') }),
  };
}

function unpack({ latent, width, pixels, slopes, ...rest }: PackedState): DesignState {
  return {
    ...rest,
    latent: Float32Array.from(latent),
    microstructure: unpackBits(Buffer.from(pixels, 'base64'), width, width),
    ...(slopes && { slopes: new Float32Array(Uint8Array.from(Buffer.from(slopes, 'base64')).buffer) }),
  };
}
