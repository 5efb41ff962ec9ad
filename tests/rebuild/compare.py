"""Compares stories told by the program with those of this rebuild, fed with the program's own words.

    compare.py DETENTE SCENARIO.toml [--trials 500] [--first 0] [--seed 1] [--set KEY=VALUE ...] [--generator] [--news]

With --generator the words are made afresh from the description instead of read from the trace. With --news it compares with a
run which trials are kept, what the rows of trials say of these, and the counts of entries.
"""
import argparse
import csv
import io
import math
import os
import subprocess
import sys
import tempfile

from engine import Trial
from random_numbers import Generator, Given, MissingDraw
from scenario import Scenario

NEAR, PRINTED = 1e-9, 1.000001e-6           # results are printed to six decimals

def same(a, b, near):
    if a == b:
        return True
    try:
        return math.isclose(float(a), float(b), rel_tol=near, abs_tol=near)
    except ValueError:
        return False

def trace(program, path, trial, seed, settings):
    command = [program, "trace", path, "--trial", str(trial), "--seed", str(seed), "--format", "csv"]
    for setting in settings:
        command += ["--set", setting]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    words, events, results = {}, [], {}
    for row in csv.DictReader(io.StringIO(text)):
        if row["row"] == "draw":
            words[(row["what"], int(row["index"]))] = float(row["value"])
        elif row["row"] == "event":
            events.append((row["week"], row["what"], row["rung"], row["actor"], row["value"]))
        else:
            results[row["what"]] = row["value"]
    return words, events, results

def differences(sc, random_numbers, words, events, results):
    """A list of what differs in one trial; empty if nothing does."""
    trial = Trial(sc, random_numbers)
    try:
        trial.simulate()
    except MissingDraw as missing:
        return [str(missing)] + first_difference(trial.story, events, False)
    out = first_difference(trial.story, events, True)
    if isinstance(random_numbers, Given):
        out += [f"never asked for: {name} {index}" for name, index in words if (name, index) not in random_numbers.asked]
    return out + other_results(trial.results(), results)

def other_results(mine, results):
    out = []
    for key, told in results.items():
        have = mine.get(key)
        if key not in mine:
            out.append(f"no result {key}")
        elif not same("" if have is None else str(have), told, PRINTED):
            out.append(f"{key}: told {told!r}, here {have!r}")
    return out

def first_difference(story, events, whole):
    for n, (mine, told) in enumerate(zip(story, events)):
        if not all(same(str(a), b, NEAR) for a, b in zip(mine, told)):
            return [f"event {n}: told {told}, here {mine}"]
    if whole and len(story) != len(events):
        n = min(len(story), len(events))
        return [f"event {n}: told {events[n:n + 1]}, here {story[n:n + 1]}"]
    return []

def compare(program, path, trials, first=0, seed=1, settings=(), generator=False, show=5):
    """Returns the number of trials that agree in everything."""
    sc = Scenario(path, settings)
    own = Generator(seed)
    agree = 0
    for k in range(first, first + trials):
        words, events, results = trace(program, path, k, seed, settings)
        if generator:
            own.set_trial(k)
        faults = differences(sc, own if generator else Given(words), words, events, results)
        agree += not faults
        if faults and show > 0:
            show -= 1
            print(f"{sc.name} trial {k}:", *faults[:4], sep="\n    ")
    return agree

def rows_of_run(program, path, trials, seed, settings):
    """Of a run under news: the entries with their counts, and by the number of a kept trial its results."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "run")
        command = [program, "run", path, "--trials", str(trials), "--seed", str(seed), "--trial-rows", "--out", out, "--quiet"]
        subprocess.run(command + [x for s in settings for x in ("--set", s)], check=True)

        def rows(*name):
            with open(os.path.join(out, *name), newline="", encoding="utf-8") as file:
                return list(csv.DictReader(file))

        counts = [(row["entry"], int(row["count"]), int(row["kept"])) for row in rows("observed.csv")]
        [table] = os.listdir(os.path.join(out, "trials"))
        return counts, {int(row.pop("trial")): row for row in rows("trials", table) if row.pop("scenario")}

def compare_news(program, path, trials, seed=1, settings=(), show=5):
    """Returns the number of trials kept or not kept as in a run, with the results of the run where kept; 0 if a count differs.

    A run has rows for kept trials only, and none where fewer than 200 are kept. The words are made from the description.
    """
    sc, random_numbers, stories, agree = Scenario(path, settings), Generator(seed), [], 0
    counts, kept = rows_of_run(program, path, trials, seed, settings)
    for k in range(trials):
        random_numbers.set_trial(k)
        trial = Trial(sc, random_numbers).simulate()
        stories.append(trial.story)
        here = sc.news.kept(trial.story)
        faults = [] if here == (k in kept) else [f"{'kept' if here else 'not kept'} here only"]
        faults += other_results(trial.results(), kept.get(k, {}))
        agree += not faults
        if faults and show > 0:
            show -= 1
            print(f"{sc.name} trial {k} under news:", *faults[:4], sep="\n    ")
    mine = sc.news.counts(stories)
    if mine != counts:
        print(f"{sc.name}: entries told {counts}, here {mine}")
        return 0
    return agree

def options(**numbers):
    """The command line: the program, scenarios, and numbers with their defaults."""
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("scenario", nargs="+")
    parser.add_argument("--set", action="append", default=[])
    parser.add_argument("--generator", action="store_true")
    parser.add_argument("--news", action="store_true")
    for name, default in numbers.items():
        parser.add_argument("--" + name, type=int, default=default)
    return parser.parse_args()

def main():
    a, bad = options(trials=500, first=0, seed=1), 0
    for path in a.scenario:
        if a.news:
            agree, what = compare_news(a.program, path, a.trials, a.seed, a.set), "kept or not kept alike"
        else:
            agree, what = compare(a.program, path, a.trials, a.first, a.seed, a.set, a.generator), "told identically"
        print(f"{path}: {agree} of {a.trials} trials {what}", flush=True)
        bad += agree < a.trials
    sys.exit(bad > 0)

if __name__ == "__main__":
    main()
