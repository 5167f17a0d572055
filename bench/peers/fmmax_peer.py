"""fmmax (Schubert and Hammond, Opt. Express 31, 42945 (2023)): jax on the CPU, compiled, circular truncation.

FMMAX_FORMULATION names its Fourier factorisation: FFT is Laurent's rule, JONES_DIRECT_FOURIER is what fmmax takes by itself.
"""

import os

import jax

# Before any array is made: without it all is complex64.
jax.config.update("jax_enable_x64", os.environ.get("PEER_PRECISION") == "complex128")

import fmmax
import jax.numpy as jnp
import numpy as np

from images import exact_grid, indices

FORMULATION = fmmax.Formulation[os.environ.get("FMMAX_FORMULATION", "FFT")]

compiled = {}


def prepare(problem, harmonics, precision):
    """What is done for each image: one compiled call that solves the three layers and both polarisations."""
    cover, substrate = indices(problem)
    real = jnp.float64 if precision == "complex128" else jnp.float32
    period = problem["period"]
    lattice = fmmax.LatticeVectors(u=jnp.array([period[0], 0], real), v=jnp.array([0, period[1]], real))
    key = (harmonics, precision)
    if key not in compiled:
        compiled[key] = compile_film(problem, harmonics, precision, real, lattice, cover, substrate)
    run, count = compiled[key]
    grid = jnp.asarray(exact_grid(problem), precision)

    def simulate():
        R, T = np.asarray(run(grid))
        return count, {polarisation: {"R": float(R[i]), "T": float(T[i])} for i, polarisation in enumerate("ps")}

    return simulate


def compile_film(problem, harmonics, precision, real, lattice, cover, substrate):
    # In fmmax the number is the circle's area, and what comes out is near it: the area that has the orders asked for.
    area = harmonics - 12
    while True:
        expansion = fmmax.generate_expansion(lattice, area, truncation=fmmax.Truncation.CIRCULAR)
        if expansion.num_terms >= harmonics:
            break
        area += 1
    count = expansion.num_terms
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
        power = power_in.sum(axis=0)
        return jnp.stack([-power_back.sum(axis=0) / power, power_out.sum(axis=0) / power])

    return jax.jit(simulate), count
