import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type Complex, inCircularBasis } from '../../../src/optics/solver/amplitudes';
import { solve } from '../../../src/optics/solver/solve';
import { patternOf, problemWith, remapped } from '../problems';

const size2 = ([re, im]: Complex): number => re ** 2 + im ** 2;

function assertIs(actual: Complex, expected: Complex, what: string): void {
  assert.ok(Math.hypot(actual[0] - expected[0], actual[1] - expected[1]) < 1e-9, `${what}: ${actual} is not ${expected}`);
}

const plain = patternOf(['0']);

describe('amplitudes of diffraction orders', () => {
  it('are those of films of a half and a quarter of a wavelength at normal incidence', () => {
    const [air, glass] = [1, 1.5];
    const film = (index: number, waves: number) => {
      const base = { pattern: plain, wavelength: 600, thickness: (600 * waves) / index };
      const { orders } = solve(
        problemWith({ ...base, phases: [[index, 0]], cover: [air, 0], substrate: [glass, 0], phi: 30, period: [300, 300] }),
      );
      return orders[0].amplitudes;
    };
    // half a wave does nothing but turn what goes through
    const half = film(2.1, 0.5);
    const [r, t] = [(air - glass) / (air + glass), (2 * air) / (air + glass)];
    for (const each of ['ss', 'pp'] as const) {
      assertIs(half.cover[each], [r, 0], `r ${each}`);
      assertIs(half.substrate[each], [-t * Math.sqrt(glass / air), 0], `t ${each}`);
    }
    for (const each of ['sp', 'ps'] as const) assertIs(half.cover[each], [0, 0], each);
    // a quarter of a wave of the index √(n₁n₂) reflects nothing, and what goes through is a quarter of a turn late
    const quarter = film(Math.sqrt(air * glass), 0.25);
    assertIs(quarter.cover.ss, [0, 0], 'r');
    assertIs(quarter.substrate.pp, [0, 1], 't');
  });

  it('are Fresnel’s where light comes at an angle, also through a film of the substrate’s index', () => {
    const [theta, n] = [50, 1.6];
    const thickness = 170;
    const phases = [[n, 0]] as [number, number][];
    const { orders } = solve(
      problemWith({ theta, phi: 20, pattern: plain, phases, substrate: [n, 0], thickness, period: [250, 250] }),
    );
    const cosine = Math.cos((theta * Math.PI) / 180);
    const inside = Math.sqrt(1 - (Math.sin((theta * Math.PI) / 180) / n) ** 2);
    const { cover, substrate } = orders.find((order) => order.m === 0 && order.n === 0)!.amplitudes;
    const s = (cosine - n * inside) / (cosine + n * inside);
    const p = (inside - n * cosine) / (inside + n * cosine);
    assertIs(cover.ss, [s, 0], 'r of s');
    assertIs(cover.pp, [p, 0], 'r of p, counted by its lateral field');
    const turn = (2 * Math.PI * n * inside * thickness) / 600;
    const ts = Math.sqrt(1 - s ** 2);
    assertIs(substrate.ss, [ts * Math.cos(turn), ts * Math.sin(turn)], 't of s');
  });

  it('have the efficiencies as their squared sizes, in either basis', () => {
    const angles = fc.record({
      theta: fc.double({ min: 0, max: 80, noNaN: true }),
      phi: fc.double({ min: -180, max: 180, noNaN: true }),
    });
    fc.assert(
      fc.property(angles, fc.double({ min: 0, max: 0.5, noNaN: true }), (light, k) => {
        const { orders } = solve(problemWith({ ...light, wavelength: 400, substrate: [1.45, k], truncation: { circular: 9 } }));
        for (const { s, p, amplitudes } of orders) {
          for (const [part, { ss, sp, ps, pp }] of [['R', amplitudes.cover] as const, ['T', amplitudes.substrate] as const]) {
            assert.ok(Math.abs(size2(ss) + size2(ps) - s[part]) < 1e-12 && Math.abs(size2(sp) + size2(pp) - p[part]) < 1e-12);
            const round = inCircularBasis({ ss, sp, ps, pp });
            const total = Object.values(round).reduce((sum, value: Complex) => sum + size2(value), 0);
            assert.ok(Math.abs(total - s[part] - p[part]) < 1e-12);
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it('turn by 2π m for each cell that the pattern moves', () => {
    const { pattern } = problemWith({});
    const { width, height } = pattern;
    const moved = remapped(pattern, width, height, (x, y) => [(x + width - 1) % width, (y + height - 2) % height]);
    const [before, after] = [pattern, moved].map((each) => solve(problemWith({ pattern: each, wavelength: 350 })).orders);
    before.forEach(({ m, n, amplitudes }, i) => {
      const turn = -2 * Math.PI * (m / width + (2 * n) / height);
      const [re, im] = amplitudes.substrate.sp;
      const turned: Complex = [re * Math.cos(turn) - im * Math.sin(turn), re * Math.sin(turn) + im * Math.cos(turn)];
      assertIs(after[i].amplitudes.substrate.sp, turned, `order ${m}, ${n}`);
    });
  });

  it('are one number for circular light on what is the same in all directions', () => {
    const one: Complex = [0.3, -0.4];
    const none: Complex = [0, 0];
    assert.deepEqual(inCircularBasis({ ss: one, sp: none, ps: none, pp: one }), { pp: one, pm: none, mp: none, mm: one });
    // half a wave plate turns plus to minus
    const plate = inCircularBasis({ ss: [-1, 0], sp: none, ps: none, pp: [1, 0] });
    for (const [name, size] of [
      ['pp', 0],
      ['mp', 1],
      ['pm', 1],
      ['mm', 0],
    ] as const) {
      assert.ok(Math.abs(size2(plate[name]) - size) < 1e-15, name);
    }
    // light turned by 90°: ps = 1 makes s into p, sp = −1 makes p into −s; each circular light keeps its turn
    const rotator = inCircularBasis({ ss: none, sp: [-1, 0], ps: [1, 0], pp: none });
    for (const [name, size] of [
      ['pp', 1],
      ['mp', 0],
      ['pm', 0],
      ['mm', 1],
    ] as const) {
      assert.ok(Math.abs(size2(rotator[name]) - size) < 1e-15, name);
    }
  });
});
