import { countChords, twoPointCorrelation, volumeFraction } from '../microstructure/descriptors';
import type { Microstructure } from '../microstructure/microstructure';
import { type Panel, panelGrid } from './panels';
import { axisLabel, type Figure, palette, type Trace } from './style';

/** Generated microstructures and real ones, all of one size, as many as one likes of each. */
export interface ComparedImages {
  side: number;
  generated: readonly Microstructure[];
  real: readonly Microstructure[];
}

const [generatedColour, realColour] = [palette[1], palette[0]];
/** Lengths of chords are counted in bins of so many pixels. */
const chordBin = 2;

/**
 * How generated microstructures and fields of each size are distributed: a row for volume fractions, one for two-point
 * correlations and one for chord lengths of both phases; a column for each size.
 */
export function compareImages(
  compared: readonly ComparedImages[],
  title = 'Generated images against fields that were not trained on',
): Figure {
  const rows = [volumeFractionPanel, twoPointPanel, chordPanel];
  const panels = rows.flatMap((draw) => compared.map((images, column) => labelFirst(draw(images), column)));
  return panelGrid(panels, { title, columns: compared.length, width: 270 });
}

/** Only the first panel of a row says what its vertical axis is. */
function labelFirst(panel: Panel, column: number): Panel {
  return column === 0 ? panel : { ...panel, yaxis: { ...panel.yaxis, title: { text: '' } } };
}

/** The share of images with a volume fraction of at most x: the area between both is their Wasserstein-1 distance. */
function volumeFractionPanel(images: ComparedImages): Panel {
  const curve = (of: readonly Microstructure[]) => {
    const fractions = of.map(volumeFraction).sort((a, b) => a - b);
    return { x: fractions, y: fractions.map((_, i) => (i + 1) / fractions.length), line: { shape: 'hv' } };
  };
  return {
    title: `${images.side} × ${images.side} px: volume fraction of phase 1`,
    traces: both(images, curve),
    xaxis: { title: { text: 'volume fraction' } },
    yaxis: { title: { text: 'share of images at most' }, range: [0, 1.01] },
  };
}

function twoPointPanel(images: ComparedImages): Panel {
  const curve = (of: readonly Microstructure[]) => {
    const curves = of.map((image) => twoPointCorrelation(image));
    const y = Array.from(curves[0], (_, r) => curves.reduce((sum, values) => sum + values[r], 0) / curves.length);
    return { x: y.map((_, r) => r), y };
  };
  return {
    title: 'mean two-point correlation of phase 1',
    traces: both(images, curve),
    xaxis: { title: { text: axisLabel('distance r', 'px') } },
    yaxis: { title: { text: 'S₂(r)' }, rangemode: 'tozero' },
  };
}

function chordPanel(images: ComparedImages): Panel {
  const curve = (phase: number) => (of: readonly Microstructure[]) => {
    const counts = new Float64Array(Math.ceil(images.side / chordBin));
    for (const image of of) {
      countChords(image, phase).forEach((count, length) => {
        if (length > 0) counts[Math.floor((length - 1) / chordBin)] += count;
      });
    }
    const total = counts.reduce((sum, count) => sum + count, 0);
    const y = Array.from(counts, (count) => (100 * count) / total / chordBin);
    return { x: y.map((_, bin) => 1 + chordBin * bin + (chordBin - 1) / 2), y };
  };
  const phase0 = both(images, curve(0)).map((trace) => ({
    ...{ ...trace, name: `${trace.name}, phase 0` },
    line: { ...(trace.line as object), dash: 'dot' },
  }));
  return {
    title: 'chord lengths, phase 1 and (dotted) phase 0',
    traces: [...both(images, curve(1)), ...phase0],
    xaxis: { title: { text: axisLabel('length', 'px') }, range: [0, 0.75 * images.side] },
    yaxis: { title: { text: 'chords (% per px)' }, rangemode: 'tozero' },
  };
}

/** A curve of the fields and one of the generated images. */
function both(images: ComparedImages, curve: (of: readonly Microstructure[]) => Trace): Trace[] {
  const draw = (name: string, of: readonly Microstructure[], color: string): Trace => {
    const { x, y, line } = curve(of);
    return { type: 'scatter', mode: 'lines', name, x, y, line: { color, width: 2, ...(line as object) } };
  };
  return [draw('fields', images.real, realColour), draw('generated', images.generated, generatedColour)];
}
