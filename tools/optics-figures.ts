import { fieldsInPlane, fieldsThroughFilm, localAbsorption } from '../src/figures/fields';
import { figuresFolder, saveFigure } from '../src/figures/render';
import { convergenceFigure, polarisedSpectrum, stackedSpectrum } from '../src/figures/spectra';
import type { Figure } from '../src/figures/style';
import { filmProblem, siliconFilm } from '../src/film/settings';
import { randomField, smoothFields } from '../src/microstructure/field';
import { RandomStream } from '../src/numerics/random';
import { loadMaterial, silica } from '../src/optics/problem/materials';
import { converge } from '../src/optics/sweeps/convergence';
import { spectrum } from '../src/optics/sweeps/spectra';

const harmonics = 121;
const microstructure = randomField({ ...smoothFields, side: 64 }, RandomStream.fromSeed(1));
const problem = filmProblem(microstructure, { ...siliconFilm, harmonics });
const steps = (from: number, to: number, step: number) =>
  Array.from({ length: Math.round((to - from) / step) + 1 }, (_, i) => from + i * step);

/** Draws the figures of the simulator into figures/: one random field as the film of the notebooks. */
async function drawAll(): Promise<void> {
  const save = async (name: string, figure: Figure) => {
    const paths = await saveFigure(figuresFolder, `optics-${name}`, figure);
    console.log(paths.join('\n'));
  };
  await save('fields-plane', fieldsInPlane(problem, 'p'));
  await save('fields-slice', fieldsThroughFilm(problem, 'p', { y: 440 }));
  await save('absorption-map', localAbsorption(problem));
  const wavelengths = steps(400, 900, 2.5);
  const materials = { phases: [silica, loadMaterial('a-Si')], substrate: silica };
  const overWavelength = await spectrum(problem, { wavelengths, materials });
  const axis = { name: 'wavelength', unit: 'nm' };
  await save('spectrum', stackedSpectrum('Tabulated a-Si in SiO₂ on SiO₂, unpolarised light from above', overWavelength, axis));
  const overAngle = await spectrum(problem, { angles: steps(0, 88, 1) });
  const angle = { name: 'angle of incidence', unit: 'degrees' };
  await save('angles', polarisedSpectrum(`The film at ${problem.wavelength} nm, plane of incidence along x`, overAngle, angle));
  // A tolerance that nothing meets before the last step shows the whole sequence.
  const sequence = (rule: 'li' | 'laurent') => converge({ ...problem, rule }, 1e-9, 600);
  const sequences = [
    { name: 'Li (1997)', convergence: sequence('li') },
    { name: 'Laurent', convergence: sequence('laurent') },
  ];
  await save('convergence', convergenceFigure(sequences, { marked: [harmonics] }));
}

drawAll().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
