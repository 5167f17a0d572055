import type { PropertySimulator } from '../simulation/simulator';
import type { Design } from './model';

/** Seconds and calls of the simulator, by fidelity, that designs have taken. */
export type Spent = NonNullable<Design['earlier']>;

/** What designs take, in this run and in one before that was stopped. */
export class Spending {
  private readonly start = performance.now();
  private readonly callsBefore: Record<string, number>;

  constructor(
    private readonly simulator: PropertySimulator,
    readonly earlier: Spent = { seconds: 0, calls: {} },
  ) {
    this.callsBefore = { ...simulator.calls };
  }

  /** Of both runs so far. */
  soFar(): Spent {
    const { seconds, calls } = this.earlier;
    const added = Object.entries(this.simulator.calls).map(([name, made]) => {
      return [name, made - (this.callsBefore[name] ?? 0) + (calls[name] ?? 0)];
    });
    return {
      seconds: seconds + (performance.now() - this.start) / 1000,
      calls: { ...calls, ...Object.fromEntries(added) },
    };
  }
}
