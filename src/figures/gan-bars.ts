import { type Bar, judgeQuality, type QualityNumbers } from '../gan/quality';

/** One bar for all sizes of image. */
export interface SizedBar {
  name: string;
  /** By size, as the qualities come; null where it cannot be told, as in images of one phase. */
  bars: { side: number; bar: Bar }[];
  /** Values spread over decades: a logarithmic axis shows them. */
  isLogarithmic: boolean;
}

/** On logarithmic axes values are drawn no lower than this share of the strictest limit. */
const least = 1 / 100;

/** The bars that generators are held to, each with its values at all sizes. */
export function barsBySize(qualities: readonly QualityNumbers[]): SizedBar[] {
  const judged = qualities.map((quality) => ({ side: quality.side, bars: judgeQuality(quality) }));
  return judged[0].bars.map(({ name }, i) => ({
    name,
    bars: judged.map(({ side, bars }) => ({ side, bar: bars[i] })),
    isLogarithmic: /interface density|grey|specks/.test(name),
  }));
}

/** Where a value is drawn; nowhere if it is no number. */
export function placeOf(value: number, { bars, isLogarithmic }: SizedBar): number | null {
  if (!Number.isFinite(value)) return null;
  return isLogarithmic ? Math.max(value, least * Math.min(...bars.map(({ bar }) => bar.limit))) : value;
}
