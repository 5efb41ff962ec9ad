//! The modules that remember something of each rung.

use super::Source;
use std::fmt::Write as _;

const TRIES: &str = "\
formula tries_so_far = tries;
module tries
  tries : [0..EXIT_TRIES] init 0;  // failed, of the rung next to come
  [dispute] true -> (tries'=min(tries+1,EXIT_TRIES));
  [in_force] true -> (tries'=0);
endmodule

";

impl Source<'_> {
    pub(super) fn memory(&self) -> String {
        let counts = self.plan.tries_per_rung.is_some();
        let mut text = String::new();
        if counts && !self.plan.reverses() {
            text.push_str(TRIES);
        }
        let by_rung = counts && self.plan.reverses();
        if by_rung {
            let _ = writeln!(text, "formula tries_so_far = {};\n", self.tries_of_next());
        }
        for rung in 0..self.plan.rungs.len() {
            if by_rung || self.plan.reads_truth(rung) {
                text.push_str(&self.rung(rung, by_rung));
            }
        }
        text
    }

    fn tries_of_next(&self) -> String {
        let rungs: Vec<String> = (0..self.plan.rungs.len()).map(|rung| format!("tries_{rung}")).collect();
        super::chances::by("rungs", &rungs)
    }

    /// What is remembered of one rung: its failed tries, and whether it and the tranches before it are honoured.
    fn rung(&self, rung: usize, tries: bool) -> String {
        let terms = &self.plan.rungs[rung];
        let (mut variables, mut commands) = (String::new(), String::new());
        let mut remember = |variable: String, event: &str, update: String| {
            let _ = writeln!(variables, "  {variable};");
            let _ = writeln!(commands, "  [{event}] rungs={rung} -> ({update});\n  [{event}] rungs!={rung} -> true;");
        };
        if tries {
            let variable = format!("tries_{rung} : [0..EXIT_TRIES] init 0");
            remember(variable, "dispute", format!("tries_{rung}'=min(tries_{rung}+1,EXIT_TRIES)"));
        }
        if self.plan.reads_truth(rung) {
            let before = if terms.first_tranche { String::new() } else { format!(" & honoured_{}", rung - 1) };
            let variable = format!("honoured_{rung} : bool init false");
            remember(variable, "in_force", format!("honoured_{rung}'=complied & finding=KEPT{before}"));
        }
        format!("module rung_{rung}  // {}\n{variables}{commands}endmodule\n\n", terms.label)
    }
}
