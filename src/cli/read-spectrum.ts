import { InputError } from '../runs/errors';
import { readFile } from '../runs/files';

/** Absorption (0 … 1) at rising wavelengths (nm). */
export interface WantedSpectrum {
  wavelengths: readonly number[];
  absorption: readonly number[];
}

const argument = '--spectrum';

/** Reads lines of a wavelength and an absorption, in any order, with or without a header. */
export function readSpectrum(path: string): WantedSpectrum {
  const lines = `${readFile(path, argument)}`.split(/\r?\n/).filter((line) => line.trim() !== '');
  const rows = lines.map((line) => line.split(/[,;\t]/).map((cell) => (cell.trim() === '' ? Number.NaN : Number(cell))));
  const isNumbers = (row: readonly number[]): boolean => row.length === 2 && row.every(Number.isFinite);
  const known = rows.length > 0 && !isNumbers(rows[0]) ? rows.slice(1) : rows;
  const refuse = (problem: string, remedy: string): never => {
    throw new InputError(argument, `${path}: ${problem}`, remedy);
  };
  if (known.length === 0) refuse('there is no spectrum in it', 'give lines such as 450,0.6');
  const bad = known.findIndex((row) => !isNumbers(row));
  if (bad >= 0) {
    const line = lines[bad + rows.length - known.length];
    refuse(`'${line.slice(0, 40)}' is no wavelength and absorption`, 'give lines such as 450,0.6');
  }
  const wrong = known.find(([wavelength, absorption]) => !(wavelength > 0 && absorption >= 0 && absorption <= 1));
  if (wrong) refuse(`${wrong.join(', ')} is out of range`, 'give a wavelength in nm and a share of the light from 0 to 1');
  const sorted = [...known].sort((a, b) => a[0] - b[0]);
  const twice = sorted.find(([wavelength], i) => sorted[i + 1]?.[0] === wavelength);
  if (twice) refuse(`${twice[0]} nm is there twice`, 'give each wavelength once');
  return { wavelengths: sorted.map(([wavelength]) => wavelength), absorption: sorted.map(([, absorption]) => absorption) };
}

/** The spectrum at wavelengths between its own, along straight lines. Throws InputError where it does not reach them. */
export function spectrumAt({ wavelengths, absorption }: WantedSpectrum, wanted: readonly number[]): number[] {
  const [first, last] = [wavelengths[0], wavelengths[wavelengths.length - 1]];
  const beyond = wanted.find((wavelength) => wavelength < first || wavelength > last);
  if (beyond !== undefined) {
    const range = `${Math.min(...wanted)} to ${Math.max(...wanted)} nm`;
    throw new InputError(argument, `it goes from ${first} to ${last} nm`, `give absorption from ${range}`);
  }
  return wanted.map((wavelength) => {
    const above = wavelengths.findIndex((each) => each >= wavelength);
    if (wavelengths[above] === wavelength) return absorption[above];
    const share = (wavelength - wavelengths[above - 1]) / (wavelengths[above] - wavelengths[above - 1]);
    return absorption[above - 1] + share * (absorption[above] - absorption[above - 1]);
  });
}
