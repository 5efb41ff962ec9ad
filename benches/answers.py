#!/usr/bin/env python3
"""The time to each answer, with detente and with what one would otherwise use, in turn.

    python3 benches/answers.py [--rounds N] [--built FOLDER]     default: 3 rounds; needs Rust, Python 3.11 and the network

Everything is installed into a temporary folder, which is removed. All times are of processors and of whole processes. What takes long
is measured once. Every answer of another program is first held against ours: within five standard errors of it, or nothing is printed.
"""

import argparse
import csv
import math
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

from measure import DOHA, LADDER, ROOT, output, program
from peers.run import processor

PEERS = ROOT / "benches/peers"
PINNED = ["numpy==2.4.6", "SALib==1.6.0", "stormpy==2.0.0"]
TUTORIAL, TRANCHES, SCEPTIC = (ROOT / f"scenarios/{name}.toml" for name in ("tutorial", "tutorial_tranches", "_tutorial_sceptic"))
TRIALS = 100_000
MOST_SIGMA = 5.0
# 64 base points of Saltelli's design are 2,432 for the 36 ranges of Doha.
SALIB = {"sobol": 64, "rbd_fast": 1024}
# Trials among which the news come by chance alone.
BY_CHANCE = 4_000_000
FIXED = f'extends = "{DOHA}"\ntitle = "{{}}"\ndefaults = "fixed"\n'
# Ten news of Doha: about one trial in ten thousand goes so.
NEWS = """
date = 2026-09-30, event = "in_force", rung = "hotline"
date = 2026-12-31, event = "in_force", rung = "hormuz_stand_down"
date = 2027-03-31, event = "signed", who = "us_treasury", rung = "first_release"
date = 2027-06-30, event = "in_force", rung = "first_release"
date = 2027-06-30, since = 2027-01-01, event = "incident"
date = 2027-12-31, since = 2027-07-01, event = "objection", who = "israel"
date = 2027-12-31, event = "alarm", who = "iran"
date = 2027-12-31, event = "attack", happened = false
date = 2028-06-30, since = 2028-01-01, event = "vetoed", rung = "second_release"
date = 2028-12-31, event = "confrontation", happened = false
"""


def rows(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def scenarios(desk):
    """Writes the scenarios that are asked about besides the shipped ones."""
    news = "".join("\n[[observed]]\n" + line.replace(", ", "\n") + "\n" for line in NEWS.strip().splitlines())
    texts = {
        "news": f'extends = "{DOHA}"\ntitle = "Doha 2026 with ten news"\n{news}',
        "fixed": FIXED.format("Doha 2026, what no file states at its default"),
        "no_channel": FIXED.format("Doha 2026 without a channel") + "\n[ladder]\norder = []\n",
    }
    for name, text in texts.items():
        (desk / f"{name}.toml").write_text(text)


def install(desk, built):
    """Builds and installs the peers below `desk`; gives the Python that has them and the program in ixa."""
    environment = {**os.environ, "CARGO_TARGET_DIR": str(desk / "ixa")}
    subprocess.run(["cargo", "build", "--release", "--quiet", "--locked"], cwd=PEERS / "ixa", env=environment, check=True)
    subprocess.run([sys.executable, "-m", "venv", desk / "venv"], check=True)
    python = desk / "venv/bin/python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PINNED], check=True)
    output(built / "detente-lab", "prism", LADDER, "--out", desk / "models")
    return python, desk / "ixa/release/world-in-ixa"


class Stopwatch:
    """Seconds and prints of everything that was timed, by name."""

    def __init__(self, desk, detente):
        self.desk, self.detente = desk, detente
        self.seconds, self.printed = {}, {}

    def time(self, name, command):
        passed, printed = processor(command)
        self.seconds.setdefault(name, []).append(passed)
        self.printed.setdefault(name, []).append(printed)

    def ask(self, name, command, *arguments, repeated=False):
        """Times detente; its results stay in a folder of that name, with the round where each has another seed."""
        out = self.desk / (f"{name} {len(self.seconds.get(name, []))}" if repeated else name)
        self.time(name, [self.detente, command, *arguments, "--quiet", "--force", "--out", out])

    def least(self, name):
        return min(self.seconds[name])

    def units(self, name):
        """In times of the default run, median over rounds; what was measured once, against the least of them."""
        if len(self.seconds[name]) == 1:
            return self.least(name) / self.least("run")
        return statistics.median(own / unit for own, unit in zip(self.seconds[name], self.seconds["run"]))


def measure(watch, python, ixa, rounds):
    desk = watch.desk
    for seed in range(1, rounds + 1):
        watch.ask("run", "run", DOHA)
        watch.ask("matters", "sensitivity", DOHA)
        watch.ask("matters, fixed", "sensitivity", desk / "fixed.toml")
        watch.ask("plan", "compare", TUTORIAL, TRANCHES)
        watch.ask("two runs", "run", TUTORIAL, TRANCHES)
        watch.ask("tutorial", "run", TUTORIAL)
        watch.ask("without", "compare", DOHA, "--without", "each")
        watch.ask("by key", "compare", TUTORIAL, SCEPTIC, "--by", "key")
        watch.ask("order", "order", DOHA)
        watch.ask("no channel", "run", desk / "no_channel.toml", "--trials", str(TRIALS), "--seed", str(seed), repeated=True)
        watch.time("NumPy", [python, PEERS / "world.py", str(seed), str(TRIALS)])
        watch.time("ixa", [ixa, str(seed), str(TRIALS)])
        watch.ask("ladder", "run", LADDER, "--trials", "1", "--exact")
        watch.time("Storm", [python, PEERS / "storm.py", desk / "models/ladder.prism"])
    # Once each, for they take long.
    watch.ask("news", "run", desk / "news.toml", "--keep", "1000")
    watch.ask("by chance", "run", desk / "news.toml", "--trials", str(BY_CHANCE))
    watch.ask("risk", "order", DOHA, "--risk", "0.1")
    for method, size in SALIB.items():
        (desk / method).mkdir()
        indices = desk / "matters, fixed/indices.csv"
        watch.time(method, [python, PEERS / "indices.py", method, str(size), watch.detente, desk / "fixed.toml", indices, desk / method])


def held(name, distance):
    """Tells how far an answer lies from ours, in standard errors; too far ends the script."""
    if distance > MOST_SIGMA:
        sys.exit(f"{name} lies {distance:.1f} standard errors from our answer")
    print(f"  {name:<16}{distance:4.1f} standard errors from our answer at most")


def check_worlds(watch, rounds):
    """Confrontation without a channel by both peers, over all rounds."""
    ours = [0, 0, 0]
    for number in range(rounds):
        found = {row["horizon_weeks"]: row for row in rows(watch.desk / f"no channel {number}/baseline.csv")}
        for at, weeks in enumerate(("52", "104", "260")):
            ours[at] += round(float(found[weeks]["confrontation_share"]) * TRIALS)
    for name in ("NumPy", "ixa"):
        theirs = [sum(column) for column in zip(*(map(int, printed.split()) for printed in watch.printed[name]))]
        shares = [(own + other) / (2 * rounds * TRIALS) for own, other in zip(ours, theirs)]
        errors = [math.sqrt(2 * share * (1 - share) * rounds * TRIALS) for share in shares]
        held(name, max(abs(own - other) / error for own, other, error in zip(ours, theirs, errors)))


def check_ladder(watch):
    ours = {row["outcome"]: float(row["share_exact"]) for row in rows(watch.desk / "ladder/outcomes.csv")}
    theirs = [float(share) for share in watch.printed["Storm"][0].split()]
    gap = max(abs(own - other) for own, other in zip(ours.values(), theirs, strict=True))
    if list(ours) != ["scaling", "stalling", "overtaken", "collapse"] or gap > 1e-6:
        sys.exit(f"Storm lies {gap:.1e} from our exact answer")
    print(f"  {'Storm':<16}at most {gap:.0e} from our exact answer")


def check_news(watch):
    """How many trials go as observed, by chance alone and as estimated from those that were followed; how many each kept."""
    last = {name: rows(watch.desk / name / "observed.csv")[-1] for name in ("news", "by chance")}
    kept = {name: int(row["kept"]) for name, row in last.items()}
    needed = int(last["news"]["simulated"])
    expected = kept["news"] * BY_CHANCE / needed
    held("by chance", abs(kept["by chance"] - expected) / expected / math.sqrt(1 / kept["by chance"] + 1 / kept["news"]))
    return kept["news"], needed


def check_indices(watch, method):
    """How many points SALib took, and how many times as many would narrow its half-widths to ours, of the inputs that matter."""
    ours = {row["input"]: row for row in rows(watch.desk / "matters, fixed/indices.csv") if row["outcome"] == "collapse"}
    first, *lines = watch.printed[method][0].splitlines()
    distances, half_widths = [], []
    for key, index, half_width in (line.split() for line in lines):
        own, low, high = (float(ours[key][f"first_order_assumed{end}"]) for end in ("", "_lo", "_hi"))
        both = (high - low) / 2, float(half_width)
        distances.append(abs(own - float(index)) / (math.hypot(*both) / 1.96))
        if low > 0:
            half_widths.append(both)
    held(f"SALib, {method}", max(distances))
    own, theirs = (statistics.median(column) for column in zip(*half_widths))
    times = statistics.median(other / own for own, other in half_widths) ** 2
    print(f"    {int(first)} points of 1000 trials; median half-width over the {len(half_widths)} inputs that we tell from nothing: "
          f"{theirs:.3f}, ours {own:.3f}; {times:.0f} times the points would do as well")
    return int(first), times


def show(watch, rounds):
    """Holds what was found against our answers, and then prints the table."""
    print("held against our answers:")
    check_worlds(watch, rounds)
    check_ladder(watch)
    kept, needed = check_news(watch)
    salib = []
    for method, name in (("rbd_fast", "RBD-FAST"), ("sobol", "Sobol'")):
        points, times = check_indices(watch, method)
        salib += [(f"SALib, {name}, {points} points", watch.least(method), "once"),
                  ("  as narrow as ours", watch.least(method) * times, "extrapolated")]
    parts = len({row["factor"] for row in rows(watch.desk / "without/attribution.csv")})
    pairs = len(rows(watch.desk / "without/interactions.csv"))
    keys = len({row["key"] for row in rows(watch.desk / "by key/keys.csv") if not row["key"].startswith("(")})
    tried = int(rows(watch.desk / "order/search.csv")[0]["tried"])
    unit, lesson = watch.least("run"), watch.least("tutorial")
    table = [
        ("how does it end?", "run", "run doha_2026", []),
        ("what matters?", "matters", "sensitivity doha_2026", []),
        ("  of what the file says", "matters, fixed", "sensitivity fixed", salib),
        ("which plan?", "plan", "compare tutorial tutorial_tranches", [("a run of both, chance only", watch.least("two runs"), "")]),
        ("what broke it?", "without", "compare doha_2026 --without each", [
            (f"a run without each of {parts} parts, {pairs} pairs", (parts + pairs) * unit, "extrapolated")]),
        ("where do we disagree?", "by key", "compare tutorial _tutorial_sceptic --by key", [
            (f"{2 * keys + 2} runs", (2 * keys + 2) * lesson, "extrapolated")]),
        ("which order?", "order", "order doha_2026", [(f"a run of each of {tried}", tried * unit, "extrapolated")]),
        ("  in the worst worlds?", "risk", "order doha_2026 --risk 0.1", []),
        ("rare news?", "news", "run news --keep 1000", [
            (f"{BY_CHANCE:.0e} trials by chance alone", watch.least("by chance"), "once"),
            (f"  until {kept} go so, as here", watch.least("by chance") * needed / BY_CHANCE, "extrapolated")]),
        ("with no channel at all?", "no channel", "run no_channel", [("NumPy", watch.least("NumPy"), ""), ("ixa", watch.least("ixa"), "")]),
        ("the exact answer?", "ladder", "run ladder --trials 1 --exact", [("Storm, doubles", watch.least("Storm"), "")]),
    ]
    print(f"\n{'question':<24}{'detente':<46}{'seconds':>8}{'U':>8}  {'otherwise':<41}{'seconds':>9}")
    for question, name, command, others in table:
        once = " once" if len(watch.seconds[name]) < rounds else ""
        own = f"{question:<24}{command + once:<46}{watch.least(name):>8.2f}{watch.units(name):>8.2f}"
        for at, (other, seconds, how) in enumerate(others or [("", None, "")]):
            theirs = "" if seconds is None else f"  {other:<41}{seconds:>9.2f} {how}"
            print(f"{own if at == 0 else ' ' * len(own)}{theirs}".rstrip())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="how many rounds in turn")
    parser.add_argument("--built", type=pathlib.Path, metavar="FOLDER", help="where detente and detente-lab lie, if they are not to be built")
    asked = parser.parse_args()
    built = asked.built.resolve() if asked.built else program().parent
    with tempfile.TemporaryDirectory() as folder:
        desk = pathlib.Path(folder)
        scenarios(desk)
        python, ixa = install(desk, built)
        print(f"{asked.rounds} rounds in turn; processors: {os.cpu_count()}; load when begun {os.getloadavg()[0]:.1f}", end="")
        watch = Stopwatch(desk, built / "detente")
        measure(watch, python, ixa, asked.rounds)
        print(f", when ended {os.getloadavg()[0]:.1f}")
        show(watch, asked.rounds)


if __name__ == "__main__":
    main()
