//! Keys at the head of a file and of `[run]`.

use super::{DefaultWord, Entry, Kind, Range, SettingSpec, TableName};
use crate::domain::{Defaults, Judge, Until};

const WEEKS: SettingSpec = SettingSpec { allowed: Range::closed(1.0, 5200.0), whole: false, default: |_| 260.0 };
const STEP: SettingSpec = SettingSpec { allowed: Range::closed(0.25, 28.0), whole: false, default: |_| 7.0 };

pub(super) const ROOT: &[Entry] = &[
    Entry::plain(TableName::Root, "title", Kind::Text).asks("What is the scenario called?"),
    Entry::plain(TableName::Root, "start", Kind::Date).asks("On which date does week 0 begin?"),
    Entry::setting(TableName::Root, "horizon_weeks", WEEKS)
        .asks("For how long is the future of interest?")
        .measured("", "weeks")
        .because("five years, the window over which recurrence of crises is usually counted"),
    Entry::plain(TableName::Root, "confrontation", Kind::Text).asks("What exactly shall count as confrontation?"),
    Entry::words(
        TableName::Root,
        "defaults",
        || Defaults::ALL.iter().map(|value| (value.word(), value.meaning())).collect(),
        DefaultWord::Fixed(Defaults::DEFAULT.word()),
    )
    .asks("What do keys stand at that no file states?")
    .because("what nobody wrote down is not known: it is drawn from worlds in which the built-in scenario meets documented base rates"),
    Entry::plain(TableName::Root, "worlds", Kind::Text)
        .asks("Which file of worlds, relative to this one, are keys drawn from that no file states?"),
    Entry::plain(TableName::Root, "extends", Kind::Text).asks("Which file, relative to this one, does it build on?"),
];

pub(super) const RUN: &[Entry] = &[
    Entry::setting(TableName::Run, "step_days", STEP)
        .asks("How long is one step of the simulation?")
        .measured("dt", "days")
        .because("modelling judgement: shares of outcomes hardly move when the step is halved"),
    Entry::words(
        TableName::Run,
        "until",
        || Until::ALL.iter().map(|value| (value.word(), value.meaning())).collect(),
        DefaultWord::Fixed("horizon"),
    )
    .asks("When does a trial stop?")
    .because("the question of interest is what follows, whatever becomes of the channel"),
    Entry::words(
        TableName::Run,
        "judge",
        || Judge::ALL.iter().map(|value| (value.word(), value.meaning())).collect(),
        DefaultWord::Fixed("truth"),
    )
    .asks("Do outcomes read what truly happened or what the record says?")
    .because("a paper success that nobody honours is not a success"),
];
