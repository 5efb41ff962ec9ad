//! A part of the trials of a run: one of several shards, each of whole blocks.

use super::blocks::Spec;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

/// Most shards that a run may be cut into.
pub const MOST_SHARDS: u64 = 100_000;

/// Shard `index` of `count`, written `I/N`. The whole run is shard 1 of 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Part {
    index: u64,
    count: u64,
}

/// What was given is no shard.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PartError {
    /// Not two whole numbers with a slash between them.
    #[error("`{0}` is not I/N, such as 3/64: shard 3 of 64")]
    Form(String),
    /// Too many shards, or none.
    #[error("{0} shards: from 1 to {MOST_SHARDS} are possible")]
    Count(u64),
    /// No such shard.
    #[error("there is no shard {0} of {1}: shards count from 1 to {1}")]
    Index(u64, u64),
}

impl Part {
    /// All trials.
    pub const WHOLE: Self = Self { index: 1, count: 1 };

    /// Shard `index` of `count`.
    ///
    /// # Errors
    ///
    /// Unless 1 <= `index` <= `count` <= [`MOST_SHARDS`].
    pub fn new(index: u64, count: u64) -> Result<Self, PartError> {
        if !(1..=MOST_SHARDS).contains(&count) {
            return Err(PartError::Count(count));
        }
        if !(1..=count).contains(&index) {
            return Err(PartError::Index(index, count));
        }
        Ok(Self { index, count })
    }

    /// Which shard, from 1.
    #[must_use]
    pub fn index(self) -> u64 {
        self.index
    }

    /// Of how many.
    #[must_use]
    pub fn count(self) -> u64 {
        self.count
    }

    /// The blocks of `spec` that belong to this part. The parts of one count cover all blocks, none twice, and
    /// their sizes differ by at most one block; there are empty ones where there are fewer blocks than parts.
    #[must_use]
    pub fn blocks(self, spec: Spec) -> Range<u64> {
        let bound = |index: u64| {
            let share = u128::from(spec.blocks()) * u128::from(index) / u128::from(self.count);
            u64::try_from(share).expect("at most the number of blocks")
        };
        bound(self.index - 1)..bound(self.index)
    }

    /// How many trials of `spec` belong to this part.
    #[must_use]
    pub fn trials(self, spec: Spec) -> u64 {
        spec.trials_of(self.blocks(spec))
    }
}

impl fmt::Display for Part {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{}/{}", self.index, self.count)
    }
}

impl From<Part> for String {
    fn from(part: Part) -> Self {
        part.to_string()
    }
}

impl TryFrom<String> for Part {
    type Error = PartError;

    fn try_from(text: String) -> Result<Self, PartError> {
        text.parse()
    }
}

impl FromStr for Part {
    type Err = PartError;

    fn from_str(text: &str) -> Result<Self, PartError> {
        let number = |digits: &str| {
            let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
            digits.parse().ok().filter(|_| plain).ok_or_else(|| PartError::Form(text.to_owned()))
        };
        let (index, count) = text.split_once('/').ok_or_else(|| PartError::Form(text.to_owned()))?;
        Self::new(number(index)?, number(count)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::BLOCK_TRIALS;

    #[test]
    fn parts_cover_every_trial_once() {
        for trials in [1, BLOCK_TRIALS, BLOCK_TRIALS + 1, 100_000, u64::MAX] {
            let spec = Spec { seed: 1, trials };
            for count in [1, 2, 7, 64, 1000] {
                let parts = (1..=count).map(|index| Part::new(index, count).expect("in range"));
                let (mut next, mut sum) = (0, 0);
                for part in parts {
                    assert_eq!(part.blocks(spec).start, next);
                    next = part.blocks(spec).end;
                    sum += part.trials(spec);
                }
                assert_eq!((next, sum), (spec.blocks(), trials), "{trials} trials in {count}");
            }
        }
    }

    #[test]
    fn only_shards_that_exist_are_read() {
        assert_eq!("3/64".parse(), Ok(Part { index: 3, count: 64 }));
        for wrong in ["", "3", "0/4", "5/4", "1/0", "-1/4", "+1/4", "1/2/3", "a/b", "1/100001", " 1/2"] {
            assert!(wrong.parse::<Part>().is_err(), "{wrong}");
        }
        assert_eq!(Part::new(3, 7).map(|part| part.to_string()), Ok("3/7".to_owned()));
    }
}
