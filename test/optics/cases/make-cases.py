"""Makes cases.jsonl: random diffraction problems with the R and T that a dense eigensolver gives.

    python3 test/optics/cases/make-cases.py          (numpy, a few minutes)

Each line is a problem as `microdesign simulate` reads it, and what it gives: `expected.s.R` and so on. This program has
nothing in common with src/optics but the physics. There: no eigen-decomposition, fields even and odd in z, admittances that
are regularised at Rayleigh points, discrete Fourier transforms. Here: all modes of the layer by LAPACK's eigensolver, one
linear system for the amplitudes of modes and plane waves on both faces (amplitudes which stay finite where kz = 0), Fourier
integrals pixel by pixel.

One problem in five has an order at its Rayleigh point; one in thirteen, lossless or hardly absorbing, is at a resonance.

Every problem is solved twice, from the modes of the electric and from those of the magnetic field; a draw whose two answers
differ by more than AGREEMENT is too ill-conditioned to serve as reference: it is drawn again, and counted.

Conventions: exp(-i w t), n + ik, u = (Ex, Ey), v = (Hy, -Hx), u' = iPv, v' = iQu, lengths in wavelengths / 2 pi. Literature:
Moharam, Grann, Pommet and Gaylord, J. Opt. Soc. Am. A 12, 1068 (1995); Li, J. Opt. Soc. Am. A 14, 2758 (1997).
"""

import json
import os
import sys

import numpy as np

COUNT = 500
SEED = 19650
AGREEMENT = 2e-10


def chosen_orders(truncation, period):
    """(m, n) of all orders kept: a rectangle, or whole shells of equal |G| while they hold at most `circular` orders."""
    if "rectangular" in truncation:
        mx, my = truncation["rectangular"]
        return np.array([(m, n) for m in range(-mx, mx + 1) for n in range(-my, my + 1)])
    most = truncation["circular"]
    reach = most + 1
    shells = {}
    for m in range(-reach, reach + 1):
        for n in range(-reach, reach + 1):
            length = (m / period[0]) ** 2 + (n / period[1]) ** 2
            shells.setdefault(float(f"{length:.9e}"), []).append((m, n))
    kept = []
    for length in sorted(shells):
        if len(kept) + len(shells[length]) > most:
            break
        kept += shells[length]
    return np.array(kept)


def pixel_integrals(pixels, highest):
    """Integral of exp(-2 pi i m x) over each pixel of the unit period; rows m = -highest ... highest."""
    m = np.arange(-highest, highest + 1)[:, None]
    left = np.arange(pixels)[None, :] / pixels
    width = 1 / pixels
    with np.errstate(invalid="ignore", divide="ignore"):
        integral = np.exp(-2j * np.pi * m * left) * (1 - np.exp(-2j * np.pi * m * width)) / (2j * np.pi * m)
    # The exact zeros: whole turns within a pixel.
    integral[(m[:, 0] % pixels == 0) & (m[:, 0] != 0)] = 0
    integral[highest] = width
    return integral


def toeplitz_of(image, orders):
    """Matrix of Fourier coefficients c(m - m', n - n') of an image[iy, ix]."""
    mx, my = 2 * np.abs(orders).max(axis=0)
    c = pixel_integrals(image.shape[1], mx) @ image.T @ pixel_integrals(image.shape[0], my).T
    d = orders[:, None, :] - orders[None, :, :]
    return c[d[..., 0] + mx, d[..., 1] + my]


def li_matrix(image, orders):
    """Li's matrix for the component along x: in each row of pixels the inverse rule along x, Laurent's rule along y."""
    reach_x, reach_y = np.abs(orders).max(axis=0)
    along = pixel_integrals(image.shape[1], 2 * reach_x)
    difference = np.subtract.outer(np.arange(2 * reach_x + 1), np.arange(2 * reach_x + 1)) + 2 * reach_x
    rows = np.array([np.linalg.inv((along @ (1 / row))[difference]) for row in image])
    c = np.einsum("ny,yij->nij", pixel_integrals(image.shape[0], 2 * reach_y), rows)
    d = orders[:, None, 1] - orders[None, :, 1] + 2 * reach_y
    m = orders[:, 0] + reach_x
    return c[d, m[:, None], m[None, :]]


def layer_matrices(problem, orders, kx, ky):
    """P and Q of the patterned layer."""
    epsilon = np.array([complex(n, k) ** 2 for n, k in problem["phases"]])
    image = epsilon[np.array([[int(digit) for digit in row] for row in problem["image"]])]
    laurent = toeplitz_of(image, orders)
    if problem["rule"] == "laurent":
        xx, yy = laurent, laurent
    else:
        xx, yy = li_matrix(image, orders), li_matrix(image.T, orders[:, ::-1])
    inverse = np.linalg.inv(laurent)
    gradient = np.vstack([np.diag(kx), np.diag(ky)])
    divergence = np.hstack([np.diag(kx), np.diag(ky)])
    p = np.eye(2 * len(kx)) - gradient @ inverse @ divergence
    q = np.block([[xx - np.diag(ky**2), np.diag(kx * ky)], [np.diag(kx * ky), yy - np.diag(kx**2)]])
    return p, q


def outward(kz2):
    """The root with non-negative real and imaginary parts (kz2 has a non-negative imaginary part)."""
    root = np.sqrt(kz2 + 0j)
    return np.where(root.real + root.imag < 0, -root, root)


def plane_waves(index, kx, ky):
    """u and v of plane waves going down, first all s, then all p, and the power that unit amplitudes carry.

    Unit amplitude is |E| = 1 for s and |n H| = |n|^2 for p, so that nothing diverges at kz = 0."""
    n = complex(*index)
    lateral = np.hypot(kx, ky)
    kz = outward(n * n - kx**2 - ky**2)
    safe = np.where(lateral > 1e-12, lateral, 1)
    cos, sin = np.where(lateral > 1e-12, kx / safe, 1), np.where(lateral > 1e-12, ky / safe, 0)
    across = np.vstack([np.diag(-sin), np.diag(cos)])
    along = np.vstack([np.diag(cos), np.diag(sin)])
    u = np.hstack([across, along * (kz / n)])
    v = np.hstack([across * kz, along * n])
    return u, v, np.concatenate([kz.real, (kz / n * np.conj(n)).real])


def solve(problem, magnetic=False):
    """[[R, T] of s, [R, T] of p]; `magnetic` takes the modes from the eigenvectors of QP in place of PQ."""
    orders = chosen_orders(problem["truncation"], problem["period"])
    theta, phi = np.radians(problem["theta"]), np.radians(problem["phi"])
    cover = problem["cover"][0]
    kx = cover * np.sin(theta) * np.cos(phi) + orders[:, 0] * problem["wavelength"] / problem["period"][0]
    ky = cover * np.sin(theta) * np.sin(phi) + orders[:, 1] * problem["wavelength"] / problem["period"][1]
    zeroth = int(np.flatnonzero((orders == 0).all(axis=1))[0])
    count = len(orders)

    p, q = layer_matrices(problem, orders, kx, ky)
    if magnetic:
        values, v = np.linalg.eig(q @ p)
        kz = outward_mode(values)
        u = p @ v / kz
    else:
        values, u = np.linalg.eig(p @ q)
        kz = outward_mode(values)
        v = q @ u / kz
    decay = np.exp(1j * kz * 2 * np.pi * problem["thickness"] / problem["wavelength"])

    up, vp, power_up = plane_waves(problem["cover"], kx, ky)
    down_u, down_v, power_down = plane_waves(problem["substrate"], kx, ky)
    zero = np.zeros_like(up)
    # Unknown: reflected (going up, so v changes sign), modes down from the top face, modes up from the bottom face, transmitted.
    system = np.block(
        [
            [-up, u, u * decay, zero],
            [vp, v, -v * decay, zero],
            [zero, u * decay, u, -down_u],
            [zero, v * decay, -v, -down_v],
        ]
    )
    size = np.linalg.norm(system, axis=0)
    source = np.zeros((8 * count, 2), complex)
    incident = np.array([[-np.sin(phi), np.cos(theta) * np.cos(phi)], [np.cos(phi), np.cos(theta) * np.sin(phi)]])
    source[[zeroth, zeroth + count]] = incident
    # v = Y u of the incident waves: kz across, epsilon / kz along.
    kz0 = cover * np.cos(theta)
    source[[zeroth + 2 * count, zeroth + 3 * count]] = incident * np.array([kz0, cover**2 / kz0])
    amplitudes = np.linalg.solve(system / size, source) / size[:, None]

    reflected, transmitted = amplitudes[: 2 * count], amplitudes[-2 * count :]
    power = kz0 * np.array([1, 1])
    return [
        [
            float(power_up @ np.abs(reflected[:, i]) ** 2 / power[i]),
            float(power_down @ np.abs(transmitted[:, i]) ** 2 / power[i]),
        ]
        for i in range(2)
    ]


def outward_mode(values):
    """Roots of the layer's eigenvalues that fade downwards, or go downwards where they do not fade."""
    root = np.sqrt(values + 0j)
    return np.where(root.imag < 0, -root, root)


DIELECTRICS = [[1, 0], [1.25, 0], [1.45, 0], [1.5, 0], [2, 0], [2.4, 0], [3.4, 0]]
LOSSY = [[4.33, 0.5], [3.9, 0.02], [1.6, 0.3], [2.5, 1.2]]
METALS = [[0.05, 4.2], [0.2, 3.4], [0.22, 6.71], [1.2, 7.3], [3.2, 4.4]]


def draw_image(random, one_dimensional):
    """Rows of digits: independent pixels, rectangles, or the positive part of a few random waves."""
    if one_dimensional:
        values = (random.random(int(random.integers(2, 33))) < random.uniform(0.3, 0.7)).astype(int)[None, :]
    else:
        height, width = (int(side) for side in random.integers(3, 17, 2))
        kind = random.integers(3)
        y, x = np.mgrid[:height, :width]
        if kind == 0:
            values = (random.random((height, width)) < random.uniform(0.3, 0.7)).astype(int)
        elif kind == 1:
            values = np.zeros((height, width), int)
            for _ in range(int(random.integers(1, 4))):
                left, top = random.integers(width), random.integers(height)
                inside = ((x - left) % width < random.integers(1, width)) & ((y - top) % height < random.integers(1, height))
                values[inside] = 1
        else:
            waves = np.zeros((height, width))
            for _ in range(6):
                m, n = random.integers(-2, 3, 2)
                waves += random.normal() * np.cos(2 * np.pi * (m * x / width + n * y / height + random.random()))
            values = (waves > 0).astype(int)
    return ["".join(map(str, row)) for row in values]


def round_to(value, digits=4):
    return round(float(value), digits)


def draw_problem(random, number):
    """Problem `number`: which of the kinds it is depends on the number alone, all else on the random stream."""
    lossless = number % 2 == 0
    resonant = number % 20 == 6 or number % 40 == 3
    one_dimensional = number // 2 % 4 == 0
    rayleigh = number % 5 == 0
    oblique = random.random() < 0.5

    if lossless:
        phases = [DIELECTRICS[i] for i in random.choice(len(DIELECTRICS), 2, replace=False)]
        substrate = DIELECTRICS[random.integers(len(DIELECTRICS))]
    else:
        absorbing = LOSSY if random.random() < 0.5 else METALS
        phases = [DIELECTRICS[random.integers(len(DIELECTRICS))], absorbing[random.integers(len(absorbing))]]
        if number % 8 == 3:
            # Hardly absorbing: resonances stay sharp.
            phases[1] = [DIELECTRICS[random.integers(1, len(DIELECTRICS))][0], float(f"{10 ** random.uniform(-6, -2):.2g}")]
        substrates = DIELECTRICS if random.random() < 0.7 else LOSSY + METALS
        substrate = substrates[random.integers(len(substrates))]
    cover = [1, 0] if random.random() < 0.7 else [[1.25, 0], [1.5, 0]][random.integers(2)]

    period = [round_to(side) for side in random.uniform(0.6, 3, 2)]
    if random.random() < 0.4:
        period[1] = period[0]
    if one_dimensional:
        truncation = {"rectangular": [int(random.integers(4, 31)), 0]}
        period[1] = period[0]
    elif random.random() < 0.5:
        truncation = {"circular": int(random.integers(9, 26 if resonant else 50))}
    else:
        truncation = {"rectangular": [int(order) for order in random.integers(1, 4, 2)]}
    problem = {
        "name": f"random {number}",
        "wavelength": 1,
        "period": period,
        "thickness": round_to(10 ** random.uniform(-1.7, 0.1)),
        "phases": phases,
        "cover": cover,
        "substrate": substrate,
        "theta": round_to(random.uniform(0, 80)) if oblique else 0,
        "phi": round_to(random.uniform(0, 360)) if oblique and not one_dimensional or random.random() < 0.1 else 0,
        "truncation": truncation,
        "rule": "li" if random.random() < 0.5 else "laurent",
        "image": draw_image(random, one_dimensional),
    }
    if rayleigh:
        put_at_rayleigh_point(random, problem, oblique, one_dimensional)
    return problem


def put_at_rayleigh_point(random, problem, oblique, one_dimensional):
    """Changes the period along x so that an order grazes the cover or a lossless substrate: kz = 0 but for rounding."""
    indices = [problem["cover"][0]] + ([problem["substrate"][0]] if problem["substrate"][1] == 0 else [])
    index = indices[random.integers(len(indices))]
    if oblique:
        problem["phi"] = 0
    along_x = problem["cover"][0] * np.sin(np.radians(problem["theta"])) if oblique else 0.0
    fits = [(abs(sign * index - along_x), m) for sign in (-1, 1) for m in range(1, 5)]
    fits = [m / distance for distance, m in fits if distance > 0 and 0.6 <= m / distance <= 3]
    if fits:
        problem["period"][0] = float(fits[random.integers(len(fits))])
    else:
        # A steep angle and a low order leave no period in the range: light along the normal always has one.
        problem["theta"] = 0
        fits = [m / index for m in range(1, 5) if 0.6 <= m / index <= 3]
        problem["period"][0] = float(fits[random.integers(len(fits))])
    if one_dimensional:
        problem["period"][1] = problem["period"][0]


def put_at_resonance(problem):
    """Changes the thickness to where R or T changes fastest: a sharp resonance, the hardest for single precision."""
    low, high = 0.05, 1.2
    for _ in range(5):
        thicknesses = np.linspace(low, high, 25)
        values = np.array([solve({**problem, "thickness": float(thickness)}) for thickness in thicknesses]).reshape(25, 4)
        steps = np.abs(np.diff(values, axis=0)).max(axis=1)
        i = int(steps.argmax())
        low, high = thicknesses[i], thicknesses[i + 1]
        if steps[i] < 0.03:
            break
    problem["thickness"] = float((low + high) / 2)


def grazing_orders(problem):
    """Orders with |kz| < 1e-7 in the cover or the substrate."""
    orders = chosen_orders(problem["truncation"], problem["period"])
    lateral = problem["cover"][0] * np.sin(np.radians(problem["theta"]))
    azimuth = np.radians(problem["phi"])
    kx = lateral * np.cos(azimuth) + orders[:, 0] * problem["wavelength"] / problem["period"][0]
    ky = lateral * np.sin(azimuth) + orders[:, 1] * problem["wavelength"] / problem["period"][1]
    indices = [complex(*problem[side]) for side in ("cover", "substrate")]
    return sum(int((np.abs(n * n - kx**2 - ky**2) < 1e-14).sum()) for n in indices)


def main():
    random = np.random.default_rng(SEED)
    lines, redrawn, grazing, one_dimensional, lossless = [], 0, 0, 0, 0
    while len(lines) < COUNT:
        problem = draw_problem(random, len(lines))
        at_rayleigh = grazing_orders(problem) > 0
        if at_rayleigh != (len(lines) % 5 == 0):
            continue
        if len(lines) % 20 == 6 or len(lines) % 40 == 3:
            put_at_resonance(problem)
        electric, magnetic = np.array(solve(problem)), np.array(solve(problem, magnetic=True))
        if not np.abs(electric - magnetic).max() <= AGREEMENT:
            redrawn += 1
            print(f"{problem['name']}: modes of E and of H differ by {np.abs(electric - magnetic).max():.1e}", file=sys.stderr)
            continue
        (s, p) = (electric + magnetic) / 2
        problem["expected"] = {
            name: {"R": float(f"{value[0]:.12g}"), "T": float(f"{value[1]:.12g}")} for name, value in (("s", s), ("p", p))
        }
        problem["harmonics"] = len(chosen_orders(problem["truncation"], problem["period"]))
        lines.append(json.dumps(problem, separators=(",", ":")))
        grazing += at_rayleigh
        one_dimensional += len(problem["image"]) == 1
        lossless += all(k == 0 for _, k in problem["phases"] + [problem["substrate"]])
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cases.jsonl")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    print(f"{len(lines)} problems: {lossless} lossless, {one_dimensional} 1-D, {grazing} at a Rayleigh point; {redrawn} drawn again")


if __name__ == "__main__":
    main()
