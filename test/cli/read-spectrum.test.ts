import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSpectrum, spectrumAt } from '../../src/cli/read-spectrum';
import { microdesign } from './run';

const folder = mkdtempSync(join(tmpdir(), 'microdesign-'));
let files = 0;
const write = (text: string): string => {
  const path = join(folder, `${files++}.csv`);
  writeFileSync(path, text);
  return path;
};

describe('a spectrum as a file', () => {
  it('is read with or without a header, in any order, with commas, semicolons or tabs', () => {
    const wanted = { wavelengths: [450, 500, 600], absorption: [0.2, 0.5, 0.9] };
    for (const text of [
      'wavelength,absorption\n500,0.5\n450,0.2\n600,0.9\n',
      '450;0.2\r\n500;0.5\r\n\r\n600;0.9',
      'nm\tA\n450\t0.2\n600\t0.9\n500\t0.5\n',
    ])
      assert.deepEqual(readSpectrum(write(text)), wanted);
  });

  it('is taken along straight lines between its wavelengths', () => {
    const read = readSpectrum(write('400,0.2\n500,0.4\n700,0.8\n'));
    const at = spectrumAt(read, [400, 450, 500, 600, 700]);
    [0.2, 0.3, 0.4, 0.6, 0.8].forEach((value, i) => {
      assert.ok(Math.abs(at[i] - value) < 1e-12, `${at}`);
    });
    assert.throws(
      () => spectrumAt(read, [450, 800]),
      /^InputError: --spectrum: it goes from 400 to 700 nm; give absorption from 450 to 800 nm/,
    );
  });

  it('is refused in one line where it is none', () => {
    const refused: [string, RegExp][] = [
      ['', /there is no spectrum in it; give lines such as 450,0.6/],
      ['wavelength,absorption\n', /there is no spectrum in it/],
      ['450,0.6\n500\n', /'500' is no wavelength and absorption; give lines/],
      ['450,0.6\n500,0.5,0.1\n', /'500,0.5,0.1' is no wavelength/],
      ['450,60\n', /450, 60 is out of range; give a wavelength in nm and a share/],
      ['-450,0.6\n', /-450, 0.6 is out of range/],
      ['450,0.6\n450,0.5\n', /450 nm is there twice; give each wavelength once/],
    ];
    for (const [text, message] of refused) {
      assert.throws(
        () => readSpectrum(write(text)),
        (error: Error) => /^--spectrum: /.test(error.message) && message.test(error.message),
      );
    }
    assert.throws(() => readSpectrum(join(folder, 'none.csv')), /--spectrum: .*there is no such file/);
  });

  it('takes the place of a target on the command line, and no other profile', async () => {
    const file = write('450,0.6\n800,0.6\n');
    const short = write('450,0.6\n500,0.6\n');
    const out = join(folder, 'out');
    const refused: [string[], RegExp][] = [
      [[], /^error: --target: designs are for a target or for a spectrum; give one of --target and --spectrum/],
      [['--target', '0.6', '--spectrum', file], /give one of --target and --spectrum/],
      [['--spectrum', file, '--profile', 'paper'], /--profile: 'paper' has one wavelength; name spectra, or leave it out/],
      [['--spectrum', short], /--spectrum: it goes from 450 to 500 nm; give absorption from 450 to 800 nm/],
      [['--spectrum', file, '--method', 'pca-mdn'], /--method: there is no method 'pca-mdn'; choose from moved-samples, /],
    ];
    for (const [args, message] of refused) {
      const { code, err } = await microdesign('design', '--out', out, ...args);
      assert.equal(code, 2, err);
      assert.match(err, message);
      assert.equal(err.trimEnd().split('\n').length, 1);
    }
  });
});
