import assert from 'node:assert/strict';
import { loadMaterial, refractiveIndex, silica } from '../../../src/optics/problem/materials';
import { solve } from '../../../src/optics/solver/solve';
import { spectrum } from '../../../src/optics/sweeps/spectra';
import type { Progress } from '../../../src/runs/control';
import { problemWith } from '../problems';

describe('spectrum', () => {
  it('over wavelength is a solution with each wavelength’s refractive indices', async () => {
    const problem = problemWith({ truncation: { circular: 9 } });
    const silicon = loadMaterial('a-Si');
    const wavelengths = [450, 600, 1000];
    const { points, s, p, unpolarised } = await spectrum(problem, {
      wavelengths,
      materials: { phases: [silica, silicon], substrate: silica },
    });
    assert.deepEqual([...points], wavelengths);
    wavelengths.forEach((wavelength, i) => {
      const glass = refractiveIndex(silica, wavelength);
      const expected = solve({ ...problem, wavelength, phases: [glass, refractiveIndex(silicon, wavelength)], substrate: glass });
      assert.deepEqual({ R: s.R[i], T: s.T[i], A: s.A[i] }, expected.s);
      assert.deepEqual({ R: p.R[i], T: p.T[i], A: p.A[i] }, expected.p);
      assert.equal(unpolarised.A[i], (expected.s.A + expected.p.A) / 2);
    });
    // In the table, this silicon absorbs blue light and is clear in the infrared.
    assert.ok(unpolarised.A[0] > 0.1 && Math.abs(unpolarised.A[2]) < 1e-9);
  });

  it('keeps the problem’s refractive indices where no material is given', async () => {
    const problem = problemWith({ truncation: { circular: 9 } });
    const { s } = await spectrum(problem, { wavelengths: [555] });
    assert.equal(s.R[0], solve({ ...problem, wavelength: 555 }).s.R);
  });

  it('over angle is a solution at each angle', async () => {
    const problem = problemWith({ truncation: { circular: 9 }, phi: 15 });
    const { points, p } = await spectrum(problem, { angles: Float64Array.of(0, 40, 80) });
    assert.deepEqual([...points], [0, 40, 80]);
    points.forEach((theta, i) => {
      assert.equal(p.T[i], solve({ ...problem, theta }).p.T);
    });
  });

  it('tells how far it is, and stops when it is told to', async () => {
    const stop = new AbortController();
    const told: Progress[] = [];
    const run = {
      signal: stop.signal,
      onProgress: (progress: Progress) => {
        told.push(progress);
        if (progress.done === 2) stop.abort();
      },
    };
    const problem = problemWith({ truncation: { circular: 5 } });
    await assert.rejects(spectrum(problem, { angles: [0, 10, 20] }, run), { name: 'Interrupted' });
    assert.deepEqual(told, [
      { label: 'spectrum', done: 1, total: 3 },
      { label: 'spectrum', done: 2, total: 3 },
    ]);
  });

  it('refuses, before it solves anything, a wavelength that a material is not known at', async () => {
    const told: Progress[] = [];
    const over = { wavelengths: [600, 5000], materials: { substrate: silica } };
    const run = { onProgress: (progress: Progress) => told.push(progress) };
    await assert.rejects(spectrum(problemWith({}), over, run), { name: 'InputError', argument: 'wavelength' });
    assert.equal(told.length, 0);
  });
});
