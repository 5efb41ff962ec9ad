"""The reference ladder as a plain Python loop: python plain.py SEED TRIALS."""

import random

import report

APPROVAL, COMPLIANCE, FALSE_ALARM, DETECTION, CONFRONTATION = 0.85, 0.93, 0.03, 0.8, 0.003
RUNGS, WEEKS, DISPUTES, LAPSE_WEEKS = 10, 52, 3, 6


def trial(draw):
    """How one trial ends, and in which week."""
    in_force = since_progress = disputes = 0
    for week in range(1, WEEKS + 1):
        since_progress += 1
        if draw() < APPROVAL and draw() < APPROVAL:
            first_complies, second_complies = draw() < COMPLIANCE, draw() < COMPLIANCE
            first_alarm = draw() < (FALSE_ALARM if first_complies else DETECTION)
            second_alarm = draw() < (FALSE_ALARM if second_complies else DETECTION)
            if first_alarm or second_alarm:
                in_force = max(in_force - 1, 0)
                disputes += 1
                if disputes == DISPUTES:
                    return "dispute", week
            else:
                in_force += 1
                since_progress = 0
        if draw() < CONFRONTATION:
            return "confrontation", week
        if in_force == RUNGS:
            return "scaling", week
        if since_progress == LAPSE_WEEKS:
            return "stalling", week
    return "stalling", WEEKS


def simulate(seed, trials):
    draw = random.Random(seed).random
    counts = report.Counts()
    for _ in range(trials):
        counts.add(*trial(draw))
    return counts


report.main(simulate)
