"""News: what was observed of a trial, read off its story (docs/model.md, sections 7.16 and 7.17)."""
import math

# event of the scenario language: the word for it in a story
TOLD = {"objection": "objected", "clean_check": "clean", "dispute": "dispute_opened", "renewal_missed": "not_renewed",
        "attack": "attacked", "serious_incident": "incident"}
LATE = 1e-9                     # days by which rounding may put an event behind the end of a step

class News:
    """All entries of a scenario, in the order in which they are counted."""

    def __init__(self, sc, entries, start):
        self.entries = sorted((Entry(sc, key, table, start) for key, table in entries.items()), key=lambda e: (e.until, e.id))

    def kept(self, story):
        """Whether every entry is true of a story."""
        return all(entry.true_of(story) for entry in self.entries)

    def counts(self, stories):
        """By entry: the stories of which it is true, and those of which all up to it are."""
        stories, rows = list(stories), []
        left = stories
        for entry in self.entries:
            left = [story for story in left if entry.true_of(story)]
            rows.append((entry.id, sum(map(entry.true_of, stories)), len(left)))
        return rows

class Entry:
    def __init__(self, sc, key, table, start):
        step = lambda day: max(1, math.ceil((sc.word(table, day) - start).days / sc.step_days - 1e-9))
        self.id, self.until = key, step("date")
        self.first = ((step("since") if "since" in table else 1) - 1) * sc.step_days + LATE
        self.last = self.until * sc.step_days + LATE
        event, self.who, rung = (sc.word(table, word) for word in ("event", "who", "rung"))
        self.what = "approved" if event == "signed" and self.who else TOLD.get(event, event)
        self.serious = event == "serious_incident"
        if self.who in ("sender", "target"):
            self.who = sc.ids[sc.party_index(self.who)]
        self.labels = {r.label for r in sc.rungs if rung in (r.label, r.declared.id)} if rung else None
        self.happened = sc.word(table, "happened", True)

    def is_meant(self, event):
        week, what, rung, actor, detail = event
        return (what == self.what and self.first < 7 * week <= self.last and self.who in (None, actor)
                and (self.labels is None or rung in self.labels)
                and (not self.serious or detail.startswith("severity_3")))

    def true_of(self, story):
        return any(map(self.is_meant, story)) == self.happened
