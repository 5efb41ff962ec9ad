//! `brief.md` of an analysis.

use super::{Analysis, Picture, findings};
use crate::report::brief::plain;
use crate::report::words::{CAVEAT, common_foot};
use crate::table::share_percent;
use std::fmt::Write as _;

/// Rows of a finding that the brief tells.
const TOLD: usize = 8;

/// The brief.
pub(in crate::report) fn brief(analysis: &Analysis<'_>) -> String {
    let mut text = format!("# {}\n\n**{CAVEAT}**\n", analysis.question.heading());
    for finding in findings(analysis) {
        let _ = writeln!(text, "\n## {}\n\n{}\n", plain(&finding.heading), plain(&finding.sentence));
        for line in lines(&finding.picture) {
            let _ = writeln!(text, "- {}", plain(&line));
        }
    }
    text.push_str("\n## How to read it\n\n");
    analysis.question.reading().iter().for_each(|sentence| text.push_str(&format!("- {}\n", plain(sentence))));
    let _ = writeln!(text, "\n{}", plain(&common_foot(analysis.provenance)));
    text
}

fn lines(picture: &Picture) -> Vec<String> {
    match picture {
        Picture::Effects(effects) => effects
            .iter()
            .take(TOLD)
            .map(|effect| format!("{}: {} ({})", effect.label, effect.figure(), effect.interval()))
            .collect(),
        Picture::Flows(flows) => {
            let mut moves: Vec<_> = flows.iter().filter(|flow| flow.from != flow.to && flow.share > 0.0).collect();
            moves.sort_by(|one, other| other.share.total_cmp(&one.share));
            let words = |share: f64| share_percent(share);
            let told = moves.iter().take(TOLD);
            told.map(|flow| format!("from {} to {}: {}", flow.from.word(), flow.to.word(), words(flow.share))).collect()
        }
    }
}
