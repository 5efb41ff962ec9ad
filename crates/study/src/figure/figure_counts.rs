//! What the trials leave for a list of figures.

use super::counts::Counts;
use super::estimate::{Counted, estimate};
use super::figure::Figure;
use super::plans::FigurePlans;
use super::rate_estimate::RateEstimate;
use super::sums::of_means;
use detente_engine::statistics::RatioSums;

/// Sums over trials for a list of figures.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureCounts {
    /// By figure, of those that are made of means; nothing was added for the others.
    pub sums: Vec<RatioSums>,
    /// Of histories with the channel; none where no figure needs them.
    pub channel: Option<Counts>,
    /// Of histories without a ladder; none where no figure needs them.
    pub no_ladder: Option<Counts>,
}

impl FigureCounts {
    /// Of no trial yet.
    #[must_use]
    pub fn new(plans: &FigurePlans<'_>, figures: &[Figure]) -> Self {
        let needs_history = figures.iter().any(Figure::needs_history);
        Self {
            sums: vec![RatioSums::default(); figures.len()],
            channel: needs_history.then(|| Counts::new(plans.plan)),
            no_ladder: plans.no_ladder.as_ref().map(Counts::new),
        }
    }

    /// Adds what others summed up of the same figures of the same plans. Counts, and sums of what happens or does not, are those of
    /// all trials exactly, whatever was added first; sums of other numbers hang on the order by their last digits.
    #[must_use]
    pub fn merged(mut self, other: &Self) -> Self {
        for (own, other) in self.sums.iter_mut().zip(&other.sums) {
            *own = own.merged(other);
        }
        let both =
            |own: Option<Counts>, other: &Option<Counts>| own.zip(other.as_ref()).map(|(own, other)| own.merged(other));
        self.channel = both(self.channel, &other.channel);
        self.no_ladder = both(self.no_ladder, &other.no_ladder);
        self
    }

    /// The estimate of each of `figures`, in order; `None` where nothing happened that it could be told from.
    #[must_use]
    pub fn estimates(&self, plans: &FigurePlans<'_>, figures: &[Figure]) -> Vec<Option<RateEstimate>> {
        let counted = Counted { plan: plans.plan, channel: self.channel.as_ref(), no_ladder: self.no_ladder.as_ref() };
        let of = |(figure, sums): (&Figure, &RatioSums)| match figure {
            Figure::Named(named) if figure.means().is_none() => estimate(*named, &counted),
            _ => of_means(figure, sums),
        };
        figures.iter().zip(&self.sums).map(of).collect()
    }
}
