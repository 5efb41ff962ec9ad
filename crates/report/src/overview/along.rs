//! Measures of many scenarios along an axis.

use super::Point;
use crate::bound::Measure;

/// Places along an axis that are drawn one by one.
pub(super) const MOST_PLACES: usize = 400;

/// A picture: the same axis once for every measure.
#[derive(Clone, Debug)]
pub(crate) struct Along {
    /// Stem of its file.
    pub(crate) name: String,
    /// Along which key of the sweep, by its place; none along ranks.
    pub(crate) key: Option<usize>,
    /// What lies along it, in words.
    pub(super) called: String,
    /// What it shows.
    pub(crate) title: String,
    /// What it says.
    pub(crate) sentence: String,
    /// How its marks are to be read.
    pub(crate) reading: String,
    /// What the axis is, in words.
    pub(crate) about: String,
    /// The axis.
    pub(crate) axis: Axis,
    /// A panel for every measure.
    pub(crate) panels: Vec<Panel>,
}

impl Along {
    /// What a key moves most, as a title; none along ranks, which move by themselves.
    pub(super) fn found(&self) -> Option<String> {
        self.key?;
        let most = self.sentence.strip_prefix("It moves")?.trim_end_matches('.');
        Some(format!("{} moves{most}", self.called))
    }
}

/// What lies along the axis.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Axis {
    /// Numbers from one end to the other.
    Numbers([f64; 2]),
    /// Words, at 1, 2 and so on.
    Words(Vec<String>),
    /// So many scenarios by rank, at 1, 2 and so on.
    Ranks(usize),
}

/// One measure.
#[derive(Clone, Debug)]
pub(crate) struct Panel {
    /// Which.
    pub(crate) measure: Measure,
    /// Its marks, along the axis.
    pub(crate) strips: Vec<Strip>,
}

/// What is drawn at one place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Strip {
    /// Where.
    pub(crate) at: f64,
    /// The ends of the pale band.
    pub(crate) outer: [f64; 2],
    /// The ends of the dark band, where there is one.
    pub(crate) inner: Option<[f64; 2]>,
    /// The line.
    pub(crate) middle: f64,
}

impl Strip {
    /// One scenario: its figure in its interval.
    pub(super) fn of_one(at: f64, [value, low, high]: [f64; 3]) -> Self {
        Self { at, outer: [low, high], inner: None, middle: value }
    }

    /// Several scenarios: the lowest and the highest, the middle half, the middle one.
    pub(super) fn of_several(at: f64, mut values: Vec<f64>) -> Option<Self> {
        values.sort_by(f64::total_cmp);
        let last = values.len().checked_sub(1)?;
        let inner = [values[last / 4], values[last - last / 4]];
        Some(Self { at, outer: [values[0], values[last]], inner: Some(inner), middle: values[last / 2] })
    }
}

/// The panels of all measures that any of `points` has, their marks made by `strips`.
pub(super) fn panels(points: &[Point], strips: impl Fn(usize) -> Vec<Strip>) -> Vec<Panel> {
    let has = |at: usize| points.iter().any(|point| point.measures[at].is_some());
    let measures = Measure::all().enumerate().filter(|(at, _)| has(*at));
    measures.map(|(at, measure)| Panel { measure, strips: strips(at) }).collect()
}

/// The scenarios from the least to the most of each measure.
pub(super) fn ranks(points: &[Point]) -> Along {
    let strips = |at: usize| {
        let mut values: Vec<[f64; 3]> = points.iter().filter_map(|point| point.measures[at]).collect();
        values.sort_by(|one, other| one[0].total_cmp(&other[0]));
        let places = thinned(values.len());
        places.into_iter().map(|place| Strip::of_one((place + 1) as f64, values[place])).collect()
    };
    Along {
        name: "comparison".to_owned(),
        key: None,
        called: "rank".to_owned(),
        title: "How the scenarios end, from the lowest to the highest".to_owned(),
        sentence: "Every panel has the scenarios in an order of their own: by its figure, the lowest first.".to_owned(),
        reading: "Line: the figure. Band: chance (95 %), which more trials narrow.".to_owned(),
        about: "scenarios, the lowest figure first".to_owned(),
        axis: Axis::Ranks(points.len()),
        panels: panels(points, strips),
    }
}

/// At most [`MOST_PLACES`] of so many places, evenly, the first and the last among them.
fn thinned(number: usize) -> Vec<usize> {
    let drawn = number.min(MOST_PLACES);
    (0..drawn).map(|nth| nth * (number - 1) / (drawn - 1).max(1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_several_is_one_of_them() {
        let strip = Strip::of_several(0.0, vec![0.4, 0.1, 0.3, 0.2, 0.9]).expect("some");
        assert_eq!((strip.outer, strip.inner, strip.middle), ([0.1, 0.9], Some([0.2, 0.4]), 0.3));
        assert_eq!(Strip::of_several(0.0, vec![0.2, 0.1]).map(|strip| strip.middle), Some(0.1));
        assert_eq!(Strip::of_several(0.0, Vec::new()), None);
    }

    #[test]
    fn thinned_places_keep_their_ends() {
        assert_eq!(thinned(3), [0, 1, 2]);
        assert_eq!(thinned(1), [0]);
        let places = thinned(10_000);
        assert_eq!((places.len(), places[0], places[MOST_PLACES - 1]), (MOST_PLACES, 0, 9_999));
        assert!(places.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
