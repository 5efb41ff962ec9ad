"""Shares of a program's time by the file of detente's source in which it is spent, from samples of Linux `perf`."""

import collections
import re
import subprocess

# What the files stand for, the first that fits. The rest is named after its folder.
PARTS = [
    ("crates/engine/src/random/", "words: blocks of the generator, samplers"),
    ("crates/engine/src/trial/mechanism/(ladder|dispute|reversal)", "ladder: offers, reviews, deeds, disputes"),
    ("crates/engine/src/trial/mechanism/", "other mechanisms"),
    ("crates/engine/src/trial/(schedule|clock)", "which step is next"),
    ("crates/engine/src/trial/(ending|quantity|record|totals|reading)", "the record of a trial"),
    ("crates/engine/src/trial/(state|fading)", "the state of a trial"),
    ("crates/engine/src/trial/", "order of the step"),
    ("crates/engine/src/(rule|math)/", "equations"),
    ("crates/engine/src/tally/", "tally"),
    ("crates/engine/src/(plan|parameter)/", "worlds: uncertain numbers drawn and derived"),
    ("src/run/", "blocks over threads"),
    ("(crates/engine/)?src/", "reading, tables, writing"),
]


def shares(command, program, root, folder):
    """Runs `command` and gives (part, share of its samples), largest first; what is not ours is under `libraries`."""
    data = folder / "perf.data"
    subprocess.run(["perf", "record", "-q", "-F", "2999", "-e", "cpu-clock", "-o", data, "--", *command], check=True, stderr=subprocess.DEVNULL)
    printed = subprocess.run(["perf", "script", "-i", data, "-F", "ip,sym,symoff,dso", "--show-mmap-events"], check=True, capture_output=True, text=True)
    addresses, other = sampled(printed.stdout, str(program))
    counts = collections.Counter({"system and libraries": other})
    for address, part in zip(addresses, located(list(addresses), program, root)):
        counts[part] += addresses[address]
    total = sum(counts.values())
    return [(part, count / total) for part, count in counts.most_common()]


def sampled(text, program):
    """Samples by address in the file of the program, and samples elsewhere."""
    base, addresses, other = [], collections.Counter(), 0
    for line in text.splitlines():
        mapped = re.search(r"PERF_RECORD_MMAP2? .*\[0x([0-9a-f]+)\(0x([0-9a-f]+)\) @ (0x)?([0-9a-f]+) .*? (\S+)$", line)
        if mapped:
            if mapped[5] == program:
                base.append((int(mapped[1], 16), int(mapped[2], 16), int(mapped[4], 16)))
            continue
        sample = re.match(r"\s*([0-9a-f]+) ", line)
        if not sample:
            continue
        address = int(sample[1], 16)
        found = next((address - start + offset for start, size, offset in base if start <= address < start + size), None)
        if found is None:
            other += 1
        else:
            addresses[found] += 1
    return addresses, other


def segments(program):
    """Where parts of the file of the program lie in its memory: (offset, size, address)."""
    printed = subprocess.run(["readelf", "-lW", program], check=True, capture_output=True, text=True).stdout
    found = re.findall(r"LOAD\s+0x([0-9a-f]+) 0x([0-9a-f]+) 0x[0-9a-f]+ 0x([0-9a-f]+)", printed)
    return [(int(offset, 16), int(size, 16), int(address, 16)) for offset, address, size in found]


def located(offsets, program, root):
    """For each offset in the file, the part of the innermost inlined function that is ours."""
    places = segments(program)
    addresses = [next((offset - start + address for start, size, address in places if start <= offset < start + size), 0) for offset in offsets]
    asked = "".join(f"{address:#x}\n" for address in addresses)
    printed = subprocess.run(["addr2line", "-a", "-i", "-e", program], input=asked, check=True, capture_output=True, text=True).stdout
    for block in re.split(r"^0x[0-9a-f]+\n", printed, flags=re.MULTILINE)[1:]:
        yield part_of(block, str(root))


def part_of(frames, root):
    for frame in frames.splitlines():
        file = re.match(rf"(?:{re.escape(root)}/)?(src/[\w/]+\.rs):", frame)
        if file:
            return next(name for pattern, name in PARTS if re.match(pattern, file[1]))
    return "system and libraries"
