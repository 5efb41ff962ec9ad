//! Keys of disputes, verification, escalation and money.

use super::{DefaultValue, Entry, Range, TableName};

const JUDGEMENT: &str = "modelling judgement";

pub(super) const DISPUTE: &[Entry] = &[Entry::number(TableName::Dispute, "limit_weeks", |n, _| &mut n.dispute.limit_weeks)
    .asks("After how long does an uncured dispute make the channel dormant?")
    .measured("K", "weeks")
    .within(Range::closed(0.0, 1040.0), 4.0, 30.0)
    .or(DefaultValue::Fixed(16.0))
    .because("55 % of mediated crises last longer than 16 weeks, and 61 % (50.2 to 70.8) of 82 such still end in agreement (ICB version 14, own count)")];

pub(super) const VERIFICATION: &[Entry] = &[Entry::number(TableName::Verification, "cost_per_check_usd_bn", |n, _| {
    &mut n.verification.cost_per_check_usd_bn
})
.asks("What does one check cost?")
.measured("", "billion US dollars")
.within(Range::closed(0.0, 100.0), 0.0, 0.1)
.or(DefaultValue::Fixed(0.0))
.because("left out of the account unless the file says so")];

pub(super) const ESCALATION: &[Entry] = &[
    Entry::number(TableName::Escalation, "incidents_per_month", |n, _| &mut n.escalation.incidents_per_month)
        .asks("How many incidents a month happen in the long run without a channel?")
        .measured("h_inc", "per month")
        .within(Range::closed(0.0, 50.0), 0.03, 0.5)
        .or(DefaultValue::Fixed(0.125))
        .because("1,976 militarized incidents in 1,322 years of rivalries 1993-2014, .125 a month (.119 to .130), .375 in the year after one with an incident (MIDI and Thompson's rivalries, own count)"),
    Entry::number(TableName::Escalation, "branching", |n, _| &mut n.escalation.branching)
        .asks("How many further incidents does one incident bring, on average?")
        .measured("b_inc", "incidents")
        .within(Range::closed(0.0, 0.8), 0.3, 0.8)
        .or(DefaultValue::Fixed(0.6))
        .because("militarized incidents between rivals 1993-2014 come in clusters: .68 (.51 to .88) further ones for each (MIDI, own fits of Hawkes processes)"),
    Entry::number(TableName::Escalation, "channel_calms_incidents", |n, _| &mut n.escalation.channel_calms_incidents)
        .asks("How much does an open channel calm incidents?")
        .measured("beta_ch", "log hazard")
        .within(Range::closed(0.0, 10.0), 0.0, 1.2)
        .or(DefaultValue::Fixed(0.5))
        .because(JUDGEMENT),
    Entry::number(TableName::Escalation, "tension_per_severity", |n, _| &mut n.escalation.tension_per_severity)
        .asks("How much tension does an incident add, per degree of severity?")
        .measured("xi", "tension")
        .within(Range::closed(0.0, 10.0), 0.05, 0.4)
        .or(DefaultValue::Fixed(0.15))
        .because(JUDGEMENT),
    Entry::number(TableName::Escalation, "half_life_weeks", |n, _| &mut n.escalation.half_life_weeks)
        .asks("After how long is half of the tension (and of objections and political capital) gone?")
        .measured("T_half", "weeks")
        .within(Range::closed(0.1, 520.0), 2.0, 15.0)
        .or(DefaultValue::Fixed(5.0))
        .because("half-life of the clusters of militarized incidents: 5.2 weeks (3.3 to 9.6; MIDI, own fits of Hawkes processes)"),
    Entry::number(TableName::Escalation, "attribution", |n, _| &mut n.escalation.attribution)
        .asks("How likely is a serious incident to be laid at a party's door?")
        .measured("attr", "probability")
        .within(Range::SHARE, 0.0, 1.0)
        .or(DefaultValue::Fixed(0.5))
        .because(JUDGEMENT),
    Entry::number(TableName::Escalation, "confrontation_per_month", |n, _| &mut n.escalation.confrontation_per_month)
        .asks("How likely is confrontation, serious clashes or war, in a month at rest?")
        .measured("h_conf", "per month")
        .within(Range::closed(0.0, 5.0), 0.003, 0.03)
        .or(DefaultValue::Fixed(0.0085))
        .because("serious clashes or war between the same two after a crisis, not mediated: 6.2 % (3.9 to 9.9) within one year, 25.3 % (20.4 to 30.9) within five, of 257 crises ended 1946-2013 (ICB version 14, own count), where pairs differ as `danger` says"),
    Entry::number(TableName::Escalation, "danger", |n, _| &mut n.escalation.danger)
        .asks("How many times as likely as between rivals on average is confrontation between these two?")
        .measured("D", "ratio")
        .within(Range::closed(0.0, 1000.0), 0.01, 20.0)
        .or(DefaultValue::LogNormal { median: 0.325, sd_log: 1.5, unless: "confrontation_per_step" })
        .because("modelling judgement on the spread, with mean 1: pairs that have not fought for two years after a crisis fight less often in each of the next three years than all did in the first (.55 times, .34 to .88; ICB version 14, own count), as they would if pairs differed that much"),
    Entry::number(TableName::Escalation, "confrontation_per_step", |n, _| &mut n.escalation.confrontation_per_step)
        .asks("Outright: how likely is confrontation in each step?")
        .measured("", "probability per step")
        .within(Range::SHARE, 0.0, 0.1)
        .or(DefaultValue::Absent("the model's equation decides"))
        .because(JUDGEMENT),
    Entry::number(TableName::Escalation, "instability_per_month", |n, _| &mut n.escalation.instability_per_month)
        .asks("How fast does the deep dispute grow by itself?")
        .measured("g_L", "log hazard per month")
        .within(Range::closed(-1.0, 1.0), -0.03, 0.03)
        .or(DefaultValue::Fixed(0.0))
        .because("modelling judgement: after a crisis the hazard of serious clashes falls over the years rather than rises (years 3 to 5 over year 1: .55, .34 to .88; ICB version 14, own count)"),
];

pub(super) const MONEY: &[Entry] = &[
    Entry::number(TableName::Money, "frozen_usd_bn", |n, _| &mut n.money.frozen_usd_bn)
        .asks("How much money is frozen in all?")
        .measured("F0", "billion US dollars")
        .within(Range::closed(0.0, 10_000.0), 0.0, 150.0)
        .or(DefaultValue::Absent("the sum that the ladder moves"))
        .because(JUDGEMENT),
    Entry::number(TableName::Money, "diverted_share", |n, _| &mut n.money.diverted_share)
        .asks("What share of freely usable money goes where it was not meant to?")
        .measured("kdiv", "share")
        .within(Range::SHARE, 0.0, 0.6)
        .or(DefaultValue::Fixed(0.2))
        .because("no credible source exists: report results as a function of it"),
    Entry::number(TableName::Money, "spending_weeks", |n, _| &mut n.money.spending_weeks)
        .asks("How long does released money take to be spent, on average?")
        .measured("", "weeks")
        .within(Range::closed(0.01, 5200.0), 4.0, 104.0)
        .or(DefaultValue::Fixed(26.0))
        .because(JUDGEMENT),
    Entry::number(TableName::Money, "diversion_feeds_instability", |n, _| &mut n.money.diversion_feeds_instability)
        .asks("How much would the deep dispute grow if all of the money were diverted?")
        .measured("psi", "log hazard")
        .within(Range::closed(0.0, 10.0), 0.0, 1.5)
        .or(DefaultValue::Fixed(0.5))
        .because(JUDGEMENT),
    Entry::number(TableName::Money, "relief_lowers_pressure", |n, _| &mut n.money.relief_lowers_pressure)
        .asks("What share of the target's pressure goes away when all of the money is released?")
        .measured("omega", "share")
        .within(Range::SHARE, 0.0, 1.0)
        .or(DefaultValue::Fixed(0.6))
        .because(JUDGEMENT),
];
