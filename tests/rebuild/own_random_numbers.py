"""Outcome shares on the rebuild's own random_numbers beside those of a large run of the program.

    own_random_numbers.py DETENTE SCENARIO.toml ... [--trials 10000] [--against 200000] [--seed 77] [--set KEY=VALUE] [--generator]

The own random_numbers is Python's own generator, or with --generator the one of the description under the given seed.
"""
import collections
import csv
import math
import os
import subprocess
import sys
import tempfile

from compare import options
from engine import Trial
from random_numbers import Generator, OwnLuck
from scenario import Scenario

def told_counts(program, path, trials, settings):
    """Counts by outcome and by cause in a run of the program."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "run")
        command = [program, "run", path, "--trials", str(trials), "--out", out, "--quiet"]
        subprocess.run(command + [x for s in settings for x in ("--set", s)], check=True)
        counts = {}
        for table, column in (("outcomes", "outcome"), ("causes", "cause")):
            with open(os.path.join(out, table + ".csv"), newline="", encoding="utf-8") as file:
                for row in csv.DictReader(file):
                    counts[column, row[column]] = int(row["count"])
        return counts

def own_counts(path, trials, random_numbers, settings):
    sc, counts = Scenario(path, settings), collections.Counter()
    for k in range(trials):
        random_numbers.set_trial(k)
        cause, outcome = Trial(sc, random_numbers).simulate().verdict()
        counts["outcome", outcome] += 1
        counts["cause", cause] += 1
    return counts

def main():
    a, worst = options(trials=10000, against=200000, seed=77), 0.0
    for path in a.scenario:
        told = told_counts(a.program, path, a.against, a.set)
        own = own_counts(path, a.trials, (Generator if a.generator else OwnLuck)(a.seed), a.set)
        for row in sorted(set(told) | set(own), reverse=True):
            x, y = told.get(row, 0), own[row]
            p = (x + y) / (a.against + a.trials)
            if not p:
                continue
            error = math.sqrt(p * (1 - p) * (1 / a.against + 1 / a.trials))
            z = (y / a.trials - x / a.against) / error if error else 0.0
            worst = max(worst, abs(z))
            print(f"{path} {row[0]} {row[1]}: program {x / a.against:.5f}, here {y / a.trials:.5f}, z {z:+.2f}", flush=True)
    print(f"largest |z| {worst:.2f}")
    sys.exit(worst > 4)

if __name__ == "__main__":
    main()
