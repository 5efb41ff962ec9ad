"""Does the rebuild tell the program's stories?    test_rebuild.py DETENTE SCENARIOS_DIR [--trials N]

Without --trials: 20 trials of each of a few scenarios and variants and of the files in scenarios/ here. With it: N trials of every
scenario of the folder besides. Under news 600 trials or N, if that is more, are kept or not. Ends with status 1 on any difference.
"""
import argparse
import glob
import os
import sys
import time

from compare import compare, compare_news

OWN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "scenarios")      # each for parts of the model
UNDER_NEWS, FEWEST = ("news", "everything"), 600        # a run that keeps fewer than 200 trials is refused
SMALL = ("doha_2026", "jpoa_2014", "algiers_1981", "reference/ladder")
# Variants that reach what the shipped files leave aside.
VARIANTS = (
    ("tutorial", "ladder.first_mover='north'", "party.south.policy='grit'", "escalation.attribution=1",
     "escalation.incidents_per_month=1.5", "escalation.branching=0.7", "ladder.rung.renewal_days=50"),
    ("doha_2026", "run.step_days=3.5", "ladder.concession.false_alarm=0.3", "dispute.limit_weeks=4", "run.judge='record'",
     "party.iran.turnover_per_month=0.9", "party.iran.exit_on_turnover=0.02", "party.iran.type_kept_on_turnover=0"),
    ("tutorial_tranches", "rung.settlement.tranches=2", "rung.hotline.repeat=2", "party.north.snapback='all'",
     "party.south.cure=0.9", "ladder.lapse_weeks=13.2", "spoiler.some={camp='south', attacks_per_month=0.5}"),
    (os.path.join(OWN, "opening"), "opening.in_force=6", "opening.idle_weeks=100", "run.judge='record'", "ladder.rung.renewal_days=30",
     "rung.inspections.tranches=2", "rung.second_release.tranches=1", "party.iran.renege_per_month=0.3"),
    (os.path.join(OWN, "opening"), "opening.in_force=5", "party.united_states.policy='grit'", "party.iran.snapback='all'",
     "run.until='channel_ends'", "spoiler.quiet={camp='sender'}"),
    (os.path.join(OWN, "dormant"), "ladder.lapse_weeks=6", "dispute.limit_weeks=0", "run.until='channel_ends'", "run.step_days=7",
     "opening.in_force=2"),
    (os.path.join(OWN, "dormant"), "ladder.resume_per_month=0", "run.until='channel_ends'"),
    (os.path.join(OWN, "states"), "escalation.tension_per_severity=0", "escalation.confrontation_per_step=0.002", "party.north.unity=1",
     'turnover.election="none"', "ladder.resume_per_month=2"),
    ("tutorial", "party.north.legal_form='contested_executive'", "party.south.legal_form='ratified'", "party.north.turnover_per_month=0.4",
     "party.south.turnover_per_month=0.4"),
    (os.path.join(OWN, "clocks"), "escalation.confrontation_per_step=0.003", "ladder.first_mover='north'", "opening.in_force=3"),
)

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("scenarios")
    parser.add_argument("--trials", type=int)
    a = parser.parse_args()
    path = lambda name: os.path.join(a.scenarios, name + ".toml")
    every = sorted(glob.glob(path("*")) + glob.glob(path("reference/*")))
    own = sorted(glob.glob(os.path.join(OWN, "*.toml")))
    jobs = [(p, ()) for p in (every if a.trials else list(map(path, SMALL))) + own] + [(path(v[0]), v[1:]) for v in VARIANTS]
    trials, bad, begun = a.trials or 20, 0, time.time()
    for file, settings in jobs:
        agree = compare(a.program, file, trials, settings=settings)
        print(f"{file}{' varied' * bool(settings)}: {agree} of {trials} told identically", flush=True)
        bad += agree < trials
    agree = compare(a.program, path(SMALL[0]), trials, seed=2 ** 40 + 1, generator=True)
    print(f"{path(SMALL[0])} with words made from the description: {agree} of {trials} told identically")
    bad += agree < trials
    for name in UNDER_NEWS:
        file, simulated = os.path.join(OWN, name + ".toml"), max(trials, FEWEST)
        agree = compare_news(a.program, file, simulated)
        print(f"{file}: {agree} of {simulated} kept or not kept alike", flush=True)
        bad += agree < simulated
    print(f"{'DIFFERENT' if bad else 'identical'}, {time.time() - begun:.0f} s")
    sys.exit(bad > 0)

if __name__ == "__main__":
    main()
