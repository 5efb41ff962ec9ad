"""The reference ladder in NumPy, a chunk of trials at a time: python chunks.py SEED TRIALS."""

import numpy as np

import report

APPROVAL, COMPLIANCE, FALSE_ALARM, DETECTION, CONFRONTATION = 0.85, 0.93, 0.03, 0.8, 0.003
RUNGS, WEEKS, DISPUTES, LAPSE_WEEKS = 10, 52, 3, 6
CHUNK = 20_000


def chunk(draw, number, counts):
    """Simulates `number` trials side by side; those that have ended are taken out after every week."""
    in_force = np.zeros(number, dtype=np.int8)
    since_progress = np.zeros(number, dtype=np.int8)
    disputes = np.zeros(number, dtype=np.int8)
    for week in range(1, WEEKS + 1):
        alive = len(in_force)
        since_progress += 1
        signed = np.flatnonzero((draw(alive) < APPROVAL) & (draw(alive) < APPROVAL))
        chances = np.where(draw((2, len(signed))) < COMPLIANCE, FALSE_ALARM, DETECTION)
        alarm = (draw((2, len(signed))) < chances).any(axis=0)
        clean, alarmed = signed[~alarm], signed[alarm]
        in_force[clean] += 1
        since_progress[clean] = 0
        in_force[alarmed] = np.maximum(in_force[alarmed] - 1, 0)
        disputes[alarmed] += 1
        broken = disputes == DISPUTES
        confronted = ~broken & (draw(alive) < CONFRONTATION)
        over = broken | confronted
        complete = ~over & (in_force == RUNGS)
        lapsed = ~over & ~complete & ((since_progress == LAPSE_WEEKS) | (week == WEEKS))
        for outcome, ended in zip(report.OUTCOMES, (complete, broken, confronted, lapsed)):
            counts.add(outcome, week, int(np.count_nonzero(ended)))
        left = ~(over | complete | lapsed)
        in_force, since_progress, disputes = in_force[left], since_progress[left], disputes[left]
        if not len(in_force):
            return


def simulate(seed, trials):
    draw = np.random.default_rng(seed).random
    counts = report.Counts()
    for first in range(0, trials, CHUNK):
        chunk(draw, min(CHUNK, trials - first), counts)
    return counts


report.main(simulate)
