import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as optics from '../../src/optics';
import { repositoryRoot } from '../../src/runs/files';
import { problemWith } from './problems';

describe('index of optics', () => {
  it('has what a notebook needs', () => {
    const names = `absorption absorptionGradient absorptionMap airyFilm atWavelength checkProblem checkStack coarserTruncation converge
      efficiencyGradient fieldsOnPlane fieldsOnSlice fromBelow hexagonalCell inCircularBasis isLossless layerModes
      loadMaterial parseProblem parseStack readMaterial readRefractiveIndexInfo refractiveIndex silica solve
      solveStack spectrum tabulatedMaterials truncationError windowFlux`;
    assert.deepEqual(Object.keys(optics).sort(), names.split(/\s+/));
    const film: optics.OpticalProblem = problemWith({ precision: 'auto' });
    const solution: optics.Solution = optics.solve(film);
    assert.equal(solution.unpolarised.A, optics.absorption(film));
  });

  it('is imported by nothing inside src', () => {
    const source = join(repositoryRoot, 'src');
    for (const file of readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))) {
      assert.doesNotMatch(readFileSync(join(source, file), 'utf8'), /from '[^']*optics(\/index)?'/, file);
    }
  });
});
