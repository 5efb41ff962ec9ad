//! `brief.md`: one page that can be read aloud.

use super::model::{Report, ScenarioReport};
use super::overview::{Overview, figure};
use super::words::{self, CAVEAT};
use detente_study::table::{points, share_percent};
use std::fmt::Write as _;

/// Scenarios up to which each has a paragraph of its own; of more, the table alone keeps to a page.
const MOST_PARAGRAPHS: usize = 8;

/// Entries of news, and values of which they teach, that are listed.
const MOST_LINES: usize = 6;

/// The brief.
pub(super) fn brief(report: &Report<'_>) -> String {
    let mut text = format!("# How the channel ends\n\n**{CAVEAT}**\n\n");
    if let Some(words) = words::varied(&report.provenance) {
        let _ = write!(text, "{}\n\n", plain(&words));
    }
    text.push_str(&report.overview.as_ref().map_or(String::new(), |overview| together(report, overview)));
    text.push_str(&comparison(report));
    if report.overview.is_some() {
        let number = report.scenarios.len();
        let _ = writeln!(
            text,
            "\nThe pictures of all scenarios, and a section on each of these {number}, stand in `report.html`."
        );
    } else if report.scenarios.len() <= MOST_PARAGRAPHS {
        report.scenarios.iter().for_each(|scenario| text.push_str(&paragraph(scenario)));
        text.push_str(&base_rates(report));
    } else {
        let number = report.scenarios.len();
        let _ = writeln!(text, "\nA paragraph on each of the {number} scenarios stands in `report.html`.");
    }
    text.push_str(&caveats());
    let _ = writeln!(text, "\n{}", plain(&words::common_foot(&report.provenance)));
    text
}

/// Of too many scenarios to show each: how many are shown, and from where to where the figures of all go.
fn together(report: &Report<'_>, overview: &Overview) -> String {
    let mut text = format!("{}\n", plain(&overview.bound(report.scenarios.len())));
    for (measure, ends) in &overview.ends {
        let [low, high] = [&ends[0], &ends[1]]
            .map(|end| format!("{} ({})", plain(&figure(*measure, end.value)), plain(&end.scenario)));
        let _ = write!(text, "\n- {}: from {low} to {high}", plain(&measure.words()));
    }
    text + "\n\n"
}

fn comparison(report: &Report<'_>) -> String {
    let mut text = String::from(
        "| scenario | scaling | stalling | overtaken | collapse | confrontation, points | ladder stops at |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | --- |\n",
    );
    for scenario in &report.scenarios {
        let _ = write!(text, "| {} ", plain(&words::label(&scenario.simulated)));
        for share in &scenario.outcomes {
            let _ = write!(text, "| {} ", plain(&share_percent(share.share.value)));
        }
        let change = scenario.confrontation.last().map(|horizon| horizon.difference);
        let change = change.map_or("-".to_owned(), |change| {
            format!("{} ({} to {})", points(change.value), points(change.low), points(change.high))
        });
        let stops = words::sticking_point(scenario).map_or("-".to_owned(), |rung| plain(&rung.label));
        let _ = writeln!(text, "| {change} | {stops} |");
    }
    text.push_str(
        "\nConfrontation: with the channel less without, by the horizon, with the 95 % interval of the paired difference.\n",
    );
    if let Some(words) = words::counterfactuals(report) {
        let _ = writeln!(text, "\n{words}");
    }
    text
}

fn paragraph(scenario: &ScenarioReport) -> String {
    let mut text = format!("\n## {}\n\n", plain(&scenario.title));
    let mut sentences = scenario.headline.iter();
    if let Some(first) = sentences.next() {
        let _ = write!(text, "**{}**", plain(first));
    }
    sentences.for_each(|sentence| text.push_str(&format!(" {}", plain(sentence))));
    let bases: Vec<String> =
        scenario.bases.iter().map(|(basis, values)| format!("{values} {}", basis.word())).collect();
    let _ = writeln!(text, " Values: {}. {}.", bases.join(", "), words::trials(&scenario.simulated));
    if let Some(words) = words::interrupted(scenario) {
        let _ = writeln!(text, "\n{words}");
    }
    text + &observed(scenario)
}

/// What one scenario does beside what was counted; of several the page has it.
fn base_rates(report: &Report<'_>) -> String {
    let [only] = report.scenarios.as_slice() else { return String::new() };
    let Some(sentence) = words::base_rates(&only.base_rates) else { return String::new() };
    let mut text = format!("\n## {}\n\n{}\n\n", words::BASE_RATES, plain(&sentence));
    text.push_str(
        "| what | here | counted (95 %) | n | here is | counted in |\n| --- | ---: | ---: | ---: | --- | --- |\n",
    );
    for rate in &only.base_rates {
        let (here, counted) = (share_percent(rate.here.value), words::counted(rate));
        let cells = [&rate.measured, &here, &counted, &rate.n, rate.verdict.word(), &rate.source].map(plain);
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
    text
}

/// What was observed and what it teaches.
fn observed(scenario: &ScenarioReport) -> String {
    let Some((observed, words)) = scenario.observed.as_ref().zip(words::observed(&scenario.simulated)) else {
        return String::new();
    };
    let mut text = format!("\n{words}\n\n| observed | by | trials that went so |\n| --- | --- | ---: |\n");
    for entry in observed.entries.iter().take(MOST_LINES) {
        let day = entry.date.map_or(String::new(), words::day);
        let share = entry.share.map_or(String::new(), share_percent);
        let _ = writeln!(text, "| {} | {day} | {} |", plain(&entry.words), plain(&share));
    }
    text.push_str(&more(observed.entries.len(), "observed.csv"));
    if !observed.can_teach {
        return text;
    }
    if observed.taught.is_empty() {
        let _ = writeln!(text, "\n{}", words::NOTHING_TAUGHT);
    } else {
        text.push_str("\n| what it teaches (90 % ranges) | before | after |\n| --- | ---: | ---: |\n");
    }
    for taught in observed.taught.iter().take(MOST_LINES) {
        let [before, after] = [taught.before, taught.after].map(words::range);
        let _ = writeln!(text, "| {} | {before} | {after} |", plain(&taught.key));
    }
    text.push_str(&more(observed.taught.len(), "learned.csv"));
    let _ = writeln!(text, "\n{}", words::NO_WORLDS);
    text
}

/// Where those lines of a list stand that the brief leaves out.
fn more(all: usize, file: &str) -> String {
    let left = all.saturating_sub(MOST_LINES);
    if left > 0 { format!("\nAnd {left} more: `{file}`.\n") } else { String::new() }
}

fn caveats() -> String {
    "\n## Before quoting\n\n\
     - Every share is that of the assumptions in the file; most of them are judgement, listed with their sources in `report.html`.\n\
     - Chance is the error of simulating only so many times. What a file leaves uncertain is averaged over in the shares, and more trials do not narrow it.\n\
     - Compare plans under the same assumptions; do not quote a share as a probability of the world.\n"
        .to_owned()
}

/// `text` on one line, with nothing in it that Markdown or HTML would take for a mark.
pub(super) fn plain(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '|' | '[' | ']' | '#' | '~' | '!' => safe.extend(['\\', letter]),
            letter if letter.is_control() => safe.push(' '),
            letter => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_become_markup() {
        assert_eq!(plain("<b>*a|b_c*\n[x](y)"), "&lt;b&gt;\\*a\\|b\\_c\\* \\[x\\](y)");
    }
}
