import { palette } from './style';

/** How a method looks in a figure of several. */
export interface MethodStyle {
  color: string;
  symbol: string;
  dash: string;
}

const symbols = ['circle', 'square', 'diamond', 'triangle-up', 'cross', 'star', 'triangle-down', 'pentagon'];
const dashes = ['solid', 'dash', 'dot', 'dashdot'];

/** A look for each method, in their order: no two of 24 share colour and dash, or colour and symbol. */
export function methodStyles(methods: readonly string[]): Map<string, MethodStyle> {
  return new Map(
    methods.map((method, i) => {
      const turn = Math.floor(i / palette.length);
      const style = { color: palette[i % palette.length], symbol: symbols[(i + turn) % symbols.length] };
      return [method, { ...style, dash: dashes[(i + turn) % dashes.length] }];
    }),
  );
}

/** The methods of some results, each once, in their order. */
export const methodsOf = (results: readonly { method: string }[]): string[] => [...new Set(results.map(({ method }) => method))];
