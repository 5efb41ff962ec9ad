"""What every peer in Python prints: the counts by which it is checked."""

import sys

OUTCOMES = ("scaling", "dispute", "confrontation", "stalling")


class Counts:
    """Trials by how they ended, and sums of their last weeks and of the squares of these."""

    def __init__(self):
        self.ends = dict.fromkeys(OUTCOMES, 0)
        self.weeks = self.squares = 0

    def add(self, outcome, week, trials=1):
        self.ends[outcome] += trials
        self.weeks += week * trials
        self.squares += week * week * trials


def main(simulate):
    """Simulates as the command line says."""
    counts = simulate(*(int(argument) for argument in sys.argv[1:3]))
    print(*(counts.ends[outcome] for outcome in OUTCOMES), counts.weeks, counts.squares)
