//! Figures in words: the one wording of page, charts, brief and workbook. Sentences about a scenario stand in `sentences.rs`, titles
//! in `titles.rs`.

mod sentences;
mod titles;

pub(super) use sentences::{
    against_counterfactuals, because, counterfactuals, decides, hundred_trials, interrupted, ladder, leading_cause,
    leading_outcome, no_channel, sticking_point, stopped_because, trouble, trust,
};
pub(super) use titles::{ends_and_causes, indicator, of_all, of_chart, stops, sure_of_all, unknown, watched};

use super::bound::MOST_SHOWN;
use super::cell::significant;
use super::estimate::Estimate;
use super::model::{CountedRate, Provenance, ScenarioProvenance, ScenarioReport};
use detente_engine::domain::Outcome;
use detente_study::story::Tale;
use detente_study::table::{Verdict, grouped, share_percent};
use jiff::ToSpan;
use jiff::civil::Date;

/// What the story of a trial is headed by.
pub(crate) fn told_of(tale: &Tale, is_typical: bool) -> String {
    match tale.outcome {
        _ if is_typical => "A typical trial".to_owned(),
        Outcome::Scaling => "A trial that scaled".to_owned(),
        Outcome::Collapse => "A trial that collapsed".to_owned(),
        other => format!("A trial that ended in {}", other.word()),
    }
}

/// The share of the trials that ended in `outcome`, in percent.
pub(crate) fn share_of(scenario: &ScenarioReport, outcome: Outcome) -> String {
    let own = scenario.outcomes.iter().find(|share| share.outcome == outcome);
    own.map_or_else(String::new, |own| share_percent(own.share.value))
}

/// What everything that a report writes says of itself.
pub(crate) const CAVEAT: &str = "Ranks mechanisms under the assumptions of the files. It is not a forecast.";

/// The title of a scenario, with its values where it is a point of a sweep.
pub(crate) fn title(title: &str, simulated: &ScenarioProvenance) -> String {
    simulated.point.as_ref().map_or_else(|| title.to_owned(), |point| format!("{title}: {point}"))
}

/// The stem of a scenario, with its values where it is a point of a sweep.
pub(crate) fn label(simulated: &ScenarioProvenance) -> String {
    title(&simulated.scenario, simulated)
}

/// What a sweep varies; none where nothing is swept.
pub(crate) fn varied(provenance: &Provenance) -> Option<String> {
    let keys = &provenance.varied.as_ref()?.keys;
    let left = keys.len().saturating_sub(MOST_KEYS);
    let more = if left > 0 { format!(" and {left} more") } else { String::new() };
    Some(format!(
        "A sweep: every scenario is a point at which these keys are varied: {}{more}.",
        keys[..keys.len() - left].join(", ")
    ))
}

/// Keys of a sweep that are named at its head.
const MOST_KEYS: usize = 12;

/// Where what the assumptions do to the shares would stand, if it were worked out under news.
pub(crate) const NO_WORLDS: &str = "Where the shares lie if the assumptions differ is not worked out under news.";

/// What is said of news that teach nothing.
pub(crate) const NOTHING_TAUGHT: &str = "It teaches nothing about the uncertain values that chance would not.";

/// The gist of an outcome in a few words; its full definition is [`Outcome::meaning`].
pub(crate) fn gist(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Scaling => "part of the deep dispute is settled and holds",
        Outcome::Stalling => "no confrontation, but nothing of the deep dispute is settled",
        Outcome::Overtaken => "confrontation came while nobody had left the channel",
        Outcome::Collapse => "a party left the channel",
    }
}

/// The ends of an interval in percent, as in `85.4 to 85.8 %`, with as many decimals as it takes to
/// tell them apart.
pub(crate) fn interval(estimate: Estimate) -> String {
    let ends = |decimals: usize| [estimate.low, estimate.high].map(|end| format!("{:.decimals$}", 100.0 * end));
    let told_apart = (1..=4).map(ends).find(|[low, high]| low != high);
    let [low, high] = told_apart.unwrap_or_else(|| ends(1));
    format!("{low} to {high} %")
}

/// What stands above the base rates.
pub(crate) const BASE_RATES: &str = "Beside what was counted";

/// How many figures lie where, against their base rates; none where there are none.
pub(crate) fn base_rates(rates: &[CountedRate]) -> Option<String> {
    let of = |verdict: Verdict| rates.iter().filter(|rate| rate.verdict == verdict).count();
    let [inside, above, below] = [Verdict::Inside, Verdict::Above, Verdict::Below].map(of);
    let number = detente_study::table::counted(rates.len(), "figure");
    (!rates.is_empty()).then(|| {
        format!(
            "{number} can be set beside what was counted of real crises and agreements: {inside} inside the 95 % interval of the count, \
             {above} above it, {below} below. A count is of many unlike cases: to lie outside it asks for a reason, which the file may have."
        )
    })
}

/// What was counted, with its interval, as in `19.2 % (13.7 to 26.2 %)`.
pub(crate) fn counted(rate: &CountedRate) -> String {
    format!("{} ({})", share_percent(rate.counted.value), interval(rate.counted))
}

/// The command that shows another one, from within the folder of the results.
pub(crate) fn one_more(provenance: &Provenance) -> String {
    let trials = provenance.scenarios.iter().map(|simulated| simulated.trials).max().unwrap_or_default();
    format!("detente run inputs/NAME.toml --seed {} --trials {trials} --report --out ../NAME", provenance.seed)
}

/// A day, as on the screen.
pub(crate) fn day(date: Date) -> String {
    date.strftime("%-d %b %Y").to_string()
}

/// The first digits of a digest: enough to find it in the manifest.
pub(crate) fn short_digest(digest: &str) -> &str {
    digest.get(..12).unwrap_or(digest)
}

/// The trials that all figures are about.
pub(crate) fn trials(simulated: &ScenarioProvenance) -> String {
    let all = grouped(simulated.trials);
    match (simulated.kept, simulated.followed) {
        (None, _) => format!("{all} trials"),
        (Some(kept), None) => format!("{} of {all} trials, those that went as was observed", grouped(kept)),
        (Some(kept), Some(followed)) => format!(
            "{} trials that went as was observed, what {} are worth that were followed from one entry to the next",
            grouped(kept),
            grouped(followed)
        ),
    }
}

/// The same in figures alone.
pub(crate) fn trials_in_figures(simulated: &ScenarioProvenance) -> String {
    let all = grouped(simulated.followed.filter(|_| simulated.kept.is_some()).unwrap_or(simulated.trials));
    simulated.kept.map_or_else(|| all.clone(), |kept| format!("{} of {all}", grouped(kept)))
}

/// How many trials went as was observed, where anything was.
pub(crate) fn observed(simulated: &ScenarioProvenance) -> Option<String> {
    let (kept, all) = (grouped(simulated.kept?), grouped(simulated.trials));
    Some(match simulated.followed {
        None => format!("{kept} of {all} trials went as was observed, and all figures are about these."),
        Some(followed) => format!(
            "{} trials were followed from one entry to the next. They are worth {kept} that went as was observed by themselves, and all figures are about these; by themselves it would have taken about {all} trials.",
            grouped(followed)
        ),
    })
}

/// A 90 % range, in at most three significant digits.
pub(crate) fn range([low, high]: [Option<f64>; 2]) -> String {
    let number = |end: Option<f64>| end.map_or_else(|| "?".to_owned(), |end| significant(end, 3));
    format!("{} to {}", number(low), number(high))
}

/// Weeks in words, as in `two years`.
pub(crate) fn span(weeks: f64) -> String {
    const WORDS: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let number =
        |number: f64| WORDS.get(number as usize).map_or_else(|| format!("{number:.0}"), |word| (*word).to_owned());
    let years = weeks / 52.0;
    if weeks >= 52.0 && years.fract() == 0.0 {
        format!("{} year{}", number(years), if years > 1.0 { "s" } else { "" })
    } else if weeks < 52.0 && weeks > 0.0 && (weeks / 13.0).fract() == 0.0 {
        format!("{} months", number(weeks / 13.0 * 3.0))
    } else {
        format!("{} weeks", significant(weeks, 4))
    }
}

/// The month in which a day so many weeks after `start` lies, as in `Jun 2028`; none beyond the calendar.
pub(crate) fn month(start: Date, weeks: f64) -> Option<String> {
    let days = ((7.0 * weeks).round() as i64).days();
    start.checked_add(days).ok().map(|date| date.strftime("%b %Y").to_string())
}

/// With a small first letter.
pub(crate) fn lowered(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

/// What a chart of one scenario says in its foot.
pub(crate) fn foot(report: &ScenarioReport, provenance: &Provenance) -> String {
    format!(
        "detente {}, scenario {}, seed {}, {}, input sha256 {}. {CAVEAT}",
        provenance.version,
        report.simulated.scenario,
        provenance.seed,
        trials(&report.simulated),
        short_digest(&report.simulated.input),
    )
}

/// What a chart of all scenarios says in its foot.
pub(crate) fn common_foot(provenance: &Provenance) -> String {
    if provenance.scenarios.len() > MOST_SHOWN {
        let number = grouped(provenance.scenarios.len() as u64);
        let (version, seed) = (&provenance.version, provenance.seed);
        return format!(
            "detente {version}, seed {seed}, {number} scenarios; manifest.json has the trials and the input sha256 of each. {CAVEAT}"
        );
    }
    let inputs: Vec<String> = provenance
        .scenarios
        .iter()
        .map(|simulated| {
            let digest = short_digest(&simulated.input);
            format!("{} ({}, input sha256 {digest})", simulated.scenario, trials(simulated))
        })
        .collect();
    format!("detente {}, seed {}, scenarios {}. {CAVEAT}", provenance.version, provenance.seed, inputs.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_a_narrow_interval_can_be_told_apart() {
        let interval = |low, high| interval(Estimate { value: low, low, high });
        assert_eq!(interval(0.853_911, 0.858_262), "85.4 to 85.8 %");
        assert_eq!(interval(0.000_976, 0.001_402), "0.10 to 0.14 %");
        assert_eq!(interval(0.0, 0.000_038), "0.000 to 0.004 %");
        assert_eq!(interval(0.5, 0.5), "50.0 to 50.0 %");
    }

    #[test]
    fn weeks_are_told_as_people_count_them() {
        assert_eq!(
            [13.0, 26.0, 39.0, 52.0, 104.0, 260.0, 624.0].map(span),
            ["three months", "six months", "nine months", "one year", "two years", "five years", "12 years"]
        );
        assert_eq!([30.0, 60.0, 4.5].map(span), ["30 weeks", "60 weeks", "4.5 weeks"]);
    }

    #[test]
    fn a_range_has_few_digits() {
        assert_eq!(range([Some(0.970_28), Some(3.721_6)]), "0.97 to 3.72");
    }
}
