import { join } from 'node:path';
import type { KeptRun } from '../runs/control';
import { keepJson, keptJson } from '../runs/json';
import type { PropertySimulator } from '../simulation/simulator';
import { type AskedImage, type Measured, measureImages } from './measure-images';
import { Spending, type Spent } from './spending';

/** What was measured of an image, as JSON has it: slopes in single precision, in base64. */
interface PackedMeasured {
  values: number[];
  slopes?: string;
}

interface Kept extends Spent {
  rounds: PackedMeasured[][];
}

/**
 * Simulations of images in rounds, each kept in the run's folder for checkpoints, where it has one. A run that was stopped asks
 * for the same images once more, since each round follows from those before it: then the answers come from there.
 */
export class KeptMeasurements {
  private readonly file: string | undefined;
  private readonly spending: Spending;
  private readonly rounds: PackedMeasured[][];
  private round = 0;

  /** `name` is the checkpoint's: of the method and the target. */
  constructor(
    name: string,
    private readonly simulator: PropertySimulator,
    private readonly run?: KeptRun,
  ) {
    this.file = run?.scratch && join(run.scratch, `${name}.json`);
    const found = this.file && keptJson<Kept>(this.file);
    this.spending = new Spending(simulator, found ? { seconds: found.seconds, calls: found.calls } : undefined);
    this.rounds = found ? found.rounds : [];
  }

  /** What a run that was stopped had spent before. */
  get earlier(): Spent {
    return this.spending.earlier;
  }

  /** The answers of the next round. */
  async measure(asked: readonly AskedImage[]): Promise<Measured[]> {
    const known = this.rounds[this.round++];
    if (known) return known.map(unpack);
    const measured = await measureImages(asked, this.simulator, this.run?.signal);
    this.rounds.push(measured.map(pack));
    if (this.file) keepJson(this.file, { ...this.spending.soFar(), rounds: this.rounds } satisfies Kept);
    return measured;
  }
}

function pack({ values, slopes }: Measured): PackedMeasured {
  return { values: [...values], ...(slopes && { slopes: packFloats(slopes) }) };
}

function unpack({ values, slopes }: PackedMeasured): Measured {
  return { values: Float64Array.from(values), ...(slopes !== undefined && { slopes: unpackFloats(slopes) }) };
}

/** Numbers in single precision as base64. */
export const packFloats = ({ buffer, byteOffset, byteLength }: Float32Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');

export const unpackFloats = (packed: string): Float32Array =>
  new Float32Array(Uint8Array.from(Buffer.from(packed, 'base64')).buffer);
