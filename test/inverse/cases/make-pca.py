"""Writes pca.json: the principal components of 60 small images by scikit-learn (pip install numpy scikit-learn)."""

import json
import pathlib

import numpy
import sklearn
from sklearn.decomposition import PCA

side, count, kept = 12, 60, 4
random = numpy.random.default_rng(1)
y, x = numpy.mgrid[0:side, 0:side] / side
waves = [numpy.cos(2 * numpy.pi * (i * x + j * y) + k) for i in range(2) for j in range(3) for k in (0, 1.5)]
grey = random.normal(size=(count, len(waves))) @ numpy.reshape(waves, (len(waves), -1)) + 0.5 * random.normal(size=(count, side**2))
images = (grey > 0.3).astype(int)

pca = PCA(n_components=kept, svd_solver="full").fit(images)
case = {
    "by": f"scikit-learn {sklearn.__version__}, numpy {numpy.__version__}",
    "side": side,
    "images": ["".join(map(str, image)) for image in images],
    "mean": pca.mean_.tolist(),
    "components": pca.components_.tolist(),
    "variances": pca.explained_variance_.tolist(),
    "varianceKept": pca.explained_variance_ratio_.sum(),
}
pathlib.Path(__file__).with_name("pca.json").write_text(json.dumps(case, indent=1) + "\n")
