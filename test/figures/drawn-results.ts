import { type ResidualSummary, summariseResiduals } from '../../src/evaluation/residual';
import type { Figure, Trace } from '../../src/figures/style';
import { randomFields, smoothFields } from '../../src/microstructure/field';
import type { Microstructure } from '../../src/microstructure/microstructure';
import { RandomStream } from '../../src/numerics/random';

export const random = RandomStream.fromSeed(12);
export const targets = [0.55, 0.6, 0.65, 0.7, 0.75];
export const methods = ['GAN-MDN', 'PCA-MDN', 'search'];

export interface Drawn {
  method: string;
  target: number;
  simulated: number[];
  residuals: ResidualSummary;
  best: { microstructure: Microstructure };
  history?: { iteration: number; property: number }[];
  diversity?: number;
  novelty?: number[];
}

/** Designs that lie off their targets at random; `search` proposes one and has a history. */
export function resultsOf(side: number): Drawn[] {
  const images = randomFields({ ...smoothFields, side }, 15, random.derive('images', side));
  return methods.flatMap((method, m) =>
    targets.map((target, t) => {
      const simulated = Array.from({ length: method === 'search' ? 1 : 12 }, () => target * (1 + 0.1 * random.normal()));
      const history = Array.from({ length: 20 }, (_, i) => ({
        iteration: i + 1,
        property: target * (1 + 0.1 * random.normal()),
      }));
      return {
        ...{ method, target, simulated, residuals: summariseResiduals(simulated, target) },
        best: { microstructure: images[5 * m + t] },
        ...(method === 'search' ? { history } : { diversity: 0.4 + 0.01 * t, novelty: simulated.map(() => 0.1 * (m + 1)) }),
      };
    }),
  );
}
export const sets = [
  { dataset: 'I', results: resultsOf(96) },
  { dataset: 'II', results: resultsOf(64) },
];

export const named = (figure: Figure | undefined, name: string): Trace[] => figure!.data.filter((trace) => trace.name === name);
export const numbers = (values: unknown): number[] => Array.from(values as number[]);
export const titlesOf = ({ layout }: Figure): string[] => (layout.annotations as { text: string }[]).map(({ text }) => text);
