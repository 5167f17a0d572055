"""Runs one peer: python measure.py PEER PRECISION SECONDS < input.json, where the input has problems and truncations.

Prints one line of JSON for each truncation: seconds of each image (the first call, which may compile, is not counted), and of
every image R and T of both polarisations and T of the order (+1, 0) of p light (null where time ran out). Run with the
threads wanted in OMP_NUM_THREADS and OPENBLAS_NUM_THREADS.
"""

import importlib
import json
import os
import sys
import time
import warnings

warnings.filterwarnings("ignore")
# Where the machine is not free, threads that wait for each other may take minutes an image.
LONGEST = 600


def main():
    name, precision, seconds = sys.argv[1:]
    os.environ["PEER_PRECISION"] = precision
    given = json.load(sys.stdin)
    peer = importlib.import_module(f"{name}_peer")
    use_threads(name)
    for truncation in given["truncations"]:
        runs = [peer.prepare({**problem, "truncation": truncation}, precision) for problem in given["problems"]]
        runs[0]()
        times, powers, count = [], [None] * len(runs), None
        started = time.perf_counter()
        elapsed = 0
        while elapsed < float(seconds) or (None in powers and elapsed < LONGEST):
            i = len(times) % len(runs)
            before = time.perf_counter()
            count, powers[i] = runs[i]()
            times.append(time.perf_counter() - before)
            elapsed = time.perf_counter() - started
        print(json.dumps({"harmonics": count, "times": times, "powers": powers, "blas": blas_kernels()}), flush=True)


def use_threads(name):
    if name == "torcwa":
        import torch

        torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))


def blas_kernels():
    """The linear algebra libraries in use with their kernels, such as "openblas SkylakeX 1"."""
    from threadpoolctl import threadpool_info

    found = {
        f"{info['internal_api']} {info.get('architecture', '')} {info['num_threads']}".replace("  ", " ")
        for info in threadpool_info()
    }
    return sorted(found)


main()
