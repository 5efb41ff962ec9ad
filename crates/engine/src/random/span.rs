//! Which words bring an event: neighbouring words.

use super::sample::{Chance, WORDS};

/// Words from one to another, without gaps; at least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    first: u32,
    /// How many there are, less one.
    more: u32,
}

impl Span {
    /// Every word whose uniform is `uniform` or more, and one more at most; none where there is no such word.
    #[inline]
    #[must_use]
    pub fn from(uniform: f64) -> Option<Self> {
        let first = uniform * WORDS - 1.0;
        let more = |first: u32| Self { first, more: u32::MAX - first };
        (first < WORDS - 1.0).then(|| more(first.max(0.0) as u32))
    }

    /// Every word whose uniform lies under `uniform`, and one more at most; none where there is no such word.
    #[inline]
    #[must_use]
    pub fn under(uniform: f64) -> Option<Self> {
        (uniform > 0.0).then(|| Self { first: 0, more: (uniform * WORDS).min(WORDS) as u32 })
    }

    /// The words on which an event of this chance occurs.
    #[must_use]
    pub fn of(chance: Chance) -> Option<Self> {
        let all = Self { first: 0, more: u32::MAX };
        chance.bound().map_or(Some(all), |bound| bound.checked_sub(1).map(|more| Self { more, ..all }))
    }

    /// Every word on which a Poisson count of mean `mean` is not 0, and a few more: under `1 - mean` it surely is (see
    /// [`poisson`](super::poisson)).
    #[inline]
    #[must_use]
    pub fn of_count(mean: f64) -> Option<Self> {
        Self::from(1.0 - mean)
    }

    /// Whether any of them may lie between `least` and `greatest`.
    #[inline(always)]
    #[must_use]
    pub fn meets(self, least: u32, greatest: u32) -> bool {
        self.first <= greatest && least <= self.first.saturating_add(self.more)
    }

    /// Whether `word` is one of them.
    #[inline(always)]
    #[must_use]
    pub fn holds(self, word: u32) -> bool {
        word.wrapping_sub(self.first) <= self.more
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{poisson, uniform};
    use super::*;

    /// Whatever the uniform, no word on which something comes lies outside of its span, and hardly any other inside.
    #[test]
    fn a_span_holds_every_word_that_it_must_and_few_more() {
        let holds = |span: Option<Span>, word: u32| span.is_some_and(|span| span.holds(word));
        let edges = [0_u32, 1, 2, 77, 1 << 31, u32::MAX - 1, u32::MAX];
        for word in edges {
            for other in edges {
                let at = uniform(other);
                assert!(uniform(word) < at || holds(Span::from(at), word), "{word} from {at}");
                assert!(uniform(word) >= at || holds(Span::under(at), word), "{word} under {at}");
            }
            assert!(holds(Span::from(0.0), word) && holds(Span::from(-3.0), word) && holds(Span::under(1.5), word));
            assert!(!holds(Span::under(0.0), word) && !holds(Span::from(1.0), word));
            for probability in [0.0, 0.5, 1.0] {
                assert_eq!(holds(Span::of(Chance::of(probability)), word), Chance::of(probability).occurs(word));
            }
        }
        for (least, greatest) in edges.iter().flat_map(|least| edges.map(|greatest| (*least, greatest))) {
            for span in [Span::from(0.5), Span::under(0.25), Span::of_count(0.1)].into_iter().flatten() {
                let held = edges.iter().any(|word| span.holds(*word) && (least..=greatest).contains(word));
                assert!(!held || span.meets(least, greatest), "{span:?} between {least} and {greatest}");
            }
        }
        assert!(!Span::under(0.25).unwrap().meets(1 << 31, u32::MAX) && !Span::from(0.5).unwrap().meets(0, 77));
        for mean in [0.0, 0.01, 0.3, 1.0, 7.0] {
            for word in edges {
                assert!(poisson(word, mean) == 0 || holds(Span::of_count(mean), word), "{word} at a mean of {mean}");
            }
        }
        assert!(!holds(Span::from(0.5), (1 << 31) - 2) && !holds(Span::under(0.5), (1 << 31) + 1));
    }
}
