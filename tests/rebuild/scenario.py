"""Reads a scenario file: layers, built-in actors, defaults, and the ladder as it is climbed.

A number is kept as a Number: either fixed, or uncertain and then filled in afresh for every trial.
"""
import math
import os
import tomllib

from random_numbers import wide
from news import News
from uncertain import Copula, is_uncertain, quantile
from worlds import SHIPPED, Worlds, split_triangle, usual_ranges

ROLES = ("sender", "target")
KEYED = ("party", "body", "objector", "spoiler", "rung", "turnover")
SINGLE = ("run", "mediator", "ladder", "sign_off", "messaging", "dispute", "verification", "escalation", "money", "opening")
LISTED = {"correlated": "pair", "observed": "news"}         # entries of a list are called pair_1, pair_2 and so on

# key: (lowest allowed, highest allowed, default). A default of None means that the number may be absent.
PARTY = {
    "trustworthy": (0, 1, None), "trusts_other": (0, 1, 0.4), "honour_gap": (0, 20, 3), "temptation": (0, 20, 1),
    "future_weight": (0, 1, 0.9), "acceptance_precision": (0, 100, 6), "over_claim": (0, 10, 0.3),
    "over_claim_excess": (0, 10, 0.5), "pressure": (0, 2, 1), "turnover_per_month": (0, 5, 0.0115),
    "exit_on_turnover": (0, 1, None), "type_kept_on_turnover": (0, 1, 0.5), "renege_per_month": (0, 20, 1.2),
    "renege_half_life_months": (0.1, 1200, 1), "unity": (0, 1, 0.5),
    "spoiler_control": (0, 0.95, 0.6), "forgiveness": (0, 1, None), "cure_per_month": (0, 100, 0.35),
    "contrition": (0.1, 10, None), "cure": (0, 1, None), "disputes_before_exit": (1, 1000, 3),
    "tries_per_rung": (1, 1000, None),
}
BODY = {"leaning": (-20, 20, 0), "review_weeks": (0, 520, 4), "veto_wait_weeks": (0, 1040, None), "approval": (0, 1, None)}
RUNG = {
    "stake": (0.0001, 1000, None), "place": (0, 4095, None), "relief": (0, 10, None), "reluctance": (-10, 10, None), "salience": (0, 10, None),
    "implementation_weeks": (0, 520, 2), "check_lag_weeks": (0, 520, 2), "renewal_days": (1, 3650, None),
    "renewals": (1, 1000, None),
}
CONCESSION = {
    "value_ratio": (0, 100, 2), "money_usd_bn": (0, 10000, 0), "escrow_share": (0, 1, 0.8), "reversible": (0, 1, None),
    "detection": (0, 1, None), "false_alarm": (0, 1, None), "contention": (0, 1, None),
    "compliance_trustworthy": (0, 1, None), "compliance_exploiter": (0, 1, None), "acceptance": (0, 1, None),
}
TURNOVER = {"probability": (0, 1, 0.5)}
TABLES = {
    "mediator": {"calming": (0, 5, 0.5), "influence_half_life_months": (0.1, 1200, 12), "artificial_incentive": (0, 5, 0.3)},
    "ladder": {"total_stake": (0.01, 1000, 6), "stake_growth": (0.1, 10, 1.5), "lapse_weeks": (0.1, 5200, 40),
               "resume_per_month": (0, 50, 0.03), "pressure_weight": (0, 20, 2)},
    "sign_off": {"intercept": (-20, 20, 3), "ambiguity_weight": (0, 20, 0.5), "contention_weight": (0, 20, 2),
                 "objection_weight": (0, 20, 1), "credibility_weight": (0, 20, 1), "capital_weight": (0, 20, 0.2)},
    "messaging": {"ambiguity": (0, 1, 0.3)},
    "dispute": {"limit_weeks": (0, 1040, 16)},
    "verification": {"cost_per_check_usd_bn": (0, 100, 0)},
    "escalation": {"incidents_per_month": (0, 50, 0.125), "branching": (0, 0.8, 0.6),
                   "channel_calms_incidents": (0, 10, 0.5), "tension_per_severity": (0, 10, 0.15),
                   "half_life_weeks": (0.1, 520, 5), "attribution": (0, 1, 0.5), "confrontation_per_month": (0, 5, 0.0085),
                   "confrontation_per_step": (0, 1, None), "danger": (0, 1000, {"median": 0.325, "sd_log": 1.5}),
                   "instability_per_month": (-1, 1, 0)},
    "money": {"frozen_usd_bn": (0, 10000, None), "diverted_share": (0, 1, 0.2), "spending_weeks": (0.01, 5200, 26),
              "diversion_feeds_instability": (0, 10, 0.5), "relief_lowers_pressure": (0, 1, 0.6)},
    "opening": {"idle_weeks": (0, 5200, 0), "tension": (0, 10, 0), "sender_kept": (0, 1000, 0), "sender_broken": (0, 1000, 0),
                "target_kept": (0, 1000, 0), "target_broken": (0, 1000, 0)},
}
BY_POLICY = {
    "snapback": {"grit": "nothing", None: "newest"}, "opener_rungs": {"grit": 1, None: 0},
    "never_first": {"strict": True, None: False}, "contrition": {"contrite": 3, None: 1},
    "forgiveness": {"tit_for_tat": 0, "grit": 0.5, "strict": 0, None: 0.33},
}
EXIT_BY_LEGAL_FORM = {"ratified": 0.05, "text": 0.15, "contested_executive": 0.4}
BY_KIND = {
    "reversible": {"funds": 0.98, "detainees": 0},
    "detection": {"funds": 0.98, "detainees": 0.99, "restraint": 0.2, "deconfliction": 0.5, None: 0.9},
    "false_alarm": {"funds": 0.005, "detainees": 0, "restraint": 0.05, "deconfliction": 0.1, None: 0.03},
    "contention": {},
}
STRUCTURAL = {"reversible": (0.7, 0.35), "contention": (0.3, 0.8), "relief": (0, 0.5), "reluctance": (0, 1.2),
              "salience": (0.3, 0.6)}

class Number:
    """A number of the scenario: its current value, and how it is drawn if it is uncertain."""

    def __init__(self, value, spec=None, allowed=None):
        self.value, self.spec, self.allowed = value, spec, allowed

class Thing:
    """A bag of named attributes."""

    def __init__(self, **attributes):
        self.__dict__.update(attributes)

# ---- layers ---------------------------------------------------------------------------------------------

def is_table(path, sides):
    if len(path) == 1:
        return path[0] in KEYED or path[0] in SINGLE or path[0] in LISTED
    if len(path) == 2:
        return path[0] in KEYED or path[0] in LISTED or path in (("ladder", "rung"), ("ladder", "concession"))
    return len(path) == 3 and path[0] == "rung" and path[2] in sides

def merge(below, above, sides, path=()):
    out = dict(below)
    for key, value in above.items():
        here = path + (key,)
        if not path and key in LISTED and isinstance(value, list):      # takes the place of all below
            out[key], value = {}, {f"{LISTED[key]}_{n}": entry for n, entry in enumerate(value, 1)}
        if isinstance(value, dict) and is_table(here, sides):
            under = out.get(key)
            out[key] = merge(under if isinstance(under, dict) else {}, value, sides, here)
        else:
            out[key] = value
    return out

def read_layers(path):
    with open(path, "rb") as file:
        data = tomllib.load(file)
    base = data.pop("extends", None)
    below = read_layers(os.path.join(os.path.dirname(path), base)) if base else []
    return below + [data]

def by_role(data, roles):
    """Writes the sides of rungs by role instead of by the party's id."""
    for rung in data.get("rung", {}).values():
        if isinstance(rung, dict):
            for party, role in roles.items():
                if party in rung:
                    rung[role] = {**rung.get(role, {}), **rung.pop(party)}
    return data

BUILT_IN = {
    "party": {"sender_state": {"role": "sender"}, "target_state": {"role": "target"}},
    "body": {"executive": {"party": "sender"}, "legislature": {"party": "sender"}, "security_council": {"party": "target"}},
    "objector": {"regional_rival": {}},
    "spoiler": {"hardliners": {"camp": "target"}},
}

def places(raw):
    """Where the stake of each rung of the order stands."""
    out, position, rungs = {}, 0, raw.get("rung", {})
    ladder = raw.get("ladder", {})
    for rung in plain(ladder.get("order", [])):
        table = rungs.get(rung)
        table = table if isinstance(table, dict) else {}
        out[rung] = plain(table["place"]) if "place" in table else position
        position += plain(table.get("repeat", ladder.get("rung", {}).get("repeat", 1)))
    return out

def built_in_rungs():
    money, last = {"money_usd_bn": 1.5}, {"structural": True}
    return {f"step_{n}": {"sender": {"kind": "easing", **(money if n <= 4 else {})}, "target": {"kind": "monitoring"},
                          **(last if n > 4 else {})} for n in range(1, 7)}

def plain(value):
    """Unwraps { value = ..., basis = ... }."""
    return value["value"] if isinstance(value, dict) and "value" in value else value

# ---- the compiled scenario --------------------------------------------------------------------------------

class Scenario:
    def __init__(self, path, settings=()):
        self.name = os.path.splitext(os.path.basename(path))[0]
        layers, settings = read_layers(path), [tomllib.loads(s) for s in settings]
        roles = {}
        for layer in layers:
            for party, table in layer.get("party", {}).items():
                if "role" in table:
                    roles[party] = plain(table["role"])
        self.raw, self.kept = {}, set()
        sides = ROLES + ("both",)
        for layer in layers:
            self.lay(by_role(layer, roles), sides)
        own_rungs = "rung" in self.raw
        self.fill_in()
        if not own_rungs:
            self.keep_stakes(places({"ladder": {"order": list(self.raw["rung"])}, "rung": self.raw["rung"]}))
        for layer in settings:
            self.lay(by_role(layer, roles), sides)
        self.take_away()
        self.uncertain = {}         # key: the Numbers that share its draw
        self.with_world = []        # Numbers that no file states, each with its column and range
        self.world = None
        self.worlds = self.read_worlds(path)
        self.build()

    def lay(self, layer, sides):
        before = places(self.raw)
        self.raw = merge(self.raw, layer, sides)
        self.keep_stakes(before)

    def keep_stakes(self, before):
        """A layer that orders the rungs of those below it otherwise moves no stake, unless it says by_place."""
        rungs, ladder = self.raw.get("rung", {}), self.raw.get("ladder", {})
        if plain(ladder.get("stakes")) == "by_place":
            for rung in self.kept:
                rungs.get(rung, {}).pop("place", None)
            self.kept = set()
            return
        after = places(self.raw)
        for rung, place in after.items() if list(before) != list(after) else ():
            table = rungs.get(rung)
            has_stake = isinstance(table, dict) and "stake" in table or "stake" in ladder.get("rung", {})
            if rung in before and before[rung] != place and isinstance(table, dict) and not has_stake:
                rungs[rung] = {**table, "place": before[rung]}
                self.kept.add(rung)

    def fill_in(self):
        raw = self.raw
        own_bodies = "body" in raw
        for what, actors in BUILT_IN.items():
            if what not in raw:
                raw[what] = {k: dict(v) for k, v in actors.items()}
                if what == "objector":
                    raw[what]["regional_rival"]["heard_by"] = None if own_bodies else ["executive"]
        if "rung" not in raw:
            raw["rung"] = built_in_rungs()
            raw.setdefault("ladder", {}).setdefault("order", list(raw["rung"]))

    def take_away(self):
        raw, self.gone = self.raw, set()
        for what in (*KEYED, *LISTED):
            for key, table in list(raw.setdefault(what, {}).items()):
                if table == "none":
                    self.gone.add((what, key))
                    del raw[what][key]

    def word(self, table, key, default=None):
        return plain(table.get(key, default))

    def number(self, value, key, allowed):
        value = plain(value)
        if value is None or value == "none":
            return None
        if not is_uncertain(value):
            return Number(value)
        return self.uncertain.setdefault(key, Number(None, value, allowed))

    def read_worlds(self, path):
        named, defaults = self.word(self.raw, "worlds"), self.word(self.raw, "defaults", "calibrated")
        if named is None and defaults == "fixed":
            return None
        with open(SHIPPED if named is None else os.path.join(os.path.dirname(path), named), encoding="utf-8") as file:
            return Worlds(file.read(), usual_ranges())

    def unstated(self, default, table, key, name, allowed):
        """A number that no file states."""
        found = self.worlds and self.worlds.range_of(table, key, default)
        if not found:
            return self.number(default, name, allowed)
        number = Number(default)
        self.with_world.append((number, found))
        return number

    def numbers(self, thing, table, prefix, keys, defaults=None):
        for key, (low, high, default) in keys.items():
            default, name = (defaults or {}).get(key, default), f"{prefix}.{key}"
            if key in table:
                number = self.number(table[key], name, (low, high))
            else:
                number = self.unstated(default, prefix.split(".")[0], key, name, (low, high))
            setattr(thing, key, number)
        return thing

    def party_index(self, who):
        return ROLES.index(who) if who in ROLES else self.ids.index(who)

    def day(self, date):
        """Days from the start to a date, if there is one."""
        return None if date == "none" else (date - self.word(self.raw, "start")).days

    def ids_in(self, what, value, otherwise):
        value = plain(value)
        return otherwise if value is None else [x for x in value if (what, x) not in self.gone]

    def build(self):
        raw = self.raw
        run = raw.get("run", {})
        self.horizon_weeks, self.step_days = self.word(raw, "horizon_weeks", 260), self.word(run, "step_days", 7)
        self.until, self.judge = self.word(run, "until", "horizon"), self.word(run, "judge", "truth")
        escalation = raw.get("escalation", {})
        if "tension_breeds_incidents" in escalation:
            raise ValueError(f"{self.name}: escalation.tension_breeds_incidents is gone, say escalation.branching")
        pinned = self.word(escalation, "confrontation_per_step") not in (None, "none")
        for name, keys in TABLES.items():
            defaults = {"danger": 1} if name == "escalation" and pinned else None
            setattr(self, name, self.numbers(Thing(), raw.get(name, {}), name, keys, defaults))
        self.opens_with = self.word(raw.get("opening", {}), "in_force", 0)
        ladder = raw.get("ladder", {})
        self.round_weeks = self.word(ladder, "round_weeks", 2)

        by_its_role = {self.word(t, "role"): party for party, t in raw["party"].items()}
        self.ids = [by_its_role[role] for role in ROLES]
        self.parties = []
        for i, party in enumerate(self.ids):
            table = raw["party"][party]
            policy = self.word(table, "policy", "generous")
            preset = {key: rows.get(policy, rows[None]) for key, rows in BY_POLICY.items()}
            thing = Thing(id=party, incident_response=self.word(table, "incident_response", "pause"))
            for key in ("snapback", "opener_rungs", "never_first"):
                setattr(thing, key, self.word(table, key, preset[key]))
            defaults = {"trustworthy": (0.6, 0.5)[i], "forgiveness": preset["forgiveness"], "contrition": preset["contrition"],
                        "exit_on_turnover": EXIT_BY_LEGAL_FORM[self.word(table, "legal_form", "text")]}
            self.parties.append(self.numbers(thing, table, f"party.{party}", PARTY, defaults))

        self.bodies = []
        for body in sorted(raw["body"]):
            table = raw["body"][body]
            thing = Thing(id=body, party=self.party_index(self.word(table, "party")))
            self.bodies.append(self.numbers(thing, table, f"body.{body}", BODY))
        every = [b.id for b in self.bodies]
        self.objectors = []
        for objector in sorted(raw["objector"]):
            table = raw["objector"][objector]
            heard = self.ids_in("body", table.get("heard_by"), every)
            if "heard_by" in table and table["heard_by"] is None:      # the built-in one beside bodies of the file
                heard = [b.id for b in self.bodies if b.party == 0][:1]
            thing = Thing(id=objector, heard_by=set(heard))
            self.objectors.append(self.numbers(thing, table, f"objector.{objector}", {"propensity": (0, 50, 1)}))
        for body in self.bodies:
            body.hears = [n for n, o in enumerate(self.objectors) if body.id in o.heard_by]
        self.spoilers = []
        for spoiler in sorted(raw["spoiler"]):
            table = raw["spoiler"][spoiler]
            camp = self.party_index(self.word(table, "camp"))
            keys = {"attacks_per_month": (0, 20, (0, 0.05)[camp])}
            self.spoilers.append(self.numbers(Thing(id=spoiler, camp=camp), table, f"spoiler.{spoiler}", keys))
        self.turnovers = [[], []]                               # dated changes of government, by party
        for change in sorted(raw["turnover"]):
            table = raw["turnover"][change]
            one = self.numbers(Thing(id=change, day=self.day(self.word(table, "on"))), table, f"turnover.{change}", TURNOVER)
            self.turnovers[self.party_index(self.word(table, "party"))].append(one)
        self.build_ladder(ladder, every)
        self.copula = Copula([(self.word(e, "keys"), self.word(e, "rank")) for e in raw["correlated"].values()], self.uncertain)
        self.news = News(self, raw["observed"], self.word(raw, "start"))

    def build_ladder(self, ladder, every):
        common, common_gift = ladder.get("rung", {}), ladder.get("concession", {})
        order = self.ids_in("rung", ladder.get("order"), [])
        self.declared, self.rungs = [], []
        position = 0
        for place, rung in enumerate(order):
            table = self.raw["rung"][rung]

            def find(key, default=None):
                return plain(table.get(key, common.get(key, default)))

            structural = bool(find("structural", False))
            one = Thing(id=rung, structural=structural, ring_fenced=bool(find("ring_fenced", False)))
            needs = set(self.ids_in("body", table.get("needs", common.get("needs")), every))
            one.renewal_on = self.day(find("renewal_on", "none"))
            one.needs = [n for n, b in enumerate(self.bodies) if b.id in needs]
            for key, (low, high, default) in RUNG.items():
                if key in STRUCTURAL:
                    default = STRUCTURAL[key][structural]
                if key == "relief" and not structural:
                    one.relief = Number(0)
                    continue
                if key in table:
                    number = self.number(table[key], f"rung.{rung}.{key}", (low, high))
                elif key in common:
                    number = self.number(common[key], f"ladder.rung.{key}", (low, high))
                else:
                    number = self.unstated(default, "rung", key, f"rung.{rung}.{key}", (low, high))
                setattr(one, key, number)
            gives = [role in table or "both" in table for role in ROLES]
            gifts = [self.gift(rung, table, common_gift, i, structural) if gives[i] else None for i in (0, 1)]
            opener = next((i for i in (0, 1) if gives[i] and place < self.parties[i].opener_rungs), None)
            if opener is not None:
                gives[1 - opener] = False
            one.gives = gives
            one.gifts = [gift if gives[i] else None for i, gift in enumerate(gifts)]
            mover = find("first_mover", plain(ladder.get("first_mover", "simultaneous")))
            one.first = self.party_index(mover) if mover != "simultaneous" and all(gives) else None
            if one.first is not None and self.parties[one.first].never_first:
                one.first = None
            one.index, one.tranches = len(self.declared), find("tranches", 1)
            self.declared.append(one)
            instances = find("repeat", 1) * one.tranches
            for n in range(instances):
                again, part = divmod(n, one.tranches)
                first = len(self.rungs) - part
                self.rungs.append(Thing(declared=one, instance=n, position=position + again, part=part,
                                        group=range(first, first + one.tranches),
                                        label=rung if instances == 1 else f"{rung}.{n + 1}"))
            position += instances // one.tranches

    def gift(self, rung, table, common, i, structural):
        """What party i gives on a rung: its own table, then `both`, then [ladder.concession], then the default."""
        role = ROLES[i]
        layers = [(table.get(role, {}), f"rung.{rung}.{role}"), (table.get("both", {}), f"rung.{rung}.both"),
                  (common, "ladder.concession")]
        kind = next((plain(t["kind"]) for t, _ in layers if "kind" in t), "other")
        gift = Thing(kind=kind)
        for key, (low, high, default) in CONCESSION.items():
            if key in BY_KIND:
                others = BY_KIND[key].get(None) if key not in STRUCTURAL else STRUCTURAL[key][structural]
                default = BY_KIND[key].get(kind, others)
            names = [key, "compliance"] if key.startswith("compliance_") else [key]
            if i == 1 and key in ("money_usd_bn", "escrow_share"):
                setattr(gift, key, Number(0))
                continue
            found, name = default, None
            for t, prefix in layers:
                hit = next((n for n in names if n in t), None)
                if hit:
                    found, name = t[hit], f"{prefix}.{hit}"
                    break
            if name is None:
                number = self.unstated(default, "rung.concession", key, None, (low, high))
            else:
                number = self.number(found, name, (low, high))
            setattr(gift, key, number)
        return gift

    def draw(self, random_numbers):
        """Fills in the uncertain values of one trial."""
        at = {key: wide(random_numbers, f"value/{key}") for key in sorted(self.uncertain)}
        self.copula.tie(at)
        for key, u in at.items():
            number = self.uncertain[key]
            number.value = quantile(number.spec, u, number.allowed)
        if self.with_world:
            weights = self.worlds.weights
            numbered = {"values": list(range(len(weights))), "weights": weights}
            self.world = quantile(numbered, wide(random_numbers, "value/worlds"), (None, None))
            for number, (column, low, default, high) in self.with_world:
                number.value = split_triangle(self.worlds.rows[self.world][column], low, default, high)

def value(number):
    return None if number is None else number.value

def infinite(number):
    return math.inf if number is None else number.value
