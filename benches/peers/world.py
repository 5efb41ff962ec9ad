"""The world of Doha without a channel in NumPy, a chunk of trials at a time: python world.py SEED TRIALS.

Incidents, tension and confrontation as in docs/model.md (7.4, 7.12 to 7.14), with the two uncertain values of the file. Prints how
many trials met confrontation within 52, 104 and 260 weeks.
"""

import math
import sys

import numpy as np

CHUNK = 20_000
WEEKS, MONTHS = 260, 7 / 30
HORIZONS = (52, 104, 260)
# What scenarios/doha_2026.toml states: incidents (triangle) and confrontation (cut log-normal) a month.
INCIDENTS = (0.046, 0.076, 0.375)
CONFRONTATION, LOG_SPREAD, LEAST, MOST = 0.0094, 0.6, 0.0034, 0.026
# Defaults: incidents that an incident breeds, tension by severity, its half-life; then the severities and their mean.
BRANCHING, TENSION, HALF_LIFE_WEEKS = 0.6, 0.15, 5
SEVERITIES, MEAN_SEVERITY = (0.54, 0.9), 1.56
DECAY = 2 ** (-1 / HALF_LIFE_WEEKS)
JUMP = TENSION * (1 - DECAY) / (DECAY * math.log(1 / DECAY))


def confrontation_rates(rng, number):
    rates = rng.lognormal(math.log(CONFRONTATION), LOG_SPREAD, number)
    while (outside := np.flatnonzero((rates < LEAST) | (rates > MOST))).size:
        rates[outside] = rng.lognormal(math.log(CONFRONTATION), LOG_SPREAD, outside.size)
    return rates


def chunk(rng, number, met):
    """Adds to `met`, week by week, how many of `number` trials met confrontation."""
    incidents = rng.triangular(*INCIDENTS, number)
    breeding = BRANCHING * math.log(2) / ((1 - BRANCHING) * incidents * TENSION * MEAN_SEVERITY * HALF_LIFE_WEEKS * MONTHS)
    at_rest = incidents * (1 - BRANCHING) * MONTHS
    hazard = confrontation_rates(rng, number) * MONTHS
    tension = np.zeros(number)
    for week in range(1, WEEKS + 1):
        counts = rng.poisson(at_rest * (1 + breeding * tension))
        whose = np.repeat(np.arange(len(counts)), counts)
        severities = 1 + np.searchsorted(SEVERITIES, rng.random(whose.size), side="right")
        tension += JUMP * np.bincount(whose, severities, len(counts))
        tension *= DECAY
        left = rng.random(len(tension)) >= -np.expm1(-hazard * np.exp(tension))
        met[week] += len(left) - np.count_nonzero(left)
        at_rest, breeding, hazard, tension = at_rest[left], breeding[left], hazard[left], tension[left]


def main():
    seed, trials = int(sys.argv[1]), int(sys.argv[2])
    rng, met = np.random.default_rng(seed), np.zeros(WEEKS + 1, dtype=int)
    for first in range(0, trials, CHUNK):
        chunk(rng, min(CHUNK, trials - first), met)
    print(*(met[: horizon + 1].sum() for horizon in HORIZONS))


main()
