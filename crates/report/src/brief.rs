//! `brief.md`: one page that pastes into a mail. It is Markdown with headings and lists alone: no tables, no bold, no escapes.

use super::analysis::{self, Analysis};
use super::cell::points;
use super::model::{Report, ScenarioReport};
use super::overview::{Overview, figure};
use super::words::{self, CAVEAT};
use detente_study::table::share_percent;
use std::fmt::Write as _;

/// Scenarios up to which each has a paragraph of its own; of more, the list alone keeps to a page.
const MOST_PARAGRAPHS: usize = 8;

/// Entries of news, and values of which they teach, that are listed.
const MOST_LINES: usize = 6;

/// The brief.
pub(super) fn brief(report: &Report<'_>) -> String {
    let mut text = match (report.scenarios.as_slice(), &report.overview) {
        ([only], None) => return single(report, only),
        (_, Some(overview)) => format!("# {}\n\n{CAVEAT}\n\n", plain(&overview.title)),
        _ => several(report),
    };
    if let Some(words) = words::varied(&report.provenance) {
        let _ = write!(text, "{}\n\n", plain(&words));
    }
    text.push_str(&report.overview.as_ref().map_or(String::new(), |overview| together(report, overview)));
    text.push_str(&comparison(report));
    if report.overview.is_some() {
        let number = report.scenarios.len();
        let _ = writeln!(
            text,
            "\nThe pictures of all scenarios, and a section on each of these {number}, stand in report.html."
        );
    } else if report.scenarios.len() > MOST_PARAGRAPHS {
        let number = report.scenarios.len();
        let _ = writeln!(text, "\nA section on each of the {number} scenarios stands in report.html.");
    }
    text.push_str(&Analysis::of_plans(report).map_or(String::new(), |plans| analysis::of_plans(&plans)));
    if report.overview.is_none() && report.scenarios.len() <= MOST_PARAGRAPHS {
        report.scenarios.iter().for_each(|scenario| text.push_str(&paragraph(scenario)));
    }
    text.push_str(&caveats());
    let _ = writeln!(text, "\n{}", plain(&words::common_foot(&report.provenance)));
    text
}

/// The brief on one scenario: as its page.
fn single(report: &Report<'_>, scenario: &ScenarioReport) -> String {
    let mut text = format!("# {}\n\n{}", plain(&scenario.answer.title), finding(scenario));
    text.push_str(&observed(scenario));
    text.push_str(&listed("What decides it", &scenario.decides));
    text.push_str(&listed("What to watch", &scenario.trouble));
    if let Some(tale) = scenario.tales.first() {
        let lines: Vec<String> =
            tale.lines.iter().map(|line| format!("Week {:.0}: {}", line.week, crate::html::what(line))).collect();
        text.push_str(&listed("A typical trial (what the parties do not know in brackets)", &lines));
    }
    text.push_str(&base_rates(scenario));
    text.push_str(&caveats());
    let _ = writeln!(text, "\n{}", plain(&words::common_foot(&report.provenance)));
    text
}

/// The title of several scenarios, and how sure it is.
fn several(report: &Report<'_>) -> String {
    let (chance, assumptions) = words::sure_of_all(report);
    format!(
        "# {}\n\nHow sure? Chance: {} Assumptions: {}\n\n{CAVEAT}\n\n",
        plain(&words::of_all(report)),
        plain(&chance),
        plain(&assumptions)
    )
}

/// What was found of a scenario, how sure it is, and what it rests on.
fn finding(scenario: &ScenarioReport) -> String {
    let answer = &scenario.answer;
    let mut text = format!(
        "{}\n\nHow sure? Chance: {} Assumptions: {}\n\n{}\n",
        plain(&answer.figures.join(" ")),
        plain(&answer.chance),
        plain(&answer.assumptions),
        plain(&answer.caveat)
    );
    for words in [words::interrupted(scenario), words::no_channel(scenario)].into_iter().flatten() {
        let _ = writeln!(text, "\n{words}");
    }
    text
}

/// A heading with a list; empty where the list is.
pub(super) fn listed(heading: &str, sentences: &[String]) -> String {
    if sentences.is_empty() {
        return String::new();
    }
    let lines: String = sentences.iter().map(|sentence| format!("- {}\n", plain(sentence))).collect();
    format!("\n## {heading}\n\n{lines}")
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

/// A line for each scenario that is shown in full.
fn comparison(report: &Report<'_>) -> String {
    let mut text = String::new();
    for scenario in &report.scenarios {
        let shares = scenario.outcomes.iter();
        let shares: Vec<String> =
            shares.map(|share| format!("{} {}", share.outcome.word(), share_percent(share.share.value))).collect();
        let change = scenario.confrontation.last().map(|horizon| horizon.difference);
        let change = change.map_or(String::new(), |change| {
            let [value, low, high] = [change.value, change.low, change.high].map(points);
            format!("; confrontation with the channel less without {value} points ({low} to {high})")
        });
        let stops = words::sticking_point(scenario);
        let stops = stops.map_or(String::new(), |rung| format!("; the ladder stops most often at {}", rung.called()));
        let name = plain(&words::label(&scenario.simulated));
        let _ = writeln!(text, "- {name}: {}{}{}", plain(&shares.join(", ")), plain(&change), plain(&stops));
    }
    text.push_str("\nConfrontation is that by the end, with the 95 % interval of the paired difference.\n");
    if let Some(words) = words::counterfactuals(report) {
        let _ = writeln!(text, "\n{words}");
    }
    text
}

fn paragraph(scenario: &ScenarioReport) -> String {
    let (title, found) = (plain(&scenario.title), plain(&scenario.answer.title));
    format!("\n## {title}\n\n{found}.\n\n{}{}", finding(scenario), observed(scenario))
}

/// What one scenario does beside what was counted.
fn base_rates(scenario: &ScenarioReport) -> String {
    let Some(sentence) = words::base_rates(&scenario.base_rates) else { return String::new() };
    let rate = |rate: &super::model::CountedRate| {
        let (here, counted) = (share_percent(rate.here.value), words::counted(rate));
        format!(
            "{}: {here} here, {} counted {counted} of {} in {}",
            rate.measured,
            rate.verdict.word(),
            rate.n,
            rate.source
        )
    };
    let mut lines = vec![sentence];
    lines.extend(scenario.base_rates.iter().map(rate));
    listed(words::BASE_RATES, &lines)
}

/// What was observed and what it teaches.
fn observed(scenario: &ScenarioReport) -> String {
    let Some((observed, words)) = scenario.observed.as_ref().zip(words::observed(&scenario.simulated)) else {
        return String::new();
    };
    let mut text = format!("\n{words}\n\n");
    for entry in observed.entries.iter().take(MOST_LINES) {
        let day = entry.date.map_or(String::new(), |date| format!(", by {}", words::day(date)));
        let share = entry.share.map_or(String::new(), |share| format!(": {} of trials went so", share_percent(share)));
        let _ = writeln!(text, "- {}{day}{}", plain(&entry.words), plain(&share));
    }
    text.push_str(&more(observed.entries.len(), "observed.csv"));
    if !observed.can_teach {
        return text;
    }
    if observed.taught.is_empty() {
        let _ = writeln!(text, "\n{}", words::NOTHING_TAUGHT);
    } else {
        text.push_str("\nWhat it teaches (90 % ranges):\n\n");
    }
    for taught in observed.taught.iter().take(MOST_LINES) {
        let [before, after] = [taught.before, taught.after].map(words::range);
        let _ = writeln!(text, "- {}: {before} before, {after} after", plain(&taught.key));
    }
    text.push_str(&more(observed.taught.len(), "learned.csv"));
    let _ = writeln!(text, "\n{}", words::NO_WORLDS);
    text
}

/// Where those lines of a list stand that the brief leaves out.
fn more(all: usize, file: &str) -> String {
    let left = all.saturating_sub(MOST_LINES);
    if left > 0 { format!("\nAnd {left} more: {file}.\n") } else { String::new() }
}

fn caveats() -> String {
    "\n## Before quoting\n\n\
     - Every share is that of the assumptions in the file; most of them are judgement, listed with their sources in report.html.\n\
     - Chance is the error of simulating only so many times. What a file leaves uncertain is averaged over in the shares, and more trials do not narrow it.\n\
     - Compare plans under the same assumptions; do not quote a share as the probability of a real event.\n"
        .to_owned()
}

/// `text` on one line, with nothing in it that Markdown or HTML would take for a mark. Such signs are not escaped, for a mail shows
/// escapes as they stand: they give way to signs that look like them. A line below a word within it marks nothing and stays.
pub(super) fn plain(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let is_within = |at: usize| {
        let part = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(|letter| letter.is_alphanumeric());
        part(at.checked_sub(1)) && part(Some(at + 1))
    };
    let safe = |(at, letter): (usize, &char)| match *letter {
        '<' => '\u{2039}',
        '>' => '\u{203a}',
        '*' => '\u{2217}',
        '`' => '\'',
        '|' => '\u{a6}',
        '[' => '(',
        ']' => ')',
        '~' => '\u{223c}',
        '\\' => '\u{2216}',
        '_' if !is_within(at) => ' ',
        letter if letter.is_control() => ' ',
        letter => letter,
    };
    letters.iter().enumerate().map(safe).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_become_markup_and_bear_no_escapes() {
        assert_eq!(plain("<b>*a|b_c*\n[x](y)"), "\u{2039}b\u{203a}\u{2217}a\u{a6}b_c\u{2217} (x)(y)");
        assert_eq!(plain("_non_renewal_ __x__ \\_"), " non_renewal    x   \u{2216} ");
        for text in ["non_renewal", "R&D #1!"] {
            assert_eq!(plain(text), text);
        }
    }
}
