import { InputError } from '../runs/errors';
import { type Figure, inHouseStyle } from './style';

/**
 * Opens a page with the figure, to turn and to zoom (nodeplotlib; the page fetches plotly from the network).
 * For scripts at a desk; a notebook shows figures itself.
 *
 * @throws InputError where no page can be opened
 */
export async function showInBrowser(figure: Figure): Promise<void> {
  const { data, layout } = inHouseStyle(figure);
  try {
    const { plot } = await import('nodeplotlib');
    plot(data as Parameters<typeof plot>[0], layout as Parameters<typeof plot>[1]);
  } catch (error) {
    throw new InputError(
      '--show',
      `cannot open a browser page (${(error as Error).message})`,
      'open the saved PNG or SVG instead',
    );
  }
}
