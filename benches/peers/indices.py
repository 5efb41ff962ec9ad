"""What matters, by SALib driving the program: python indices.py METHOD SIZE DETENTE SCENARIO KEYS FOLDER

METHOD is `sobol` (Saltelli's design of SIZE base points) or `rbd_fast` (SIZE points). KEYS is a CSV file with a column `input`. Each point
is a world: its quantiles of the uncertain values go into a file of worlds, and one lean sweep simulates 1,000 trials in each. Printed:
the number of points; then, for each input, its index of first order for collapse and the half-width of its 95 % interval.
"""

import csv
import pathlib
import subprocess
import sys

import numpy as np
from SALib.analyze import rbd_fast, sobol
from SALib.sample import latin
from SALib.sample import sobol as saltelli

TRIALS = 1000
SEED = 1


def shares(detente, scenario, keys, points, folder):
    """The share of collapse at each point."""
    for number, point in enumerate(points):
        quantiles = ",".join(f"{min(max(quantile, 1e-6), 1 - 1e-6):.6f}" for quantile in point)
        (folder / f"{number}.csv").write_text(f"world,weight,{','.join(keys)}\n0,1,{quantiles}\n")
    cases = folder / "cases.csv"
    cases.write_text("\n".join(["worlds", *(str(folder / f"{number}.csv") for number in range(len(points)))]) + "\n")
    command = [detente, "sweep", scenario, "--lean", "--cases", cases, "--trials", str(TRIALS), "--quiet", "--out", folder / "out"]
    subprocess.run(command, check=True)
    with open(folder / "out/outcomes.csv", newline="") as file:
        return np.array([float(row["share"]) for row in csv.DictReader(file) if row["outcome"] == "collapse"])


def main():
    method, size, detente, scenario, table, folder = sys.argv[1:]
    with open(table, newline="") as file:
        keys = sorted({row["input"] for row in csv.DictReader(file)})
    problem = {"num_vars": len(keys), "names": keys, "bounds": [[0, 1]] * len(keys)}
    if method == "sobol":
        points = saltelli.sample(problem, int(size), calc_second_order=False, seed=SEED)
    else:
        points = latin.sample(problem, int(size), seed=SEED)
    found = shares(detente, scenario, keys, points, pathlib.Path(folder))
    assert len(found) == len(points)
    if method == "sobol":
        indices = sobol.analyze(problem, found, calc_second_order=False, seed=SEED)
    else:
        indices = rbd_fast.analyze(problem, points, found, seed=SEED)
    print(len(points))
    for key, index, half_width in zip(keys, indices["S1"], indices["S1_conf"]):
        print(key, index, half_width)


main()
