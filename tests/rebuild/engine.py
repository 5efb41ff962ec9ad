"""Plays one trial. Section numbers in comments are those of docs/model.md."""
import math

from constants import constants, hold, lam, logit
from random_numbers import certain, count, exponential, happens, pair, severity, strikes, wait
from scenario import ROLES, Thing, infinite, value

class Trial:
    def __init__(self, sc, random_numbers):
        self.sc, self.random_numbers = sc, random_numbers
        sc.draw(random_numbers)
        self.c = c = constants(sc)
        self.N = len(c.rungs)
        self.story = []
        self.t = Thing(offers=0, sign_offs=0, vetoes=0, signings=0, sign_lag=0.0, in_force=0, in_force_lag=0.0, objections=0,
                       alarms=0, false_alarms=0, unseen=0, cures=0, cure_days=0.0, renewals=0, structural_offer=None,
                       attacks=0, checks=0, claims=[0.0, 0.0], paid=0, first_in_force=None, structural_ever=False)
        # parties
        self.G, self.type, self.threshold = [0, 0], [None, None], [None, None]
        self.by_hazard, self.hazard_day = [0, 0], [math.inf, math.inf]      # changes of government that have no date
        self.dated = [sorted(changes, key=lambda change: (change.day, change.id)) for changes in sc.turnovers]
        self.l = [hold(logit(p.trusts_other)) for p in c.parties]
        opening = sc.opening
        self.kept, self.broken = ([getattr(opening, f"{role}_{how}").value for role in ROLES] for how in ("kept", "broken"))
        self.W, self.W_peak = [0.0, 0.0], [0.0, 0.0]
        # channel
        self.status = "open" if self.N else "absent"
        self.stage, self.ready, self.n = "idle", 0.0, 0
        self.force = []                     # per rung in force: honoured, paid, due
        self.tries, self.attempts = [0] * self.N, [0] * len(sc.declared)
        self.disputes, self.dispute, self.last_force = 0, None, -7 * opening.idle_weeks.value
        self.m = 1.0 if self.N else 0.0
        self.under = None                   # day of signing of the rung under way
        self.E = 0.0                        # exposure of this step by attempts that have ended in it
        self.announced, self.O = [0.0, 0.0], [0.0] * len(sc.objectors)
        self.structural_force, self.structural_honoured = 0, 0
        # money
        self.frozen, self.escrow, self.usable, self.permitted, self.diverted, self.reclaimed = c.F0, 0, 0, 0, 0, 0
        self.R = 0.0
        # world
        self.arms = [Thing(X=opening.tension.value, incidents=0, harm=0, confronted=None, steps=0, calm=0, demand=0.0) for _ in (0, 1)]
        self.stop_row = (0 if self.N else None, "not_reached", None)
        self.broke_by = self.broke_step = None
        self.closed_step = None             # since the end of which the channel has not been open
        self.spells, self.resumes, self.slept = 0, math.inf, 0
        self.anew = [0] * len(self.sc.rungs)

    # ---- small helpers --------------------------------------------------------------------------------
    def tell(self, day, what, rung=None, actor=None, detail=None):
        label = "" if rung is None else self.sc.rungs[rung].label
        self.story.append((day / 7, what, label, actor or "", "" if detail is None else detail))

    def pid(self, i):
        return self.c.parties[i].id

    def add(self, i, amount):
        """Moves the belief that i holds of the other."""
        self.l[i] = hold(self.l[i] + amount)

    def stop(self, reason, who=None):
        self.stop_row = (self.n if self.n < self.N else None, reason, who)

    def credibility(self, i):
        return (2 + self.kept[i]) / (4 + self.kept[i] + self.broken[i])

    # ---- the trial ------------------------------------------------------------------------------------
    def simulate(self):
        c = self.c
        for i in (0, 1):
            name = f"party/{self.pid(i)}/government"
            self.type[i] = happens(self.random_numbers, c.parties[i].trustworthy, name, 3)
            self.next_by_hazard(i, 0.0)
        types = ("both_exploiters", "target_trustworthy", "sender_trustworthy", "both_trustworthy")
        self.tell(0.0, "started", detail=types[2 * self.type[0] + self.type[1]])
        self.open()
        closes = self.sc.until == "channel_ends"
        channel, counterfactual = self.arms
        for k in range(1, c.steps + 1):
            self.k, self.day, self.before = k, k * c.dt, (k - 1) * c.dt
            if channel.confronted is None:
                self.step(closes)
            if closes:
                waits = self.status == "dormant" and self.sc.ladder.resume_per_month.value > 0
                if self.status != "open" and not waits or channel.confronted:
                    break
            else:
                if counterfactual.confronted is None:
                    self.counterfactual_step(counterfactual)
                if channel.confronted and counterfactual.confronted:
                    break
        return self

    def open(self):
        """Puts in force what the channel opens with: no draw, no review, no claim, nothing to learn from."""
        idle_since, self.k, self.before = self.last_force, 0, 0.0
        for _ in range(self.sc.opens_with):
            self.under = self.signed_day = 0.0
            self.t.offers, self.t.signings = self.t.offers + 1, self.t.signings + 1
            self.complied = {i: True for i in (0, 1) if self.sc.rungs[self.n].declared.gives[i]}
            opened = [self.willing(i, self.n) for i in (0, 1)]
            self.come_into_force(0.0)
            self.force[-1].opened = opened
        self.last_force, self.t.first_in_force = idle_since, None

    def step(self, closes):
        self.E = 0.0
        if self.status == "dormant" and self.k == self.resumes:
            self.resume()
        self.renew()
        self.governments()
        if self.status != "open" and self.m > 0:
            self.m *= self.c.b_M
        self.renege()
        self.climb()
        if closes and self.status == "broken":
            return
        self.spoil()
        self.incidents()
        if closes and self.status == "broken":
            return
        arm = self.arms[0]
        arm.X *= self.c.b
        self.O = [o * self.c.b for o in self.O]
        self.W = [w * self.c.b for w in self.W]
        if self.dispute:
            self.read_waiting(self.day)
        self.spend()
        self.confront(arm, "confrontation")
        if self.status == "open" and not arm.confronted:
            if self.n == self.N and not self.dispute:
                self.close("completed", self.day)
            elif self.last_force + 7 * self.sc.ladder.lapse_weeks.value <= self.day:
                self.fall_dormant(self.day, "lapse")

    def close(self, how, day, why=None):
        self.status, self.stage, self.dispute, self.under = how, "idle", None, None
        self.closed_step = self.k
        self.tell(day, how, detail=why)

    def fall_dormant(self, day, why):
        self.close("dormant", day, why)
        rate, self.resumes = self.sc.ladder.resume_per_month.value * self.c.months, math.inf
        if rate > 0:
            self.resumes = self.k + max(1, math.ceil(exponential(self.random_numbers, "channel/resumption", self.spells) / rate))
        self.spells += 1

    def resume(self):
        for force in self.force:
            force.due += self.before - self.closed_step * self.c.dt
        self.slept, self.closed_step = self.slept + self.k - 1 - self.closed_step, None
        self.status, self.m = "open", 1.0
        self.ready = self.last_force = self.before
        if len(self.force) < len(self.sc.rungs):
            self.anew[len(self.force)] += 1
        self.tell(self.before, "resumed")

    # ---- 7.5 renewals ---------------------------------------------------------------------------------
    def renew(self):
        while due := [(f.due, r) for r, f in enumerate(self.force) if f.due <= self.day and self.status != "dormant"]:
            day, r = min(due)
            d = self.sc.rungs[r].declared
            for i in (0, 1):
                opened = self.force[r].opened[i] if self.G[i] == 0 else None
                if d.gives[i] and self.can_take_back(i) > 0 and not self.consents(i, r, opened):
                    self.tell(day, "not_renewed", r, self.pid(i))
                    self.stop("non_renewal", self.pid(i))
                    return self.break_up(day, "non_renewal")
            self.t.renewals += 1
            self.tell(day, "renewed", r)
            self.force[r].renewed += 1
            self.force[r].due = self.next_due(d, day) if self.force[r].renewed < infinite(d.renewals) else math.inf

    def next_due(self, d, day):
        return math.inf if d.renewal_days is None else day + d.renewal_days.value

    def willing(self, i, r):
        """How likely party i is to agree to rung r now, by what it expects of the other; None where it gives nothing."""
        side, mu, pC, d = self.c.rungs[r].side[i], lam(self.l[i]), self.c.rungs[r].side[1 - i].pC, self.sc.rungs[r].declared
        if not d.gives[i]:
            return None
        if side.accept_pin is not None:
            return side.accept_pin
        pressure, against = self.c.parties[i].pressure, 0.0
        if i == 1 and self.c.F0 > 0:
            pressure -= self.sc.money.relief_lowers_pressure.value * self.R / self.c.F0
        if d.structural:
            against = d.reluctance.value + self.sc.ladder.pressure_weight.value * (1 - pressure)
        q = mu * pC[True] + (1 - mu) * pC[False]
        return lam(self.c.parties[i].acceptance_precision * (q - side.threshold) - against)

    def consents(self, i, r, opened=None):
        """Whether the word of i's government for rung r stands; `opened`: how likely it was to agree before the opening."""
        chance, rung = self.willing(i, r), self.sc.rungs[r]
        if opened is not None:
            chance = 1.0 if self.c.rungs[r].side[i].accept_pin is not None else min(1.0, chance / opened)
        index = 2 * (4096 * (65536 * self.anew[r] + self.G[i]) + rung.instance) + i
        return happens(self.random_numbers, chance, f"rung/{rung.declared.id}/acceptance", index)

    def left(self, i, r):
        """Of what i could take back of rung r when it came into force, the share that is left."""
        rho = self.c.rungs[r].side[i].rho
        if self.status == "open" or rho <= 0 or i == 1 or self.c.rungs[r].money == 0:
            return 1.0
        return min(rho, self.unspent(r)) / rho

    def unspent(self, r):
        """Of the money given on rung r, the share that is not spent; less than a thousandth counts as nothing."""
        left = (1 - self.c.spending) ** (self.k - self.force[r].since)
        return 0.0 if left < 1e-3 else left

    def can_take_back(self, i):
        """Of the stakes that i gave on what is in force, the share that it could take back; 1 while the channel is open."""
        if self.status == "open":
            return 1.0
        given = back = 0.0
        for r in range(self.n):
            gift = self.sc.rungs[r].declared.gifts[i]
            if gift:
                moves, rho = i == 0 and self.c.rungs[r].money > 0, self.c.rungs[r].side[i].rho
                unspent = self.unspent(r)
                given, back = given + self.c.rungs[r].xh, back + self.c.rungs[r].xh * (min(rho, unspent) if moves else rho)
        return back / given if given > 0 else 0.0

    # ---- 7.6 governments -------------------------------------------------------------------------------
    def next_by_hazard(self, i, day):
        p = self.c.parties[i]
        if p.turnover_per_month > 0 and self.N:
            gap = exponential(self.random_numbers, f"party/{p.id}/government", 4 * (self.by_hazard[i] + 1))
            self.hazard_day[i] = day + 30 / p.turnover_per_month * gap
        else:
            self.hazard_day[i] = math.inf

    def governments(self):
        for i in (0, 1):
            dated = self.dated[i]
            while self.status in ("open", "dormant") or self.n:
                day = min(self.hazard_day[i], dated[0].day if dated else math.inf)
                if day > self.day:
                    break
                if dated and dated[0].day == day:
                    change = dated.pop(0)
                    if happens(self.random_numbers, change.probability.value, f"turnover/{change.id}", 0):
                        self.new_government(i, day)
                else:
                    self.by_hazard[i] += 1
                    self.next_by_hazard(i, day)
                    self.new_government(i, day)

    def new_government(self, i, day):
        self.G[i] += 1
        j, p, name, g = 1 - i, self.c.parties[i], f"party/{self.pid(i)}/government", self.G[i]
        if happens(self.random_numbers, p.exit_on_turnover * self.can_take_back(i), name, 4 * g + 1):
            self.tell(day, "turnover", actor=p.id, detail="leaves")
            self.stop("turnover", p.id)
            return self.break_up(day, "turnover")
        old = self.type[i]
        if not happens(self.random_numbers, p.type_kept_on_turnover, name, 4 * g + 2):
            self.type[i] = happens(self.random_numbers, p.trustworthy, name, 4 * g + 3)
        self.tell(day, "turnover", actor=p.id, detail="stays")
        self.W[i] = 0.0
        keep, mu0 = p.type_kept_on_turnover, self.c.parties[j].trusts_other
        self.l[j] = hold(logit(keep * lam(self.l[j]) + (1 - keep) * mu0))
        cure = self.dispute.cures.get(i) if self.dispute else None
        if cure and not cure.pinned and self.type[i] != old:
            cure.effort = max(0.0, cure.effort - cure.rate[old] * (self.before - cure.since) / 30)
            self.set_cure(cure, i, self.before)

    def set_cure(self, cure, i, since):
        rate, cure.since = cure.rate[self.type[i]], since
        cure.day = since + cure.effort * 30 / rate if rate > 0 else math.inf

    # ---- 7.8 reneging ----------------------------------------------------------------------------------
    def renege(self):
        for i in (0, 1):
            r = next((r for r in reversed(range(self.n)) if self.sc.rungs[r].declared.gives[i]), None)
            H = 0.0 if r is None else self.c.rungs[r].side[i].hren * self.left(i, r) * self.early(i, r)
            if H <= 0:
                continue
            if not self.type[i]:
                if self.threshold[i] is None:
                    self.threshold[i] = exponential(self.random_numbers, f"party/{self.pid(i)}/renege", 0)
                self.threshold[i] -= H
                if self.threshold[i] <= 0:
                    self.l[1 - i] = -40.0
                    self.tell(self.day, "reneged", r, self.pid(i))
                    self.stop("reneging", self.pid(i))
                    return self.break_up(self.day, "reneging")
            self.add(1 - i, H)

    def early(self, i, r):
        """How much of the hazard of reneging there was at first is left for rung r at the middle of this step."""
        return 2.0 ** (-(self.k - self.force[r].since - 0.5) * self.c.dt / (30 * self.c.parties[i].renege_half_life_months))

    # ---- 7.9 the ladder --------------------------------------------------------------------------------
    def climb(self, after_incidents=False):
        round_due = not after_incidents and self.k % self.c.round_steps == 0
        while self.status == "open":
            day, what, who = math.inf, None, None
            if self.stage == "idle":
                if round_due and self.ready <= self.day and self.n < self.N:
                    day, what = self.day, self.offer
            elif self.stage == "review":
                day, who = min((d, b) for b, d in self.reviews.items())
                what = self.review_ends
            elif self.stage in ("delivery", "check"):
                day, what = self.event_day, self.deliver if self.stage == "delivery" else self.check
            else:
                day, who = min((x.day, i) for i, x in self.dispute.cures.items())
                what = self.cured
                if self.dispute.limit < day:
                    day, what, who = self.dispute.limit, self.limit, None
            late = day > self.last_force + 7 * self.sc.ladder.lapse_weeks.value
            if what is None or day > self.day or late:
                return
            if what == self.offer:
                round_due = False
            what(day) if who is None else what(day, who)

    def offer(self, day):
        r, c, rung = self.n, self.c, self.sc.rungs[self.n]
        d = rung.declared
        self.tell(day, "offered", r)
        self.t.offers += 1
        if d.structural:
            self.t.structural_offer = day
        refusing = []
        for i in (0, 1):
            if d.gives[i] and not self.consents(i, r):
                refusing.append(self.pid(i))
                self.tell(day, "refused", r, self.pid(i))
        if refusing:
            self.ready = day
            return self.stop("not_accepted", refusing[0])
        self.tell(day, "accepted", r)
        self.A = self.attempts[d.index]
        self.attempts[d.index] += 1
        self.accepted_day = day
        self.stop("in_progress")
        for o, objector in enumerate(self.sc.objectors):
            if happens(self.random_numbers, c.objects[d.index][o], f"rung/{d.id}/objector/{objector.id}", self.A):
                self.O[o] = min(2.0, self.O[o] + 1)
                self.t.objections += 1
                self.tell(day, "objected", r, objector.id)
        self.stage, self.reviews = "review", {}
        for b in d.needs:
            body = self.sc.bodies[b]
            self.reviews[b] = day + wait(self.random_numbers, 7 * body.review_weeks.value, f"rung/{d.id}/body/{body.id}/review", self.A)
        if not d.needs:
            self.sign(day)

    def review_ends(self, day, b):
        r = self.n
        d, body, s = self.sc.rungs[r].declared, self.sc.bodies[b], self.sc.sign_off
        p = value(body.approval)
        if p is None:
            heard = sum(self.O[o] for o in body.hears)
            i = body.party
            p = lam(s.intercept.value + body.leaning.value + s.ambiguity_weight.value * self.c.ambiguity
                    - s.contention_weight.value * self.c.rungs[r].kappa - s.objection_weight.value * heard
                    + s.credibility_weight.value * (2 * self.credibility(i) - 1) + s.capital_weight.value * self.W[i])
        if not self.approves(p, d, body):
            self.tell(day, "vetoed", r, body.id)
            self.t.vetoes += 1
            self.stop("vetoed", body.id)
            self.stage, self.ready = "idle", day + self.c.veto_wait[b]
            return
        self.tell(day, "approved", r, body.id)
        self.t.sign_offs += 1
        del self.reviews[b]
        if not self.reviews:
            self.sign(day)

    def approves(self, p, d, body):
        """Whether a body approves that does so with probability p, by its party's word or its own."""
        i, name = body.party, f"rung/{d.id}/body/{body.id}"
        if p > 0 and not certain(p) and happens(self.random_numbers, self.c.parties[i].unity, name + "/unity", self.A):
            return happens(self.random_numbers, p, f"rung/{d.id}/party_vote", 2 * self.A + i)
        return happens(self.random_numbers, p, name + "/vote", self.A)

    def sign(self, day):
        r, d = self.n, self.sc.rungs[self.n].declared
        self.tell(day, "signed", r)
        self.t.signings += 1
        self.t.sign_lag += day - self.accepted_day
        self.under = self.signed_day = day
        for i in (0, 1):
            p = self.c.parties[i]
            y, o, gap = 0.0, p.over_claim, p.over_claim_excess
            if o > 0:
                mean = o if self.type[i] else o * (1 + gap)
                y = mean / 2 * pair(self.random_numbers, f"rung/{d.id}/announcement", 4 * self.A + 2 * i)
                self.add(1 - i, 2 * math.log1p(gap) - 2 * (y / o) * gap / (1 + gap))
            self.announced[i] = 1 + y
            self.t.claims[i] += 1 + y
            self.W[i] += 1 + y
            self.W_peak[i] = max(self.W_peak[i], self.W[i])
            self.broken[i] += y
            self.tell(day, "announced", r, p.id, y)
        self.complied, self.checked = {}, set()
        self.leg = 0
        self.due = [i for i in (0, 1) if d.gives[i]] if d.first is None else [d.first]
        self.set_delivery(day)

    def set_delivery(self, day):
        d = self.sc.rungs[self.n].declared
        self.event_day = day + wait(self.random_numbers, 7 * d.implementation_weeks.value, f"rung/{d.id}/pace", 4 * self.A + self.leg)
        self.stage = "delivery"

    def deliver(self, day):
        r, d = self.n, self.sc.rungs[self.n].declared
        for i in self.due:
            p = self.c.rungs[r].side[i].pC[self.type[i]]
            self.complied[i] = happens(self.random_numbers, p, f"rung/{d.id}/deed", 4 * self.A + i)
            self.tell(day, "delivered", r, self.pid(i), "complied" if self.complied[i] else "breached")
        self.event_day, self.stage = day + 7 * d.check_lag_weeks.value, "check"

    def check(self, day):
        r, d, alarmed = self.n, self.sc.rungs[self.n].declared, []
        for i in self.due:
            j, side = 1 - i, self.c.rungs[r].side[i]
            self.t.checks += 1
            p = side.alpha if self.complied[i] else side.seen
            if happens(self.random_numbers, p, f"rung/{d.id}/deed", 4 * self.A + 2 + i):
                self.add(j, side.alarm)
                self.broken[i] += 1
                self.t.alarms += 1
                self.t.false_alarms += self.complied[i]
                forgiven = happens(self.random_numbers, self.c.parties[j].forgiveness, f"rung/{d.id}/pace", 4 * self.A + 2 + i)
                self.tell(day, "alarm", r, self.pid(i), "forgiven" if forgiven else "not_forgiven")
                if not forgiven:
                    alarmed.append(i)
            else:
                self.add(j, side.clean)
                self.kept[i] += 1
                self.t.unseen += not self.complied[i]
                self.tell(day, "clean", r, self.pid(i))
        if alarmed:
            self.stop("alarm", self.pid(alarmed[0]))
            self.void(day)
            self.dispute_over_alarms(day, r, alarmed)
        elif d.first is not None and self.leg == 0:
            self.leg, self.due = 1, [1 - d.first]
            self.set_delivery(day)
        else:
            self.come_into_force(day)

    def come_into_force(self, day):
        r, c, d = self.n, self.c, self.sc.rungs[self.n].declared
        honoured = all(self.complied.values())
        self.end_under_way(day)
        self.tell(day, "in_force", r, detail="honoured" if honoured else "not_honoured")
        dated = d.renewal_on is not None and day <= d.renewal_on
        due = d.renewal_on if dated else self.next_due(d, day)
        self.n += 1
        force = Thing(honoured=honoured, paid=0, due=due, renewed=0, opened=(None, None), since=self.k)
        self.force.append(force)
        self.last_force = self.ready = day
        self.stage = "idle"
        self.t.in_force += 1
        self.t.in_force_lag += day - self.signed_day
        if r == 0:
            self.t.first_in_force = self.t.first_in_force or self.k
        self.stop("not_reached")
        self.count_structural()
        self.t.structural_ever |= self.structural_honoured > 0
        money = c.rungs[r].money
        if self.complied.get(0):
            a = min(money, self.frozen)
            b = min(money - a, self.reclaimed)
            force.paid = a + b
            self.frozen, self.reclaimed, self.t.paid = self.frozen - a, self.reclaimed - b, self.t.paid + force.paid
            held = math.floor(force.paid * d.gifts[0].escrow_share.value)
            self.escrow, self.usable = self.escrow + held, self.usable + force.paid - held
        self.R = min(float(c.F0), self.R + money)

    def count_structural(self):
        self.structural_force = self.structural_honoured = 0
        for r in range(self.n):
            rung = self.sc.rungs[r]
            if rung.declared.structural and rung.part == rung.declared.tranches - 1:
                self.structural_force += 1
                self.structural_honoured += all(self.force[g].honoured for g in rung.group)

    # ---- 7.10 disputes, reversals, the break ------------------------------------------------------------
    def end_under_way(self, day):
        self.E += self.c.rungs[self.n].xh * max(0.0, day - max(self.under, self.before)) / 30
        self.under = None

    def void(self, day):
        if self.under is None:
            return
        self.end_under_way(day)
        self.tries[self.n] += 1
        for i in (0, 1):
            self.W[i] = max(0.0, self.W[i] - self.announced[i])
        self.tell(day, "voided", self.n)

    def dispute_over_alarms(self, day, r, respondents):
        self.disputes += 1
        self.tell(day, "dispute_opened", detail=self.disputes)
        scopes = {self.c.parties[1 - i].snapback for i in respondents}
        back = self.n if "all" in scopes else min(1, self.n) if "newest" in scopes else 0
        for _ in range(back):
            self.reverse(day)
        self.suspend(day, r, respondents, f"rung/{self.sc.rungs[r].declared.id}/cure", 2 * self.A)

    def dispute_over_incident(self, i, q):
        day = self.day
        self.stop("incident", self.pid(i))
        self.void(day)
        self.disputes += 1
        self.tell(day, "dispute_opened", detail=self.disputes)
        self.suspend(day, self.n, [i], "world/incident/cure", 2 * (2 ** 24 * q + self.k))

    def suspend(self, day, r, respondents, name, index):
        if self.disputes >= self.c.disputes_exit or r < self.N and self.tries[r] >= self.c.tries_exit:
            return self.break_up(day, "dispute_count")
        cures = {}
        for i in respondents:
            p = self.c.parties[i]
            cures[i] = cure = Thing(pinned=p.cure is not None, since=day)
            if cure.pinned:
                cure.day = day if happens(self.random_numbers, p.cure, name, index + i) else math.inf
                continue
            good = p.cure_per_month * p.contrition
            ratio = 1.0
            if self.n < self.N and self.sc.rungs[self.n].declared.gives[i]:
                pC = self.c.rungs[self.n].side[i].pC
                ratio = pC[False] / pC[True] if pC[True] > 0 else 1.0
            cure.rate = {True: good, False: good * ratio}
            cure.effort = exponential(self.random_numbers, name, index + i)
            self.set_cure(cure, i, day)
        self.stage = "dispute"
        self.dispute = Thing(opened=day, read=day, cures=cures, limit=day + 7 * self.sc.dispute.limit_weeks.value)

    def read_waiting(self, day):
        months = (day - self.dispute.read) / 30
        self.dispute.read = day
        for i, cure in self.dispute.cures.items():
            if not cure.pinned:
                self.add(1 - i, -(cure.rate[True] - cure.rate[False]) * months)

    def cured(self, day, i):
        self.read_waiting(day)
        cure = self.dispute.cures.pop(i)
        self.tell(day, "cured", actor=self.pid(i))
        if not cure.pinned and cure.rate[True] > 0:
            self.add(1 - i, math.log(cure.rate[True] / cure.rate[False]) if cure.rate[False] > 0 else math.inf)
        if not self.dispute.cures:
            self.t.cures += 1
            self.t.cure_days += day - self.dispute.opened
            self.tell(day, "dispute_ended")
            self.stage, self.ready, self.dispute = "idle", day, None

    def limit(self, day):
        self.read_waiting(day)
        self.fall_dormant(day, "dispute_limit")

    def reverse(self, day):
        self.n = r = self.n - 1
        force = self.force.pop()
        self.tell(day, "reversed", r)
        rho = self.c.rungs[r].side[0].rho
        back = min(math.floor(force.paid * rho), self.escrow + self.usable)
        a = min(back, self.escrow)
        self.escrow, self.usable, self.reclaimed = self.escrow - a, self.usable - (back - a), self.reclaimed + back
        self.R = max(0.0, self.R - rho * self.c.rungs[r].money)
        self.count_structural()

    def break_up(self, day, cause):
        self.tell(day, "broke", detail=cause)
        self.void(day)
        while self.n:
            self.reverse(day)
        if self.status == "dormant":
            self.slept += self.k - self.closed_step
        self.closed_step = self.closed_step or self.k
        self.status, self.broke_by, self.broke_step = "broken", cause, self.k
        self.stage, self.dispute = "idle", None

    # ---- 7.11 spoilers ---------------------------------------------------------------------------------
    def spoil(self):
        E = self.E
        if self.under is not None:
            E += self.c.rungs[self.n].xh * (self.day - max(self.under, self.before)) / 30
        for spoiler in self.sc.spoilers if E > 0 else ():
            i = spoiler.camp
            chi = self.c.parties[i].spoiler_control
            expected = spoiler.attacks_per_month.value * E * (1 + sum(self.O))
            n = count(self.random_numbers, expected * (1 - chi) if self.type[i] else expected, f"spoiler/{spoiler.id}/attack", self.k)
            self.add(1 - i, n * math.log1p(-chi) + chi * expected)
            self.arms[0].X += 2 * n * self.c.jump
            self.t.attacks += n
            if n:
                self.tell(self.day, "attacked", actor=spoiler.id, detail=n)

    # ---- 7.12 incidents --------------------------------------------------------------------------------
    def incidents(self):
        e, arm, random_numbers, blame = self.sc.escalation, self.arms[0], self.random_numbers, "world/incident/blame"
        calm = self.status == "open" and not self.dispute
        for q in range(self.how_many(arm, math.exp(-e.channel_calms_incidents.value) if calm else 1.0)):
            index, blamed, passed = 4 * (2 ** 24 * q + self.k), None, False
            s = self.strike(arm, q)
            fenced = self.n < self.N and self.sc.rungs[self.n].declared.ring_fenced
            if s == 3 and self.status == "open" and not self.dispute and not fenced:
                if happens(random_numbers, e.attribution.value, blame, index):
                    blamed = 0 if happens(random_numbers, 0.5, blame, index + 1) else 1
                    other = self.c.parties[1 - blamed]
                    passed = other.incident_response == "ring_fence" or \
                        happens(random_numbers, (1 + other.forgiveness) / 2, blame, index + 2)
            who = None if blamed is None else self.pid(blamed)
            self.tell(self.day, "incident", actor=who, detail=f"severity_{s}" + "_ignored" * passed)
            if blamed is not None and not passed:
                self.dispute_over_incident(blamed, q)
        if self.dispute:                        # a cure at once, or a limit of no weeks
            self.climb(after_incidents=True)

    # ---- 7.13 money, 7.14 confrontation and the counterfactual ------------------------------------------------------
    def spend(self):
        a, free = math.floor(self.escrow * self.c.spending), math.floor(self.usable * self.c.spending)
        v = math.floor(free * self.sc.money.diverted_share.value)
        self.escrow, self.usable = self.escrow - a, self.usable - free
        self.diverted, self.permitted = self.diverted + v, self.permitted + a + free - v

    def confront(self, arm, event):
        c, mediator, M = self.c, self.sc.mediator, 1.0
        L = self.sc.escalation.instability_per_month.value * (self.k - 0.5) * c.months
        if arm is self.arms[0] and self.N:
            L += self.sc.money.diversion_feeds_instability.value * self.diverted / c.F0 if c.F0 else 0.0
            L -= sum(c.rungs[r].dL for r, f in enumerate(self.force) if f.honoured)
            suffers = self.t.in_force > 0 and self.structural_honoured == 0
            M = math.exp(hold(mediator.artificial_incentive.value * (1 - self.m) * suffers - mediator.calming.value * self.m))
        Y = math.exp(hold(arm.X + L))
        arm.steps, arm.calm, arm.demand = arm.steps + 1, arm.calm + (arm.X < 0.25), arm.demand + arm.X + L
        if strikes(self.random_numbers, c.H0 if c.confrontation_pinned else c.H0 * Y * M, "world/confrontation", self.k):
            arm.confronted = self.k
            self.tell(self.day, event)

    def counterfactual_step(self, arm):
        for q in range(self.how_many(arm, 1.0)):
            self.strike(arm, q)
        arm.X *= self.c.b
        self.confront(arm, "confrontation_no_channel")

    def how_many(self, arm, calmed):
        mean = self.c.rest * (1 + self.c.breeds * arm.X) * calmed
        return count(self.random_numbers, mean, "world/incident/count", self.k)

    def strike(self, arm, q):
        s = severity(self.random_numbers, "world/incident/severity", 2 ** 24 * q + self.k)
        arm.X, arm.harm, arm.incidents = arm.X + s * self.c.jump, arm.harm + s, arm.incidents + 1
        return s

    # ---- 7.15 outcome, 7.16 quantities --------------------------------------------------------------------
    def verdict(self):
        counts = self.structural_force if self.sc.judge == "record" else self.structural_honoured
        (confronted, without), ever = (arm.confronted for arm in self.arms), self.t.in_force > 0
        done, alone = self.status == "completed", self.sc.until == "channel_ends"
        late = "uncompared" if alone else "hastened" if without is None or without > (confronted or 0) else \
            "unchanged" if without == confronted else "postponed"
        return next((cause, outcome) for holds, cause, outcome in (
            (self.broke_by, self.broke_by, "collapse"),
            (confronted, late, "overtaken"),
            (counts, "completed" if done else "structural_held", "scaling"),
            (not ever, "never_started", "stalling"),
            (self.structural_force, "hollow", "stalling"),
            (done, "carried_out", "stalling"),
            (True, "dormant" if self.status == "dormant" else "open", "stalling")) if holds)

    def results(self):
        cause, outcome = self.verdict()
        t, c, w = self.t, self.c, self.c.dt / 7
        channel, counterfactual = self.arms
        end = channel.confronted or self.k
        decided = self.broke_step if self.broke_by else end
        at, why, who = self.stop_row
        if channel.confronted and not self.broke_by and self.status == "open":
            why, who = "confrontation", None
        why = None if at is None else why
        out = {
            "outcome": outcome, "cause": cause, "decided_week": decided * w, "channel_end": self.status,
            "channel_end_week": (ended := self.broke_step or self.closed_step) and ended * w,
            "confrontation_week": channel.confronted and channel.confronted * w,
            "confrontation_week_no_channel": counterfactual.confronted and counterfactual.confronted * w,
            "stopped_at": None if at is None else self.sc.rungs[at].label, "stop_reason": why, "stopped_by": who,
            "end_weeks": decided * w, "channel_weeks": (self.closed_step or end) * w if self.N else 0,
            "dormant_weeks": (self.slept + (end - self.closed_step if self.status == "dormant" else 0)) * w,
            "first_in_force_weeks": t.first_in_force and t.first_in_force * w,
            "rungs_in_force": self.n, "rungs_honoured": sum(f.honoured for f in self.force), "rungs_delivered": t.in_force,
            "offers": t.offers, "sign_offs": t.sign_offs, "vetoes": t.vetoes, "objections": t.objections,
            "sign_off_lag_weeks": t.sign_lag / 7 / t.signings if t.signings else None,
            "implementation_ratio": t.in_force / t.signings if t.signings else None,
            "implementation_lag_weeks": t.in_force_lag / 7 / t.in_force if t.in_force else None,
            "alarms": t.alarms, "false_alarms": t.false_alarms, "unseen_breaches": t.unseen, "disputes": self.disputes,
            "cure_weeks": t.cure_days / 7 / t.cures if t.cures else None, "renewals_met": t.renewals,
            "weeks_since_structural_offer": None if t.structural_offer is None else end * w - t.structural_offer / 7,
            "incidents": channel.incidents, "civilian_harm": channel.harm, "attacks": t.attacks,
            "verification_cost_usd_bn": t.checks * self.sc.verification.cost_per_check_usd_bn.value,
            "funds_delivered_usd_bn": t.paid / 1e9, "funds_spent_permitted_usd_bn": self.permitted / 1e9,
            "funds_diverted_usd_bn": self.diverted / 1e9, "funds_reclaimed_usd_bn": self.reclaimed / 1e9,
            "permitted_share": self.permitted / (self.permitted + self.diverted) if self.permitted + self.diverted else None,
            "both_claim_success": int(t.in_force > 0 and not t.structural_ever),
            "confrontation_after_break": int(bool(self.broke_by and channel.confronted)),
        }
        for i, role in enumerate(ROLES):
            out[f"trust_{role}"] = lam(self.l[i])
            out[f"credibility_{role}"] = self.credibility(i)
            out[f"capital_peak_{role}"] = self.W_peak[i]
            out[f"claims_per_deed_{role}"] = t.claims[i] / t.in_force if t.in_force else None
        for key, number in self.sc.uncertain.items():
            out[key] = number.value
        if self.sc.world is not None:
            out["worlds"] = self.sc.world
        return out
