import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { residualErrorPercentage } from '../../src/evaluation/residual';
import { readPng } from '../../src/microstructure/image';
import { microdesign } from './run';

const folder = mkdtempSync(join(tmpdir(), 'microdesign-'));

describe('design', () => {
  it('works with what is shipped: per candidate its file, latent, property and REP, nearest first', async () => {
    const out = join(folder, 'designs');
    const layout = ['--layout', 'svg,gds', '--repeat', '3,2'];
    const asked = ['--target', '0.65', '--count', '4', '--out', out, '--json', ...layout];
    const { code, out: text, err } = await microdesign('design', ...asked);
    assert.equal(code, 0, err);
    const { candidates, target, residuals, method } = JSON.parse(text);
    assert.deepEqual([candidates.length, target, method], [4, 0.65, 'surrogate-ranked GAN-MDN']);
    const rows = readFileSync(join(out, 'candidates.csv'), 'utf8').trim().split('\n').slice(1);
    candidates.forEach(({ file, latent, absorption, rep, tolerance }: Record<string, never>, i: number) => {
      assert.equal(file, `candidate-${i + 1}.png`);
      assert.equal(readPng(join(out, file)).width, 64);
      assert.equal((latent as number[]).length, 4);
      assert.ok(Math.abs(residualErrorPercentage(absorption, 0.65) - rep) < 1e-12);
      const files = [file, `candidate-${i + 1}.svg`, `candidate-${i + 1}.gds`];
      assert.deepEqual(rows[i].split(',').slice(0, 6), [...files, absorption, rep, tolerance].map(String));
      assert.ok(tolerance > 0 && tolerance < 0.2, `${tolerance}`);
      for (const each of files) assert.ok(existsSync(join(out, each)), each);
      if (i > 0) assert.ok(rep >= candidates[i - 1].rep);
    });
    assert.equal(residuals.minimum, candidates[0].rep);
    assert.ok(readdirSync(out).includes('contact-sheet.svg'));
  });

  it('refuses what it cannot do before it makes a folder', async () => {
    const out = join(folder, 'refused');
    const refused: [string[], RegExp][] = [
      [
        ['--profile', 'quick', '--seed', '77'],
        /--profile: no surrogate-ranked GAN-MDN is trained .* seed 77; run `npm run reproduce -- --profile quick --seed 77 --only fields generator dataset-II train-surrogate-ranked-gan-mdn-II` first/,
      ],
      [['--method', 'magic'], /--method: there is no method 'magic'; choose from gan-mdn, /],
      [
        ['--calls', '10'],
        /--calls: surrogate-ranked GAN-MDN takes no budget of calls; leave it out, or give --method robust-gan-mdn, budgeted or refined/,
      ],
      [['--calls', '0'], /--calls: '0' is not a whole number of at least 1/],
      [['--robust', '--method', 'gan-mdn'], /--robust: it names a method, as --method does; give one of the two/],
      [['--layout', 'pdf'], /--layout: 'pdf' is no kind of file; give svg or gds, or both with a comma/],
      [['--repeat', '10'], /--repeat: '10' is no number of columns and rows; give two whole numbers, such as 10,10/],
      [['--dataset', 'III'], /--dataset: profile 'paper' has no Data-III; give I or II/],
    ];
    const answers = await Promise.all(refused.map(([args]) => microdesign('design', '--target', '0.65', '--out', out, ...args)));
    answers.forEach(({ code, err }, i) => {
      assert.equal(code, 2);
      assert.match(err, refused[i][1]);
      assert.equal(err.trimEnd().split('\n').length, 1);
    });
    assert.ok(!existsSync(out));
  });
});
