"""grcwa (Jin et al., ACS Photonics 7, 2350 (2020)): numpy, complex128, circular truncation, Laurent's rule."""

import grcwa
import numpy as np

from images import exact_grid, indices


def prepare(problem, _precision):
    """What is done for each image: one eigensolve, then one plane wave after the other, as grcwa's examples do."""
    harmonics = problem["truncation"]["circular"]
    width, height = len(problem["image"][0]), len(problem["image"])
    grid = exact_grid(problem).ravel()
    cover, substrate = indices(problem)

    def simulate():
        # grcwa always leaves out the shell that the number asked for ends in.
        layers = grcwa.obj(
            harmonics + 1, [problem["period"][0], 0], [0, problem["period"][1]], 1 / problem["wavelength"], 0.0, 0.0, verbose=0
        )
        layers.Add_LayerUniform(1.0, cover**2)
        layers.Add_LayerGrid(problem["thickness"], width, height)
        layers.Add_LayerUniform(1.0, substrate**2)
        layers.Init_Setup()
        layers.GridLayer_geteps(grid)
        powers = {}
        for polarisation, (p, s) in {"s": (0, 1), "p": (1, 0)}.items():
            layers.MakeExcitationPlanewave(p, 0, s, 0)
            R, T = layers.RT_Solve(normalize=1, byorder=1)
            powers[polarisation] = {"R": float(np.real(R.sum())), "T": float(np.real(T.sum()))}
            if polarisation == "p":
                powers["first"] = float(np.real(T[(layers.G == [1, 0]).all(axis=1)][0]))
        return layers.nG, powers

    return simulate
