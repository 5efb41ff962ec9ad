//! Runs in which too few trials went as was observed.

use detente_study::recipe::{Answer, Simulated};
use detente_study::table::{self, FEWEST_KEPT, grouped, percent};

/// Leaves out of `answer` the scenarios of which too few trials are kept to speak of, and gives a sentence for each. What was
/// interrupted, and what is a shard, is left as it is: the rest is still to come.
pub(super) fn set_aside_rare(answer: Answer, is_shard: bool) -> (Answer, Vec<String>) {
    let Answer::Runs { scenarios, compared } = answer else { return (answer, Vec::new()) };
    let (scenarios, refusals) = with_enough(scenarios, is_shard);
    (Answer::Runs { scenarios, compared }, refusals)
}

/// The same of runs.
pub(super) fn with_enough(runs: Vec<Simulated>, is_shard: bool) -> (Vec<Simulated>, Vec<String>) {
    let is_few = |one: &Simulated| {
        let record = one.tally.record();
        let complete = one.status == table::Status::Complete && !is_shard;
        complete && record.news.is_some() && record.trials < FEWEST_KEPT
    };
    let (few, enough): (Vec<Simulated>, Vec<Simulated>) = runs.into_iter().partition(is_few);
    (enough, few.iter().map(refusal).collect())
}

/// How many trials went as was observed, which entry is the rarest, and what can be done.
fn refusal(one: &Simulated) -> String {
    let record = one.tally.record();
    let counts = record.news.as_ref().expect("only scenarios with news are refused");
    let news = &one.input.file.scenario.news;
    let rarest = news.iter().zip(&counts.alone).min_by_key(|(_, alone)| **alone);
    let rarest = rarest.map_or(String::new(), |(news, alone)| {
        let share = percent(*alone, counts.simulated);
        format!(" The rarest entry is observed.{}: {} by {}, {share} of trials.", news.id, news.words, news.date)
    });
    let more = match record.trials {
        0 => "see whether the scenario can go so at all".to_owned(),
        kept => format!(
            "simulate about {} trials, or write --keep 1000",
            grouped(rounded_up(counts.simulated * 2 * FEWEST_KEPT / kept))
        ),
    };
    format!(
        "{}: {} of {} trials went as was observed, and {FEWEST_KEPT} are the fewest that say anything; nothing is written of \
         it.{rarest}\n  {more}; or say less: leave out `since`, `who` or `rung`, or an entry that older news make likely; or \
         begin where things stand today: a later `start`, [opening] for what is in force, and \
         trusts_other of the parties for what they have learned",
        one.input.path.display(),
        grouped(record.trials),
        grouped(counts.simulated)
    )
}

/// A number rounded up to one digit and noughts.
pub(super) fn rounded_up(number: u64) -> u64 {
    let unit = 10_u64.saturating_pow(number.max(1).ilog10());
    number.div_ceil(unit).saturating_mul(unit)
}

#[cfg(test)]
mod tests {
    use super::rounded_up;

    #[test]
    fn numbers_are_rounded_up_to_one_digit() {
        assert_eq!([1, 9, 10, 11, 99, 123_456].map(rounded_up), [1, 9, 10, 20, 100, 200_000]);
    }
}
