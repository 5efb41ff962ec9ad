#!/usr/bin/env python3
"""The reference ladder in detente and in other simulators, in turn, on one thread each.

    python3 benches/peers/run.py [ROUNDS]        default: 7 rounds; needs Rust, Python 3.11 and the network

Everything is installed into a temporary folder, which is removed. Each program simulates a new seed every round and is
checked against the exact answer of the ladder (scenarios/reference/ladder.toml): all five figures over all rounds
must lie within five standard errors.

Time is processor time, which a machine shared with others changes little. From that of the peers their start is taken
off (a run of no trials); detente's is that of the whole process, with reading, checking and writing the results folder.
"""

import csv
import json
import math
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LADDER = ROOT / "scenarios/reference/ladder.toml"
PINNED = ["numpy==2.3.5", "mesa==3.3.1"]
OUTCOMES = ["scaling", "dispute", "confrontation", "stalling"]
# The row `standard` in the head of the file.
EXACT_SHARES = [0.582277737796, 0.354959653374, 0.043767399968, 0.018995208862]
EXACT_WEEKS = 14.944092976
MOST_SIGMA = 5.0
# Trials a round: a second or two of each, where the machine is quiet.
TRIALS = {"detente": 1_000_000, "plain Python": 200_000, "NumPy, chunks of 20 000": 1_000_000, "Mesa": 5_000, "krABMaga": 600_000}
# What detente's speed should be, as a multiple of theirs.
AIMS = {"NumPy, chunks of 20 000": 2, "Mesa": 1500, "krABMaga": 5}


def install(desk):
    """Builds and installs everything below `desk`; gives how each program is called."""
    subprocess.run(["cargo", "build", "--release", "--quiet", "--locked"], cwd=ROOT, check=True)
    environment = {**os.environ, "CARGO_TARGET_DIR": str(desk / "krabmaga")}
    subprocess.run(["cargo", "build", "--release", "--quiet", "--locked"], cwd=HERE / "krabmaga", env=environment, check=True)
    subprocess.run([sys.executable, "-m", "venv", desk / "venv"], check=True)
    python = desk / "venv/bin/python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PINNED], check=True)
    return {
        "plain Python": [python, HERE / "plain.py"],
        "NumPy, chunks of 20 000": [python, HERE / "chunks.py"],
        "Mesa": [python, HERE / "agents.py"],
        "krABMaga": [desk / "krabmaga/release/ladder-in-krabmaga"],
    }


def target():
    """Cargo's folder of built programs."""
    answer = subprocess.run(["cargo", "metadata", "--format-version=1", "--no-deps"], cwd=ROOT, check=True, capture_output=True)
    return pathlib.Path(json.loads(answer.stdout)["target_directory"])


def processor(command):
    """Seconds of processor time of a program from its start to its end, and what it printed."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "OMP_NUM_THREADS": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as child:
        printed = child.stdout.read()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{command[0]} ended with status {child.returncode}")
    return usage.ru_utime + usage.ru_stime, printed


def simulate_detente(out, seed, trials):
    """Seconds, trials by outcome, sums of weeks and of their squares."""
    command = [target() / "release/detente", "run", LADDER, "--quiet", "--threads", "1"]
    seconds, _ = processor([*command, "--seed", str(seed), "--trials", str(trials), "--out", out])
    with open(out / "causes.csv", newline="") as file:
        causes = [(row["outcome"], row["cause"], int(row["count"])) for row in csv.DictReader(file)]
    total = {name: sum(count for outcome, _, count in causes if outcome == name) for name in ("scaling", "collapse", "stalling")}
    confrontation = sum(count for outcome, cause, count in causes if outcome == "collapse" and cause.startswith("confrontation"))
    record = json.loads((out / "records/ladder.json").read_text())
    weeks = [(week, count) for histogram in record["decided"] for week, count in histogram["counts"]]
    sums = [sum(week**power * count for week, count in weeks) for power in (1, 2)]
    return [seconds, total["scaling"], total["collapse"] - confrontation, confrontation, total["stalling"], *sums]


def simulate_peer(command, seed, trials):
    """The same of a peer, without its start."""
    start, _ = processor([*command, str(seed), "0"])
    seconds, printed = processor([*command, str(seed), str(trials)])
    return [seconds - start, *(float(number) for number in printed.split())]


def furthest(results):
    """The largest distance from the exact answer, in standard errors, over all rounds of one program."""
    sums = [sum(column) for column in zip(*results)]
    trials = sum(sums[1:5])
    errors = [math.sqrt(share * (1 - share) / trials) for share in EXACT_SHARES]
    distances = [abs(count / trials - share) / error for count, share, error in zip(sums[1:5], EXACT_SHARES, errors)]
    mean = sums[5] / trials
    distances.append(abs(mean - EXACT_WEEKS) / math.sqrt((sums[6] / trials - mean**2) / trials))
    return max(distances)


def show(name, speeds, own, distance):
    """A line of the table; `own` are the speeds of detente in the same rounds."""
    ratios = [one / other for one, other in zip(own, speeds)]
    aim = f"at least {AIMS[name]}" if name in AIMS else ""
    spread = f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
    speed = f"{statistics.median(speeds):,.0f}".replace(",", " ")
    print(f"{name:<26}{speed:>12}   {spread:<30}{aim:<16}{distance:.1f}")


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    with tempfile.TemporaryDirectory() as folder:
        desk = pathlib.Path(folder)
        commands = install(desk)
        print(f"{rounds} rounds in turn, one thread each, processor time; load of the machine when begun {os.getloadavg()[0]:.1f}, processors {os.cpu_count()}")
        results = {name: [] for name in TRIALS}
        for seed in range(1, rounds + 1):
            results["detente"].append(simulate_detente(desk / "out", seed, TRIALS["detente"]))
            for name, command in commands.items():
                results[name].append(simulate_peer(command, seed, TRIALS[name]))
        print(f"load when ended {os.getloadavg()[0]:.1f}")
    speeds = {name: [TRIALS[name] / result[0] for result in all_rounds] for name, all_rounds in results.items()}
    print(f"{'program':<26}{'trials/s':>12}   {'detente is so many times as fast':<30}{'  aim':<16}worst sigma")
    distances = {name: furthest(all_rounds) for name, all_rounds in results.items()}
    for name in TRIALS:
        show(name, speeds[name], speeds["detente"], distances[name])
    wrong = [name for name, distance in distances.items() if distance > MOST_SIGMA]
    if wrong:
        sys.exit(f"not within {MOST_SIGMA:.0f} standard errors of the exact answer: {', '.join(wrong)}")


if __name__ == "__main__":
    main()
