//! Something that was found, and what is drawn of it.

use crate::cell::points;
use crate::estimate::Estimate;
use detente_engine::domain::Outcome;
use detente_study::calibrate::FitStatus;
use detente_study::figure::Unit;
use detente_study::table::{Table, of_a_hundred, share_percent};
use detente_study::target::Compares;

/// Something that was found: what it says, its picture where it has one, and the rows behind it.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    /// Stem of its file.
    pub(crate) name: String,
    /// What it shows.
    pub(crate) heading: String,
    /// What it says.
    pub(crate) sentence: String,
    /// What the picture leaves out; empty where nothing.
    pub(crate) left_out: String,
    /// What is listed below that, a sentence each; empty where the picture says it all.
    pub(crate) listed: Vec<String>,
    /// The rows behind it, in the order of the picture where it shows single rows.
    pub(crate) rows: Table,
    /// The picture; none where sentences and rows say it all.
    pub(crate) picture: Option<Picture>,
}

impl Finding {
    /// What it says, and what its picture leaves out.
    pub(crate) fn caption(&self) -> String {
        if self.left_out.is_empty() { self.sentence.clone() } else { format!("{} {}", self.sentence, self.left_out) }
    }
}

/// What is drawn.
#[derive(Clone, Debug)]
pub(crate) enum Picture {
    /// Bars from zero.
    Effects(Vec<Effect>),
    /// Where the trials of each end of the base go.
    Flows(Vec<Flow>),
    /// Differences over the worlds.
    Dots(Vec<Dots>),
    /// Targets beside what the worlds say of their figures.
    Targets(Vec<TargetMark>),
    /// Keys before and after.
    Keys(Vec<KeyMark>),
}

/// A bar from zero.
#[derive(Clone, Debug)]
pub(crate) struct Effect {
    /// Whose it is.
    pub(crate) label: String,
    /// Its length with its interval, a share or a difference of shares.
    pub(crate) length: Estimate,
    /// Whether it is a difference, which has a sign.
    pub(crate) signed: bool,
    /// Whether more is better; none where that is not for the page to say.
    pub(crate) wanted: Option<bool>,
    /// The key of the value that it is about; empty where it is about none.
    pub(crate) key: String,
}

/// Equally likely values of a difference over the worlds.
#[derive(Clone, Debug)]
pub(crate) struct Dots {
    /// What differs.
    pub(crate) label: String,
    /// The values, the lowest first, as differences of shares.
    pub(crate) values: Vec<f64>,
    /// Whether more is better.
    pub(crate) wanted: bool,
    /// Share of all worlds in which it is better, as the table of differences has it.
    pub(crate) better: f64,
}

impl Dots {
    /// Whether they differ from world to world by more than chance: where they do not, all are the mean, which tells nothing of worlds.
    pub(crate) fn are_spread(&self) -> bool {
        self.values.first() < self.values.last()
    }

    /// How surely it is better, or worse: the larger of the two shares of the worlds, none where they do not differ beyond chance.
    pub(super) fn sureness(&self) -> f64 {
        if self.are_spread() { self.better.max(1.0 - self.better) } else { 0.0 }
    }

    /// In how many worlds of a hundred it is better, in words.
    pub(crate) fn words(&self) -> String {
        if !self.are_spread() {
            return "differs by no more than chance from world to world".to_owned();
        }
        format!("better in {} worlds", of_a_hundred(self.better))
    }
}

/// Trials that end one way under the base and another, or the same, under the other plan.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Flow {
    /// Under the base.
    pub(crate) from: Outcome,
    /// Under the other.
    pub(crate) to: Outcome,
    /// Share of all trials.
    pub(crate) share: f64,
}

impl Effect {
    /// Whether its interval leaves out zero.
    pub(crate) fn is_told_apart(&self) -> bool {
        self.length.low > 0.0 || self.length.high < 0.0
    }

    /// Whose it is, with the key under which it stands in files and tables.
    pub(crate) fn told(&self) -> String {
        if self.key.is_empty() || self.key == self.label {
            self.label.clone()
        } else {
            format!("{} ({})", self.label, self.key)
        }
    }

    /// Its length in words.
    pub(crate) fn figure(&self) -> String {
        if self.signed { format!("{} points", points(self.length.value)) } else { share_percent(self.length.value) }
    }

    /// Its interval in words.
    pub(crate) fn interval(&self) -> String {
        let Estimate { low, high, .. } = self.length;
        if self.signed {
            format!("{} to {}", points(low), points(high))
        } else {
            format!("{:.1} to {:.1} %", 100.0 * low, 100.0 * high)
        }
    }
}

/// A target beside what the worlds say of its figure. Estimates are medians with their 5 % and 95 % quantiles.
#[derive(Clone, Debug)]
pub(crate) struct TargetMark {
    /// Its id.
    pub(crate) id: String,
    /// What is measured.
    pub(crate) measured: String,
    /// Unit of the figure.
    pub(crate) unit: Unit,
    /// How it stands to the figure.
    pub(crate) compares: Compares,
    /// What was counted, with one standard deviation to both sides.
    pub(crate) target: Estimate,
    /// Before anything was counted.
    pub(crate) before: Option<Estimate>,
    /// Over the weighted worlds.
    pub(crate) after: Option<Estimate>,
    /// Over worlds that were weighted without it.
    pub(crate) left_out: Option<Estimate>,
    /// How far off the median after is, in standard deviations.
    pub(super) miss: Option<f64>,
    /// Whether it only was looked at.
    pub(super) held_out: bool,
    /// How the weighted worlds stand to it.
    pub(crate) status: FitStatus,
}

/// A key before and after, on its own scale.
#[derive(Clone, Debug)]
pub(crate) struct KeyMark {
    /// Its name.
    pub(crate) label: String,
    /// Median, 5 % and 95 % quantile before.
    pub(crate) before: Estimate,
    /// The same after.
    pub(crate) after: Estimate,
    /// Quartiles after.
    pub(crate) quartiles: [f64; 2],
    /// Information gained, in bits.
    pub(super) information: f64,
}

/// What a picture leaves out.
pub(super) fn shown(shown: usize, all: usize, what: &str) -> String {
    if shown < all { format!("Shown: the {shown} largest of {all} {what}.") } else { String::new() }
}
