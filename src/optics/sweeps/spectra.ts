import { breathe, type RunControl, throwIfInterrupted } from '../../runs/control';
import { type Material, refractiveIndex } from '../problem/materials';
import type { OpticalProblem } from '../problem/problem';
import { type Efficiencies, solve } from '../solver/solve';

/** R, T and A at each point of a spectrum. */
export interface EfficiencyCurves {
  readonly R: Float64Array;
  readonly T: Float64Array;
  readonly A: Float64Array;
}

/** Efficiencies over wavelength or over the angle of incidence, for both polarisations and for unpolarised light. */
export interface Spectrum {
  /** What was varied: wavelengths in the unit of the problem, or angles in degrees. */
  readonly points: Float64Array;
  readonly s: EfficiencyCurves;
  readonly p: EfficiencyCurves;
  /** The mean of s and p. */
  readonly unpolarised: EfficiencyCurves;
}

/** Materials that replace a problem's constant refractive indices; all lengths are then in nm. */
export interface SpectrumMaterials {
  /** One for each phase. */
  readonly phases?: readonly Material[];
  readonly cover?: Material;
  readonly substrate?: Material;
}

/** What a spectrum varies. The angle is that of incidence, theta, in degrees. */
export type SpectrumPoints =
  | { readonly wavelengths: ArrayLike<number>; readonly materials?: SpectrumMaterials }
  | { readonly angles: ArrayLike<number> };

/**
 * Solves a problem at each wavelength or angle of incidence. Throws InputError where a material is not known at a
 * wavelength (before anything is solved), Interrupted when the run is.
 */
export async function spectrum(problem: OpticalProblem, over: SpectrumPoints, run?: RunControl): Promise<Spectrum> {
  const points = Float64Array.from('angles' in over ? over.angles : over.wavelengths);
  const problems = Array.from(points, (point) =>
    'angles' in over ? { ...problem, theta: point } : atWavelength(problem, point, over.materials),
  );
  const [s, p, unpolarised] = [0, 1, 2].map(() => emptyCurves(points.length));
  for (const [i, single] of problems.entries()) {
    throwIfInterrupted(run);
    const solution = solve(single);
    enter(s, i, solution.s);
    enter(p, i, solution.p);
    enter(unpolarised, i, mean(solution.s, solution.p));
    run?.onProgress?.({ label: 'spectrum', done: i + 1, total: points.length });
    await breathe();
  }
  return { points, s, p, unpolarised };
}

/** The problem at another wavelength, with the refractive indices that the materials have there. */
export function atWavelength(problem: OpticalProblem, wavelength: number, materials: SpectrumMaterials = {}): OpticalProblem {
  const { phases = problem.phases, cover = problem.cover, substrate = problem.substrate } = materials;
  return {
    ...problem,
    wavelength,
    phases: phases.map((material) => refractiveIndex(material, wavelength)),
    cover: refractiveIndex(cover, wavelength),
    substrate: refractiveIndex(substrate, wavelength),
  };
}

function emptyCurves(length: number): EfficiencyCurves {
  return { R: new Float64Array(length), T: new Float64Array(length), A: new Float64Array(length) };
}

function enter({ R, T, A }: EfficiencyCurves, i: number, efficiencies: Efficiencies): void {
  R[i] = efficiencies.R;
  T[i] = efficiencies.T;
  A[i] = efficiencies.A;
}

function mean(a: Efficiencies, b: Efficiencies): Efficiencies {
  return { R: (a.R + b.R) / 2, T: (a.T + b.T) / 2, A: (a.A + b.A) / 2 };
}
