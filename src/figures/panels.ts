/** CSS pixels of the panels of a figure, all of one size, side by side. */
export interface PanelSize {
  width: number;
  height: number;
  gap: number;
}

const margin = { l: 72, r: 24, t: 72, b: 56 };

/**
 * The layout of panels side by side, each with axes of its own (x, y, x2, y2, …) and its title above it. `axes` gives what
 * each panel's axes have besides their place.
 */
export function panelLayout(
  title: string,
  panels: readonly { title: string; xaxis: object; yaxis: object }[],
  { width, height, gap }: PanelSize,
) {
  const inner = panels.length * (width + gap) - gap;
  const axes: Record<string, unknown> = {};
  const annotations = panels.map((panel, index) => {
    const suffix = suffixOf(index);
    const domain = [(index * (width + gap)) / inner, (index * (width + gap) + width) / inner];
    axes[`xaxis${suffix}`] = { domain, anchor: `y${suffix}`, ...panel.xaxis };
    axes[`yaxis${suffix}`] = { anchor: `x${suffix}`, ...panel.yaxis };
    return {
      ...{ xref: 'paper', yref: 'paper', x: domain[0], y: 1, xanchor: 'left', yanchor: 'bottom', yshift: 6 },
      ...{ text: panel.title, showarrow: false, font: { size: 12 } },
    };
  });
  return {
    title: { text: title, y: 1, yref: 'container', yanchor: 'top', pad: { t: 14 } },
    ...{ margin, ...axes, annotations },
    width: inner + margin.l + margin.r,
    height: height + margin.t + margin.b,
  };
}

/** The axes of a trace in the panel of that number. */
export const inPanel = (index: number) => ({ xaxis: `x${suffixOf(index)}`, yaxis: `y${suffixOf(index)}` });

const suffixOf = (index: number): string => (index === 0 ? '' : String(index + 1));
