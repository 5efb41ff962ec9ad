//! Keys of uncertain values that hang together.

use super::{Entry, Kind, Range, SettingSpec, TableName};

const RANK: SettingSpec = SettingSpec { allowed: Range::open(-1.0, 1.0), whole: false, default: |_| 0.0 };

pub(super) const CORRELATED: &[Entry] = &[
    Entry::plain(TableName::Correlated, "keys", Kind::Keys)
        .asks("Which uncertain values hang together, each with each?"),
    Entry::setting(TableName::Correlated, "rank", RANK)
        .asks("How strongly, as a rank correlation (above 0: high together; below 0: one is high where the other is low)?")
        .because("values of which nothing is said are independent"),
];
