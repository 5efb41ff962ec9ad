//! Keys of politics at home: bodies, objectors, sign-off, messaging.

use super::{DefaultValue, Entry, Kind, Range, TableName};

const JUDGEMENT: &str = "modelling judgement";

pub(super) const BODY: &[Entry] = &[
    Entry::plain(TableName::Body, "name", Kind::Text).asks("What is the body called in tables and charts?"),
    Entry::plain(TableName::Body, "party", Kind::Party).asks("Whose body is it?"),
    Entry::number(TableName::Body, "leaning", |n, i| &mut n.body[i].leaning)
        .asks("How far does the body lean for (above 0) or against (below 0) such deals?")
        .measured("sigma", "log-odds")
        .within(Range::closed(-20.0, 20.0), -2.0, 2.0)
        .or(DefaultValue::Fixed(0.0))
        .because("modelling judgement: neutral"),
    Entry::number(TableName::Body, "review_weeks", |n, i| &mut n.body[i].review_weeks)
        .asks("How long does the body take over a review, on average?")
        .measured("T_rev", "weeks")
        .within(Range::closed(0.0, 520.0), 2.0, 12.0)
        .or(DefaultValue::Fixed(4.0))
        .because(
            "about the 30 days that the US Congress was given to review a nuclear deal in 2015 (Public Law 114-17)",
        ),
    Entry::number(TableName::Body, "veto_wait_weeks", |n, i| &mut n.body[i].veto_wait_weeks)
        .asks("How long after its veto can the rung be offered again?")
        .measured("", "weeks")
        .within(Range::closed(0.0, 1040.0), 0.0, 26.0)
        .or(DefaultValue::Absent("twice the body's review_weeks"))
        .because(JUDGEMENT),
    Entry::number(TableName::Body, "approval", |n, i| &mut n.body[i].approval)
        .asks("Outright: how likely is the body to approve at a review?")
        .measured("", "probability")
        .within(Range::SHARE, 0.0, 1.0)
        .or(DefaultValue::Absent("the sign-off equation decides"))
        .because(JUDGEMENT),
];

pub(super) const OBJECTOR: &[Entry] = &[
    Entry::plain(TableName::Objector, "name", Kind::Text).asks("What is the objector called in tables and charts?"),
    Entry::plain(TableName::Objector, "heard_by", Kind::Bodies).asks("Which bodies listen to it?"),
    Entry::number(TableName::Objector, "propensity", |n, i| &mut n.objector[i].propensity)
        .asks("How readily does it object to a rung that touches it in full?")
        .measured("eta", "per unit of salience")
        .within(Range::closed(0.0, 50.0), 0.1, 3.0)
        .or(DefaultValue::Fixed(1.0))
        .because(JUDGEMENT),
];

pub(super) const SIGN_OFF: &[Entry] = &[
    Entry::number(TableName::SignOff, "intercept", |n, _| &mut n.sign_off.intercept)
        .asks("How favourable is a body before anything else counts?")
        .measured("s0", "log-odds")
        .within(Range::closed(-20.0, 20.0), 1.0, 4.0)
        .or(DefaultValue::Fixed(3.0))
        .because("modelling judgement: executives rarely send up what will fail"),
    Entry::number(TableName::SignOff, "ambiguity_weight", |n, _| &mut n.sign_off.ambiguity_weight)
        .asks("How much do ambiguous terms help to get a signature?")
        .measured("beta_a", "log-odds")
        .within(Range::closed(0.0, 20.0), 0.0, 2.0)
        .or(DefaultValue::Fixed(0.5))
        .because("the 2023 prisoner and funds deal was framed as an understanding so as to avoid review"),
    Entry::number(TableName::SignOff, "contention_weight", |n, _| &mut n.sign_off.contention_weight)
        .asks("How much does it cost that a concession is contested at home?")
        .measured("beta_k", "log-odds")
        .within(Range::closed(0.0, 20.0), 0.0, 4.0)
        .or(DefaultValue::Fixed(2.0))
        .because(JUDGEMENT),
    Entry::number(TableName::SignOff, "objection_weight", |n, _| &mut n.sign_off.objection_weight)
        .asks("How much does a registered objection cost?")
        .measured("beta_O", "log-odds")
        .within(Range::closed(0.0, 20.0), 0.0, 2.5)
        .or(DefaultValue::Fixed(1.0))
        .because(JUDGEMENT),
    Entry::number(TableName::SignOff, "credibility_weight", |n, _| &mut n.sign_off.credibility_weight)
        .asks("How much does a record of promises kept help?")
        .measured("beta_C", "log-odds")
        .within(Range::closed(0.0, 20.0), 0.0, 3.0)
        .or(DefaultValue::Fixed(1.0))
        .because(JUDGEMENT),
    Entry::number(TableName::SignOff, "capital_weight", |n, _| &mut n.sign_off.capital_weight)
        .asks("How much does political capital won by announcements help?")
        .measured("beta_W", "log-odds per promise")
        .within(Range::closed(0.0, 20.0), 0.0, 1.0)
        .or(DefaultValue::Fixed(0.2))
        .because(JUDGEMENT),
];

pub(super) const MESSAGING: &[Entry] =
    &[Entry::number(TableName::Messaging, "ambiguity", |n, _| &mut n.messaging.ambiguity)
        .asks("How ambiguous are the terms (0 spelled out, 1 all things to all people)?")
        .measured("a", "share")
        .within(Range::SHARE, 0.0, 0.9)
        .or(DefaultValue::Fixed(0.3))
        .because("modelling judgement: ambiguity buys signatures and hides breaches")];
