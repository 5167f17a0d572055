import assert from 'node:assert/strict';
import { convergenceFigure, polarisedSpectrum, stackedSpectrum } from '../../src/figures/spectra';
import { converge } from '../../src/optics/sweeps/convergence';
import { spectrum } from '../../src/optics/sweeps/spectra';
import { problemWith } from '../optics/problems';

const problem = problemWith({ truncation: { circular: 9 } });

describe('stackedSpectrum', () => {
  it('stacks absorbed, transmitted and reflected light, which sum to 1', async () => {
    const found = await spectrum(problem, { wavelengths: [500, 600, 700] });
    const { data, layout } = stackedSpectrum('t', found, { name: 'wavelength', unit: 'nm' });
    assert.deepEqual(
      data.map(({ name }) => name),
      ['absorbed', 'transmitted', 'reflected'],
    );
    [0, 1, 2].forEach((i) => {
      const sum = data.reduce((total, { y }) => total + Number(y![i]), 0);
      assert.ok(Math.abs(sum - 1) < 1e-9);
    });
    assert.match(JSON.stringify(layout.xaxis), /wavelength \(nm\)/);
  });
});

describe('polarisedSpectrum', () => {
  it('draws s solid and p dashed, one colour for each fate of the light', async () => {
    const found = await spectrum(problem, { angles: [0, 30, 60] });
    const { data } = polarisedSpectrum('t', found, { name: 'angle of incidence', unit: 'degrees' });
    const lines = data as unknown as { name: string; y: number[]; line: { color: string; dash: string } }[];
    assert.deepEqual(lines[4].y, [...found.p.T]);
    assert.deepEqual([lines[1].line.dash, lines[4].line.dash], ['solid', 'dash']);
    assert.equal(lines[1].line.color, lines[4].line.color);
    assert.equal(new Set(lines.map(({ line }) => line.color)).size, 3);
  });
});

describe('convergenceFigure', () => {
  it('draws each sequence over its harmonics', () => {
    const convergence = converge(problem, 1e-9, 60);
    const { data, layout } = convergenceFigure([{ name: 'Li', convergence }], { marked: [49] });
    assert.deepEqual(
      data[0].x,
      convergence.steps.map(({ harmonics }) => harmonics),
    );
    assert.deepEqual(
      data[0].y,
      convergence.steps.map(({ absorption }) => absorption),
    );
    assert.equal((layout.shapes as { x0: number }[])[0].x0, 49);
  });
});
