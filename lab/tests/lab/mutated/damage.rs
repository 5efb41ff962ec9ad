//! Damage at random, the same for the same number.

/// Pseudo-random numbers that need no crate: xorshift64*.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self((seed + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16) % bound.max(1) as u64) as usize
    }

    pub(crate) fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// Scraps that mean something to one reader or another.
const SCRAPS: [&str; 58] = [
    "\"",
    "'",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "=",
    ",",
    ".",
    "\n",
    "#",
    "\\",
    "\\u0000",
    "\u{feff}",
    "\u{202e}",
    "é",
    "nan",
    "inf",
    "-0.0",
    "1e999",
    "-1",
    "0",
    "4294967296",
    "18446744073709551615",
    "0.1 to 0.9",
    "none",
    "true",
    "null",
    "[rung.x]",
    "[ladder]\norder = []",
    "extends = \"x\"",
    "basis = \"press\"",
    "tranches = 4000",
    "repeat = 50",
    "horizon_weeks = 5200",
    "step_days = 0.25",
    "\"bins\":99999999",
    "\"trials\":0",
    "{\"a\":",
    "[0,0]",
    "needs = []",
    "kind = \"funds\"",
    "{ low = 1, mode = 2, high = 3 }",
    "sender",
    ";",
    "\t",
    "\r",
    "sep=;",
    "0,5",
    "1.234,5",
    "WAHR",
    "=1+1",
    "0.2..0.6:5",
    ":10000",
    "==== records/rich.json\n",
    "\n====\n",
];

/// One damage to `bytes`.
pub(crate) fn damage(bytes: &mut Vec<u8>, other: &[u8], dice: &mut Dice) {
    let at = dice.below(bytes.len() + 1);
    let end = (at + 1 + dice.below(40)).min(bytes.len());
    match dice.below(10) {
        0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
        1 => bytes.insert(at, dice.below(256) as u8),
        2 => drop(bytes.drain(at..end)),
        3 => bytes.truncate(at),
        4 => drop(bytes.splice(at..at, bytes[at..end].to_vec())),
        5 => {
            let from = dice.below(other.len() + 1);
            let to = (from + dice.below(200)).min(other.len());
            drop(bytes.splice(at..end, other[from..to].iter().copied()));
        }
        6 => swap_lines(bytes, dice),
        7 => replace_number(bytes, at, dice),
        _ => drop(bytes.splice(at..at, dice.of(&SCRAPS).bytes())),
    }
}

fn swap_lines(bytes: &mut Vec<u8>, dice: &mut Dice) {
    let mut lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    let (one, other) = (dice.below(lines.len()), dice.below(lines.len()));
    lines.swap(one, other);
    *bytes = lines.join(&b'\n');
}

/// Puts another number in place of the next one after `at`.
fn replace_number(bytes: &mut Vec<u8>, at: usize, dice: &mut Dice) {
    let Some(from) = bytes[at..].iter().position(u8::is_ascii_digit).map(|found| at + found) else { return };
    let length = bytes[from..].iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
    let numbers = ["0", "1", "2", "0.5", "1e-9", "1e9", "9007199254740993", "-3", "5200", "99999999999999999999"];
    bytes.splice(from..from + length, dice.of(&numbers).bytes());
}
