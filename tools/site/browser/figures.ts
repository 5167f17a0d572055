import { type Fit, fitFigure, type PlotlyFigure } from './fit';
import { loadScript, siteRoot } from './scripts';

/** What the scripts of the site leave in the page. */
const page = window as unknown as {
  siteFigures: Record<string, KeptFigure>;
  Plotly: { react(place: HTMLElement, data: unknown[], layout: object, config: object): Promise<unknown> };
};

interface KeptFigure extends PlotlyFigure {
  config?: object;
}

/** Puts a figure that can be zoomed in the place of its picture when the reader comes near it. */
export function drawFigures(): void {
  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        void draw(target as HTMLElement);
      }
    },
    { rootMargin: '800px' },
  );
  for (const place of document.querySelectorAll('figure.plot')) near.observe(place);
}

async function draw(place: HTMLElement): Promise<void> {
  const path = place.dataset.figure!;
  await Promise.all([loadScript(`${siteRoot}/assets/plotly.min.js`), loadScript(`${path}.js`)]);
  const figure = page.siteFigures[path.split('/').at(-1)!];
  const stage = document.createElement('div');
  stage.className = 'stage drawing';
  place.append(stage);
  let width = place.clientWidth;
  await redraw(stage, figure, width);
  place.querySelector('img')?.remove();
  stage.classList.remove('drawing');
  new ResizeObserver(() => {
    if (place.clientWidth === width) return;
    width = place.clientWidth;
    void redraw(stage, figure, width);
  }).observe(place);
}

async function redraw(stage: HTMLElement, figure: KeptFigure, available: number): Promise<void> {
  const { layout, scale }: Fit = fitFigure(figure, available);
  const byFinger = matchMedia('(pointer: coarse)').matches;
  // a finger scrolls the page, also where it meets a figure
  const touch = byFinger ? { dragmode: false } : {};
  const hasRoom = !byFinger && available >= (figure.layout.width ?? 0);
  const config = { ...figure.config, displayModeBar: hasRoom ? 'hover' : false };
  await page.Plotly.react(stage, figure.data, { ...layout, ...touch }, config);
  stage.style.transform = scale === 1 ? '' : `scale(${scale})`;
  stage.style.width = `${layout.width}px`;
  stage.style.height = `${layout.height}px`;
  // what a transform makes smaller keeps its place on the page
  stage.style.marginBottom = `${(scale - 1) * layout.height}px`;
  stage.style.marginRight = `${(scale - 1) * layout.width}px`;
}
