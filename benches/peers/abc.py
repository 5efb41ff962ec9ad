"""The posterior of a small calibration by pyABC, which drives the program: python abc.py DETENTE FOLDER [--population N]

FOLDER holds a calibration of scenarios/tutorial.toml that `calibrate` made with the targets and the free keys below. pyABC draws
quantiles of the same keys from the same prior, runs the program in the world that they make, reads outcomes.csv, and accepts by a
normal kernel of the same width (StochasticAcceptor), so that both estimate one posterior. Printed: mean and standard deviation of
each key's quantile by both, their difference in standard errors, and the time of each.

    detente calibrate scenarios/tutorial.toml --targets benches/peers/abc_targets.csv --out FOLDER \\
      --free default.party.renege_per_month --free default.party.temptation --free party.south.trustworthy
"""
import argparse
import csv
import math
import os
import subprocess
import tempfile
import time

import numpy
import pyabc
from pyabc.sampler import MulticoreEvalParallelSampler

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
SCENARIO = os.path.join(ROOT, "scenarios", "tutorial.toml")
TARGETS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "abc_targets.csv")
TRIALS = 4096
REACH = 1.959964


def logit(share):
    return math.log(share / (1 - share))


def targets():
    """By figure, its value and standard deviation in log-odds."""
    found = {}
    with open(TARGETS, encoding="utf-8") as file:
        for row in csv.DictReader(file):
            value, low, high = (float(row[name]) for name in ("value", "low", "high"))
            chance = (logit(high) - logit(low)) / (2 * REACH)
            missed = float(row["discrepancy"]) / (value * (1 - value))
            found[row["figure"]] = (logit(value), math.hypot(chance, missed))
    return found


def worlds(folder):
    """Keys, quantiles and weights of the worlds in a calibration."""
    with open(os.path.join(folder, "worlds.csv"), encoding="utf-8") as file:
        rows = list(csv.reader(file))
    table = numpy.array([[float(cell) for cell in row] for row in rows[1:]])
    return rows[0][2:], table[:, 2:], table[:, 1] / table[:, 1].sum()


class Program:
    """The program as a function of quantiles."""

    def __init__(self, path, keys):
        self.path, self.keys = path, keys

    def __call__(self, parameters):
        with tempfile.TemporaryDirectory() as place:
            world = os.path.join(place, "world.csv")
            with open(world, "w", encoding="utf-8") as file:
                quantiles = ",".join(f"{min(max(parameters[key], 1e-4), 1 - 1e-4):.4f}" for key in self.keys)
                file.write(f"world,weight,{','.join(self.keys)}\n0,1,{quantiles}\n")
            out = os.path.join(place, "out")
            subprocess.run([self.path, "run", SCENARIO, "--worlds", world, "--trials", str(TRIALS), "--threads", "1", "--quiet",
                            "--out", out], check=True)
            with open(os.path.join(out, "outcomes.csv"), encoding="utf-8") as file:
                counts = {row["outcome"]: int(row["count"]) for row in csv.DictReader(file)}
        share = lambda outcome: logit((counts[outcome] + 0.5) / (TRIALS + 1))
        return {outcome: share(outcome) for outcome in ("scaling", "stalling", "collapse")}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("folder")
    parser.add_argument("--population", type=int, default=400)
    a = parser.parse_args()
    keys, quantiles, weights = worlds(a.folder)
    wanted = targets()
    observed = {figure: value for figure, (value, _) in wanted.items()}
    kernel = pyabc.IndependentNormalKernel(var=[wanted[figure][1] ** 2 for figure in sorted(wanted)], keys=sorted(wanted))
    prior = pyabc.Distribution(**{key: pyabc.RV("uniform", 0, 1) for key in keys})
    abc = pyabc.ABCSMC(Program(os.path.abspath(a.program), keys), prior, kernel, population_size=a.population,
                       eps=pyabc.Temperature(), acceptor=pyabc.StochasticAcceptor(),
                       sampler=MulticoreEvalParallelSampler(os.cpu_count()))
    with tempfile.TemporaryDirectory() as place:
        abc.new("sqlite:///" + os.path.join(place, "abc.db"), observed)
        begun = time.time()
        history = abc.run(max_nr_populations=8)
        seconds = time.time() - begun
        frame, own = history.get_distribution()
        runs = history.total_nr_simulations
    size, other = 1 / numpy.sum(own ** 2), 1 / numpy.sum(weights ** 2)
    print(f"pyABC {pyabc.__version__}: {runs} runs of {TRIALS} trials, {seconds:.0f} s, "
          f"{size:.0f} effective; calibrate: {other:.0f} effective worlds of {len(weights)}")
    print("key | calibrate mean, sd | pyABC mean, sd | difference of means in standard errors")
    for at, key in enumerate(keys):
        ours = numpy.average(quantiles[:, at], weights=weights)
        spread = math.sqrt(numpy.average((quantiles[:, at] - ours) ** 2, weights=weights))
        theirs = numpy.average(frame[key], weights=own)
        width = math.sqrt(numpy.average((frame[key] - theirs) ** 2, weights=own))
        error = math.sqrt(spread ** 2 / other + width ** 2 / size)
        print(f"{key} | {ours:.3f}, {spread:.3f} | {theirs:.3f}, {width:.3f} | {(ours - theirs) / error:+.1f}")


if __name__ == "__main__":
    main()
