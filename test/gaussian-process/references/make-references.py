"""Makes regression.json, acquisition.json and hedge.json: what scikit-learn and scikit-optimize give.

    pip install scikit-learn==1.9.1 scikit-optimize==0.10.2
    python3 test/gaussian-process/references/make-references.py

regression.json   a Gaussian process on 30 points with a given kernel: predictions, likelihood and its gradient (scikit-learn),
                  and the likelihood of the kernel that it finds itself.
acquisition.json  scikit-optimize's three acquisition functions and their derivatives at given means and deviations.
hedge.json        a run of scikit-optimize's Optimizer with gp_hedge: after each evaluation the means at the last proposals,
                  the gains, the probabilities, the number drawn and the arm. Only the drawing is replaced: a uniform number
                  is compared with the sums of the probabilities, where NumPy's multinomial draws in a way of its own.
"""

import json
import os
import warnings

import numpy as np
from scipy.stats import norm
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel
from skopt import Optimizer
from skopt.acquisition import gaussian_ei, gaussian_lcb, gaussian_pi

warnings.simplefilter("ignore")
FOLDER = os.path.dirname(os.path.abspath(__file__))


def write(name, content):
    with open(os.path.join(FOLDER, name), "w") as file:
        json.dump(content, file, indent=1)
        file.write("\n")


def function(points):
    return 0.65 + 0.05 * np.sin(2 * points).sum(axis=1) + 0.03 * points[:, 0] * points[:, 1]


def make_regression(rng):
    points = rng.uniform(-1, 1, (30, 4))
    values = function(points) + rng.normal(0, 2e-3, 30)
    asked = rng.uniform(-1, 1, (20, 4))
    asked[0] = points[7]
    constant, lengths, noise = 1.7, [1.1, 0.8, 2.5, 1.6], 2e-3
    kernel = ConstantKernel(constant) * Matern(lengths, nu=2.5) + WhiteKernel(noise)
    process = GaussianProcessRegressor(kernel, optimizer=None, normalize_y=True).fit(points, values)
    means, deviations = process.predict(asked, return_std=True)
    likelihood, gradient = process.log_marginal_likelihood(process.kernel_.theta, eval_gradient=True)
    bounds = {"constant_value_bounds": (1e-2, 1e3)}, {"length_scale_bounds": (0.02, 200)}, {"noise_level_bounds": (1e-5, 1e5)}
    free = ConstantKernel(1.0, **bounds[0]) * Matern([2.0] * 4, nu=2.5, **bounds[1]) + WhiteKernel(1.0, **bounds[2])
    fitted = GaussianProcessRegressor(free, normalize_y=True, n_restarts_optimizer=20, random_state=1).fit(points, values)
    write("regression.json", {
        "points": points.tolist(),
        "values": values.tolist(),
        "kernel": {"constant": constant, "lengths": lengths, "noise": noise},
        "asked": asked.tolist(),
        "means": means.tolist(),
        # of values, noise included
        "deviations": deviations.tolist(),
        "likelihood": float(likelihood),
        "gradient": gradient.tolist(),
        "greatestLikelihood": float(fitted.log_marginal_likelihood_value_),
        "logarithmsThere": fitted.kernel_.theta.tolist(),
    })


class Predictions:
    """A model of one point whose prediction depends on it in a given way: x = (mean, deviation)."""

    def predict(self, points, return_std=True, return_mean_grad=False, return_std_grad=False):
        means, deviations = points[:, 0].copy(), points[:, 1].copy()
        if return_mean_grad:
            return means, deviations, np.array([1.0, 0.0]), np.array([0.0, 1.0])
        return means, deviations


def make_acquisition(rng):
    least = 1.3
    means = np.concatenate([rng.uniform(0, 6, 30), [least, least - 0.01, least - 0.5, 4.0, 2.0]])
    deviations = np.concatenate([np.exp(rng.uniform(-5, 1, 30)), [0.5, 0.2, 0.05, 0.0, 0.02]])
    rows = []
    for mean, deviation in zip(means, deviations):
        point, model = np.array([[mean, deviation]]), Predictions()
        row = {"mean": float(mean), "deviation": float(deviation)}
        # the sign with which the optimizer minimises them
        for arm, sign, function_of in (
            ("EI", -1, lambda: gaussian_ei(point, model, least, 0.01, True)),
            ("LCB", 1, lambda: gaussian_lcb(point, model, 1.96, True)),
            ("PI", -1, lambda: gaussian_pi(point, model, least, 0.01, True)),
        ):
            value, gradient = function_of()
            row[arm] = [sign * float(value[0]), *(sign * gradient).tolist()]
        rows.append(row)
    normal = [[z, float(norm.cdf(z))] for z in (-30.0, -12.0, -6.0, -3.0, -2.5, -2.4999, -1.0, -0.1, 0.0, 0.3, 2.2, 2.6, 5.0)]
    write("acquisition.json", {"least": least, "rows": rows, "normalDistribution": normal})


class RecordingRandom(np.random.RandomState):
    """NumPy's random state, but for the drawing of an arm."""

    def __init__(self, seed):
        super().__init__(seed)
        self.drawings = []

    def multinomial(self, count, probabilities):
        uniform = self.uniform()
        arm = min(int(np.searchsorted(np.cumsum(probabilities), uniform, side="right")), 2)
        self.drawings.append((probabilities.tolist(), float(uniform), arm))
        return np.eye(3)[arm]


def make_hedge():
    optimizer = Optimizer([(-1.0, 1.0)] * 2, "GP", n_initial_points=12, acq_func="gp_hedge", random_state=4,
                          acq_optimizer_kwargs={"n_points": 500})
    optimizer.rng = RecordingRandom(4)
    steps, proposals = [], None
    for iteration in range(45):
        point = optimizer.ask()
        value = 2 * abs(float(function(np.array([point]))[0]) - 0.7) / 0.7
        optimizer.tell(point, value)
        if not optimizer.models:
            continue
        means = [0.0] * 3 if proposals is None else optimizer.models[-1].predict(np.vstack(proposals)).tolist()
        proposals = optimizer.next_xs_
        probabilities, uniform, arm = optimizer.rng.drawings[-1]
        steps.append({"means": means, "gains": optimizer.gains_.tolist(), "probabilities": probabilities,
                      "uniform": uniform, "arm": ["EI", "LCB", "PI"][arm]})
    assert len({step["arm"] for step in steps}) == 3
    write("hedge.json", steps)


make_regression(np.random.default_rng(30))
make_acquisition(np.random.default_rng(31))
make_hedge()
