import assert from 'node:assert/strict';
import { interfaceDensity, twoPointCorrelation } from '../../src/microstructure/descriptors';
import { fieldCorrelation, gaussianField, pairDistances } from '../../src/microstructure/gaussian-field';
import { correlationAfterCut, cutAtFraction } from '../../src/microstructure/level-cut';
import { RandomStream } from '../../src/numerics/random';

describe('the correlation of a Gaussian field', () => {
  it('is J₀ where all its waves have one length', () => {
    // Abramowitz and Stegun 1964, table 9.1: J₀ at 1, 5 and 10
    const known = [0.7651976866, -0.1775967713, -0.2459357645];
    fieldCorrelation({ frequency: 1 / (2 * Math.PI), spread: 1e-6 }, [1, 5, 10]).forEach((value, i) => {
      assert.ok(Math.abs(value - known[i]) < 1e-8);
    });
  });

  it('is a bell where its spectral density is one', () => {
    const spread = 0.02;
    const distances = [0, 1.5, 6, 10, 30];
    fieldCorrelation({ frequency: 0, spread }, distances).forEach((value, i) => {
      const r = distances[i];
      assert.ok(Math.abs(value - Math.exp(-2 * (Math.PI * spread * r) ** 2)) < 1e-6);
    });
  });

  it('gives the two-point correlation and the interfaces of fields that are cut', () => {
    const [side, count, fraction] = [128, 60, 0.3];
    const spectrum = { frequency: 0.05, spread: 0.02 };
    const expected = correlationAfterCut(fieldCorrelation(spectrum, pairDistances(40)), fraction);
    const random = RandomStream.fromSeed(1);
    const fields = Array.from({ length: count }, (_, i) =>
      cutAtFraction(gaussianField(side, spectrum, random.derive(i)), side, fraction),
    );
    const curves = fields.map((field) => twoPointCorrelation(field, 40));
    expected.forEach((value, r) => {
      const found = curves.reduce((sum, curve) => sum + curve[r] / count, 0);
      assert.ok(Math.abs(found - value) < 0.003, `${found} against ${value} at ${r}`);
    });
    // side by side, neighbours differ where just one of both is phase 1
    const [neighbours] = correlationAfterCut(fieldCorrelation(spectrum, [1]), fraction);
    const density = fields.reduce((sum, field) => sum + interfaceDensity(field) / count, 0);
    assert.ok(Math.abs(density / (4 * (fraction - neighbours)) - 1) < 0.03);
  });
});
