//! A case in the scenario language.

use super::{Case, Confrontation, Party, Rung, Scope, Side};
use std::fmt::Write as _;

const IDS: [&str; 2] = ["first", "second"];

impl Case {
    /// The case as a scenario file.
    pub(crate) fn scenario(&self) -> String {
        let mut text = format!(
            "horizon_weeks = {}\n[run]\nstep_days = {}\nuntil = \"{}\"\njudge = \"{}\"\n[messaging]\nambiguity = {}\n\
             [dispute]\nlimit_weeks = {}\n[mediator]\ncalming = {calming}\nartificial_incentive = {calming}\n",
            weeks(self.horizon),
            f64::from(self.step) * 3.5,
            if self.to_horizon { "horizon" } else { "channel_ends" },
            if self.judge_by_truth { "truth" } else { "record" },
            self.ambiguity,
            weeks(self.limit),
            calming = if self.noise { 0.5 } else { 0.0 },
        );
        for (party, role) in [(0, "sender"), (1, "target")] {
            self.party(&self.parties[party], IDS[party], role, &mut text);
        }
        text.push_str("[body]\n");
        for (index, body) in self.bodies.iter().enumerate() {
            let _ = writeln!(
                text,
                "[body.b{index}]\nparty = \"{}\"\nreview_weeks = 0\napproval = {}\nveto_wait_weeks = {}",
                IDS[body.party],
                body.approval,
                weeks(body.veto_wait)
            );
        }
        text.push_str(if self.noise {
            "[objector.loud]\n[spoiler.wild]\ncamp = \"second\"\n"
        } else {
            "[objector]\n[spoiler]\n"
        });
        self.escalation(&mut text);
        let order: Vec<String> = (0..self.rungs.len()).map(|rung| format!("\"r{rung}\"")).collect();
        let _ = writeln!(
            text,
            "[ladder]\norder = [{}]\nround_weeks = {}\nlapse_weeks = {}\nresume_per_month = {}",
            order.join(", "),
            weeks(self.round),
            weeks(self.lapse),
            self.resume
        );
        for (index, rung) in self.rungs.iter().enumerate() {
            write_rung(index, rung, &mut text);
        }
        text
    }

    fn party(&self, party: &Party, id: &str, role: &str, text: &mut String) {
        let limit = |limit: Option<u32>| limit.map_or("\"none\"".to_owned(), |limit| limit.to_string());
        let _ = writeln!(
            text,
            "[party.{id}]\nrole = \"{role}\"\ntrustworthy = {}\nforgiveness = {}\nsnapback = \"{}\"\ncure = {}\n\
             disputes_before_exit = {}\ntries_per_rung = {}\nturnover_per_month = 0\nrenege_per_month = 0\n\
             over_claim = {}\nincident_response = \"ring_fence\"\nunity = {}",
            party.trustworthy,
            party.forgiveness,
            match party.scope {
                Scope::Nothing => "nothing",
                Scope::Newest => "newest",
                Scope::All => "all",
            },
            party.cure,
            limit(party.disputes_before_exit),
            limit(party.tries_per_rung),
            if self.noise { 0.4 } else { 0.0 },
            party.unity,
        );
    }

    fn escalation(&self, text: &mut String) {
        let incidents = if self.noise { 0.3 } else { 0.0 };
        let _ = writeln!(text, "[escalation]\nincidents_per_month = {incidents}");
        let _ = match self.confrontation {
            Confrontation::PerStep(chance) => writeln!(text, "confrontation_per_step = {chance}"),
            Confrontation::PerMonth { hazard, growth, danger } => writeln!(
                text,
                "confrontation_per_month = {hazard}\ninstability_per_month = {growth}\ndanger = {danger}"
            ),
        };
    }
}

fn write_rung(index: usize, rung: &Rung, text: &mut String) {
    let needs: Vec<String> = rung.needs.iter().map(|body| format!("\"b{body}\"")).collect();
    let renewal = rung.renewal_days.map_or("\"none\"".to_owned(), |days| days.to_string());
    let _ = writeln!(
        text,
        "[rung.r{index}]\nstructural = {}\nrepeat = {}\ntranches = {}\nfirst_mover = \"{}\"\ncheck_lag_weeks = {}\n\
         implementation_weeks = 0\nrenewal_days = {renewal}\nneeds = [{}]\n{}",
        rung.structural,
        rung.repeat,
        rung.tranches,
        rung.first.map_or("simultaneous", |party| IDS[party]),
        weeks(rung.check_lag),
        needs.join(", "),
        if rung.structural { "relief = 0" } else { "" },
    );
    for (side, id) in rung.sides.iter().zip(IDS) {
        if let Some(Side { acceptance, compliance: [exploiter, trustworthy], detection, false_alarm }) = side {
            let _ = writeln!(
                text,
                "{id} = {{ kind = \"other\", acceptance = {acceptance}, compliance_exploiter = {exploiter}, \
                 compliance_trustworthy = {trustworthy}, detection = {detection}, false_alarm = {false_alarm} }}"
            );
        }
    }
}

fn weeks(halves: u32) -> f64 {
    f64::from(halves) / 2.0
}
