"""ikarus-rcwa (Shelling Neto, github.com/CAVITYtechnologies/ikarus): numpy and scipy, complex128, rectangular truncation.

Its factorisation "auto", a normal-vector rule. PEER_GRID names how many points a side draw each pixel."""

import os

import numpy as np
from ikarus import RCWA

from images import indices


def prepare(problem, _precision):
    """What is done for each image: one solve for p light, whose scattering matrix gives s light too."""
    finer = int(os.environ.get("PEER_GRID", "1"))
    topology = np.array([[int(digit) for digit in row] for row in problem["image"]]).T
    film = RCWA(
        *problem["period"],
        resolution=tuple(finer * size for size in topology.shape),
        n_orders=tuple(problem["truncation"]["rectangular"]),
        factorization=os.environ.get("IKARUS_FACTORIZATION", "auto"),
    )
    cover, substrate = indices(problem)
    film.add_uniform_layer(np.inf, cover)
    film.add_layer(problem["thickness"], topology, [complex(*phase) for phase in problem["phases"]])
    film.add_uniform_layer(np.inf, substrate)
    film.set_source(wavelength=problem["wavelength"], linear_pol_angle=90)

    def simulate():
        _, _, result = film.simulate()
        solved = result.solution
        count = len(result.T_orders)
        s = np.zeros(2 * count)
        s[count + solved.grid.zero_order_index()] = 1
        reflected, transmitted = solved.global_smatrix.S11 @ s, solved.global_smatrix.S21 @ s
        powers = {
            "p": {"R": result.R_total, "T": result.T_total},
            "s": {"R": power(solved, solved.Kz_ref, reflected), "T": power(solved, solved.Kz_trn, transmitted)},
        }
        # ikarus counts its orders against the direction of x.
        powers["first"] = float(result.T_orders[result.order_index(-1, 0)])
        return count, powers

    return simulate


def power(solved, Kz, fields):
    """What the tangential fields of all orders carry away, in shares of the incident light, as ikarus sums it for one."""
    kx, ky, kz = np.diag(solved.Kx), np.diag(solved.Ky), np.diag(Kz)
    x, y = np.split(fields, 2)
    z = -(kx * x + ky * y) / kz
    return float(((abs(x) ** 2 + abs(y) ** 2 + abs(z) ** 2) * kz.real / np.real(solved.kz_inc)).sum())
