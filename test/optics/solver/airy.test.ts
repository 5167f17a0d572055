import assert from 'node:assert/strict';
import { airyFilm } from '../../../src/optics/solver/airy';
import { solve } from '../../../src/optics/solver/solve';
import { patternOf, problemWith } from '../problems';

const glass = { cover: [1, 0], substrate: [1.5, 0], wavelength: 600 } as const;

describe('airyFilm', () => {
  it('is Fresnel’s face where the film is as the substrate, and no face at all where all are alike', () => {
    const { R, T, A } = airyFilm({ ...glass, film: [1.5, 0], thickness: 123 });
    assert.ok(Math.abs(R - 0.04) < 1e-15 && Math.abs(T - 0.96) < 1e-15 && Math.abs(A) < 1e-15);
    assert.ok(airyFilm({ ...glass, substrate: [1, 0], film: [1, 0], thickness: 123 }).T === 1);
  });

  it('takes away the reflection of glass as a quarter wave of index √1.5', () => {
    const film = Math.sqrt(1.5);
    assert.ok(airyFilm({ ...glass, film: [film, 0], thickness: 150 / film }).R < 1e-15);
  });

  it('is what the solver finds, where the film absorbs and both sides differ', () => {
    const film = [2.1, 0.4] as const;
    for (const thickness of [20, 250, 900]) {
      const ends = { thickness, cover: [1.2, 0], substrate: [1.7, 0] } as const;
      const { s } = solve(problemWith({ ...ends, phases: [film], pattern: patternOf(['0']), truncation: { circular: 5 } }));
      const airy = airyFilm({ ...ends, wavelength: 600, film });
      for (const part of ['R', 'T', 'A'] as const) assert.ok(Math.abs(s[part] - airy[part]) < 1e-9);
    }
  });
});
