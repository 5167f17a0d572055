import { residualErrorPercentage } from '../evaluation/residual';
import type { Microstructure } from '../microstructure/microstructure';
import type { Property } from '../simulation/property';
import { type ContactSheetItem, contactSheet } from './microstructures';
import type { Figure } from './style';

/** The best design of a method for a target. */
interface BestDesign {
  method: string;
  target: number;
  simulated: readonly number[];
  residuals: { minimum: number };
  /** The same designs by a finer simulation. */
  fine?: { fidelity: string; simulated: readonly number[] };
  best: { microstructure: Microstructure };
}

/** What is shown of a data set. */
export interface DesignedSet {
  dataset: string;
  /** Samples drawn at random, at least one for each target, and their property. */
  samples: readonly { microstructure: Microstructure; y: number }[];
  results: readonly BestDesign[];
}

/** Side that all images are brought to: the least one in which the pixels of both 64 and 96 are whole. */
const commonSide = 192;

/**
 * Samples of each data set, and below them the design of each method that is nearest to each target (Figure 3 of the paper).
 * Rows of methods without designs are left out. In brackets is the REP of the same design by the fine simulation.
 */
export function designsAndSamples(
  sets: readonly DesignedSet[],
  methods: readonly string[],
  targets: readonly number[],
  { symbol }: Pick<Property, 'symbol'>,
): Figure {
  const rows = sets.flatMap(({ dataset, samples, results }) => {
    const shown = samples.slice(0, targets.length);
    const drawn = shown.map(({ microstructure, y }) => item(microstructure, y));
    const designed = methods.map((method) => {
      const own = targets.map((target) => results.find((result) => result.method === method && result.target === target));
      return { title: method, items: own.flatMap((result) => (result ? [bestItem(result)] : [])) };
    });
    return [{ title: 'random samples', items: drawn }, ...designed]
      .filter(({ items }) => items.length === targets.length)
      .map(({ title, items }) => ({ title: `Data-${dataset}, ${title}`, items }));
  });

  function item(microstructure: Microstructure, y: number, more = ''): ContactSheetItem {
    return { microstructure: resample(microstructure, commonSide), title: `<i>${symbol}</i> = ${y.toFixed(3)}${more}` };
  }

  function bestItem({ target, simulated, residuals, fine, best }: BestDesign): ContactSheetItem {
    const distances = simulated.map((value) => Math.abs(value - target));
    const nearest = distances.indexOf(Math.min(...distances));
    const again = fine ? ` (${residualErrorPercentage(fine.simulated[nearest], target).toFixed(2)})` : '';
    return item(best.microstructure, simulated[nearest], `, REP ${residuals.minimum.toFixed(2)}${again} %`);
  }

  const fidelity = sets.flatMap(({ results }) => results).find(({ fine }) => fine)?.fine?.fidelity;
  const inBrackets = fidelity === undefined ? '' : `; in brackets its REP by ${fidelity}`;
  return contactSheet(
    rows.flatMap(({ items }) => items),
    {
      title: `Random samples of the data, and the design of each method that is nearest to each target${inBrackets}`,
      columns: targets.length,
      rowTitles: rows.map(({ title }, row) => `(${String.fromCharCode(97 + row)}) ${title}`),
      columnTitles: targets.map((target) => `target ${target.toFixed(2)}`),
    },
  );
}

/** The image at so many pixels to a side, each that of the place it falls on. */
export function resample({ width, height, pixels }: Microstructure, side: number): Microstructure {
  const from = (i: number): number => {
    const [x, y] = [i % side, Math.floor(i / side)];
    return Math.floor((y * height) / side) * width + Math.floor((x * width) / side);
  };
  return { width: side, height: side, pixels: Uint8Array.from({ length: side ** 2 }, (_, i) => pixels[from(i)]) };
}
