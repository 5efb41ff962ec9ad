//! Outcomes and causes as labels, and the properties that ask for them.

use super::Source;
use crate::domain::{Cause, Outcome};
use std::fmt::Write as _;

impl Source<'_> {
    pub(super) fn outcomes(&self) -> String {
        let complete = |rung: &usize| self.plan.rungs[*rung].structural && self.plan.rungs[*rung].last_tranche;
        let counted: Vec<usize> = (0..self.plan.rungs.len()).filter(complete).collect();
        let any = |conditions: Vec<String>| {
            if conditions.is_empty() { "false".to_owned() } else { conditions.join(" | ") }
        };
        let in_force = any(counted.iter().take(1).map(|rung| format!("rungs>{rung}")).collect());
        let counts = counted.iter().map(|rung| match self.plan.reads_truth(*rung) {
            true => format!("(rungs>{rung} & honoured_{rung})"),
            false => format!("rungs>{rung}"),
        });
        let mut text = format!(
            "// a structural rung is in force; counts\nformula structural = {in_force};\nformula counts = {};\n\n",
            any(counts.collect())
        );
        for (cause, condition) in causes(self.plan.overtaken()) {
            let _ = writeln!(text, "formula is_{} = {condition};\nlabel \"{0}\" = is_{0};", cause.word());
        }
        for outcome in Outcome::ALL {
            let of: Vec<String> = causes(self.plan.overtaken())
                .filter(|(cause, _)| cause.outcome() == *outcome)
                .map(|(cause, _)| format!("is_{}", cause.word()))
                .collect();
            let _ = writeln!(text, "label \"{}\" = {};", outcome.word(), of.join(" | "));
        }
        text + "label \"over\" = over;\n"
    }

    /// One property for each outcome and cause, and the mean week of the end.
    pub(super) fn properties(&self, name: &str) -> String {
        let outcomes = Outcome::ALL.iter().map(|outcome| outcome.word());
        let words = outcomes.chain(causes(self.plan.overtaken()).map(|(cause, _)| cause.word()));
        let shares: String = words.map(|word| format!("\"{word}_share\": P=? [ F \"{word}\" ];\n")).collect();
        let head =
            format!("// Properties of the finite scenario {name}, written by detente {}.\n", env!("CARGO_PKG_VERSION"));
        head + &shares + "\"end_weeks\": R{\"weeks\"}=? [ F \"over\" ];\n"
    }
}

/// The causes that a finite scenario can have, each with the condition under which it holds; `overtaken` is that of confrontation.
fn causes(overtaken: Cause) -> impl Iterator<Item = (Cause, &'static str)> {
    let causes = [
        (Cause::Completed, "over & !confronted & status=COMPLETED & counts"),
        (Cause::StructuralHeld, "over & !confronted & (status=OPEN | status=DORMANT) & counts"),
        (Cause::NeverStarted, "over & !confronted & (status=OPEN | status=DORMANT) & !ever"),
        (Cause::CarriedOut, "over & !confronted & status=COMPLETED & ever & !(structural)"),
        (Cause::Hollow, "over & !confronted & status<=DORMANT & structural & !(counts)"),
        (Cause::Open, "over & !confronted & status=OPEN & ever & !(structural)"),
        (Cause::Dormant, "over & !confronted & status=DORMANT & ever & !(structural)"),
        (overtaken, "confronted | status=CONFRONTED"),
        (Cause::DisputeCount, "status=BROKE"),
    ];
    causes.into_iter()
}
