import assert from 'node:assert/strict';
import { displayMethod } from '../../src/notebook/display';
import { table } from '../../src/notebook/table';

describe('table', () => {
  it('escapes what HTML and Markdown would take for their own', () => {
    const shown = table([{ 'a<b': '<script>"&"</script>', c: 'x|y' }], { caption: '<i>' });
    assert.doesNotMatch(shown.html(), /<script|<i>|a<b/);
    assert.match(shown.html(), /&lt;script&gt;&quot;&amp;&quot;&lt;\/script&gt;/);
    assert.match(shown.markdown(), /x\\\|y/);
  });

  it('gives the numbers of a column the same decimals, by its largest', () => {
    const rows = [
      { method: 'GAN-MDN', rep: 12.3456, count: 30 },
      { method: 'PCA-MDN', rep: 0.5, count: 5 },
      { method: 'none', rep: null, count: Number.NaN },
    ];
    assert.equal(
      table(rows, { digits: 3 }).markdown(),
      ['| method | rep | count |', '|:--|--:|--:|', '| GAN-MDN | 12.3 | 30 |', '| PCA-MDN | 0.5 | 5 |', '| none |  | – |'].join(
        '\n',
      ),
    );
    assert.match(table([{ x: 1.2345e-9 }], { digits: 3 }).markdown(), /1\.23e-9/);
  });

  it('takes a data frame, with its index first', () => {
    const frame = { columns: ['y'], index: ['first', 'second'], values: [[1.5], [2.25]] };
    assert.equal(table(frame, { digits: 3 }).markdown(), '|  | y |\n|:--|--:|\n| first | 1.50 |\n| second | 2.25 |');
  });

  it('shows itself in a notebook', () => {
    const shown = table([{ a: 1 }]);
    assert.deepEqual(shown[displayMethod](), { 'text/html': shown.html(), 'text/plain': shown.markdown() });
  });
});
