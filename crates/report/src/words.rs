//! Figures in sentences: the one wording of page, charts and brief.

use super::bound::MOST_SHOWN;
use super::cell::significant;
use super::model::CountedRate;
use super::model::{
    CauseShare, Change, Estimate, Horizon, Provenance, Report, Rung, ScenarioProvenance, ScenarioReport, Trust,
};
use detente_engine::domain::Outcome;
use detente_engine::tally::most_frequent;
use detente_study::table::{Verdict, from_to, grouped, of_a_hundred_trials, points, share_in_words, share_percent};
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

/// The headline of a scenario, a sentence each.
pub(super) fn headline(report: &ScenarioReport) -> Vec<String> {
    let mut sentences: Vec<String> = hundred_trials(report).into_iter().collect();
    sentences.extend(leading_outcome(report));
    sentences.extend(report.confrontation.last().map(confrontation));
    sentences.extend(ladder(report));
    sentences.extend(signatures(report));
    sentences
}

/// The outcomes as so many trials of a hundred.
pub(super) fn hundred_trials(report: &ScenarioReport) -> Option<String> {
    let mut counts = [0; 4];
    for share in &report.outcomes {
        counts[share.outcome.index()] = share.count;
    }
    of_a_hundred_trials(counts)
}

/// By when half of all trials are decided.
pub(super) fn half_decided(report: &ScenarioReport) -> Option<String> {
    report.median_end_weeks.map(|week| format!("Half of all trials are decided by week {week:.0}; what is still open then is decided later, at the latest at the end."))
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
        "Confrontation comes within {:.0} weeks in {} of trials with the channel and in {} without",
        horizon.weeks,
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
        "The ladder stops most often at {} ({} of trials), there mostly by {} ({} of these stops).",
        sticking_point.label,
        share_percent(sticking_point.stopped),
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
    Some(format!("Most vetoes are those of {} ({} of vetoes{own}).", most.name, share_in_words(most.vetoes, all)))
}

/// How trust goes.
pub(super) fn trust(report: &ScenarioReport) -> Option<String> {
    let known = || report.weeks.iter().filter_map(|week| week.trust);
    let ([sender, target], [sender_last, target_last]) = (known().next()?, known().next_back()?);
    Some(format!(
        "On average over trials without confrontation so far: the sender's trust in the target goes from {} to {}, the target's in the sender from {} to {}.",
        share_percent(sender),
        share_percent(sender_last),
        share_percent(target),
        share_percent(target_last),
    ))
}

/// The rung and party at which the trust earned stays furthest below the trust needed.
fn trust_falls_short(report: &ScenarioReport) -> Option<String> {
    let met = report.rungs.iter().flat_map(|rung| {
        let parties = ["sender", "target"].into_iter().zip(rung.trust);
        parties.filter_map(move |(party, trust)| Some((rung, party, trust?)))
    });
    let gap = |trust: &Trust| trust.needed - trust.earned;
    let (rung, party, trust) = met.reduce(|most, next| if gap(&next.2) > gap(&most.2) { next } else { most })?;
    (gap(&trust) > 0.0).then(|| {
        format!(
            "Biggest trust gap: {}. At its first offer the {party} would need {} trust for an even chance of accepting; it has {}.",
            rung.label,
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
        format!("Most alarms: checks of {} raise one in {} of trials.", rung.label, share_percent(rung.alarmed))
    });
    let gap = |rung: &Rung| rung.stages[3] - rung.honoured;
    let hollow = most_frequent(report.rungs.iter().map(|rung| (rung, gap(rung)))).map(|(rung, _)| {
        format!(
            "{}: formally in force at the end in {} of trials, actually honoured in {}.",
            rung.label,
            share_percent(rung.stages[3]),
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
        Horizon { weeks: 52.0, with: share, without: share, difference: Estimate { value, low, high } }
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
    fn a_range_has_few_digits() {
        assert_eq!(range([Some(0.970_28), Some(3.721_6)]), "0.97 to 3.72");
    }
}
