//! The modules of the model: the week and the channel.

use super::Source;
use crate::domain::{Snapback, Until};
use std::fmt::Write as _;

/// The calendar: each step begins, the ladder is climbed until nothing more is due, then comes the world.
const WEEK: &str = "\
module week
  step : [0..STEPS] init 0;
  part : [0..4] init PART;  // 0 a step begins, 1 the ladder, 2 the world, 3 the step ends, 4 types are drawn
  round_due : bool init false;  // a round is still to come in this step
  [draw] part=4 -> (part'=0);
  [begin] part=0 & !over -> (step'=step+1) & (part'=(status=OPEN | status=DORMANT ? 1 : 2)) & (round_due'=mod(step+1,ROUND)=0);
  [offer] part=1 -> (round_due'=false);
  [rest] part=1 -> (part'=2);
  [world] part=2 -> (part'=3);
  [end] part=3 -> (part'=0);
endmodule

";

const DUE: &str = "\
// what is due by the end of the step, and before the channel lapses
formula on_ladder = part=1 & status=OPEN;
formula deadline = min(0,lapse_left);
formula check_due = (stage=CHECK | stage=CHECK_SECOND) & left<=deadline;
formula limit_due = stage=DISPUTE & left<=deadline;
formula offer_due = status=OPEN & stage=IDLE & round_due & left<=0 & lapse_left>=0 & rungs<RUNGS;
formula found = stage=FOUND | stage=FOUND_SECOND;
formula clean = found & finding<=HOLLOW;
formula alarm = found & finding>HOLLOW;
";

const VARIABLES: &str = "\
module channel
  status : [0..4] init STATUS;
  over : bool init false;  // the outcome is decided
  confronted : bool init false;  // while the channel was not open
  rungs : [0..RUNGS] init 0;  // in force
  ever : bool init false;  // whether any ever was
  stage : [0..6] init IDLE;
  finding : [0..4] init KEPT;
  left : [-STEP..LONGEST] init 0;  // units from the end of the step to what is under way
  lapse_left : [-STEP..LAPSE] init LAPSE;  // and to the lapse
";

const BEGIN: &str = "  \
  [begin] status=OPEN -> (left'=(stage=IDLE | stage=REFUSED ? max(left-STEP,0) : left-STEP)) & (lapse_left'=lapse_left-STEP);
  [begin] status=DORMANT -> RESUMES : (status'=OPEN) & (lapse_left'=LAPSE-STEP)ANEW + 1-RESUMES : true;
  [begin] status!=OPEN & status!=DORMANT -> true;
";

impl Source<'_> {
    pub(super) fn week(&self) -> String {
        let drawn = (0..2).any(|party| self.draws_type(party));
        WEEK.replace("PART;", if drawn { "4;" } else { "0;" })
    }

    pub(super) fn channel(&self) -> String {
        let status = if self.plan.rungs.is_empty() { "DORMANT" } else { "OPEN" };
        let parts = [
            DUE.to_owned(),
            self.exits(),
            VARIABLES.replace("STATUS", status),
            self.counters(),
            self.begin(),
            self.offer(),
            self.check(),
            self.clean(),
            self.alarm(),
            self.ends(),
        ];
        parts.concat()
            + "endmodule\n\nrewards \"weeks\"\n"
            + &format!("  [begin] true : {};\n", self.plan.step_days / 7.0)
            + "endrewards\n\n"
    }

    /// A step begins: what is waited for is nearer, and a dormant channel may resume.
    fn begin(&self) -> String {
        let anew = if self.remembers_answers() { " & (weighed_anew'=true)" } else { "" };
        BEGIN.replace("RESUMES", &self.resumes().to_string()).replace("ANEW", anew)
    }

    /// Probability that a dormant channel resumes in a step; there is none without rungs.
    fn resumes(&self) -> f64 {
        if self.plan.rungs.is_empty() { 0.0 } else { self.plan.resumes }
    }

    /// When a party leaves over a dispute.
    fn exits(&self) -> String {
        let mut exits = Vec::new();
        if self.plan.disputes_before_exit.is_some() {
            exits.push("disputes+1>=EXIT_DISPUTES");
        }
        if self.plan.tries_per_rung.is_some() {
            exits.push("tries_so_far+1>=EXIT_TRIES");
        }
        let exits = if exits.is_empty() { "false".to_owned() } else { exits.join(" | ") };
        format!("formula exits = {exits};\nformula dispute_due = alarm & !(exits);\n\n")
    }

    fn counters(&self) -> String {
        let mut text = String::new();
        if self.plan.disputes_before_exit.is_some() {
            text.push_str("  disputes : [0..EXIT_DISPUTES] init 0;\n");
        }
        if self.remembers_answers() {
            text.push_str("  acceptable : [0..RUNGS] init 0;  // rungs whose offer is known to be accepted\n");
            text.push_str(
                "  weighed_anew : bool init false;  // the one next to come is not, as the channel has resumed\n",
            );
        }
        if self.reads_truth() {
            text.push_str("  complied : bool init true;  // on the legs before\n");
        }
        text + &self.types()
    }

    /// The parties' types, drawn once.
    fn types(&self) -> String {
        let mut text = String::new();
        let mut draws = vec![(String::new(), String::new())];
        for (party, name) in [(0, "sender"), (1, "target")].into_iter().filter(|(party, _)| self.draws_type(*party)) {
            let _ = writeln!(text, "  {name}_trustworthy : bool init true;");
            let pi = self.plan.trustworthy[party];
            let split = |(chance, update): &(String, String)| {
                let update = |kind: &str| format!("{update} & ({name}_trustworthy'={kind})");
                [(format!("{chance}*{pi}"), update("true")), (format!("{chance}*(1-{pi})"), update("false"))]
            };
            draws = draws.iter().flat_map(split).collect();
        }
        if draws.len() > 1 {
            let draws = draws.iter().map(|(chance, update)| format!("{} : {}", &chance[1..], &update[3..]));
            let _ = writeln!(text, "  [draw] true -> {};", draws.collect::<Vec<_>>().join(" + "));
        }
        text
    }

    fn offer(&self) -> String {
        let (known, weighed) = if self.remembers_answers() {
            (" & (acceptable'=max(acceptable,rungs+1)) & (weighed_anew'=false)", " & (weighed_anew'=false)")
        } else {
            ("", "")
        };
        let mut text = format!("  [offer] offer_due -> accepted*signed : (stage'=CHECK) & (left'=check_lag){known}");
        for wait in self.veto_waits() {
            let _ = write!(text, "\n    + accepted*vetoed_for_{wait} : (left'={wait}){known}");
        }
        if self.plan.rungs.iter().any(|rung| rung.accepted < 1.0) {
            let _ = write!(text, "\n    + 1-accepted : (stage'=REFUSED){weighed}");
        }
        text + ";\n"
    }

    fn check(&self) -> String {
        let both = "sender_kept*target_kept";
        let mut text = format!("  [] on_ladder & check_due -> {both} : (stage'=stage+2) & (finding'=KEPT)");
        let mut finding = |chance: &str, finding: &str| {
            let _ = write!(text, "\n    + {chance} : (stage'=stage+2) & (finding'={finding})");
        };
        let passes = if self.reads_truth() {
            finding("sender_kept*target_hollow + sender_hollow*target_kept + sender_hollow*target_hollow", "HOLLOW");
            ["(sender_kept+sender_hollow)", "(target_kept+target_hollow)"]
        } else {
            ["sender_kept", "target_kept"]
        };
        finding(&format!("(sender_accused)*{}", passes[1]), "SENDER");
        finding(&format!("{}*(target_accused)", passes[0]), "TARGET");
        finding("(sender_accused)*(target_accused)", "BOTH");
        text + ";\n"
    }

    fn clean(&self) -> String {
        let (so_far, anew) = if self.reads_truth() {
            (" & (complied'=complied & finding=KEPT)", " & (complied'=true)")
        } else {
            ("", "")
        };
        format!(
            "  [] on_ladder & clean & stage=FOUND & second_mover -> (stage'=CHECK_SECOND) & (left'=left+check_lag){so_far};\n  \
             [in_force] on_ladder & clean & !(stage=FOUND & second_mover) ->\n    \
             (stage'=IDLE) & (left'=0) & (rungs'=rungs+1) & (ever'=true) & (lapse_left'=left+LAPSE) & (finding'=KEPT){anew};\n"
        )
    }

    fn alarm(&self) -> String {
        let disputes = if self.plan.disputes_before_exit.is_some() { " & (disputes'=disputes+1)" } else { "" };
        let complied = if self.reads_truth() { " & (complied'=true)" } else { "" };
        let mut text = "  [] on_ladder & alarm & (exits) -> (status'=BROKE) & (over'=true);\n".to_owned();
        for (finding, accused) in [("SENDER", [true, false]), ("TARGET", [false, true]), ("BOTH", [true, true])] {
            let reversed = match self.plan.scope(accused) {
                Snapback::Nothing => "",
                Snapback::Newest => " & (rungs'=max(rungs-1,0))",
                Snapback::All => " & (rungs'=0)",
            };
            let rest = format!("{reversed}{disputes}{complied} & (finding'=KEPT)");
            let cures = self.plan.all_cure(accused);
            let cured = format!("{cures} : (stage'=IDLE) & (left'=0){rest}");
            let uncured = format!("1-{cures} : (stage'=DISPUTE) & (left'=left+LIMIT){rest}");
            let ways = [(cures > 0.0).then_some(cured), (cures < 1.0).then_some(uncured)];
            let ways: Vec<String> = ways.into_iter().flatten().collect();
            let _ = writeln!(
                text,
                "  [dispute] on_ladder & dispute_due & finding={finding} ->\n    {};",
                ways.join("\n    + ")
            );
        }
        text
    }

    /// The limit of a dispute, a step in which nothing more is due, the world, and the end of the step.
    fn ends(&self) -> String {
        let last = match self.plan.until {
            Until::ChannelEnds => "true",
            Until::Horizon => "step=STEPS",
        };
        // What was under way is dropped, with what was found of its first leg.
        let dropped = if self.reads_truth() { " & (complied'=true)" } else { "" };
        let dormant = if self.resumes() > 0.0 { "step=STEPS" } else { last };
        let confronted = "confrontation : (confronted'=true) & (over'=true) + 1-confrontation : true";
        format!(
            "  [] on_ladder & limit_due -> (status'=DORMANT) & (stage'=IDLE) & (left'=0);\n  \
             [rest] part=1 & status=DORMANT -> true;\n  \
             [rest] on_ladder & !(check_due | limit_due | offer_due | found) -> true;\n  \
             [world] status=OPEN -> confrontation : (status'=CONFRONTED) & (over'=true) + 1-confrontation : true;\n  \
             [world] status=COMPLETED | status=DORMANT -> {confronted};\n  \
             [end] !over & status=OPEN & rungs=RUNGS -> (status'=COMPLETED) & (over'={last});\n  \
             [end] !over & status=OPEN & rungs<RUNGS & lapse_left<=0 ->\n    (status'=DORMANT) & (stage'=IDLE) & (left'=0){dropped} & (over'={dormant});\n  \
             [end] !over & status=OPEN & rungs<RUNGS & lapse_left>0 -> (over'=(step=STEPS));\n  \
             [end] !over & status=DORMANT -> (over'={dormant});\n  \
             [end] !over & status!=OPEN & status!=DORMANT -> (over'={last});\n  \
             [] over -> true;\n"
        )
    }
}
