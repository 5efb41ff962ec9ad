"""Random words, each addressed by (name of the purpose, index), and the samplers made from them."""
import hashlib
import math
import random
import struct

WORD = 2.0 ** 32
CONSTANTS = struct.unpack("<4I", b"expand 32-byte k")
MASK = 0xFFFFFFFF

def chacha8(key, counter, stream):
    """One block: sixteen 32-bit words."""
    start = CONSTANTS + key + (counter & MASK, counter >> 32, stream & MASK, stream >> 32)
    s = list(start)

    def quarter(a, b, c, d):
        for x, y, z, left in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            s[x] = (s[x] + s[y]) & MASK
            t = s[z] ^ s[x]
            s[z] = (t << left | t >> (32 - left)) & MASK

    for _ in range(4):
        for n in range(4):
            quarter(n, 4 + n, 8 + n, 12 + n)
        for n in range(4):
            quarter(n, 4 + (n + 1) % 4, 8 + (n + 2) % 4, 12 + (n + 3) % 4)
    return [(x + y) & MASK for x, y in zip(s, start)]

class Generator:
    """The addressed generator of the description."""

    def __init__(self, seed):
        self.seed, self.keys = seed, {}

    def set_trial(self, trial):
        self.trial, self.blocks = trial, {}

    def uniform(self, name, index):
        block = self.blocks.get((name, index >> 4))
        if block is None:
            key = self.keys.get(name)
            if key is None:
                text = b"detente draw 1" + struct.pack("<Q", self.seed) + name.encode()
                key = struct.unpack("<8I", hashlib.sha256(text).digest())
                self.keys[name] = key
            block = chacha8(key, index >> 4, self.trial)
            self.blocks[(name, index >> 4)] = block
        return (block[index & 15] + 0.5) / WORD

class OwnLuck:
    """Luck that owes nothing to the description: one of Python's generators for every trial."""

    def __init__(self, seed):
        self.seed = seed

    def set_trial(self, trial):
        self.source, self.known = random.Random(f"{self.seed} {trial}"), {}

    def uniform(self, name, index):
        return self.known.setdefault((name, index), (self.source.getrandbits(32) + 0.5) / WORD)

class MissingDraw(Exception):
    pass

class Given:
    """Words read from a trace. Remembers which were asked for."""

    def __init__(self, words):
        self.words, self.asked = words, set()

    def uniform(self, name, index):
        self.asked.add((name, index))
        if (name, index) not in self.words:
            raise MissingDraw(f"the trace has no draw {name} {index}")
        return self.words[name, index]

# ---- samplers ----------------------------------------------------------------------------------------

def certain(p):
    return p * WORD > WORD - 1      # every word is below

def happens(random_numbers, p, name, index):
    if certain(p):
        return True
    if not p > 0:
        return False
    return math.floor(random_numbers.uniform(name, index) * WORD) < p * WORD

def exponential(random_numbers, name, index):
    return -math.log(random_numbers.uniform(name, index))

def wait(random_numbers, mean, name, index):
    return mean * exponential(random_numbers, name, index) if mean > 0 else 0.0

def pair(random_numbers, name, index):
    return -math.log(random_numbers.uniform(name, index) * random_numbers.uniform(name, index + 1))

def count(random_numbers, mean, name, index):
    if not mean > 0:
        return 0
    mean = min(mean, 20.0)
    u = random_numbers.uniform(name, index)
    c = 0
    term = cum = math.exp(-mean)
    while u >= cum and c < 63:
        c += 1
        term *= mean / c
        cum += term
    return c

def strikes(random_numbers, hazard, name, index):
    if not hazard > 0:
        return False
    if hazard == math.inf:
        return True
    return random_numbers.uniform(name, index) < -math.expm1(-hazard)

def severity(random_numbers, name, index):
    u = random_numbers.uniform(name, index)
    return 1 if u < 0.54 else 2 if u < 0.9 else 3

def wide(random_numbers, name):
    w1 = math.floor(random_numbers.uniform(name, 0) * WORD)
    w2 = math.floor(random_numbers.uniform(name, 1) * WORD)
    return (w1 * 2 ** 21 + w2 // 2 ** 11 + 0.5) / 2.0 ** 53
