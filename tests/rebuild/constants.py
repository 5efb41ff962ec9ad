"""The constants of one trial, derived once its uncertain values are known."""
import math

from scenario import Thing, infinite, value

MEAN_SEVERITY = 1.56

def hold(x, a=-40.0, b=40.0):
    return min(max(x, a), b)

def lam(z):
    return 1 / (1 + math.exp(-hold(z)))

def logit(p):
    return math.log(p / (1 - p)) if p < 1 else math.inf

def dollars(billions):
    return math.floor(1e9 * billions + 0.5)

def constants(sc):
    c = Thing()
    c.dt, c.months = sc.step_days, sc.step_days / 30
    c.steps = round(sc.horizon_weeks * 7 / sc.step_days)
    c.round_steps = round(sc.round_weeks * 7 / sc.step_days)
    c.parties = [Thing(**{k: (value(v) if hasattr(v, "spec") else v) for k, v in vars(p).items()}) for p in sc.parties]
    c.ambiguity = a = sc.messaging.ambiguity.value
    e, m = sc.escalation, sc.money
    c.b = 2.0 ** (-c.dt / (7 * e.half_life_weeks.value))
    c.J = (1 - c.b) / (c.b * math.log(1 / c.b))
    c.jump = c.J * e.tension_per_severity.value
    c.b_M = 2.0 ** (-c.dt / (30 * sc.mediator.influence_half_life_months.value))
    c.spending = -math.expm1(-c.dt / (7 * m.spending_weeks.value))
    c.rest, c.breeds = incident_rate(e, c.months)
    pinned, c.H0 = value(e.confrontation_per_step), e.danger.value * e.confrontation_per_month.value * c.months
    c.confrontation_pinned = pinned is not None
    if c.confrontation_pinned:
        c.H0 = -math.log1p(-pinned) if pinned < 1 else math.inf
    c.disputes_exit = min(infinite(p.disputes_before_exit) for p in sc.parties)
    c.tries_exit = min(infinite(p.tries_per_rung) for p in sc.parties)
    c.veto_wait = [7 * (2 * b.review_weeks.value if b.veto_wait_weeks is None else b.veto_wait_weeks.value) for b in sc.bodies]
    c.objects = [[-math.expm1(-o.propensity.value * d.salience.value) for o in sc.objectors] for d in sc.declared]
    c.rungs = rungs(sc, c, a)
    moved = sum(r.money for r in c.rungs)
    c.F0 = moved if m.frozen_usd_bn is None else max(moved, dollars(m.frozen_usd_bn.value))
    return c

def incident_rate(e, months):
    """Incidents of a step at no tension, and by what share a unit of tension raises them."""
    mean, branching, half_life = e.incidents_per_month.value, e.branching.value, e.half_life_weeks.value * 7 / 30
    fed = mean * e.tension_per_severity.value * MEAN_SEVERITY * half_life
    rest = mean * months * (1 - branching if e.tension_per_severity.value > 0 else 1)
    return rest, branching * math.log(2) / ((1 - branching) * fed) if fed > 0 else 0.0

def rungs(sc, c, a):
    out = []
    growth = sc.ladder.stake_growth.value
    for r in sc.rungs:
        d = r.declared
        stake = d.stake.value if d.stake is not None else growth ** (r.position if d.place is None else d.place.value + r.instance // d.tranches)
        one = Thing(x=stake / d.tranches, dL=d.relief.value / d.tranches if d.structural else 0.0, money=0, side=[None, None])
        if d.gives[0]:
            total = dollars(d.gifts[0].money_usd_bn.value)
            part = total // d.tranches
            one.money = part if r.part < d.tranches - 1 else total - part * (d.tranches - 1)
        out.append(one)
    # Sums over the ladder hang on no order of its rungs, not even in the last digit.
    whole = math.fsum(r.x for r in out)
    for r in out:
        r.xh = sc.ladder.total_stake.value * r.x / whole if whole > 0 else 0.0
    for i in (0, 1):
        j, p, above = 1 - i, c.parties[i], []
        for n in reversed(range(len(out))):
            d, r = sc.rungs[n].declared, out[n]
            mine, theirs = d.gifts[i], d.gifts[j]
            r.side[i] = side(p, d, i, r.xh, mine, theirs, math.fsum(above), a, c.months)
            above.append((theirs.value_ratio.value * r.xh if theirs else 0.0) - (r.xh if mine else 0.0))
    for n, r in enumerate(out):
        r.kappa = max((g.contention.value for g in sc.rungs[n].declared.gifts if g), default=0.0)
    return out

def side(p, d, i, xh, mine, theirs, future, a, months):
    """What concerns party p on a rung: compliance, signals, threshold, reneging."""
    s = Thing(pC={True: 1.0, False: 0.0}, hren=0.0, rho=0.0)
    if mine is None:
        return s
    worth = theirs.value_ratio.value * xh if theirs else 0.0
    forfeit = theirs.reversible.value * worth if theirs else 0.0
    s.rho, s.seen, s.alpha = mine.reversible.value, mine.detection.value * (1 - a), mine.false_alarm.value
    u = s.seen * (forfeit + p.future_weight * future) - p.temptation * xh
    s.pC = {False: lam(u), True: lam(u + p.honour_gap)}
    for kind, pin in ((True, mine.compliance_trustworthy), (False, mine.compliance_exploiter)):
        if pin is not None:
            s.pC[kind] = pin.value
    F = {t: hold(s.pC[t] * s.alpha + (1 - s.pC[t]) * s.seen, 1e-12, 1 - 1e-12) for t in (True, False)}
    s.alarm = math.log(F[True] / F[False])
    s.clean = math.log((1 - F[True]) / (1 - F[False]))
    gain = max(worth - xh if theirs else p.future_weight * future, 1e-9)
    second = theirs is not None and d.first is not None and d.first != i
    risk = 0.0 if second else xh * (1 - s.rho)
    s.threshold = risk / (gain + risk)
    s.hren = p.renege_per_month * s.rho * (1 - s.pC[False]) * months
    s.accept_pin = value(mine.acceptance)
    return s
