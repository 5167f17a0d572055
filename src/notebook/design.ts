import { nearestCandidate } from '../evaluation/protocol';
import { type ResidualSummary, summariseResiduals } from '../evaluation/residual';
import { contactSheet } from '../figures/microstructures';
import { capitalise, type Figure } from '../figures/style';
import type { Candidate, InverseModel } from '../inverse/model';
import type { Microstructure } from '../microstructure/microstructure';
import { RandomStream } from '../numerics/random';
import type { RunControl } from '../runs/control';
import type { Property } from '../simulation/property';
import type { PropertySimulator } from '../simulation/simulator';
import { cellRun } from './run';

export interface DesignOptions {
  /** Candidates; 12 unless given. */
  count?: number;
  /** What candidates are drawn from; a stream that is the same for each method and target unless given. */
  random?: RandomStream;
  run?: RunControl;
}

/** What a method proposed for a target, and what the simulator says of it. */
export class SimulatedDesign {
  /** Minimum, mean and standard deviation of the residual errors, in percent. */
  readonly residuals: ResidualSummary;

  constructor(
    /** The name of the method. */
    readonly method: string,
    readonly target: number,
    readonly candidates: readonly Candidate[],
    /** The property of each candidate by the simulator. */
    readonly simulated: readonly number[],
    /** What to know before trusting the candidates, one sentence each. */
    readonly warnings: readonly string[],
    private readonly property: Property,
  ) {
    this.residuals = summariseResiduals(simulated, target);
  }

  /** The candidates' images. */
  get images(): Microstructure[] {
    return this.candidates.map(({ microstructure }) => microstructure);
  }

  /** The candidate that is nearest to the target. */
  get best(): Candidate {
    return nearestCandidate(this.candidates, this.simulated, this.target);
  }

  /** A row for `table`. */
  get row(): Record<string, string | number> {
    const { minimum, mean, deviation } = this.residuals;
    return { method: this.method, 'min REP %': minimum, 'mean REP %': mean, 'sd REP %': deviation };
  }

  /** All candidates, each with its property: what `show` draws. */
  figure(columns = columnsFor(this.candidates.length)): Figure {
    const { symbol, unit } = this.property;
    const items = this.images.map((microstructure, i) => ({
      microstructure,
      title: `${symbol} = ${this.simulated[i].toFixed(3)}${unit ? ` ${unit}` : ''}`,
    }));
    const title = `${this.method} for ${this.property.name} ${this.target}${unit ? ` ${unit}` : ''}`;
    return contactSheet(items, { title: capitalise(title), columns });
  }
}

/** As many side by side as a page is wide, and full rows where that is possible. */
const columnsFor = (count: number): number => [5, 4].find((columns) => count % columns === 0) ?? 5;

/** Lets a method propose candidates for a target and simulates each of them, with progress in the cell. */
export async function designFor(
  { model, simulator }: { model: InverseModel; simulator: PropertySimulator },
  target: number,
  { count = 12, random = RandomStream.fromSeed(1).derive('notebook', model.name, target), run = cellRun() }: DesignOptions = {},
): Promise<SimulatedDesign> {
  const { candidates, warnings } = await model.design(target, count, random, run);
  const simulated = await simulator.simulate(
    candidates.map(({ microstructure }) => microstructure),
    run,
  );
  return new SimulatedDesign(model.name, target, candidates, Array.from(simulated), warnings, simulator.property);
}
