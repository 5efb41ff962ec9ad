"""Uncertain values: the quantile functions of the spellings of the scenario language."""
import math
from statistics import NormalDist

STANDARD = NormalDist()
probit = STANDARD.inv_cdf           # Wichura's AS 241
Z95 = probit(0.95)

def lower_tail(z):
    return 0.5 * math.erfc(-z / math.sqrt(2))

def cut_normal(u, a, b):
    """Quantile of the standard normal restricted to a..b, from the nearer tail."""
    if a + b > 0:
        return -cut_normal_left(1 - u, -b, -a)
    return cut_normal_left(u, a, b)

def cut_normal_left(u, a, b):
    lo, hi = lower_tail(a), lower_tail(b)
    p = lo + u * (hi - lo)
    if p <= 0.5:
        z = probit(p) if p > 0 else a
    else:
        q = lower_tail(-b) + (1 - u) * (lower_tail(-a) - lower_tail(-b))
        z = -probit(q) if q > 0 else b
    return min(max(z, a), b)

def incomplete_beta(x, a, b):
    """Regularised incomplete beta function by its continued fraction."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(1 - x, b, a)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
                     + a * math.log(x) + b * math.log1p(-x)) / a
    tiny = 1e-300
    c = 1.0
    d = 1 - (a + b) * x / (a + 1)
    d = 1 / (d if abs(d) > tiny else tiny)
    h = d
    for m in range(1, 1000):
        for top in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                    -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d = 1 + top * d
            d = 1 / (d if abs(d) > tiny else tiny)
            c = 1 + top / c
            c = c if abs(c) > tiny else tiny
            h *= c * d
        if abs(c * d - 1) < 1e-16:
            break
    return front * h

def beta_quantile(u, a, b):
    lo, hi = 0.0, 1.0
    x = a / (a + b)
    norm = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    for _ in range(200):
        miss = incomplete_beta(x, a, b) - u
        if miss > 0:
            hi = x
        else:
            lo = x
        slope = math.exp(norm + (a - 1) * math.log(x) + (b - 1) * math.log1p(-x))
        step = miss / slope if slope > 0 else math.inf
        new = x - step
        if not lo < new < hi:
            new = (lo + hi) / 2
        if abs(new - x) <= 1e-16 or hi - lo < 1e-17:
            return new
        x = new
    return x

def inside(x, low, high):
    """Kept strictly inside the allowed range."""
    return min(max(x, math.nextafter(low, math.inf)), math.nextafter(high, -math.inf))

def range_quantile(u, a, b, low, high):
    """The spelling "a to b": normal on the scale of a link function."""
    if math.isfinite(low) and math.isfinite(high):
        link = lambda x: math.log((x - low) / (high - x))
        back = lambda y: low + (high - low) / (1 + math.exp(-y))
    elif math.isfinite(low):
        link = lambda x: math.log(x - low)
        back = lambda y: low + math.exp(y)
    elif math.isfinite(high):
        link = lambda x: -math.log(high - x)
        back = lambda y: high - math.exp(-y)
    else:
        link = back = lambda x: x
    la, lb = link(a), link(b)
    return inside(back((la + lb) / 2 + (lb - la) / 2 / Z95 * probit(u)), low, high)

class Copula:
    """Ties uncertain values together by the rank correlations of their pairs."""

    def __init__(self, entries, uncertain):
        """`entries` are pairs of keys, each with each, and their rank; keys that are not uncertain take no part."""
        pearson = {}
        for keys, rank in entries:
            members = [key for key in keys if key in uncertain]
            for n, key in enumerate(members):
                for other in members[:n]:
                    pearson[key, other] = pearson[other, key] = 2 * math.sin(math.pi * rank / 6)
        self.members = sorted({key for pair in pearson for key in pair})
        self.L = cholesky([[1.0 if a == b else pearson.get((a, b), 0.0) for b in self.members] for a in self.members])

    def tie(self, at):
        """Puts the members' uniforms in `at` where their values are drawn."""
        z = [probit(at[key]) for key in self.members]
        for key, row in zip(self.members, self.L):
            if any(row[:-1]):
                p = lower_tail(sum(x * y for x, y in zip(row, z)))
                at[key] = min(max(p, 2.0 ** -53), 1 - 2.0 ** -53)

def cholesky(R):
    """The lower triangle L with L L' = R, each row up to its diagonal."""
    L = []
    for i, row in enumerate(R):
        new = []
        for j in range(i + 1):
            rest = row[j] - sum(a * b for a, b in zip(new, L[j] if j < i else new))
            new.append(math.sqrt(rest) if j == i else rest / L[j][j])
        L.append(new)
    return L

def is_uncertain(v):
    if isinstance(v, str):
        return v != "none" and " to " in v
    return isinstance(v, dict)

def quantile(v, u, allowed):
    """Value of the uncertain number v at its uniform u; `allowed` are the ends of what its key accepts."""
    low, high = allowed
    if isinstance(v, str):
        a, b = (float(x) for x in v.split(" to "))
        return range_quantile(u, a, b, low, high)
    if "values" in v:
        values = v["values"]
        weights = v.get("weights", [1.0] * len(values))
        rows = sorted(zip(values, weights))
        total = sum(w for _, w in rows)
        heard = 0.0
        for x, w in rows:
            heard += w
            if heard >= u * total:
                return x
        return rows[-1][0]
    if "alpha" in v:
        lo, hi = v.get("min", 0.0), v.get("max", 1.0)
        return lo + (hi - lo) * beta_quantile(u, v["alpha"], v["beta"])
    if "mean" in v or "median" in v:
        lo, hi = v.get("min", low), v.get("max", high)
        if "mean" in v:
            z = cut_normal(u, (lo - v["mean"]) / v["sd"], (hi - v["mean"]) / v["sd"])
            return min(max(v["mean"] + v["sd"] * z, lo), hi)
        ends = [(math.log(x / v["median"]) if x > 0 else -math.inf) / v["sd_log"] for x in (lo, hi)]
        return min(max(v["median"] * math.exp(v["sd_log"] * cut_normal(u, *ends)), lo), hi)
    if "mode" in v:
        lo, mode, hi = v["low"], v["mode"], v["high"]
        if v.get("shape") == "pert":
            return lo + (hi - lo) * beta_quantile(u, 1 + 4 * (mode - lo) / (hi - lo), 1 + 4 * (hi - mode) / (hi - lo))
        f = (mode - lo) / (hi - lo)
        if u < f:
            return min(lo + (hi - lo) * math.sqrt(u * f), mode)
        return max(hi - (hi - lo) * math.sqrt((1 - u) * (1 - f)), mode)
    return v["min"] + u * (v["max"] - v["min"])
