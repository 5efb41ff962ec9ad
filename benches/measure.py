#!/usr/bin/env python3
"""Measures what docs/performance.md says, and prints it.

    python3 benches/measure.py                     every part, some forty minutes
    python3 benches/measure.py memory batch        some parts; `--list` names them
    python3 benches/measure.py ratios --write      puts what was printed into the page, below `<!-- measured: ratios -->`

Ratios of things that took turns in one run can be quoted; times in seconds belong to the machine and the hour.
"""

import argparse
import contextlib
import io
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import profile_parts

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/performance.md"
LADDER = ROOT / "scenarios/reference/ladder.toml"
DOHA = ROOT / "scenarios/doha_2026.toml"


def output(*command, cwd=ROOT):
    return subprocess.run(command, cwd=cwd, check=True, capture_output=True, text=True).stdout


def target():
    """Cargo's folder of built programs."""
    return pathlib.Path(json.loads(output("cargo", "metadata", "--format-version=1", "--no-deps"))["target_directory"])


def program():
    """The release binary, built if it is not."""
    subprocess.run(["cargo", "build", "--release", "--quiet", "--locked"], cwd=ROOT, check=True)
    return target() / "release/detente"


def machine():
    print(f"processors: {os.cpu_count()}; load when begun: {os.getloadavg()[0]:.1f}")


@contextlib.contextmanager
def desk(memory=False):
    """A temporary folder, on a memory file system where that is asked for and there is one."""
    place = "/dev/shm" if memory and os.path.isdir("/dev/shm") else None
    with tempfile.TemporaryDirectory(dir=place) as folder:
        yield pathlib.Path(folder)


def high_water(process):
    """Peak memory of a running program in KiB. What the system says once it has ended also counts the memory of this script."""
    with contextlib.suppress(OSError):
        found = re.search(r"VmHWM:\s*(\d+) kB", pathlib.Path(f"/proc/{process}/status").read_text())
        return int(found[1]) if found else 0
    return 0


def run(detente, out, paths, trials, threads=1):
    """Seconds by the clock, seconds of processors and peak memory (MiB) of one run from the start of the process to its end."""
    command = [detente, "run", *paths, "--trials", str(trials), "--threads", str(threads), "--quiet", "--force", "--out", out]
    begun = time.perf_counter()
    child, peak = subprocess.Popen(command), 0
    while os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        peak = max(peak, high_water(child.pid))
        time.sleep(0.01)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"detente ended with status {child.returncode}")
    return time.perf_counter() - begun, usage.ru_utime + usage.ru_stime, peak / 1024


def digest(folder):
    """One SHA-256 over the paths and bytes of a results folder."""
    files = "find . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum | cut -c1-16"
    return output("bash", "-c", files, cwd=folder).strip()


def spread(numbers, digits=2):
    return f"{statistics.median(numbers):.{digits}f} ({min(numbers):.{digits}f} to {max(numbers):.{digits}f})"


def ratios():
    """The engine against a loop by hand, against its words, and on two threads."""
    print(output("cargo", "bench", "--quiet", "-p", "detente-benches", "--bench", "ratios").rstrip())


def estimates(bench):
    """The medians of a criterion bench: group, name, nanoseconds, elements an iteration."""
    room = target() / "criterion"
    shutil.rmtree(room, ignore_errors=True)
    output("cargo", "bench", "--quiet", "-p", "detente-benches", "--bench", bench)
    for path in sorted(room.glob("*/*/new/estimates.json")):
        about = json.loads((path.parent / "benchmark.json").read_text())
        nanoseconds = json.loads(path.read_text())["median"]["point_estimate"]
        yield about["group_id"], about["function_id"] or about["value_str"], nanoseconds, (about["throughput"] or {}).get("Elements", 1)


def parts():
    """Simulating, words, reading, tables, records, merging, one by one."""
    machine()
    for group, name, nanoseconds, elements in estimates("parts"):
        unit = "a trial" if elements > 1 else "each"
        print(f"{group:<8}{name:<26}{nanoseconds / elements / 1000:12.3f} microseconds of a processor {unit}")


def scaling():
    """How a run's cost grows with each of its sizes."""
    machine()
    groups = {}
    for group, size, nanoseconds, elements in estimates("scaling"):
        groups.setdefault(group, []).append((int(size), nanoseconds / elements / 1000))
    for group, rows in groups.items():
        first = min(rows)[1]
        for size, cost in sorted(rows):
            print(f"{group:<12}{size:>7}{cost:10.3f} microseconds a trial{cost / first:8.2f} times the first")


def memory():
    """Peak memory at a million trials and at many."""
    machine()
    detente = program()
    few, many = 10**6, int(os.environ.get("MANY_TRIALS", 10**8))
    with desk() as folder:
        peak = lambda trials: run(detente, folder / "out", [LADDER], trials, 2)[2]
        # A run of a second is looked at less often: the largest of five.
        peaks = [max(peak(few) for _ in range(5)), peak(many)]
    print(f"reference ladder, 2 threads: peak {peaks[0]:.1f} MiB at {few:.0e} trials, {peaks[1]:.1f} MiB at {many:.0e}: "
          f"{peaks[1] / peaks[0]:.3f} times (aim: at most 1.05, under 64 MiB)")
    if peaks[1] > 1.05 * peaks[0] or peaks[1] >= 64:
        sys.exit("memory grows with trials")


def batch():
    """A batch of small files on a memory file system: linear, and what a file costs."""
    machine()
    detente = program()
    sizes, clock, processor, peaks = (1000, 10_000), {}, {}, {}
    with desk(memory=True) as folder:
        for size in sizes:
            (folder / str(size)).mkdir()
            for number in range(size):
                text = f'title = "case {number}"\nhorizon_weeks = 26\n'
                (folder / str(size) / f"case_{number:05}.toml").write_text(text)
        for _ in range(3):
            for size in sizes:
                shutil.rmtree(folder / "out", ignore_errors=True)
                passed, busy, peaks[size] = run(detente, folder / "out", [folder / str(size)], 1, 1)
                clock.setdefault(size, []).append(passed / size * 1000)
                processor.setdefault(size, []).append(busy / size * 1000)
    for size in sizes:
        print(f"{size:>6} files, 1 trial each, 1 thread: {spread(processor[size])} ms of a processor a file, "
              f"{spread(clock[size])} ms by the clock; peak {peaks[size]:.0f} MiB")
    growth = [10 * large / small for small, large in zip(*(processor[size] for size in sizes))]
    print(f"ten times the files take {spread(growth, 1)} times the processor time (aim: linear, under 2 ms a file)")


def checkpoint_rounds(detente, out, seconds):
    """Processor seconds of one run that keeps a checkpoint every `seconds`, and how many it has kept."""
    command = [detente, "run", DOHA, "--trials", "100000", "--threads", "1", "--quiet", "--checkpoint-seconds", str(seconds)]
    process = subprocess.Popen([*command, "--out", out], stdout=subprocess.DEVNULL)
    kept, seen = out.parent / f".detente-{out.name}" / "doha_2026.json", set()
    while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
        with contextlib.suppress(FileNotFoundError):
            found = kept.stat()
            seen.add((found.st_ino, found.st_mtime_ns))
        time.sleep(0.001)
    assert ended[1] == 0
    shutil.rmtree(out)
    return ended[2].ru_utime + ended[2].ru_stime, len(seen)


def checkpoints():
    """What keeping a checkpoint costs, from runs that keep one every hundredth of a second and runs that keep none."""
    detente = program()
    machine()
    costs = []
    with desk() as place:
        for _ in range(3):
            alone, none = checkpoint_rounds(detente, place / "out", 3600)
            often, count = checkpoint_rounds(detente, place / "out", 0.01)
            assert none == 0 and count > 20
            costs.append((often - alone) / count * 1e3)
    cost = statistics.median(costs)
    print(f"doha_2026, 100000 trials, three rounds, the last with {count} checkpoints: {spread(costs)} ms of a processor each")
    print(f"every 30 seconds on one thread: {cost / 300:.4f} % (aim: at most 1 %)")


def threads():
    """The same bytes and less time on more threads."""
    machine()
    detente = program()
    digests, seconds, work = set(), {}, {}
    with desk() as folder:
        for _ in range(7):
            for number in (1, 2, 3, 8):
                passed, busy, _ = run(detente, folder / "out", [DOHA], 60_000, number)
                seconds.setdefault(number, []).append(passed)
                work.setdefault(number, []).append(busy)
                digests.add(digest(folder / "out"))
    print(f"SHA-256 of the results of doha_2026 on 1, 2, 3 and 8 threads: {', '.join(sorted(digests))} ({len(digests)} different)")
    more = [two / one for one, two in zip(work[1], work[2])]
    gains = [one / two for one, two in zip(seconds[1], seconds[2])]
    print(f"whole process, 2 threads / 1 thread: {spread(gains)} times as fast; best against best {min(seconds[1]) / min(seconds[2]):.2f} "
          "(aim: at least 1.85)")
    print(f"processor time, 2 threads / 1 thread: {spread(more)}")


# Features of the crate behind the lanes in which words are made, by what the lanes are then allowed.
WIDTHS = {"all": None, "AVX2": '"std", "x86-v3"', "scalar": '"std"'}


def build(features, name):
    """A build that makes words in lanes of `features` only, from a copy of the sources: its folder, and where cargo builds there."""
    if features is None:
        program()
        return ROOT, target()
    copy = target() / "widths" / name
    copy.mkdir(parents=True, exist_ok=True)
    for folder in ("src", "crates", "lab", "benches", "scenarios", "tests"):
        shutil.rmtree(copy / folder, ignore_errors=True)
        shutil.copytree(ROOT / folder, copy / folder)
    for file in ("Cargo.lock", "README.md"):
        shutil.copy2(ROOT / file, copy)
    manifest = (ROOT / "Cargo.toml").read_text()
    changed, times = re.subn(r"(pulp = .*features = \[)[^\]]*", rf"\g<1>{features}", manifest)
    assert times == 1, "Cargo.toml names the features of pulp"
    if not (copy / "Cargo.toml").exists() or (copy / "Cargo.toml").read_text() != changed:
        (copy / "Cargo.toml").write_text(changed)
    environment = {**os.environ, "CARGO_TARGET_DIR": str(copy / "target")}
    subprocess.run(["cargo", "build", "--release", "--quiet", "-p", "detente", "-p", "detente-benches", "--bins", "--bench", "ratios"], cwd=copy, env=environment, check=True)
    return copy, copy / "target"


def widths():
    """The same bytes, and the ratios, where words are made in narrower lanes and in none."""
    machine()
    digests = set()
    wanted = ("hand-written loop / its", "speed, engine / hand", "engine / words", "ns a step", "reference", "doha")
    for name, features in WIDTHS.items():
        copy, built = build(features, name)
        environment = {**os.environ, "CARGO_TARGET_DIR": str(built)}
        command = ["cargo", "bench", "--quiet", "-p", "detente-benches", "--bench", "ratios"]
        printed = subprocess.run(command, cwd=copy, env=environment, check=True, capture_output=True, text=True).stdout.splitlines()
        print("\n".join([f"allowed {name}: {printed[0]}", *(line for line in printed if line.strip().startswith(wanted))]))
        for path, trials in ((LADDER, 50_000), (DOHA, 20_000)):
            run(built / "release/detente", built / "out", [path], trials)
            digests.add((path.stem, digest(built / "out")))
    for stem, found in sorted(digests):
        print(f"SHA-256 of the results of {stem} at all widths: {found}")
    if len(digests) != 2:
        sys.exit("the widths give different bytes")


def profile():
    """Where the time goes, by the file of the source in which it is spent."""
    machine()
    os.environ["CARGO_PROFILE_RELEASE_DEBUG"] = "line-tables-only"
    detente = program()
    for path, trials in ((LADDER, 1_000_000), (DOHA, 100_000)):
        print(f"{path.stem}, one thread:")
        with desk() as folder:
            command = [detente, "run", path, "--trials", str(trials), "--threads", "1", "--quiet", "--out", folder / "out"]
            for part, share in profile_parts.shares(command, detente, ROOT, folder):
                print(f"  {part:<44}{100 * share:5.1f} %")


def peers():
    """Other simulators on the reference ladder."""
    print(output(sys.executable, "benches/peers/run.py").rstrip())


def answers():
    """The time to each answer, here and with what one would otherwise use."""
    print(output(sys.executable, "benches/answers.py").rstrip())


PARTS = {part.__name__: part for part in (ratios, widths, threads, memory, batch, checkpoints, scaling, parts, profile, peers, answers)}


def write(name, text):
    """Puts `text` into the fenced block of the page below the mark of `name`."""
    page = PAGE.read_text()
    block = re.compile(rf"(<!-- measured: {name} -->\n```text\n).*?(```)", re.DOTALL)
    changed, times = block.subn(lambda found: found[1] + text + found[2], page)
    if times != 1:
        sys.exit(f"{PAGE} has {times} blocks for {name}")
    PAGE.write_text(changed)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help="which parts; all where none is named")
    parser.add_argument("--write", action="store_true", help="put what was printed into docs/performance.md")
    parser.add_argument("--list", action="store_true", help="name the parts")
    asked = parser.parse_args()
    if unknown := set(asked.parts) - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}; parts are {', '.join(PARTS)}")
    for name in asked.parts or PARTS:
        if asked.list:
            print(f"{name:<13}{PARTS[name].__doc__}")
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            PARTS[name]()
        print(f"== {name}\n{printed.getvalue()}", flush=True)
        if asked.write:
            write(name, printed.getvalue())


if __name__ == "__main__":
    main()
