"""meent (Kim et al., arXiv:2406.12904): numpy, rectangular truncation, a Fourier factorisation of its own (Li's in 1-D).

Its time goes as exp(+i w t): refractive indices are n - ik."""

import meent
import numpy as np

from images import indices, pixel_grid


def prepare(problem, precision):
    """What is done for each image: one solve gives both polarisations. fourier_type 1: exact Fourier series of the pixels."""
    index = np.sqrt(pixel_grid(problem).T).conj()[None]
    cover, substrate = indices(problem)
    reach = problem["truncation"]["rectangular"]

    def simulate():
        film = meent.call_mee(
            backend=0,
            n_top=cover.real,
            n_bot=substrate.real if substrate.imag == 0 else substrate.conjugate(),
            theta=0.0,
            phi=0.0,
            period=problem["period"],
            wavelength=problem["wavelength"],
            ucell=index,
            thickness=[problem["thickness"]],
            fto=reach,
            fourier_type=1,
            type_complex=getattr(np, precision),
        )
        result = film.conv_solve()
        powers = {
            polarisation: {"R": float(part.de_ri.sum()), "T": float(part.de_ti.sum())}
            for polarisation, part in (("s", result.res_te_inc), ("p", result.res_tm_inc))
        }
        of_p = result.res_tm_inc.de_ti
        powers["first"] = float(of_p[reach[1], reach[0] + 1])
        return of_p.size, powers

    return simulate
