//! The generator and the samplers as text: one line an answer, floats by their bits.

use detente_engine::random::{
    Chance, LARGEST_COUNT, LARGEST_MEAN, PurposeBook, RandomBlocks, Words, exponential, exponential_pair, poisson,
    strikes, uniform, uniform_wide,
};
use std::fmt::Write as _;

/// Words near the ends, near one half, and two from nowhere.
const WORDS: [u32; 8] = [0, 1, 0x1234_5678, 0x7fff_ffff, 0x8000_0000, 0xc0ff_ee00, 0xffff_fffe, 0xffff_ffff];

/// The probability of one word.
const WORD: f64 = 1.0 / 4_294_967_296.0;

/// Words of some purposes, trials and places; the trials lie in different groups, the places in different blocks.
pub(crate) fn generator() -> String {
    let names = ["rung/hotline/deed", "party/iran/government", "confrontation"];
    let mut book = PurposeBook::default();
    let purposes = names.map(|name| book.enter(name.to_owned()).expect("room"));
    let mut text = String::new();
    for seed in [0, 1, u64::MAX] {
        let keys = book.keys(seed);
        let mut random = RandomBlocks::new(&keys);
        for (name, purpose) in names.iter().zip(purposes) {
            let key: Vec<String> = keys[purpose.index()].iter().map(|word| format!("{word:08x}")).collect();
            _ = writeln!(text, "key   seed {seed} {name}: {}", key.join(" "));
            for trial in [0, 15, 16, 1_000_003, 1 << 40] {
                random.turn_to(trial);
                let at = |index: u64| random.word(purpose, index);
                let words: Vec<String> =
                    [0, 1, 15, 16, 63, 64, 1 << 36].map(at).iter().map(|word| format!("{word:08x}")).collect();
                _ = writeln!(text, "words seed {seed} {name} trial {trial}: {}", words.join(" "));
            }
        }
    }
    text
}

fn bits(number: f64) -> String {
    format!("{:016x} {number:e}", number.to_bits())
}

/// Every sampler, and every branch of each.
pub(crate) fn samplers() -> String {
    let mut text = String::new();
    for word in WORDS {
        _ = writeln!(text, "uniform {word:08x}: {}", bits(uniform(word)));
        _ = writeln!(text, "uniform_wide {word:08x} 89abcdef: {}", bits(uniform_wide(word, 0x89ab_cdef)));
        _ = writeln!(text, "exponential {word:08x}: {}", bits(exponential(word)));
        _ = writeln!(text, "exponential_pair {word:08x} 89abcdef: {}", bits(exponential_pair(word, 0x89ab_cdef)));
    }
    // Below 0 and undefined, whole and broken numbers of words, certain.
    for probability in [f64::NAN, -0.5, 0.0, 1e-300, WORD, 1.5 * WORD, 0.1, 0.5, 1.0, 7.0] {
        let chance = Chance::of(probability);
        _ = writeln!(text, "chance {probability:e}: {chance:?} open {}{}", chance.is_open(), occurs(chance));
    }
    // No word, rounded down and up, nearly all, all.
    for hazard in [0.0, 1e-12, 1.4 * WORD, 1.6 * WORD, 0.003, 0.7, 5.0, 20.0, 60.0] {
        let chance = Chance::of_hazard(hazard);
        _ = writeln!(text, "chance of hazard {hazard:e}: {chance:?} open {}{}", chance.is_open(), occurs(chance));
        let struck: Vec<String> =
            WORDS.iter().filter(|word| strikes(**word, hazard)).map(|word| format!("{word:08x}")).collect();
        _ = writeln!(text, "strikes {hazard:e}: on {}", struck.join(" "));
    }
    // Under the short cut, beside it, at the largest mean and past it. No word reaches the largest count.
    for mean in [0.0, 1e-9, 0.06, 0.7, 1.0, 3.0, 12.0, LARGEST_MEAN, 1e6] {
        let counts: Vec<String> = WORDS.iter().map(|word| poisson(*word, mean).to_string()).collect();
        _ = writeln!(text, "poisson {mean:e}: {}", counts.join(" "));
    }
    _ = writeln!(text, "largest count {LARGEST_COUNT}");
    text
}

fn occurs(chance: Chance) -> String {
    WORDS
        .iter()
        .filter(|word| chance.occurs(**word))
        .fold(", on".to_owned(), |text, word| text + &format!(" {word:08x}"))
}
