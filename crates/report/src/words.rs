//! Figures in sentences: the one wording of page, charts and brief.

use super::answer::Reading;
use super::bound::MOST_SHOWN;
use super::cell::significant;
use super::model::CountedRate;
use super::model::{
    CauseShare, Change, Estimate, Horizon, Provenance, Report, Rung, ScenarioProvenance, ScenarioReport, Trust,
};
use super::svg::Subject;
use super::watch::Indicator;
use detente_engine::domain::{Basis, Outcome};
use detente_engine::tally::most_frequent;
use detente_study::table::{Verdict, from_to, grouped, of_a_hundred_trials, share_in_words, share_percent};
use jiff::ToSpan;
use jiff::civil::Date;

/// What everything that a report writes says of itself.
pub(super) const CAVEAT: &str = "Ranks mechanisms under the assumptions of the files. It is not a forecast.";

/// The title of a scenario, with its values where it is a point of a sweep.
pub(super) fn title(title: &str, simulated: &ScenarioProvenance) -> String {
    simulated.point.as_ref().map_or_else(|| title.to_owned(), |point| format!("{title}: {point}"))
}

/// The stem of a scenario, with its values where it is a point of a sweep.
pub(super) fn label(simulated: &ScenarioProvenance) -> String {
    title(&simulated.scenario, simulated)
}

/// What a sweep varies; none where nothing is swept.
pub(super) fn varied(provenance: &Provenance) -> Option<String> {
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

/// What stands beside every comparison with the counterfactuals where something was observed.
const NO_CHANNEL: &str = "The no-channel trials are those of the trials kept, and need not have gone as was observed: the difference is not the effect of the channel alone.";

/// Where what the assumptions do to the shares would stand, if it were worked out under news.
pub(super) const NO_WORLDS: &str = "Where the shares lie if the assumptions differ is not worked out under news.";

/// What is said of news that teach nothing.
pub(super) const NOTHING_TAUGHT: &str = "It teaches nothing about the uncertain values that chance would not.";

/// The gist of an outcome in a few words; its full definition is [`Outcome::meaning`].
pub(super) fn gist(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Scaling => "part of the deep dispute is settled and holds",
        Outcome::Stalling => "no confrontation, but nothing of the deep dispute is settled",
        Outcome::Overtaken => "confrontation came while nobody had left the channel",
        Outcome::Collapse => "a party left the channel",
    }
}

/// The ends of an interval in percent, as in `85.4 to 85.8 %`, with as many decimals as it takes to
/// tell them apart.
pub(super) fn interval(estimate: Estimate) -> String {
    let ends = |decimals: usize| [estimate.low, estimate.high].map(|end| format!("{:.decimals$}", 100.0 * end));
    let told_apart = (1..=4).map(ends).find(|[low, high]| low != high);
    let [low, high] = told_apart.unwrap_or_else(|| ends(1));
    format!("{low} to {high} %")
}

/// What stands above the base rates.
pub(super) const BASE_RATES: &str = "Beside what was counted";

/// How many figures lie where, against their base rates; none where there are none.
pub(super) fn base_rates(rates: &[CountedRate]) -> Option<String> {
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
pub(super) fn counted(rate: &CountedRate) -> String {
    format!("{} ({})", share_percent(rate.counted.value), interval(rate.counted))
}

/// The command that shows another one, from within the folder of the results.
pub(super) fn one_more(provenance: &Provenance) -> String {
    let trials = provenance.scenarios.iter().map(|simulated| simulated.trials).max().unwrap_or_default();
    format!("detente run inputs/NAME.toml --seed {} --trials {trials} --report --out ../NAME", provenance.seed)
}

/// A day, as on the screen.
pub(super) fn day(date: Date) -> String {
    date.strftime("%-d %b %Y").to_string()
}

/// The first digits of a digest: enough to find it in the manifest.
pub(super) fn short_digest(digest: &str) -> &str {
    digest.get(..12).unwrap_or(digest)
}

/// The trials that all figures are about.
pub(super) fn trials(simulated: &ScenarioProvenance) -> String {
    let all = grouped(simulated.trials);
    match simulated.kept {
        None => format!("{all} trials"),
        Some(kept) => format!("{} of {all} trials, those that went as was observed", grouped(kept)),
    }
}

/// How many trials went as was observed, where anything was.
pub(super) fn observed(simulated: &ScenarioProvenance) -> Option<String> {
    let (kept, all) = (grouped(simulated.kept?), grouped(simulated.trials));
    Some(format!("{kept} of {all} trials went as was observed, and all figures are about these."))
}

/// A 90 % range, in at most three significant digits.
pub(super) fn range([low, high]: [Option<f64>; 2]) -> String {
    let number = |end: Option<f64>| end.map_or_else(|| "?".to_owned(), |end| significant(end, 3));
    format!("{} to {}", number(low), number(high))
}

/// What decides how a scenario ends, a sentence each.
pub(super) fn decides(report: &ScenarioReport) -> Vec<String> {
    [leading_outcome(report), ladder(report), signatures(report)].into_iter().flatten().collect()
}

/// A difference of shares in percentage points, with its sign; one that is rounded to nothing has none.
pub(super) fn points(difference: f64) -> String {
    let text = detente_study::table::points(difference);
    if text.ends_with("0.0") && text.len() == 4 { "0.0".to_owned() } else { text }
}

/// Weeks in words, as in `two years`.
pub(super) fn span(weeks: f64) -> String {
    const WORDS: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let number = |number: f64| WORDS.get(number as usize).map_or_else(|| format!("{number:.0}"), |word| (*word).to_owned());
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
pub(super) fn month(start: Date, weeks: f64) -> Option<String> {
    let days = ((7.0 * weeks).round() as i64).days();
    start.checked_add(days).ok().map(|date| date.strftime("%b %Y").to_string())
}

/// The outcomes as so many trials of a hundred.
pub(super) fn hundred_trials(report: &ScenarioReport) -> Option<String> {
    let mut counts = [0; 4];
    for share in &report.outcomes {
        counts[share.outcome.index()] = share.count;
    }
    of_a_hundred_trials(counts)
}

/// The most frequent outcome and its most frequent cause.
pub(super) fn leading_outcome(report: &ScenarioReport) -> Option<String> {
    let (outcome, _) = report.leads.outcome()?;
    let most = report.outcomes.iter().find(|own| own.outcome == outcome)?;
    let cause = leading_cause(report, outcome)?;
    let assumed =
        most.assumed.map_or(String::new(), |[low, high]| format!("; if assumptions differ: {}", from_to(low, high)));
    Some(format!(
        "Most end in {}: {} of {} trials (chance: {}{assumed}), most often by {} ({} of {} trials).",
        most.outcome.word(),
        share_percent(most.share.value),
        grouped(report.simulated.counted()),
        interval(most.share),
        cause.cause.spaced(),
        share_percent(cause.share.value),
        if report.simulated.kept.is_some() { "these" } else { "all" },
    ))
}

/// The most frequent cause of `outcome`.
fn leading_cause(report: &ScenarioReport, outcome: Outcome) -> Option<&CauseShare> {
    let (cause, _) = report.leads.cause_of(outcome)?;
    report.causes.iter().find(|own| own.cause == cause)
}

/// Confrontation by a horizon in one sentence.
pub(super) fn confrontation(horizon: &Horizon) -> String {
    let arms = format!(
        "Confrontation comes within {} in {} of trials with the channel and in {} without",
        span(horizon.weeks),
        share_percent(horizon.with.value),
        share_percent(horizon.without.value),
    );
    let Estimate { value, low, high } = horizon.difference;
    let range = format!("{} ({} to {}) points", points(value), points(low), points(high));
    match horizon.change() {
        Change::Less => format!("{arms}: {range}: less with the channel, beyond chance."),
        Change::More => format!("{arms}: {range}: more with the channel, beyond chance."),
        Change::NotToldApart => format!("{arms}: {range}, which cannot be told apart from no difference."),
    }
}

/// Confrontation by the end in words, with what must be known of its counterfactuals where something was observed.
pub(super) fn against_counterfactuals(report: &ScenarioReport) -> Option<String> {
    let sentence = confrontation(report.confrontation.last()?);
    Some(if report.observed.is_some() { format!("{sentence} {NO_CHANNEL}") } else { sentence })
}

/// What must be known of the counterfactuals of all scenarios in which something was observed; nothing where there are none.
pub(super) fn counterfactuals(report: &Report<'_>) -> Option<String> {
    let with_counterfactuals = |scenario: &&ScenarioReport| !scenario.confrontation.is_empty();
    let observed = report.scenarios.iter().filter(with_counterfactuals).map(|scenario| scenario.observed.is_some());
    let observed: Vec<bool> = observed.collect();
    match observed.iter().filter(|own| **own).count() {
        0 => None,
        all if all == observed.len() => Some(NO_CHANNEL.to_owned()),
        _ => Some(format!("Where something was observed: {NO_CHANNEL}")),
    }
}

/// The rung at which the ladder stops most often, the first of several.
pub(super) fn sticking_point(report: &ScenarioReport) -> Option<&Rung> {
    report.leads.rung().and_then(|(at, _)| report.rungs.get(at))
}

/// Where the ladder stops.
pub(super) fn ladder(report: &ScenarioReport) -> Option<String> {
    let sticking_point = sticking_point(report)?;
    let (reason, share) = sticking_point.mostly?;
    Some(format!(
        "The ladder stops most often at \u{201c}{}\u{201d} ({} of trials), there mostly by {} ({} of these stops).",
        sticking_point.called(),
        share_percent(sticking_point.stopped.value),
        reason.spaced(),
        share_percent(share),
    ))
}

/// Who stops signatures.
pub(super) fn signatures(report: &ScenarioReport) -> Option<String> {
    let all: u64 = report.bodies.iter().map(|body| body.vetoes).sum();
    let most = report.most_vetoes.as_ref()?;
    let own =
        most.veto_share.map_or(String::new(), |share| format!("; it vetoes {} of its reviews", share_percent(share)));
    Some(format!("Of the approving bodies, {} vetoes most often ({} of all vetoes{own}).", most.name, share_in_words(most.vetoes, all)))
}

/// How far trust must move for a picture of it.
const TRUST_MOVES: f64 = 0.05;

/// How trust goes; none where that of neither party moves by as much as [`TRUST_MOVES`].
pub(super) fn trust(report: &ScenarioReport) -> Option<String> {
    let known = || report.weeks.iter().filter_map(|week| week.trust);
    let moves = |party: usize| {
        let of = || known().map(|trust| trust[party]);
        of().fold(f64::NEG_INFINITY, f64::max) - of().fold(f64::INFINITY, f64::min)
    };
    let (first, last) = (known().next()?, known().next_back()?);
    let [sender, target] = &report.parties;
    (moves(0).max(moves(1)) >= TRUST_MOVES).then(|| {
        format!(
            "On average over trials without confrontation so far, the trust of {sender} in {target} goes from {} to {}, that of {target} in {sender} from {} to {}.",
            share_percent(first[0]),
            share_percent(last[0]),
            share_percent(first[1]),
            share_percent(last[1]),
        )
    })
}

/// The rung and party at which the trust earned stays furthest below the trust needed.
fn trust_falls_short(report: &ScenarioReport) -> Option<String> {
    let met = report.rungs.iter().flat_map(|rung| {
        let parties = report.parties.iter().zip(rung.trust);
        parties.filter_map(move |(party, trust)| Some((rung, party, trust?)))
    });
    let gap = |trust: &Trust| trust.needed - trust.earned;
    let (rung, party, trust) = met.reduce(|most, next| if gap(&next.2) > gap(&most.2) { next } else { most })?;
    (gap(&trust) > 0.0).then(|| {
        format!(
            "Biggest trust gap: {}. At its first offer {party} would need {} trust for an even chance of accepting; it has {}.",
            rung.called(),
            share_percent(trust.needed),
            share_percent(trust.earned),
        )
    })
}

/// Where in the trials trouble shows.
pub(super) fn trouble(report: &ScenarioReport) -> Vec<String> {
    let first = report.first_in_force_weeks.map(|week| {
        format!("The first rung: of the trials in which one ever came into force, three of four had it by week {week:.0}. Later than that is slow.")
    });
    let short = trust_falls_short(report);
    let alarmed = most_frequent(report.rungs.iter().map(|rung| (rung, rung.alarmed))).map(|(rung, _)| {
        format!("Most alarms: checks of {} raise one in {} of trials.", rung.called(), share_percent(rung.alarmed))
    });
    let gap = |rung: &Rung| rung.in_force.value - rung.honoured;
    let hollow = most_frequent(report.rungs.iter().map(|rung| (rung, gap(rung)))).map(|(rung, _)| {
        format!(
            "{}: formally in force at the end in {} of trials, actually honoured in {}.",
            rung.called(),
            share_percent(rung.in_force.value),
            share_percent(rung.honoured),
        )
    });
    let breaks = leading_cause(report, Outcome::Collapse).map(|cause| {
        let meaning = cause.cause.meaning();
        let meaning = meaning.split_once(": ").map_or(meaning, |(_, own)| own);
        format!(
            "Signs of {} ({} of trials), the most frequent cause of collapse: {meaning}",
            cause.cause.spaced(),
            share_percent(cause.share.value)
        )
    });
    [first, short, alarmed, hollow, breaks].into_iter().flatten().collect()
}

/// The file name, the title and the sentence of a chart of one scenario. Titles say what was found.
pub(super) fn of_chart(report: &ScenarioReport, subject: Subject) -> (&'static str, String, String) {
    let (name, title, sentence) = match subject {
        Subject::Confrontation => ("confrontation", report.answer.title.clone(), against_counterfactuals(report)),
        Subject::Outcomes => ("outcomes", ends_and_causes(report), leading_outcome(report)),
        Subject::Judged => ("judged", later(report), hundred_trials(report)),
        Subject::Watch => ("watch", watched(report), None),
        Subject::Ladder => ("ladder", stops(report), ladder(report)),
        Subject::Trust => ("trust", "How the parties come to trust each other".to_owned(), trust(report)),
        Subject::Comparison | Subject::Along => ("comparison", "How it compares".to_owned(), None),
        Subject::Finding => ("finding", "What was found".to_owned(), None),
    };
    (name, title, sentence.unwrap_or_default())
}

/// The most frequent outcome and its cause, as a title.
pub(super) fn ends_and_causes(report: &ScenarioReport) -> String {
    let Some((outcome, _)) = report.leads.outcome() else { return "How it ends, and why".to_owned() };
    let share = report.outcomes.iter().find(|own| own.outcome == outcome).map_or(0.0, |own| own.share.value);
    let cause = leading_cause(report, outcome).map_or(String::new(), |own| format!(", most often by {}", own.cause.spaced()));
    format!("The most frequent end is {} ({}){cause}", outcome.word(), share_percent(share))
}

/// How the outcome that comes most often by the end grows, as a title.
fn later(report: &ScenarioReport) -> String {
    let first = report.judged.first().zip(report.leads.outcome());
    let Some((first, (outcome, _))) = first else { return "How it would have ended earlier".to_owned() };
    let end = report.outcomes.iter().find(|own| own.outcome == outcome).map_or(0.0, |own| own.share.value);
    format!(
        "Judged after {}, {} of the trials count as {}; after {}, {}",
        span(first.weeks),
        share_percent(first.shares[outcome.index()]),
        outcome.word(),
        span(report.horizon_weeks),
        share_percent(end)
    )
}

/// What tells most early on, as a title.
pub(super) fn watched(report: &ScenarioReport) -> String {
    let first = report.watch.as_ref().and_then(|watch| Some((watch, watch.indicators.first()?)));
    first.map_or("What to watch".to_owned(), |(watch, first)| {
        format!("What tells most after {}: {}", span(watch.week), spaced(first.indicator.word()))
    })
}

/// Where the ladder stops, as a title.
pub(super) fn stops(report: &ScenarioReport) -> String {
    sticking_point(report).map_or("How far the ladder is climbed".to_owned(), |rung| {
        format!("The ladder stops most often at \u{201c}{}\u{201d}: {}", rung.called(), share_percent(rung.stopped.value))
    })
}

/// An indicator in words, with what it is.
pub(super) fn indicator(indicator: &Indicator) -> String {
    let (word, meaning) = (spaced(indicator.indicator.word()), indicator.indicator.meaning());
    format!("{word}: {}", lowered(meaning.trim_end_matches('.')))
}

/// A word of a table as people write it.
pub(super) fn spaced(word: &str) -> String {
    word.replace('_', " ").replace("sign offs", "sign-offs")
}

/// With a small first letter.
fn lowered(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

/// In how many scenarios the channel does what to confrontation by the end, as a title; what the scenarios are, where they are
/// not compared with none.
pub(super) fn of_all(report: &Report<'_>) -> String {
    let last = report.scenarios.iter().filter_map(|scenario| scenario.confrontation.last());
    let read: Vec<Reading> = last.map(|horizon| Reading::of(horizon.difference)).collect();
    let of = |wanted: Reading| read.iter().filter(|own| **own == wanted).count();
    let all = report.scenarios.len();
    if read.is_empty() {
        return format!("How {all} scenarios end");
    }
    let told = [
        (of(Reading::Less), "rarer"),
        (of(Reading::More), "more frequent"),
        (of(Reading::Hardly), "hardly different"),
        (of(Reading::Open), "neither, as far as chance lets one tell,"),
    ];
    let mut parts: Vec<String> = told.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{what} in {number}")).collect();
    if let Some(first) = parts.first_mut() {
        *first = format!("{first} of {all} scenarios");
    }
    format!("By the end, the channel makes confrontation {}", parts.join(", "))
}

/// How far chance and assumptions may have moved the figures of several scenarios.
pub(super) fn sure_of_all(report: &Report<'_>) -> (String, String) {
    let shares = || report.scenarios.iter().flat_map(|scenario| scenario.outcomes.iter().map(move |share| (scenario, share)));
    let widest = shares().map(|(_, share)| share.share.high - share.share.low).fold(0.0, f64::max);
    let chance = format!("no share is more than {:.1} points off, with 95 % each.", 50.0 * widest);
    let spread = shares().filter_map(|(scenario, share)| share.assumed.map(|[low, high]| (scenario, share.outcome, low, high)));
    let most = spread.max_by(|one, other| (one.3 - one.2).total_cmp(&(other.3 - other.2)));
    let assumptions = match most {
        Some((scenario, outcome, low, high)) if high > low => format!(
            "they move shares much further, most of all that of {} in \u{201c}{}\u{201d}: {:.0} to {:.0} % in 90 of 100 worlds.",
            outcome.word(),
            scenario.title,
            100.0 * low,
            100.0 * high
        ),
        _ => "how far they move the shares was not worked out.".to_owned(),
    };
    (chance, assumptions)
}

/// What is not known, as a title.
pub(super) fn unknown(report: &ScenarioReport) -> String {
    let of = |wanted: Basis| report.bases.iter().find(|(basis, _)| *basis == wanted).map_or(0, |(_, number)| *number);
    let all: u64 = report.bases.iter().map(|(_, number)| number).sum();
    format!(
        "{} of {} values are judgement, {} more were left at their default",
        grouped(of(Basis::Judgement)),
        grouped(all),
        grouped(of(Basis::Default))
    )
}

/// What must be known of the counterfactuals of a scenario in which something was observed.
pub(super) fn no_channel(report: &ScenarioReport) -> Option<&'static str> {
    (report.observed.is_some() && !report.confrontation.is_empty()).then_some(NO_CHANNEL)
}

/// What a chart of one scenario says in its foot.
pub(super) fn foot(report: &ScenarioReport, provenance: &Provenance) -> String {
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
pub(super) fn common_foot(provenance: &Provenance) -> String {
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

/// What is left of the run, where it was stopped before its end.
pub(super) fn interrupted(report: &ScenarioReport) -> Option<&'static str> {
    let stopped = report.simulated.status == detente_study::table::Status::Interrupted;
    stopped
        .then_some("The run was interrupted: fewer trials were simulated than asked for, and the intervals are wider.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn horizon(value: f64, low: f64, high: f64) -> Horizon {
        let share = Estimate { value: 0.5, low: 0.4, high: 0.6 };
        Horizon { weeks: 52.0, with: share, without: share, difference: Estimate { value, low, high }, gained_weeks: None }
    }

    #[test]
    fn a_difference_is_claimed_only_where_the_interval_leaves_out_zero() {
        assert!(
            confrontation(&horizon(-0.03, -0.04, -0.02))
                .ends_with("-3.0 (-4.0 to -2.0) points: less with the channel, beyond chance.")
        );
        assert!(confrontation(&horizon(0.03, 0.02, 0.04)).ends_with("more with the channel, beyond chance."));
        assert!(confrontation(&horizon(0.0, -0.01, 0.01)).ends_with("cannot be told apart from no difference."));
    }

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
        assert_eq!([13.0, 26.0, 39.0, 52.0, 104.0, 260.0, 624.0].map(span), [
            "three months", "six months", "nine months", "one year", "two years", "five years", "12 years"
        ]);
        assert_eq!([30.0, 60.0, 4.5].map(span), ["30 weeks", "60 weeks", "4.5 weeks"]);
    }

    #[test]
    fn what_is_rounded_to_nothing_has_no_sign() {
        assert_eq!([-0.0004, 0.0004, -0.0006, 0.1, -0.1].map(points), ["0.0", "0.0", "-0.1", "+10.0", "-10.0"]);
    }

    #[test]
    fn a_range_has_few_digits() {
        assert_eq!(range([Some(0.970_28), Some(3.721_6)]), "0.97 to 3.72");
    }
}
