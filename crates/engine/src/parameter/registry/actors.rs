//! Keys of parties, the mediator, spoilers, and dated changes of government.

use super::{DefaultValue, DefaultWord, Entry, Kind, Range, SettingSpec, TableName};
use crate::domain::{IncidentResponse, LegalForm, Policy, Role, Snapback};

const JUDGEMENT: &str = "modelling judgement";
const RENEGING: &str = "modelling judgement on peace agreements 1975-2021, which end early or not: 16.4 % (12.9 to 20.7) of 341 within six months, 22.2 % (16.9 to 28.8) of 189 partial ones within a year, 30.4 % (24.3 to 37.5) within five (UCDP, own count)";
const ABSENT_PIN: DefaultValue = DefaultValue::Absent("the model's equation decides");
const OPENERS: SettingSpec = SettingSpec {
    allowed: Range::closed(0.0, 20.0),
    whole: true,
    default: |policy| f64::from(u8::from(policy == Policy::Grit)),
};

const fn forgiveness(policy: Policy) -> f64 {
    match policy {
        Policy::TitForTat | Policy::Strict => 0.0,
        Policy::Generous | Policy::Contrite => 0.33,
        Policy::Grit => 0.5,
    }
}

const fn contrition(policy: Policy) -> f64 {
    if matches!(policy, Policy::Contrite) { 3.0 } else { 1.0 }
}

const fn snapback(policy: Policy) -> &'static str {
    if matches!(policy, Policy::Grit) { "nothing" } else { "newest" }
}

const fn exit_on_turnover(form: LegalForm) -> f64 {
    match form {
        LegalForm::Ratified => 0.05,
        LegalForm::Text => 0.15,
        LegalForm::ContestedExecutive => 0.4,
    }
}

pub(super) const PARTY: &[Entry] = &[
    Entry::words(
        TableName::Party,
        "role",
        || Role::ALL.iter().map(|value| (value.word(), value.meaning())).collect(),
        DefaultWord::Required,
    )
    .asks("Does the party give relief or restraint?"),
    Entry::plain(TableName::Party, "name", Kind::Text).asks("What is the party called in tables and charts?"),
    Entry::words(
        TableName::Party,
        "policy",
        || Policy::ALL.iter().map(|value| (value.word(), value.meaning())).collect(),
        DefaultWord::Fixed("generous"),
    )
    .asks("How does the party respond to breaches; which bundle of settings describes it?")
    .because("forgiving one alarm in three is the generous reply known from noisy repeated games (Nowak and Sigmund)"),
    Entry::words(
        TableName::Party,
        "snapback",
        || Snapback::ALL.iter().map(|value| (value.word(), value.meaning())).collect(),
        DefaultWord::ByPolicy(snapback),
    )
    .asks("What does the party take back when the other is found in breach?")
    .because("set by the policy; a limited reply is the common description of reciprocity"),
    Entry::words(
        TableName::Party,
        "incident_response",
        || IncidentResponse::ALL.iter().map(|value| (value.word(), value.meaning())).collect(),
        DefaultWord::Fixed("pause"),
    )
    .asks("What does the party do after a serious incident that it lays at the other's door?")
    .because("funds released in 2023 were frozen again after an incident that no evidence tied to the receiver"),
    Entry::setting(TableName::Party, "opener_rungs", OPENERS)
        .asks("On how many of the first rungs does the party give alone?")
        .measured("", "rungs")
        .because("set by the policy; graduated reciprocation opens with a step given alone (Osgood)"),
    Entry::flag(TableName::Party, "never_first", |policy| matches!(policy, Policy::Strict))
        .asks("Does the party refuse ever to deliver before the other?")
        .because("set by the policy"),
    Entry::number(TableName::Party, "trustworthy", |n, i| &mut n.party[i].trustworthy)
        .asks("How likely is it that the party truly means to keep its side?")
        .measured("pi", "probability")
        .within(Range::open(0.0, 1.0), 0.1, 0.9)
        .or(DefaultValue::ByRole([0.6, 0.5]))
        .because(JUDGEMENT),
    Entry::number(TableName::Party, "trusts_other", |n, i| &mut n.party[i].trusts_other)
        .asks("How likely does the party at first think it that the other means to keep its side?")
        .measured("mu0", "probability")
        .within(Range::open(0.0, 1.0), 0.1, 0.8)
        .or(DefaultValue::Fixed(0.4))
        .because("modelling judgement: rivals start below even odds"),
    Entry::number(TableName::Party, "honour_gap", |n, i| &mut n.party[i].honour_gap)
        .asks("How much more than an exploiter does a party that means well honour its word?")
        .measured("h", "log-odds")
        .within(Range::closed(0.0, 20.0), 1.0, 5.0)
        .or(DefaultValue::Fixed(3.0))
        .because("modelling judgement: costly signals must separate the types (Kydd)"),
    Entry::number(TableName::Party, "temptation", |n, i| &mut n.party[i].temptation)
        .asks("How tempting is it to cheat, per unit of what is at stake?")
        .measured("tau", "log-odds per stake")
        .within(Range::closed(0.0, 20.0), 0.3, 2.5)
        .or(DefaultValue::Fixed(1.0))
        .because(JUDGEMENT),
    Entry::number(TableName::Party, "future_weight", |n, i| &mut n.party[i].future_weight)
        .asks("How much do the rungs still to come count against today's gain?")
        .measured("delta", "share")
        .within(Range::SHARE, 0.3, 0.99)
        .or(DefaultValue::Fixed(0.9))
        .because("modelling judgement: the shadow of the future (Axelrod)"),
    Entry::number(TableName::Party, "acceptance_precision", |n, i| &mut n.party[i].acceptance_precision)
        .asks("How sharply does acceptance react to trust?")
        .measured("lam", "log-odds per unit of belief")
        .within(Range::closed(0.0, 100.0), 2.0, 15.0)
        .or(DefaultValue::Fixed(6.0))
        .because("modelling judgement: choice with errors, sharp at infinite precision"),
    Entry::number(TableName::Party, "over_claim", |n, i| &mut n.party[i].over_claim)
        .asks("By how many promises does the party oversell a rung at home when it is signed?")
        .measured("o", "promises")
        .within(Range::closed(0.0, 10.0), 0.0, 1.5)
        .or(DefaultValue::Fixed(0.3))
        .because(JUDGEMENT),
    Entry::number(TableName::Party, "over_claim_excess", |n, i| &mut n.party[i].over_claim_excess)
        .asks("By what ratio would it oversell more if it were an exploiter?")
        .measured("o_gap", "ratio")
        .within(Range::closed(0.0, 10.0), 0.0, 2.0)
        .or(DefaultValue::Fixed(0.5))
        .because(JUDGEMENT),
    Entry::number(TableName::Party, "pressure", |n, i| &mut n.party[i].pressure)
        .asks("How strong is the pressure on the party to settle at the start (1 is full)?")
        .measured("P", "scale")
        .within(Range::closed(0.0, 2.0), 0.0, 2.0)
        .or(DefaultValue::Fixed(1.0))
        .because("modelling judgement: talks ripen when both sides feel the stalemate hurt (Zartman)"),
    Entry::number(TableName::Party, "turnover_per_month", |n, i| &mut n.party[i].turnover_per_month)
        .asks("How often does the government change?")
        .measured("h_turn", "per month")
        .within(Range::closed(0.0, 5.0), 0.002, 0.03)
        .or(DefaultValue::Fixed(0.0115))
        .because("democracies change the source of their leaders' support .0115 times a month (.0105 to .0127), the United States .0091, Iran .0065, one-party states .0009 (CHISOLS 1946-2008, own count)"),
    Entry::number(TableName::Party, "unity", |n, i| &mut n.party[i].unity)
        .asks("How likely is a body of the party to vote as the party's others do, rather than on its own?")
        .measured("unity", "probability")
        .within(Range::SHARE, 0.0, 0.9)
        .or(DefaultValue::Fixed(0.5))
        .because("modelling judgement: bodies of one state share governments, majorities and news"),
    Entry::words(
        TableName::Party,
        "legal_form",
        || LegalForm::ALL.iter().map(|value| (value.word(), value.meaning())).collect(),
        DefaultWord::Fixed("text"),
    )
    .asks("In what legal form has the party bound itself?")
    .because("modelling judgement: the middle of the three; it sets the default of exit_on_turnover"),
    Entry::number(TableName::Party, "exit_on_turnover", |n, i| &mut n.party[i].exit_on_turnover)
        .asks("How likely is it that a new government leaves the channel?")
        .measured("p_rev", "probability")
        .within(Range::SHARE, 0.0, 0.7)
        .or(DefaultValue::ByLegalForm(exit_on_turnover))
        .because("modelling judgement by the legal form; 3.8 % (1.9 to 7.7) of 183 peace agreements ended within a year of a change of leader (UCDP and Archigos, own count), 3 of 8 famous deals were reversed"),
    Entry::number(TableName::Party, "type_kept_on_turnover", |n, i| &mut n.party[i].type_kept_on_turnover)
        .asks("How likely is it that a new government is as trustworthy or untrustworthy as the old one?")
        .measured("cont", "probability")
        .within(Range::SHARE, 0.0, 1.0)
        .or(DefaultValue::Fixed(0.5))
        .because(JUDGEMENT),
    Entry::number(TableName::Party, "renege_per_month", |n, i| &mut n.party[i].renege_per_month)
        .asks("How often would an exploiter openly take back a duty that can be undone in full and has just come into force?")
        .measured("h_ren", "per month")
        .within(Range::closed(0.0, 20.0), 0.0, 4.0)
        .or(DefaultValue::Fixed(1.2))
        .because(RENEGING),
    Entry::number(TableName::Party, "renege_half_life_months", |n, i| &mut n.party[i].renege_half_life_months)
        .asks("After how long in force is an exploiter half as likely to take a duty back?")
        .measured("T_ren", "months")
        .within(Range::closed(0.1, 1200.0), 0.3, 24.0)
        .or(DefaultValue::Fixed(1.0))
        .because(RENEGING),
    Entry::number(TableName::Party, "spoiler_control", |n, i| &mut n.party[i].spoiler_control)
        .asks("What share of attacks from its own camp would the party prevent if it meant well?")
        .measured("chi", "share")
        .within(Range::closed(0.0, 0.95), 0.0, 0.95)
        .or(DefaultValue::Fixed(0.6))
        .because("modelling judgement: an attack teaches most where moderates seem strong (Kydd and Walter)"),
    Entry::number(TableName::Party, "forgiveness", |n, i| &mut n.party[i].forgiveness)
        .asks("How likely is the party to let an alarm about the other pass?")
        .measured("phi", "probability")
        .within(Range::SHARE, 0.0, 0.8)
        .or(DefaultValue::ByPolicy(forgiveness))
        .because("set by the policy; one in three is the generous optimum for the usual payoffs (Nowak and Sigmund)"),
    Entry::number(TableName::Party, "cure_per_month", |n, i| &mut n.party[i].cure_per_month)
        .asks("How fast does a well-meaning party put its own breach right?")
        .measured("c", "per month")
        .within(Range::closed(0.0, 100.0), 0.05, 1.0)
        .or(DefaultValue::Fixed(0.35))
        .because(JUDGEMENT),
    Entry::number(TableName::Party, "contrition", |n, i| &mut n.party[i].contrition)
        .asks("By what factor does the party's policy speed up its cures?")
        .measured("", "factor")
        .within(Range::closed(0.1, 10.0), 1.0, 5.0)
        .or(DefaultValue::ByPolicy(contrition))
        .because("set by the policy; contrition restores cooperation among adapted players (Wu and Axelrod)"),
    Entry::number(TableName::Party, "cure", |n, i| &mut n.party[i].cure)
        .asks("Outright: how likely is the party to put a breach right at once, rather than never?")
        .measured("", "probability")
        .within(Range::SHARE, 0.0, 1.0)
        .or(ABSENT_PIN)
        .because(JUDGEMENT),
    Entry::number(TableName::Party, "disputes_before_exit", |n, i| &mut n.party[i].disputes_before_exit)
        .asks("At which dispute does the party leave the channel?")
        .measured("", "disputes")
        .within(Range::closed(1.0, 1000.0), 1.0, 6.0)
        .or(DefaultValue::Fixed(3.0))
        .whole_or_none()
        .because(JUDGEMENT),
    Entry::number(TableName::Party, "tries_per_rung", |n, i| &mut n.party[i].tries_per_rung)
        .asks("At which failed try of one and the same rung does the party leave the channel?")
        .measured("", "tries")
        .within(Range::closed(1.0, 1000.0), 1.0, 10.0)
        .or(DefaultValue::Absent("never"))
        .whole_or_none()
        .because(JUDGEMENT),
];

pub(super) const MEDIATOR: &[Entry] = &[
    Entry::plain(TableName::Mediator, "name", Kind::Text).asks("What is the mediator called in tables and charts?"),
    Entry::number(TableName::Mediator, "calming", |n, _| &mut n.mediator.calming)
        .asks("How strongly does an engaged mediator lower the risk of confrontation?")
        .measured("beta_M", "log hazard")
        .within(Range::closed(0.0, 5.0), 0.0, 1.2)
        .or(DefaultValue::Fixed(0.5))
        .because("own count in the ICB crisis data: recurrence within five years 36 % with and 52 % without mediation, a hazard ratio of about .61"),
    Entry::number(TableName::Mediator, "influence_half_life_months", |n, _| &mut n.mediator.influence_half_life_months)
        .asks("After how long is half of the mediator's influence gone once the channel has closed?")
        .measured("T_M", "months")
        .within(Range::closed(0.1, 1200.0), 3.0, 36.0)
        .or(DefaultValue::Fixed(12.0))
        .because(JUDGEMENT),
    Entry::number(TableName::Mediator, "artificial_incentive", |n, _| &mut n.mediator.artificial_incentive)
        .asks("How much does a deal suffer when the mediator under whom it was struck loses influence?")
        .measured("beta_art", "log hazard")
        .within(Range::closed(0.0, 5.0), 0.0, 0.8)
        .or(DefaultValue::Fixed(0.3))
        .because("small but positive: Beardsley and Werner and Yuen find a penalty, raw five-year counts do not; try 0"),
];

pub(super) const SPOILER: &[Entry] = &[
    Entry::plain(TableName::Spoiler, "name", Kind::Text).asks("What is the spoiler called in tables and charts?"),
    Entry::plain(TableName::Spoiler, "camp", Kind::Party).asks("In whose camp is the spoiler?"),
    Entry::number(TableName::Spoiler, "attacks_per_month", |n, i| &mut n.spoiler[i].attacks_per_month)
        .asks("How often does it attack while a rung of stake 1 is under way?")
        .measured("h_sp", "per month and stake")
        .within(Range::closed(0.0, 20.0), 0.0, 0.3)
        .or(DefaultValue::ByRole([0.0, 0.05]))
        .because("modelling judgement; by the camp's role"),
];

pub(super) const TURNOVER: &[Entry] = &[
    Entry::plain(TableName::Turnover, "party", Kind::Party).asks("Whose government may change?"),
    Entry::plain(TableName::Turnover, "on", Kind::Date).asks("On which day?"),
    Entry::number(TableName::Turnover, "probability", |n, i| &mut n.turnover[i].probability)
        .asks("How likely is the government to change on that day?")
        .measured("", "probability")
        .within(Range::SHARE, 0.0, 1.0)
        .or(DefaultValue::Fixed(0.5))
        .because("modelling judgement: an even chance where nothing is known"),
];
