import { type Bar, judgeQuality, type QualityNumbers } from '../gan/quality';
import { logarithmicAxis } from './panels';
import { faint, ink, palette } from './style';

/** One of the bars that generators are held to, at all sizes of image. */
export interface SizedBar {
  name: string;
  bars: { side: number; bar: Bar }[];
  /** Values spread over decades: a logarithmic axis shows them. */
  isLogarithmic: boolean;
}

/** On logarithmic axes values are drawn no lower than this share of the strictest limit: some are 0. */
const least = 1 / 100;

/** The bars that generators are held to, each with its values at all sizes. */
export function barsBySize(qualities: readonly QualityNumbers[]): SizedBar[] {
  const judged = qualities.map((quality) => ({ side: quality.side, bars: judgeQuality(quality) }));
  return judged[0].bars.map(({ name }, i) => ({
    name,
    bars: judged.map(({ side, bars }) => ({ side, bar: bars[i] })),
    isLogarithmic: /interface density|specks/.test(name),
  }));
}

/** Where a value is drawn; nowhere if it is no number, as where images have no interface to count by. */
export function placeOf(value: number, { bars, isLogarithmic }: SizedBar): number | null {
  if (!Number.isFinite(value)) return null;
  return isLogarithmic ? Math.max(value, least * Math.min(...bars.map(({ bar }) => bar.limit))) : value;
}

/** An axis that holds these values and all limits, with room around them; it begins at 0 where they are near it. */
export function axisFor({ bars, isLogarithmic }: SizedBar, values: readonly (number | null)[]): Record<string, unknown> {
  const all = [...values.flatMap((value) => value ?? []), ...bars.map(({ bar }) => bar.limit)];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  if (isLogarithmic) return logarithmicAxis(low / 1.4, high * 1.4);
  const room = 0.08 * (high - Math.min(low, high / 2));
  return { range: [low < high / 2 ? 0 : low - room, high + room] };
}

/** How values of the n-th size look, everywhere the same. */
export const sizeStyles = [
  { color: palette[0], symbol: 'circle' },
  { color: palette[1], symbol: 'square' },
  { color: palette[2], symbol: 'diamond' },
] as const;

/** The limits of a bar, each once: its name, with the sizes that it is for, and its line. */
export function limitsOf({ bars }: SizedBar) {
  const limits = [...new Set(bars.map(({ bar }) => bar.limit))];
  return limits.map((limit, i) => {
    const sides = bars.filter(({ bar }) => bar.limit === limit).map(({ side }) => side);
    return {
      limit,
      name: `limit at ${sides.join(' and ')} px`,
      line: i === 0 ? { color: ink, width: 1.5, dash: 'dash' } : { color: faint, width: 1.5, dash: 'dot' },
    };
  });
}

/** What a panel of the bar shows, and on which side of the limits values should be. */
export function panelTitle({ name, bars }: SizedBar): string {
  return `${name} ${bars[0].bar.isUpper ? '↓' : '↑'}`;
}

export function sizeName(side: number): string {
  return `${side} × ${side} px`;
}
