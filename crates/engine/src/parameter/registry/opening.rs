//! Keys of how things stand at the start.

use super::{DefaultValue, Entry, Range, SettingSpec, TableName};

const IN_FORCE: SettingSpec = SettingSpec { allowed: Range::closed(0.0, 4096.0), whole: true, default: |_| 0.0 };
const FRESH: &str = "the channel begins on the day of the start";
const PROMISES: Range = Range::closed(0.0, 1000.0);

pub(super) const OPENING: &[Entry] = &[
    Entry::setting(TableName::Opening, "in_force", IN_FORCE)
        .asks("How many of the first rungs of the ladder, with each repetition and tranche, are in force and honoured?")
        .measured("", "rungs")
        .because(FRESH),
    Entry::number(TableName::Opening, "idle_weeks", |n, _| &mut n.opening.idle_weeks)
        .asks("How long ago did a rung last come into force?")
        .measured("", "weeks")
        .within(Range::closed(0.0, 5200.0), 0.0, 52.0)
        .or(DefaultValue::Fixed(0.0))
        .because(FRESH),
    Entry::number(TableName::Opening, "tension", |n, _| &mut n.opening.tension)
        .asks("How high is tension?")
        .measured("X", "tension")
        .within(Range::closed(0.0, 10.0), 0.0, 2.0)
        .or(DefaultValue::Fixed(0.0))
        .because(FRESH),
    Entry::number(TableName::Opening, "sender_kept", |n, _| &mut n.opening.kept[0])
        .asks("How many promises of the sender count as kept?")
        .measured("", "promises")
        .within(PROMISES, 0.0, 20.0)
        .or(DefaultValue::Fixed(0.0))
        .because(FRESH),
    Entry::number(TableName::Opening, "sender_broken", |n, _| &mut n.opening.broken[0])
        .asks("How many promises of the sender count as broken?")
        .measured("", "promises")
        .within(PROMISES, 0.0, 20.0)
        .or(DefaultValue::Fixed(0.0))
        .because(FRESH),
    Entry::number(TableName::Opening, "target_kept", |n, _| &mut n.opening.kept[1])
        .asks("How many promises of the target count as kept?")
        .measured("", "promises")
        .within(PROMISES, 0.0, 20.0)
        .or(DefaultValue::Fixed(0.0))
        .because(FRESH),
    Entry::number(TableName::Opening, "target_broken", |n, _| &mut n.opening.broken[1])
        .asks("How many promises of the target count as broken?")
        .measured("", "promises")
        .within(PROMISES, 0.0, 20.0)
        .or(DefaultValue::Fixed(0.0))
        .because(FRESH),
];
