import assert from 'node:assert/strict';
import { checkStack, layerProblems, parseStack } from '../../../src/optics/problem/stack-problem';
import { problemWith } from '../problems';

const common = {
  wavelength: 600,
  period: [512, 512],
  phases: [
    [1, 0],
    [2, 0.1],
  ],
  substrate: [1.45, 0],
  truncation: { circular: 9 },
};
const layers = [
  { thickness: 20, phase: 1 },
  { thickness: 30, image: ['01', '10'] },
];

describe('stack problem', () => {
  it('is read from JSON, uniform layers by their phase', () => {
    const { layers: read, phases, theta } = parseStack({ ...common, layers }, 'stack.json');
    assert.deepEqual([phases.length, theta, read.length], [2, 0, 2]);
    assert.deepEqual(read[0], { thickness: 20, pattern: { width: 1, height: 1, values: Uint8Array.of(1) } });
    assert.deepEqual(read[1].pattern.values, Uint8Array.of(0, 1, 1, 0));
  });

  it('is one problem for each layer, all else alike', () => {
    const stack = parseStack({ ...common, theta: 30, layers }, 'stack.json');
    assert.deepEqual(
      layerProblems(stack).map(({ thickness, theta }) => [thickness, theta]),
      [
        [20, 30],
        [30, 30],
      ],
    );
  });

  it('takes "f64" and "auto" for its precision and refuses "f32" and what is none', () => {
    for (const precision of ['f64', 'auto']) assert.equal(parseStack({ ...common, layers, precision }, 'x').layers.length, 2);
    for (const precision of ['f32', 'f16', 64]) {
      assert.throws(() => parseStack({ ...common, layers, precision }, 'x'), { name: 'InputError', argument: 'precision' });
    }
  });

  for (const [mistake, wrong] of [
    ['no list', undefined],
    ['an object for a list', { length: 2 }],
    ['no layers', []],
    ['too many layers', Array.from({ length: 1001 }, () => layers[0])],
    ['both an image and a phase', [{ thickness: 1, image: ['0'], phase: 0 }]],
    ['neither', [{ thickness: 1 }]],
    ['an unknown key', [{ thickness: 1, phase: 0, colour: 3 }]],
    ['a layer that is none', [null]],
    // Two digits would be an image of two pixels.
    ['a phase of two digits', [{ thickness: 1, phase: 12 }]],
    ['a phase that is no number', [{ thickness: 1, phase: { toString: 1 } }]],
  ] as const) {
    it(`is refused with ${mistake}`, () => {
      assert.throws(() => parseStack({ ...common, layers: wrong }, 'stack.json'), { name: 'InputError', argument: 'layers' });
    });
  }

  it('names the layer that is wrong', () => {
    const wrong = [layers[0], { thickness: -1, phase: 0 }];
    assert.throws(
      () => parseStack({ ...common, layers: wrong }, 'stack.json'),
      /^InputError: thickness: .*\(in layer 2 of stack.json\)/,
    );
    assert.throws(() => parseStack({ ...common, layers: [layers[0], 3] }, 'stack.json'), /\(in layer 2 of stack.json\)/);
  });

  it('is checked layer by layer', () => {
    const { thickness, pattern, precision: _, ...rest } = problemWith({});
    checkStack({ ...rest, layers: [{ thickness, pattern }] });
    assert.throws(() => checkStack({ ...rest, layers: [] }), { argument: 'layers' });
    assert.throws(
      () =>
        checkStack({
          ...rest,
          layers: [
            { thickness, pattern },
            { thickness: 1e9, pattern },
          ],
        }),
      {
        argument: 'thickness',
      },
    );
  });
});
