//! A trial as a story: for reading, or with every draw as CSV.

mod table;

use super::width::wrapped;
use detente_engine::plan::{Plan, WEEK_DAYS};
use detente_engine::trial::{Event, Quantity};
use detente_study::run::{Step, Story};
use detente_study::scenario::Scenario;
use detente_study::story::{Cast, Dated, Told, folded};
use detente_study::table::trial_row;
use std::fmt::Write as _;

pub(super) use table::csv;

/// Width of the screen.
const WIDTH: usize = 80;
/// Where a line of the story begins, behind its week.
const TOLD_AT: usize = 13;
/// Where a line of its ending begins, behind its name.
const ENDING_AT: usize = 10;

/// The story as text, a line for each thing that happened; what comes again and again is told once.
pub(super) fn text(scenario: &Scenario, plan: &Plan, story: &Story) -> String {
    let mut cast = Cast::new(scenario, plan);
    let mut text = format!("{}: trial {}\n", heading(scenario), story.trial);
    text.push_str("  (in brackets: what is hidden from the parties)\n\n");
    if !plan.uncertain.is_empty() {
        text.push_str(" values drawn for this trial\n");
        for (value, drawn) in plan.uncertain.iter().zip(&story.drawn) {
            let _ = writeln!(text, "   {:44} {drawn:.4}", value.key);
        }
        text.push('\n');
    }
    let events = story.steps.iter().filter_map(|step| match step {
        Step::Happened { day, event } => Some((day / WEEK_DAYS, event)),
        Step::Drew(_) => None,
    });
    let events: Vec<Dated<'_>> = events.collect();
    for line in folded(&events) {
        let (week, told) = match line {
            Told::One((week, event)) => (week, cast.sentence(event)),
            Told::Folded(events) => {
                let (first, last) = (events[0].0, events[events.len() - 1].0);
                (first, format!("until week {last:.1}: {}", cast.summary(events)))
            }
        };
        put(&mut text, (&format!(" week {week:>5.1}"), TOLD_AT), &told);
    }
    text.push_str(&ending(&cast, plan, story));
    text
}

/// Adds `words` behind `head`, from column `at` on, in as many lines as the screen needs.
fn put(text: &mut String, (head, at): (&str, usize), words: &str) {
    for (nth, line) in wrapped(words, WIDTH - at).iter().enumerate() {
        let _ = writeln!(text, "{:at$}{line}", if nth == 0 { head } else { "" });
    }
}

fn heading(scenario: &Scenario) -> &str {
    if scenario.title.is_empty() { &scenario.stem } else { &scenario.title }
}

fn ending(cast: &Cast<'_>, plan: &Plan, story: &Story) -> String {
    let record = &story.record;
    let mut text = String::new();
    let (outcome, cause) = (record.outcome, record.cause);
    let week = plan.weeks(record.decided_step);
    let _ = writeln!(text, "\n outcome  {}, week {week:.0}: {}", outcome.word(), cause.spaced());
    put(&mut text, ("", ENDING_AT), cause.meaning());
    let quantity = |quantity: Quantity| record.quantities[quantity.index()];
    let (sender, target) = (cast.party(0), cast.party(1));
    let (of_target, of_sender) = (quantity(Quantity::TrustSender), quantity(Quantity::TrustTarget));
    let trust = format!("{sender} believes {of_target:.2} of {target}, {target} believes {of_sender:.2} of {sender}");
    put(&mut text, (" trust", ENDING_AT), &trust);
    if has_money(plan) {
        put(&mut text, (" funds", ENDING_AT), &funds(quantity));
    }
    if plan.simulates_counterfactual() {
        let counterfactual = record
            .counterfactual_confrontation_step
            .map(|step| format!("confrontation in week {:.0}", plan.weeks(step)));
        let _ = writeln!(
            text,
            " without  {} had there been no channel",
            counterfactual.unwrap_or("no confrontation".into())
        );
    }
    text
}

/// Whether any rung moves money.
fn has_money(plan: &Plan) -> bool {
    plan.rungs.iter().zip(&plan.numbers.rung).any(|(rung, numbers)| {
        rung.gives.iter().zip(&numbers.concession).any(|(gives, own)| gives.is_some() && own.money_usd_bn > 0.0)
    })
}

/// What became of the money.
fn funds(quantity: impl Fn(Quantity) -> f64) -> String {
    let delivered = quantity(Quantity::FundsDelivered);
    if delivered == 0.0 {
        return "no money was delivered".to_owned();
    }
    format!(
        "{delivered:.3} bn delivered, {:.3} spent as permitted, {:.3} diverted, {:.3} taken back (billions of US dollars)",
        quantity(Quantity::FundsSpentPermitted),
        quantity(Quantity::FundsDiverted),
        quantity(Quantity::FundsReclaimed),
    )
}

/// Id of the party that has this role.
fn party(plan: &Plan, role: usize) -> &str {
    &plan.parties[role].id
}
