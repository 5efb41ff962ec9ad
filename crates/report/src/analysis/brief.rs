//! `brief.md` of an analysis.

use super::{Analysis, Effect, Picture, findings};
use crate::brief::{listed, plain};
use crate::words::{CAVEAT, common_foot};
use detente_study::compare::{WorthKnowingRow, WorthWatchingRow};
use detente_study::table::{TableRow as _, share_percent};
use std::fmt::Write as _;

/// Rows of a finding that the brief tells.
const TOLD: usize = 8;

/// What is said of a change that can be told from none.
const MARK: &str = "clear";

/// The brief.
pub(crate) fn brief(analysis: &Analysis<'_>) -> String {
    let mut text = format!("# {}\n\n{CAVEAT}\n{}", analysis.tables.question().heading(), opening(analysis));
    let findings = findings(analysis);
    for finding in &findings {
        let _ = writeln!(text, "\n## {}\n\n{}", plain(&finding.heading), plain(&finding.sentence));
        for (nth, line) in finding.listed.iter().cloned().chain(finding.picture.iter().flat_map(lines)).enumerate() {
            let _ = writeln!(text, "{}- {}", if nth == 0 { "\n" } else { "" }, plain(&line));
        }
    }
    text.push_str("\n## How to read it\n\n");
    analysis.tables.question().reading().iter().for_each(|sentence| text.push_str(&format!("- {}\n", plain(sentence))));
    if findings
        .iter()
        .any(|finding| matches!(&finding.picture, Some(Picture::Effects(all)) if all.iter().any(is_marked)))
    {
        let _ =
            writeln!(text, "- {MARK}: its interval leaves out zero. Without this word it cannot be told from zero.");
    }
    let _ = writeln!(text, "\n{}", plain(&common_foot(analysis.provenance)));
    text
}

/// What the brief on the runs of plans says of their comparison: its opening, and what to find out or to watch before choosing.
pub(crate) fn of_plans(plans: &Analysis<'_>) -> String {
    let mut text = format!("\n## {}\n{}", plans.tables.question().heading(), opening(plans));
    let told = [WorthKnowingRow::NAME, WorthWatchingRow::NAME];
    for finding in findings(plans).iter().filter(|finding| told.contains(&finding.name.as_str())) {
        text.push_str(&listed(&finding.heading, &finding.listed));
    }
    text
}

/// What stands above all findings, each sentence a paragraph.
fn opening(analysis: &Analysis<'_>) -> String {
    analysis.opening().iter().map(|sentence| format!("\n{}\n", plain(sentence))).collect()
}

/// Whether `effect` is a change, and one that can be told from none; parts of a whole have no sign to be told.
fn is_marked(effect: &Effect) -> bool {
    effect.signed && effect.is_told_apart()
}

fn lines(picture: &Picture) -> Vec<String> {
    match picture {
        Picture::Effects(effects) => effects
            .iter()
            .take(TOLD)
            .map(|effect| {
                let mark = if is_marked(effect) { format!(", {MARK}") } else { String::new() };
                format!("{}: {} ({}){mark}", effect.told(), effect.figure(), effect.interval())
            })
            .collect(),
        Picture::Flows(flows) => {
            let mut moves: Vec<_> = flows.iter().filter(|flow| flow.from != flow.to && flow.share > 0.0).collect();
            moves.sort_by(|one, other| other.share.total_cmp(&one.share));
            let words = |share: f64| share_percent(share);
            let told = moves.iter().take(TOLD);
            told.map(|flow| format!("from {} to {}: {}", flow.from.word(), flow.to.word(), words(flow.share))).collect()
        }
        Picture::Targets(targets) => {
            let mut targets: Vec<_> = targets.iter().collect();
            targets.sort_by(|one, other| other.off().total_cmp(&one.off()));
            targets.iter().take(TOLD).map(|target| format!("{}: {}", target.label(), target.figures())).collect()
        }
        Picture::Dots(dots) => dots.iter().map(|dots| format!("{}: {}", dots.label, dots.words())).collect(),
        Picture::Keys(keys) => keys.iter().take(TOLD).map(|key| format!("{}: {}", key.label, key.figures())).collect(),
    }
}
