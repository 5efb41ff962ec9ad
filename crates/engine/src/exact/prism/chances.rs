//! Constants and formulas: what each rung does, by the number of rungs in force.

use super::Source;
use crate::domain::Role;
use crate::exact::plan::Deed;
use std::fmt::Display;
use std::fmt::Write as _;

impl Source<'_> {
    pub(super) fn constants(&self) -> String {
        let mut text = String::new();
        let mut constant = |name: &str, value: u32, meaning: &str| {
            let _ = writeln!(text, "const int {name} = {value};  // {meaning}");
        };
        constant("STEPS", self.plan.steps, "steps to the horizon");
        constant("STEP", self.units.step, "units in a step");
        constant("ROUND", self.plan.round_steps, "a round every so many steps");
        constant("RUNGS", self.plan.rungs.len() as u32, "rungs of the ladder");
        constant("LAPSE", self.units.lapse, "units without a rung coming into force until the channel lapses");
        constant("LIMIT", self.units.limit, "units until an uncured dispute makes the channel dormant");
        constant("LONGEST", self.units.longest_wait(), "longest wait for anything under way");
        if let Some(limit) = self.plan.disputes_before_exit {
            constant("EXIT_DISPUTES", limit, "disputes at which a party leaves");
        }
        if let Some(limit) = self.plan.tries_per_rung {
            constant("EXIT_TRIES", limit, "failed tries of a rung at which a party leaves");
        }
        text.push_str("\n// stages of the rung next to come\n");
        for (number, stage) in
            ["IDLE", "REFUSED", "CHECK", "CHECK_SECOND", "FOUND", "FOUND_SECOND", "DISPUTE"].iter().enumerate()
        {
            let _ = writeln!(text, "const int {stage} = {number};");
        }
        text.push_str("// what a check found\n");
        for (number, finding) in ["KEPT", "HOLLOW", "SENDER", "TARGET", "BOTH"].iter().enumerate() {
            let _ = writeln!(text, "const int {finding} = {number};");
        }
        text.push_str("// what became of the channel\n");
        let ends = ["OPEN", "COMPLETED", "DORMANT", "BROKE", "CONFRONTED"];
        for (number, end) in ends.iter().enumerate() {
            let _ = writeln!(text, "const int {end} = {number};");
        }
        text.push('\n');
        text
    }

    /// Probabilities and waits of the rung next to come.
    pub(super) fn chances(&self) -> String {
        let rungs = &self.plan.rungs;
        let mut text = String::from("// the rung next to come: offers, signatures\n");
        let accepted: Vec<f64> = rungs.iter().map(|rung| rung.accepted).collect();
        let known = if self.remembers_answers() { "rungs<acceptable & !weighed_anew ? 1 : " } else { "" };
        formula(&mut text, "accepted", &format!("{known}{}", by("rungs", &accepted)));
        // What is not vetoed is signed: written so, that the ways of an offer add up to 1 to the last digit.
        let vetoes: String = self.veto_waits().iter().map(|wait| format!("-vetoed_for_{wait}")).collect();
        formula(&mut text, "signed", &format!("1{vetoes}"));
        for wait in self.veto_waits() {
            let vetoed: Vec<f64> = (0..rungs.len()).map(|rung| self.vetoed(rung, wait)).collect();
            formula(&mut text, &format!("vetoed_for_{wait}"), &by("rungs", &vetoed));
        }
        formula(&mut text, "check_lag", &by("rungs", &self.units.check_lag));
        text.push_str("// its deliveries: kept, or a breach that passes (hollow, where it matters), or accused\n");
        let second: Vec<bool> = rungs.iter().map(|rung| rung.legs.len() > 1).collect();
        formula(&mut text, "second_mover", &by("rungs", &second));
        for role in Role::ALL {
            self.deeds(*role, &mut text);
        }
        text.push_str("// confrontation in a step\n");
        formula(&mut text, "confrontation", &by("step", &[&[0.0], &self.plan.confrontation[..]].concat()));
        text.push('\n');
        text
    }

    /// All waits after a veto, in units.
    pub(super) fn veto_waits(&self) -> Vec<u32> {
        let mut waits: Vec<u32> = self.units.veto_wait.iter().flatten().copied().collect();
        waits.sort_unstable();
        waits.dedup();
        waits
    }

    /// Probability that the first veto at `rung` is one with this wait.
    fn vetoed(&self, rung: usize, wait: u32) -> f64 {
        let votes = &self.plan.rungs[rung].votes;
        let waits = self.units.veto_wait[rung].iter().enumerate().filter(|(_, own)| **own == wait);
        waits.map(|(body, _)| votes.all_of_first(body) - votes.all_of_first(body + 1)).sum()
    }

    fn deeds(&self, role: Role, text: &mut String) {
        let (name, party) = (role.word(), role.index());
        let rungs = &self.plan.rungs;
        let leg = |number: usize| {
            let delivers: Vec<bool> =
                rungs.iter().map(|rung| rung.legs.get(number).is_some_and(|leg| leg[party])).collect();
            by("rungs", &delivers)
        };
        formula(text, &format!("{name}_delivers"), &format!("(stage=CHECK ? {} : {})", leg(0), leg(1)));
        let by_type = |of: fn(&Deed) -> f64| {
            let kind =
                |kind: usize| by("rungs", &rungs.iter().map(|rung| of(&rung.deeds[party][kind])).collect::<Vec<_>>());
            if self.draws_type(party) { format!("({name}_trustworthy ? {} : {})", kind(1), kind(0)) } else { kind(1) }
        };
        let mut deed = |what: &str, value: String| {
            let otherwise = u8::from(what == "kept");
            formula(text, &format!("{name}_{what}"), &format!("({name}_delivers ? {value} : {otherwise})"));
        };
        if self.reads_truth() {
            deed("kept", by_type(|deed| deed.kept));
            deed("hollow", by_type(|deed| deed.hollow));
            formula(text, &format!("{name}_accused"), &format!("1-{name}_kept-{name}_hollow"));
        } else {
            deed("kept", by_type(|deed| deed.kept + deed.hollow));
            formula(text, &format!("{name}_accused"), &format!("1-{name}_kept"));
        }
    }

    /// Whether the type of a party is drawn.
    pub(super) fn draws_type(&self, party: usize) -> bool {
        self.plan.trustworthy[party] < 1.0
    }
}

fn formula(text: &mut String, name: &str, value: &str) {
    let _ = writeln!(text, "formula {name} = {value};");
}

/// The value at position `variable`, as nested conditions; neighbours that are equal are said once. What lies
/// beyond the end is as the last.
pub(super) fn by<T: PartialEq + Display>(variable: &str, values: &[T]) -> String {
    let Some(last) = values.last() else { return "0".to_owned() };
    let mut text = last.to_string();
    for index in (1..values.len()).rev() {
        if values[index - 1] != values[index] {
            text = format!("({variable}<{index} ? {} : {text})", values[index - 1]);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::by;

    #[test]
    fn neighbours_that_are_equal_are_said_once() {
        assert_eq!(by("rungs", &[0.5, 0.5]), "0.5");
        assert_eq!(by("rungs", &[1, 2, 2, 3]), "(rungs<1 ? 1 : (rungs<3 ? 2 : 3))");
    }
}
