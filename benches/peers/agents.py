"""The reference ladder in Mesa, a model per trial: python agents.py SEED TRIALS.

Models are simulated in a plain loop: the batch runner would add a row of data per step, which nobody needs here.
"""

import mesa

import report

APPROVAL, COMPLIANCE, FALSE_ALARM, DETECTION, CONFRONTATION = 0.85, 0.93, 0.03, 0.8, 0.003
RUNGS, WEEKS, DISPUTES, LAPSE_WEEKS = 10, 52, 3, 6


class Party(mesa.Agent):
    """One side: its body signs, it honours what was signed, and is checked."""

    def __init__(self, model):
        super().__init__(model)
        self.signs = self.alarm = False

    def decide(self):
        self.signs = self.random.random() < APPROVAL

    def deliver(self):
        complies = self.random.random() < COMPLIANCE
        self.alarm = self.random.random() < (FALSE_ALARM if complies else DETECTION)


class Ladder(mesa.Model):
    """A channel between two parties."""

    def __init__(self, seed):
        super().__init__(seed=seed)
        self.in_force = self.since_progress = self.disputes = 0
        self.outcome, self.week = None, 0
        Party.create_agents(self, 2)

    def step(self):
        self.week += 1
        self.since_progress += 1
        self.outcome = self.negotiate() or self.end_of_week()
        self.running = self.outcome is None

    def negotiate(self):
        self.agents.do("decide")
        if not all(party.signs for party in self.agents):
            return None
        self.agents.do("deliver")
        if not any(party.alarm for party in self.agents):
            self.in_force += 1
            self.since_progress = 0
            return None
        self.in_force = max(self.in_force - 1, 0)
        self.disputes += 1
        return "dispute" if self.disputes == DISPUTES else None

    def end_of_week(self):
        if self.random.random() < CONFRONTATION:
            return "confrontation"
        if self.in_force == RUNGS:
            return "scaling"
        if self.since_progress == LAPSE_WEEKS or self.week == WEEKS:
            return "stalling"
        return None


def simulate(seed, trials):
    counts = report.Counts()
    for trial in range(trials):
        model = Ladder(seed * 1_000_003 + trial)
        model.run_model()
        counts.add(model.outcome, model.week)
    return counts


report.main(simulate)
