import { join } from 'node:path';
import { toCsv } from '../evaluation/table';
import { contactSheet } from '../figures/microstructures';
import { saveFigure } from '../figures/render';
import type { Figure } from '../figures/style';
import type { Candidate } from '../inverse/model';
import { encodeGdsii } from '../layout/gdsii';
import { encodeSvg } from '../layout/svg';
import { encodePng } from '../microstructure/image';
import type { Microstructure } from '../microstructure/microstructure';
import { InputError } from '../runs/errors';
import { writeFile } from '../runs/files';
import type { Property } from '../simulation/property';

/** A candidate with what the simulator says of it; the name of its files, without their ending. */
export interface Judged extends Candidate {
  name: string;
  property: number;
  residual: number;
  /** Standard deviation of the property over errors of making, where that was simulated. */
  tolerance?: number;
}

/** The kinds of files for other programs. */
const layoutKinds = ['svg', 'gds'] as const;
export type LayoutKind = (typeof layoutKinds)[number];

/** What a design's files need to be told. */
export interface DesignFiles {
  target: number;
  property: Property;
  /** Files to be written beside each image. */
  layouts: readonly LayoutKind[];
  /** Side of a pixel, nm. */
  pixel: number;
  /** Periods in a layout file: [columns, rows]. */
  repeat: readonly [columns: number, rows: number];
}

/** Reads "svg,gds" from the command line. */
export function readLayouts(text: string): LayoutKind[] {
  return text.split(',').map((each) => {
    const kind = layoutKinds.find((known) => known === each.trim());
    if (!kind)
      throw new InputError('--layout', `'${each}' is no kind of file`, `give ${layoutKinds.join(' or ')}, or both with a comma`);
    return kind;
  });
}

/** Reads "10,10", columns and rows, from the command line. */
export function readRepeat(text: string): [columns: number, rows: number] {
  const [columns, rows, ...more] = text.split(',').map(Number);
  const isCount = (value: number): boolean => Number.isInteger(value) && value >= 1;
  if (!isCount(columns) || !isCount(rows) || more.length > 0) {
    throw new InputError('--repeat', `'${text}' is no number of columns and rows`, 'give two whole numbers, such as 10,10');
  }
  return [columns, rows];
}

/** Writes images, layouts, the table of all and the contact sheet. */
export async function writeDesign(out: string, judged: readonly Judged[], files: DesignFiles): Promise<void> {
  const rows = judged.map((candidate) => {
    const { latent = [], property: value, residual, tolerance } = candidate;
    const numbers = Object.fromEntries([...latent].map((z, k) => [`z${k + 1}`, z]));
    const measured = { [files.property.name]: value, 'REP %': residual, ...(tolerance !== undefined && { tolerance }) };
    return { ...writeImages(out, candidate, files), ...measured, ...numbers };
  });
  writeFile(join(out, 'candidates.csv'), toCsv(rows), '--out');
  await saveFigure(out, 'contact-sheet', sheetOf(judged, files));
}

type LayoutFiles = Pick<DesignFiles, 'layouts' | 'pixel' | 'repeat'>;

/** Writes a candidate's image and layouts; gives the names of the files by their kinds. */
export function writeImages(
  out: string,
  { microstructure, name }: Pick<Judged, 'microstructure' | 'name'>,
  files: LayoutFiles,
): Record<string, string> {
  writeFile(join(out, `${name}.png`), encodePng(microstructure), '--out');
  for (const kind of files.layouts) writeFile(join(out, `${name}.${kind}`), encode(kind, microstructure, files), '--out');
  return { image: `${name}.png`, ...Object.fromEntries(files.layouts.map((kind) => [kind, `${name}.${kind}`])) };
}

const encode = (kind: LayoutKind, microstructure: Microstructure, files: LayoutFiles): string | Buffer =>
  kind === 'svg' ? encodeSvg(microstructure, files) : encodeGdsii(microstructure, files);

export const sheetOf = (judged: readonly Judged[], { target, property }: Pick<DesignFiles, 'target' | 'property'>): Figure =>
  contactSheet(
    judged.map(({ microstructure, property: value }) => ({ microstructure, title: `${property.symbol} = ${value.toFixed(3)}` })),
    { title: `Candidates for ${withArticle(property.name)} of ${target}, nearest first` },
  );

export const withArticle = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
