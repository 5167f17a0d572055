"""torcwa (Kim and Lee, Comput. Phys. Commun. 282, 108552 (2023)): PyTorch on the CPU, rectangular truncation, Laurent's rule."""

import torch
import torcwa

from images import exact_grid, indices


def prepare(problem, precision):
    """What is done for each image: one scattering matrix gives both polarisations."""
    dtype = getattr(torch, precision)
    grid = torch.as_tensor(exact_grid(problem), dtype=dtype)
    cover, substrate = indices(problem)
    reach = problem["truncation"]["rectangular"]
    orders = [[m, n] for m in range(-reach[0], reach[0] + 1) for n in range(-reach[1], reach[1] + 1)]

    def simulate():
        with torch.no_grad():
            film = torcwa.rcwa(
                freq=1 / problem["wavelength"],
                order=reach,
                L=problem["period"],
                dtype=dtype,
                device=torch.device("cpu"),
                stable_eig_grad=False,
            )
            film.add_input_layer(eps=cover**2)
            film.add_output_layer(eps=substrate**2)
            film.set_incident_angle(inc_ang=0.0, azi_ang=0.0)
            film.add_layer(thickness=problem["thickness"], eps=grid)
            film.solve_global_smatrix()

            def power(port, incident, orders=orders):
                parts = [
                    film.S_parameters(orders=orders, direction="forward", port=port, polarization=out + incident, ref_order=[0, 0])
                    for out in "ps"
                ]
                return float(sum((part.abs() ** 2).sum() for part in parts))

            powers = {incident: {"R": power("reflection", incident), "T": power("transmission", incident)} for incident in "sp"}
            powers["first"] = power("transmission", "p", [[1, 0]])
        return film.order_N, powers

    return simulate
