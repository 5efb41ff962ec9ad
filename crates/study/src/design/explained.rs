//! What the assumptions of a scenario explain of how its trials differ, one by one and all together.

use super::indices::{Indices, Part, Seen, between};
use detente_engine::observe::MEASURES;
use detente_engine::statistics::{Confidence, Interval, part_of, true_variance_interval};
use detente_engine::tally::{InputCounts, MeasureCounts, WorldTally};

/// Of one measure, what its assumptions explain. Parts are of the variance between trials, unless said otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    /// Input by input.
    pub indices: Indices,
    /// What no file states, all keys together and by themselves; none where nothing is drawn so.
    pub unstated: Option<Part>,
    /// All assumptions together, chance averaged out; none where worlds were not simulated.
    pub assumed: Option<Part>,
}

impl Explained {
    /// By [`MEASURES`], from the counts of trials by input and by world, and from a pass over worlds; none where a measure never
    /// varied.
    #[must_use]
    pub fn of(
        inputs: &InputCounts,
        by_world: &[MeasureCounts],
        worlds: Option<&WorldTally>,
    ) -> [Option<Self>; MEASURES.len()] {
        std::array::from_fn(|measure| {
            let indices = Seen::of(inputs, measure).indices()?;
            let assumed =
                worlds.and_then(|worlds| true_variance_interval(&worlds.measures()[measure], Confidence::NINETY_FIVE));
            let scaled = |(value, interval): (f64, Interval)| {
                let [value, low, high] = [value, interval.low, interval.high].map(|one| one / indices.variance);
                Part { value, interval: Interval { low, high } }
            };
            Some(Self { unstated: between(by_world.iter(), measure), assumed: assumed.map(scaled), indices })
        })
    }

    /// `part` as a part of what all assumptions explain; none where that cannot be told from nothing.
    #[must_use]
    pub fn of_assumed(&self, part: Part) -> Option<Part> {
        let whole = self.assumed?;
        let (value, interval) = part_of((part.value, part.interval), (whole.value, whole.interval))?;
        Some(Part { value, interval })
    }
}
