//! Something that was counted or is asked for, to be set beside a figure of the model.

use super::compares::Compares;
use super::spread::Spread;
use crate::figure::{Figure, Scale};
use crate::scenario::Diagnostic;
use detente_engine::plan::Plan;
use detente_engine::statistics::Interval;
use std::ops::Range;

/// A target as its file gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Id.
    pub id: String,
    /// What is measured, in words that fit in front of a number; the meaning of the figure where the file has none.
    pub measured: String,
    /// What of the model it is set beside; nothing where the model has nothing of the kind, and then it does not compare.
    pub figure: Option<Figure>,
    /// The figure counted.
    pub value: f64,
    /// Its chance.
    pub spread: Spread,
    /// How far the model may miss it, as one standard deviation in the unit of the figure; 0 also where it does not compare and nobody
    /// has said.
    pub discrepancy: f64,
    /// Why the discrepancy is as large; empty where nobody has said.
    pub discrepancy_why: String,
    /// Of how many it was counted.
    pub n: String,
    /// What was counted as what.
    pub rule: String,
    /// The data, named as their authors name them.
    pub source: String,
    /// How it stands to the figure.
    pub compares: Compares,
    /// Whether it has no part in a calibration and is only looked at.
    pub held_out: bool,
    /// Why it is no more than a bound, or nothing at all.
    pub note: String,
    /// Why the model is off, written by hand; empty while nobody has.
    pub explained: String,
    /// Where the figure stands in the text of the file, in bytes.
    pub place: Range<usize>,
}

impl Target {
    /// The scale on which it is set beside the figure.
    #[must_use]
    pub fn scale(&self) -> Scale {
        self.figure.as_ref().map_or(Scale::Plain, |figure| figure.unit().scale())
    }

    /// Its value on the scale.
    #[must_use]
    pub fn transformed(&self) -> f64 {
        self.scale().transformed(self.value)
    }

    /// The standard deviation of its chance, on the scale.
    #[must_use]
    pub fn spread_sd(&self) -> f64 {
        self.spread.sd(self.scale(), self.value)
    }

    /// The standard deviation by which the model may miss it, on the scale, by the delta method at its value.
    #[must_use]
    pub fn discrepancy_sd(&self) -> f64 {
        self.discrepancy * self.scale().slope(self.value)
    }

    /// Both together, on the scale: the root of the sum of their squares. Above 0.
    #[must_use]
    pub fn sd(&self) -> f64 {
        let (spread, discrepancy) = (self.spread_sd(), self.discrepancy_sd());
        (spread * spread + discrepancy * discrepancy).sqrt()
    }

    /// The 95 % interval of its chance.
    #[must_use]
    pub fn interval(&self) -> Interval {
        self.spread.interval(self.scale(), self.value)
    }

    /// Why it cannot be told of trials of `plan`; empty where it can, or does not compare.
    #[must_use]
    pub fn fits(&self, plan: &Plan) -> Vec<Diagnostic> {
        let compared = self.figure.as_ref().filter(|_| self.compares != Compares::No);
        compared.map_or_else(Vec::new, |figure| figure.misfits(plan))
    }
}
