import { join } from 'node:path';
import type { Microstructure } from '../microstructure/microstructure';
import type { KeptRun, RunControl } from '../runs/control';
import { keepJson, keptJson } from '../runs/json';
import type { PropertySimulator } from '../simulation/simulator';
import type { Design } from './model';

/** What a checkpoint holds: by fidelity, the property of numbered candidates. */
interface Kept {
  values: Record<string, [candidate: number, value: number][]>;
  seconds: number;
}

/**
 * What simulations said of numbered candidates, by fidelity. With a folder for checkpoints each simulation is kept: where a run
 * that was stopped asks for it again, the answer comes from there.
 */
export class KeptCalls {
  /** What a run that was stopped had spent before. */
  readonly earlier: NonNullable<Design['earlier']> = { seconds: 0, calls: {} };
  /** All that has been asked for in this run. */
  private readonly asked = new Map<string, Map<number, number>>();
  private readonly kept = new Map<string, Map<number, number>>();
  private readonly file: string | undefined;
  private readonly start = performance.now();

  /** `name` is the checkpoint's: of the method and the target. */
  constructor(
    private readonly simulator: PropertySimulator,
    private readonly images: readonly Microstructure[],
    name: string,
    run?: KeptRun,
  ) {
    this.file = run?.scratch && join(run.scratch, `${name}.json`);
    const found = this.file && keptJson<Kept>(this.file);
    if (!found) return;
    this.earlier.seconds = found.seconds;
    for (const [fidelity, values] of Object.entries(found.values)) {
      this.kept.set(fidelity, new Map(values));
      this.earlier.calls[fidelity] = values.length;
    }
  }

  /** What has been asked for at a fidelity, by the candidates' numbers. */
  at(fidelity: string): ReadonlyMap<number, number> {
    return this.asked.get(fidelity) ?? new Map();
  }

  async simulate(candidates: readonly number[], fidelity: string, run?: RunControl): Promise<void> {
    const kept = this.kept.get(fidelity) ?? new Map<number, number>();
    const asked = this.asked.get(fidelity) ?? new Map<number, number>();
    const missing = candidates.filter((candidate) => !kept.has(candidate));
    if (missing.length > 0) {
      const images = missing.map((candidate) => this.images[candidate]);
      const values = await this.simulator.simulate(images, run, fidelity);
      missing.forEach((candidate, i) => {
        kept.set(candidate, values[i]);
      });
      this.kept.set(fidelity, kept);
      this.save();
    }
    for (const candidate of candidates) asked.set(candidate, kept.get(candidate)!);
    this.asked.set(fidelity, asked);
  }

  private save(): void {
    if (!this.file) return;
    const seconds = this.earlier.seconds + (performance.now() - this.start) / 1000;
    const values = Object.fromEntries(Array.from(this.kept, ([fidelity, found]) => [fidelity, [...found]]));
    keepJson(this.file, { values, seconds } satisfies Kept);
  }
}
