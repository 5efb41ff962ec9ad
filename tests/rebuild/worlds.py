"""Worlds: what keys stand at that no file states. A trial draws one world, which has a quantile for each key."""

import csv, io, math, os

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
SHIPPED = os.path.join(ROOT, "calibration", "worlds.csv")
REFERENCE = os.path.join(ROOT, "docs", "scenario.md")

def usual_ranges():
    """By table and key, the ends of the usual range of each number that may be fractional, from the reference page."""
    ranges, table = {}, None
    with open(REFERENCE, encoding="utf-8") as file:
        for line in file:
            if line.startswith("## "):
                head = line[3:].strip().strip("`").strip("[]")
                is_concession = ".sender]" in head
                table = "rung.concession" if is_concession else head.split(".")[0]
            cells = [cell.strip() for cell in line.split("|")]
            if len(cells) < 7 or not cells[1].startswith("`") or cells[3].startswith("whole") or " to " not in cells[4]:
                continue
            low, high = cells[4].split(" to ")
            ranges[(table, cells[1].split("`")[1])] = (float(low), float(high))
    return ranges

class Worlds:
    """A file of worlds."""

    def __init__(self, text, ranges):
        rows = list(csv.reader(io.StringIO(text)))
        self.columns = {head: at for at, head in enumerate(rows[0]) if at > 1}
        self.weights = [int(row[1]) for row in rows[1:]]
        self.rows = [[float(cell) for cell in row] for row in rows[1:]]
        self.ranges = ranges

    def range_of(self, table, key, default):
        """Column and range of a key that no file states; None where it stays at its default."""
        column = self.columns.get(f"default.{table}.{key}")
        if column is None or isinstance(default, bool) or not isinstance(default, (int, float)):
            return None
        low, high = self.ranges[(table, key)]
        return (column, low, default, high) if low < default < high else None

def split_triangle(u, low, median, high):
    """Half below the median and half above, falling off in a straight line to both ends."""
    if u < 0.5:
        return min(low + (median - low) * math.sqrt(2 * u), median)
    return max(high - (high - median) * math.sqrt(2 * (1 - u)), median)
