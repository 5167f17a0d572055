"""fmmax (Schubert and Hammond, Opt. Express 31, 42945 (2023)): jax on the CPU, compiled, circular truncation.

FMMAX_FORMULATION names its Fourier factorisation: FFT is Laurent's rule, JONES_DIRECT_FOURIER is what fmmax takes by itself.
PEER_GRID names the permittivities that it is given: exact, or pixels drawn several times finer (1 to 8).
"""

import os

import jax

# Before any array is made: without it all is complex64.
jax.config.update("jax_enable_x64", os.environ.get("PEER_PRECISION") == "complex128")

import fmmax
import jax.numpy as jnp
import numpy as np

from images import grid_of, indices

FORMULATION = fmmax.Formulation[os.environ.get("FMMAX_FORMULATION", "FFT")]

compiled = {}


def prepare(problem, precision):
    """What is done for each image: one compiled call that solves the three layers and both polarisations."""
    cover, substrate = indices(problem)
    real = jnp.float64 if precision == "complex128" else jnp.float32
    period = problem["period"]
    lattice = fmmax.LatticeVectors(u=jnp.array([period[0], 0], real), v=jnp.array([0, period[1]], real))
    harmonics = problem["truncation"]["circular"]
    # One at a time: programs of many matrices take much memory.
    if compiled.get("harmonics") != harmonics:
        compiled.update(harmonics=harmonics, film=compile_film(problem, harmonics, precision, real, lattice, cover, substrate))
    run, count, first = compiled["film"]
    grid = jnp.asarray(grid_of(problem), precision)

    def simulate():
        R, T = np.asarray(run(grid))
        powers = {polarisation: {"R": float(R[:, i].sum()), "T": float(T[:, i].sum())} for i, polarisation in enumerate("ps")}
        return count, {**powers, "first": float(T[first, 0].sum())}

    return simulate


def compile_film(problem, harmonics, precision, real, lattice, cover, substrate):
    # In fmmax the number is the circle's area, and what comes out is near it: the largest circle with no more orders.
    circles = [fmmax.generate_expansion(lattice, harmonics + more, truncation=fmmax.Truncation.CIRCULAR) for more in range(-20, 21)]
    expansion = max((circle for circle in circles if circle.num_terms <= harmonics), key=lambda circle: circle.num_terms)
    count = expansion.num_terms
    [order] = np.flatnonzero((expansion.basis_coefficients == [1, 0]).all(axis=1))
    incident = np.zeros((2 * count, 2), precision)
    incident[0, 1] = incident[count, 0] = 1

    def simulate(grid):
        def solve(permittivity):
            return fmmax.eigensolve_isotropic_media(
                wavelength=jnp.asarray(problem["wavelength"], real),
                in_plane_wavevector=jnp.zeros(2, real),
                primitive_lattice_vectors=lattice,
                permittivity=permittivity,
                expansion=expansion,
                formulation=FORMULATION,
            )

        above, below = (solve(jnp.full((1, 1), index**2, precision)) for index in (cover, substrate))
        film = solve(grid)
        thicknesses = [jnp.asarray(thickness, real) for thickness in (0, problem["thickness"], 0)]
        matrix = fmmax.stack_s_matrix([above, film, below], thicknesses)
        forward = jnp.asarray(incident)
        reflected, transmitted = matrix.s21 @ forward, matrix.s11 @ forward
        power_in, power_back = fmmax.amplitude_poynting_flux(forward, reflected, above)
        power_out, _ = fmmax.amplitude_poynting_flux(transmitted, jnp.zeros_like(transmitted), below)
        return jnp.stack([-power_back, power_out]) / power_in.sum(axis=0)

    return jax.jit(simulate), count, [order, order + count]
