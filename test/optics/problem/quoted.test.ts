import assert from 'node:assert/strict';
import fc from 'fast-check';
import { printable, quoted } from '../../../src/optics/problem/quoted';

describe('quoted values', () => {
  it('look like JSON where they are short', () => {
    for (const [value, shown] of [
      [600, '600'],
      ['600', '"600"'],
      [null, 'null'],
      [undefined, 'undefined'],
      [Number.NaN, 'NaN'],
      [[1, 'a'], '[1, "a"]'],
      [[[1, [2]]], '[[1, […]]]'],
      [{ circular: 9 }, '{"circular": 9}'],
      [{ a: { b: { c: 1 } } }, '{"a": {"b": {…}}}'],
    ] as const) {
      assert.equal(quoted(value), shown);
    }
  });

  it('keep the beginning and the end of what is long', () => {
    const text = `start${'x'.repeat(1e6)}end`;
    assert.match(quoted(text), /^"startx+…x+end"$/);
    assert.equal(printable('a'.repeat(60)).length, 60);
    assert.match(printable('a'.repeat(61)), /^a{29}…a{29}$/);
    assert.match(printable('a'.repeat(300), 200), /^a{99}…a{99}$/);
  });

  it('show control and invisible characters as escapes', () => {
    assert.equal(quoted('\u001b[31m\n\u2028\u202e\ud800'), '"\\u001b[31m\\u000a\\u2028\\u202e\\ud800"');
    assert.equal(printable('\u{e0001}µ ε'), '\\u{e0001}µ ε');
  });

  it('are short and printable whatever they are of', () => {
    const check = (value: unknown) => {
      const shown = quoted(value);
      assert.ok(shown.length <= 60 && !/[\p{C}\p{Zl}\p{Zp}]/u.test(shown), JSON.stringify(shown));
    };
    fc.assert(fc.property(fc.anything({ withNullPrototype: true, withSparseArray: true }), check));
    let deep: unknown = 1;
    for (let i = 0; i < 1e5; i++) deep = [deep];
    check(deep);
    check(JSON.parse('{"__proto__": 1, "toString": 2}'));
  });
});
