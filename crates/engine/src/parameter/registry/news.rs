//! Keys of what was observed.

use super::{Entry, Kind, TableName};
use crate::domain::NewsEvent;

pub(super) const OBSERVED: &[Entry] = &[
    Entry::plain(TableName::Observed, "date", Kind::Date).asks("By which day had it been observed?"),
    Entry::plain(
        TableName::Observed,
        "event",
        Kind::Choice(|| NewsEvent::ALL.iter().map(|value| (value.word(), value.meaning())).collect()),
    )
    .asks("What was observed?"),
    Entry::plain(TableName::Observed, "who", Kind::Actor).asks("Whose doing was it, where the event names somebody?"),
    Entry::plain(TableName::Observed, "rung", Kind::RungName)
        .asks("On which rung was it (any part of one that is repeated, or one part, as `rung.2`)?"),
    Entry::plain(TableName::Observed, "since", Kind::Date).asks("From which day on does it count?"),
    Entry::flag(TableName::Observed, "happened", |_| true)
        .asks("Did it happen (`false`: it had not happened by then)?"),
];
