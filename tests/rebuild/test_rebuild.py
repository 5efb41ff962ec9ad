"""Does the rebuild tell the program's stories?    test_rebuild.py DETENTE SCENARIOS_DIR [--trials N]

Without --trials: 20 trials of each of a few scenarios and variants. With it: N trials of every scenario of the folder
besides. Ends with status 1 on any difference.
"""
import argparse
import glob
import os
import sys
import time

from compare import compare

SMALL = ("doha_2026", "jpoa_2014", "algiers_1981", "reference/ladder")
# Variants that reach what the shipped files leave aside.
VARIANTS = (
    ("tutorial", "ladder.first_mover='north'", "party.south.policy='grit'", "escalation.attribution=1",
     "escalation.incidents_per_month=1.5", "escalation.tension_breeds_incidents=0.1", "ladder.rung.renewal_days=50"),
    ("doha_2026", "run.step_days=3.5", "ladder.concession.false_alarm=0.3", "dispute.limit_weeks=4", "run.judge='record'",
     "party.iran.turnover_per_month=0.9", "party.iran.exit_on_turnover=0.02", "party.iran.type_kept_on_turnover=0"),
    ("tutorial_tranches", "rung.settlement.tranches=2", "rung.hotline.repeat=2", "party.north.snapback='all'",
     "party.south.cure=0.9", "ladder.lapse_weeks=13.2", "spoiler.some={camp='south', attacks_per_month=0.5}"),
)

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("scenarios")
    parser.add_argument("--trials", type=int)
    a = parser.parse_args()
    path = lambda name: os.path.join(a.scenarios, name + ".toml")
    every = sorted(glob.glob(path("*")) + glob.glob(path("reference/*")))
    jobs = [(p, ()) for p in (every if a.trials else map(path, SMALL))] + [(path(v[0]), v[1:]) for v in VARIANTS]
    trials, bad, begun = a.trials or 20, 0, time.time()
    for file, settings in jobs:
        agree = compare(a.program, file, trials, settings=settings)
        print(f"{file}{' varied' * bool(settings)}: {agree} of {trials} told identically", flush=True)
        bad += agree < trials
    agree = compare(a.program, path(SMALL[0]), trials, seed=2 ** 40 + 1, generator=True)
    print(f"{path(SMALL[0])} with words made from the description: {agree} of {trials} told identically")
    bad += agree < trials
    print(f"{'DIFFERENT' if bad else 'identical'}, {time.time() - begun:.0f} s")
    sys.exit(bad > 0)

if __name__ == "__main__":
    main()
