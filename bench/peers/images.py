"""Permittivities of a problem's image, as the peers take them: indexed [ix, iy]."""

import os

import numpy as np


def pixel_grid(problem):
    """Permittivity of each pixel."""
    epsilon = np.array([complex(n, k) ** 2 for n, k in problem["phases"]])
    image = np.array([[int(digit) for digit in row] for row in problem["image"]])
    return epsilon[image].T


def exact_grid(problem):
    """Values on the image's grid whose discrete Fourier transform is the exact Fourier series of the square pixels.

    Codes that transform a grid by FFT take pixels for points. Given this grid they see what the image is, so that at the
    same truncation and rule all of them and ours solve the same equations. It costs them no time: it is made beforehand."""
    grid = pixel_grid(problem)
    coefficients = np.fft.fft2(grid)
    for axis, size in enumerate(grid.shape):
        m = np.fft.fftfreq(size, 1 / size)
        coefficients *= np.expand_dims(np.sinc(m / size), 1 - axis)
    return np.fft.ifft2(coefficients)


def grid_of(problem):
    """The grid that PEER_GRID names: exact, or each pixel as so many squared points. Rules that divide by permittivities or
    look for walls see a distorted image in the exact grid, so that a finer one may serve them better."""
    kind = os.environ.get("PEER_GRID", "exact")
    if kind == "exact":
        return exact_grid(problem)
    return np.kron(pixel_grid(problem), np.ones((int(kind), int(kind))))


def indices(problem):
    """Refractive indices of cover and substrate."""
    return complex(*problem["cover"]), complex(*problem["substrate"])
