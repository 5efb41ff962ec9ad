//! Keys of the ladder, its rungs and their concessions.

use super::{DefaultValue, DefaultWord, Entry, Kind, Range, SettingSpec, TableName};
use crate::domain::{Instrument, Stakes};

const JUDGEMENT: &str = "modelling judgement";
const ABSENT_PIN: DefaultValue = DefaultValue::Absent("the model's equation decides");
const ROUND: SettingSpec = SettingSpec { allowed: Range::closed(0.03, 520.0), whole: false, default: |_| 2.0 };
const REPEAT: SettingSpec = SettingSpec { allowed: Range::closed(1.0, 1000.0), whole: true, default: |_| 1.0 };
const TRANCHES: SettingSpec = SettingSpec { allowed: Range::closed(1.0, 100.0), whole: true, default: |_| 1.0 };

const fn detection(instrument: Instrument, _structural: bool) -> f64 {
    match instrument {
        Instrument::Funds => 0.98,
        Instrument::Detainees => 0.99,
        Instrument::Restraint => 0.2,
        Instrument::Deconfliction => 0.5,
        Instrument::Monitoring | Instrument::Easing | Instrument::Other => 0.9,
    }
}

const fn false_alarm(instrument: Instrument, _structural: bool) -> f64 {
    match instrument {
        Instrument::Funds => 0.005,
        Instrument::Detainees => 0.0,
        Instrument::Restraint => 0.05,
        Instrument::Deconfliction => 0.1,
        Instrument::Monitoring | Instrument::Easing | Instrument::Other => 0.03,
    }
}

const fn reversible(instrument: Instrument, structural: bool) -> f64 {
    match instrument {
        Instrument::Funds => 0.98,
        Instrument::Detainees => 0.0,
        _ if structural => 0.35,
        _ => 0.7,
    }
}

pub(super) const LADDER: &[Entry] = &[
    Entry::plain(TableName::Ladder, "order", Kind::Rungs).asks("In which order are the rungs climbed?"),
    Entry::plain(TableName::Ladder, "first_mover", Kind::Mover)
        .asks("Who delivers first on rungs on which both give, unless a rung says otherwise?"),
    Entry::setting(TableName::Ladder, "round_weeks", ROUND)
        .asks("How many weeks lie between rounds at which an offer can be made?")
        .measured("T_round", "weeks")
        .because("modelling judgement: meetings of a shuttle channel, 1 to 8 weeks apart"),
    Entry::words(
        TableName::Ladder,
        "stakes",
        || Stakes::ALL.iter().map(|value| (value.word(), value.meaning())).collect(),
        DefaultWord::Fixed("by_rung"),
    )
    .because("an order is compared with another only if nothing else differs")
    .asks("What happens to the stakes where a variant orders the rungs of its base otherwise?"),
    Entry::number(TableName::Ladder, "total_stake", |n, _| &mut n.ladder.total_stake)
        .asks("How much is at stake over the whole ladder?")
        .measured("S", "stake")
        .within(Range::closed(0.01, 1000.0), 1.0, 20.0)
        .or(DefaultValue::Fixed(6.0))
        .because("modelling judgement: one unit per rung of the standard ladder"),
    Entry::number(TableName::Ladder, "stake_growth", |n, _| &mut n.ladder.stake_growth)
        .asks("By what factor does the stake grow from rung to rung?")
        .measured("g", "factor")
        .within(Range::closed(0.1, 10.0), 1.0, 2.5)
        .or(DefaultValue::Fixed(1.5))
        .because("starting small is best, but not too small (Watson; Andreoni, Kuhn and Samuelson)"),
    Entry::number(TableName::Ladder, "lapse_weeks", |n, _| &mut n.ladder.lapse_weeks)
        .asks("After how long without a rung coming into force does the channel lapse and lie dormant?")
        .measured("", "weeks")
        .within(Range::closed(0.1, 5200.0), 8.0, 156.0)
        .or(DefaultValue::Fixed(40.0))
        .because("modelling judgement: three in four steps of a peace process follow the one before within 30 weeks (median 8.9, quartiles 2.1 and 30.4; PA-X 2019, own count)"),
    Entry::number(TableName::Ladder, "resume_per_month", |n, _| &mut n.ladder.resume_per_month)
        .asks("How likely is a dormant channel to resume, in a month?")
        .measured("h_res", "per month")
        .within(Range::closed(0.0, 50.0), 0.0, 0.1)
        .or(DefaultValue::Fixed(0.03))
        .because("of 419 pauses of 40 weeks in a peace process, 57.5 % (52.7 to 62.2) saw another step within three years (PA-X 2019, own count): .023 a month, somewhat more since not every channel that resumes takes another step"),
    Entry::number(TableName::Ladder, "pressure_weight", |n, _| &mut n.ladder.pressure_weight)
        .asks("How much does relief of pressure harden a party against structural rungs?")
        .measured("beta_P", "log-odds")
        .within(Range::closed(0.0, 20.0), 0.0, 4.0)
        .or(DefaultValue::Fixed(2.0))
        .because("modelling judgement: what hurts less is less ripe (Zartman)"),
];

pub(super) const RUNG: &[Entry] = &[
    Entry::plain(TableName::Rung, "title", Kind::Text).asks("What is the rung called in tables and charts?"),
    Entry::flag(TableName::Rung, "structural", |_| false).asks("Does the rung touch the deep dispute?"),
    Entry::plain(TableName::Rung, "needs", Kind::Bodies).asks("Which bodies must sign it?"),
    Entry::plain(TableName::Rung, "requires", Kind::Rungs).asks("Behind which other rungs only may it stand?"),
    Entry::plain(TableName::Rung, "first_mover", Kind::Mover).asks("Who delivers first if both give?"),
    Entry::flag(TableName::Rung, "ring_fenced", |_| false).asks("Is the rung kept apart from incidents?"),
    Entry::setting(TableName::Rung, "repeat", REPEAT)
        .asks("How often is the rung repeated, each time with its full stake and money?")
        .measured("", "times"),
    Entry::setting(TableName::Rung, "tranches", TRANCHES)
        .asks("Into how many equal parts is the rung cut, its stake and money staying the same in all?")
        .measured("", "parts"),
    Entry::number(TableName::Rung, "stake", |n, i| &mut n.rung[i].stake)
        .asks("How much is at stake on this rung beside the others?")
        .measured("x", "stake")
        .within(Range::closed(0.0001, 1000.0), 0.01, 100.0)
        .or(DefaultValue::Absent("stake_growth to the power of the position"))
        .because(JUDGEMENT),
    Entry::number(TableName::Rung, "place", |n, i| &mut n.rung[i].place)
        .asks("At which place of a ladder does its stake stand (0 the first), where that is not its own?")
        .measured("", "position")
        .within(Range::closed(0.0, 4095.0), 0.0, 50.0)
        .or(DefaultValue::Absent("its own, or in a variant with another order that of its base: see ladder.stakes"))
        .because(JUDGEMENT)
        .whole_or_none(),
    Entry::number(TableName::Rung, "relief", |n, i| &mut n.rung[i].relief)
        .asks("How much of the deep dispute does the rung settle while it is honoured?")
        .measured("dL", "log hazard")
        .within(Range::closed(0.0, 10.0), 0.0, 1.0)
        .or(DefaultValue::ByStructural([0.0, 0.5]))
        .because(JUDGEMENT),
    Entry::number(TableName::Rung, "reluctance", |n, i| &mut n.rung[i].reluctance)
        .asks("How reluctant are the parties to touch the deep dispute on this rung?")
        .measured("w", "log-odds")
        .within(Range::closed(-10.0, 10.0), 0.0, 2.5)
        .or(DefaultValue::ByStructural([0.0, 1.2]))
        .because("modelling judgement on 127 peace processes that began without one, 22.8 % (16.4 to 30.9) of which came to a comprehensive agreement within five years (PA-X 2019, own count); ladders tend to break at the first structural rung (Wye, Hanoi, Gaza 2025)"),
    Entry::number(TableName::Rung, "salience", |n, i| &mut n.rung[i].salience)
        .asks("How much does the rung touch the objectors (0 not at all, 1 in full)?")
        .measured("", "scale")
        .within(Range::closed(0.0, 10.0), 0.0, 1.0)
        .or(DefaultValue::ByStructural([0.3, 0.6]))
        .because(JUDGEMENT),
    Entry::number(TableName::Rung, "implementation_weeks", |n, i| &mut n.rung[i].implementation_weeks)
        .asks("How long does delivery take after the last signature, on average?")
        .measured("T_imp", "weeks")
        .within(Range::closed(0.0, 520.0), 0.0, 8.0)
        .or(DefaultValue::Fixed(2.0))
        .because("between instalments every 34 days in 2014 and 39 days from deal to funds in 2023"),
    Entry::number(TableName::Rung, "check_lag_weeks", |n, i| &mut n.rung[i].check_lag_weeks)
        .asks("How long after delivery is it checked?")
        .measured("", "weeks")
        .within(Range::closed(0.0, 520.0), 0.0, 8.0)
        .or(DefaultValue::Fixed(2.0))
        .because("monthly reports of inspectors in 2014, half a month of waiting on average"),
    Entry::number(TableName::Rung, "renewal_days", |n, i| &mut n.rung[i].renewal_days)
        .asks("Every how many days must the rung be renewed once it is in force?")
        .measured("", "days")
        .within(Range::closed(1.0, 3650.0), 30.0, 365.0)
        .or(DefaultValue::Absent("it stays in force"))
        .because("the grain corridor ran on clocks of 120 and 60 days"),
    Entry::number(TableName::Rung, "renewals", |n, i| &mut n.rung[i].renewals)
        .asks("How often is the rung renewed before its clock ends?")
        .measured("", "renewals")
        .within(Range::closed(1.0, 1000.0), 1.0, 100.0)
        .or(DefaultValue::Absent("without end"))
        .whole_or_none()
        .because(JUDGEMENT),
    Entry::plain(TableName::Rung, "renewal_on", Kind::Date)
        .asks("On which day is the rung first renewed, if it is in force by then?"),
];

pub(super) const CONCESSION: &[Entry] = &[
    Entry::words(
        TableName::Concession,
        "kind",
        || Instrument::ALL.iter().map(|value| (value.word(), value.meaning())).collect(),
        DefaultWord::Fixed("other"),
    )
    .asks("What kind of thing is given?"),
    Entry::number(TableName::Concession, "value_ratio", |n, i| &mut n.rung[i / 2].concession[i % 2].value_ratio)
        .asks("How much is it worth to the receiver, per unit of cost to the giver?")
        .measured("nu", "ratio")
        .within(Range::closed(0.0, 100.0), 1.2, 3.0)
        .or(DefaultValue::Fixed(2.0))
        .because("modelling judgement: trades happen where the receiver values a thing more than the giver"),
    Entry::number(TableName::Concession, "money_usd_bn", |n, i| &mut n.rung[i / 2].concession[i % 2].money_usd_bn)
        .asks("How much money does it move, over all tranches of the rung (sender only)?")
        .measured("", "billion US dollars")
        .within(Range::closed(0.0, 10_000.0), 0.0, 150.0)
        .or(DefaultValue::Fixed(0.0))
        .because("none unless the file says so"),
    Entry::number(TableName::Concession, "escrow_share", |n, i| &mut n.rung[i / 2].concession[i % 2].escrow_share)
        .asks("What share of that money is held in escrow, for permitted uses only (sender only)?")
        .measured("", "share")
        .within(Range::SHARE, 0.0, 1.0)
        .or(DefaultValue::Fixed(0.8))
        .because("modelling judgement: escrow did its work in 1981, 2014 and 2023"),
    Entry::number(TableName::Concession, "reversible", |n, i| &mut n.rung[i / 2].concession[i % 2].reversible)
        .asks("What share of it can the giver take back?")
        .measured("rho", "share")
        .within(Range::SHARE, 0.0, 1.0)
        .or(DefaultValue::ByInstrument(reversible))
        .because("modelling judgement; all 6 billion dollars moved in 2023 could still be blocked"),
    Entry::number(TableName::Concession, "detection", |n, i| &mut n.rung[i / 2].concession[i % 2].detection)
        .asks("How likely is a breach to be seen, were the terms clear?")
        .measured("d", "probability")
        .within(Range::SHARE, 0.0, 1.0)
        .or(DefaultValue::ByInstrument(detection))
        .because("inspectors plan for 90 % (high) and 20 % (low) in the IAEA glossary; the rest by analogy"),
    Entry::number(TableName::Concession, "false_alarm", |n, i| &mut n.rung[i / 2].concession[i % 2].false_alarm)
        .asks("How likely is honest delivery to be taken for a breach?")
        .measured("alpha", "probability")
        .within(Range::SHARE, 0.0, 0.1)
        .or(DefaultValue::ByInstrument(false_alarm))
        .because("modelling judgement: a few per cent per test"),
    Entry::number(TableName::Concession, "contention", |n, i| &mut n.rung[i / 2].concession[i % 2].contention)
        .asks("How contested is it at home (0 not at all, 1 as much as can be)?")
        .measured("kappa", "scale")
        .within(Range::SHARE, 0.0, 1.0)
        .or(DefaultValue::ByStructural([0.3, 0.8]))
        .because(JUDGEMENT),
    Entry::number(TableName::Concession, "compliance", |n, i| {
        &mut n.rung[i / 2].concession[i % 2].compliance_trustworthy
    })
    .as_shorthand()
    .asks("Outright: how likely is the giver to comply, whatever its type?")
    .measured("", "probability")
    .within(Range::SHARE, 0.0, 1.0)
    .or(ABSENT_PIN)
    .because(JUDGEMENT),
    Entry::number(TableName::Concession, "compliance_trustworthy", |n, i| {
        &mut n.rung[i / 2].concession[i % 2].compliance_trustworthy
    })
    .asks("Outright: how likely is a giver that means well to comply?")
    .measured("", "probability")
    .within(Range::SHARE, 0.0, 1.0)
    .or(ABSENT_PIN)
    .also_by("compliance")
    .because(JUDGEMENT),
    Entry::number(TableName::Concession, "compliance_exploiter", |n, i| {
        &mut n.rung[i / 2].concession[i % 2].compliance_exploiter
    })
    .asks("Outright: how likely is an exploiting giver to comply?")
    .measured("", "probability")
    .within(Range::SHARE, 0.0, 1.0)
    .or(ABSENT_PIN)
    .also_by("compliance")
    .because(JUDGEMENT),
    Entry::number(TableName::Concession, "acceptance", |n, i| &mut n.rung[i / 2].concession[i % 2].acceptance)
        .asks("Outright: how likely is the giver to accept the rung when it is offered?")
        .measured("", "probability")
        .within(Range::SHARE, 0.0, 1.0)
        .or(ABSENT_PIN)
        .because(JUDGEMENT),
];
