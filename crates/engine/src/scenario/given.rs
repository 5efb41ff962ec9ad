//! What a scenario gives under one dotted key, checked by itself: kind and range, not yet relations.

use super::diagnose::Place;
use super::tree::Provenance;
use crate::parameter::Distribution;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A value under its key.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub(super) place: Place,
    pub(super) provenance: Provenance,
    pub(super) reading: Reading,
}

/// What a value was understood as.
#[derive(Clone, Debug)]
pub(super) enum Reading {
    /// A fault was reported; the default stands in so that checking can go on.
    Faulty,
    /// The word `none`: absent.
    Nothing,
    Number(f64),
    /// A distribution, and the same as text.
    Uncertain(Distribution, String),
    Word(String),
    Flag(bool),
    Date(Date),
    /// Ids with their places.
    Ids(Vec<(String, Place)>),
}

/// Ids of one category with the place of each, and whether the place is the id's own table header.
pub(super) type Ids = BTreeMap<String, Place>;

/// Everything given, by dotted key, and the ids that exist.
#[derive(Debug, Default)]
pub(super) struct AllGiven {
    pub(super) values: BTreeMap<String, Given>,
    pub(super) parties: Ids,
    pub(super) bodies: Ids,
    pub(super) objectors: Ids,
    pub(super) spoilers: Ids,
    pub(super) turnovers: Ids,
    pub(super) rungs: Ids,
    pub(super) observed: Ids,
    pub(super) correlated: Ids,
    /// What is given on rungs: `<rung>.<side>`, side being `sender`, `target` or `both`.
    pub(super) sides: Ids,
}
