//! What `compare` prints of plans: the differences, what they hang on, how single trials move.

use super::super::width::{filled, shortened};
use super::cells::{MOST_ROWS, points, share};
use detente_engine::domain::Cause;
use detente_engine::parameter::UNSTATED;
use detente_engine::plan::WORLDS;
use detente_engine::statistics::Interval;
use detente_study::compare::{
    Delivered, Difference, Figure, OtherPlan, OverWorlds, PairTally, Plans, Regret, Verdict, WorthKnowing,
    WorthWatching,
};
use detente_study::table::{of_a_hundred, percent};
use std::fmt::Write as _;

/// The plans called `stems`, of which the first is the base.
pub(super) fn plans(stems: &[&str], found: &Plans) -> String {
    let of_other = |(at, other)| against(stems[0], other, found.family) + &delivered(&found.delivered, at);
    let others = (1..).zip(&found.others).map(of_other);
    let first = [worth_knowing(&found.worth_knowing), worth_watching(&found.worth_watching)];
    others.chain([regrets(stems, &found.regrets)]).chain(first).collect()
}

/// One scenario against the base.
fn against(base: &str, other: &OtherPlan, family: usize) -> String {
    let mut text = format!(
        " {} against {}, trial by trial on the same random numbers\n",
        shortened(&other.name, 30),
        shortened(base, 30)
    );
    let _ = writeln!(text, " {:22} {:>7} {:>7}  {:>7}  (95 %)", "figure", "base", "other", "points");
    for it in &other.differences {
        let interval = format!("({} to {})", points(it.interval.low), points(it.interval.high));
        let said = if it.verdict == Verdict::NotToldApart { "unclear".to_owned() } else { it.verdict.spaced() };
        let (word, base, other) = (it.figure.spaced(), share(it.base), share(it.other));
        let difference = points(it.difference);
        let _ = writeln!(text, " {word:22} {base:>7} {other:>7}  {difference:>7}  {interval:18}  {said}");
    }
    text.push('\n');
    text.push_str(&in_words(&other.differences, family));
    text.push_str(&over_worlds(&other.differences, &other.over_worlds));
    text.push_str(&moves(&other.pair));
    text
}

/// How much of its ladder the base carries out, and how much the plan `at` this place.
fn delivered(delivered: &[Delivered], at: usize) -> String {
    let [Some(base), Some(other)] = [0, at].map(|plan| delivered.get(plan)) else { return String::new() };
    let told = |it: &Delivered| format!("{:.2} of {} rungs", it.mean, it.rungs);
    format!(" In force at some time, on average: {} under the base,\n {} under the other.\n\n", told(base), told(other))
}

/// In how many worlds a figure is higher, and where its difference lies.
fn over_worlds(differences: &[Difference], over: &[OverWorlds]) -> String {
    let Some(first) = over.first().filter(|_| differences.iter().any(|it| it.verdict != Verdict::Same)) else {
        return String::new();
    };
    let mut text = format!(
        " If the assumptions differ: {} worlds of what is not known, chance taken out\n {:22} {:>12}   points in nine worlds of ten\n",
        first.worlds, "figure", "higher in"
    );
    for (it, over) in differences.iter().zip(over) {
        let Interval { low, high } = over.interval;
        let (higher, range) = match low < high {
            true => (of_a_hundred(over.higher), format!("{} to {}", points(low), points(high))),
            false => ("-".to_owned(), "within chance".to_owned()),
        };
        let _ = writeln!(text, " {:22} {higher:>12}   {range}", it.figure.spaced());
    }
    text.push('\n');
    text
}

/// What each plan gives away where it is not the best.
fn regrets(stems: &[&str], regrets: &[Regret]) -> String {
    if regrets.iter().all(|regret| regret.mean == 0.0) {
        return String::new();
    }
    let mut text = format!(
        " {:20} {:25} {:>12}  {:>16}\n {:20} {:25} {:>12}  {:>7} {:>8}\n",
        "what counts", "plan", "best in", "gives away, points", "", "", "", "mean", "worst*"
    );
    for objective in Figure::OBJECTIVES {
        let mut own: Vec<&Regret> = regrets.iter().filter(|regret| regret.objective == objective).collect();
        own.sort_by(|one, other| one.mean.total_cmp(&other.mean).then(one.plan.cmp(&other.plan)));
        for (at, regret) in own.iter().take(MOST_ROWS).enumerate() {
            let counts = if at == 0 { objective.as_objective() } else { String::new() };
            let [mean, worst] = [regret.mean, regret.worst_tenth].map(|share| format!("{:.2}", 100.0 * share));
            let (plan, best) = (filled(stems[regret.plan], 25), of_a_hundred(regret.best));
            let _ = writeln!(text, " {counts:20} {plan} {best:>12}  {mean:>7} {worst:>8}");
        }
    }
    text.push_str("   * over the tenth of the worlds in which it gives away most\n\n");
    text
}

fn in_words(differences: &[Difference], family: usize) -> String {
    if differences.iter().all(|it| it.verdict == Verdict::Same) {
        return " The two say the same, number by number: every difference is exactly zero.\n".to_owned();
    }
    let mut text = format!(" Intervals: Newcombe's paired method, all {family} at once (Bonferroni), chance alone.\n");
    let ratios = differences.iter().filter_map(|it| it.variance_ratio);
    let (least, most) = ratios.fold((f64::INFINITY, 0.0_f64), |(low, high), ratio| (low.min(ratio), high.max(ratio)));
    if least.is_finite() {
        let _ = writeln!(
            text,
            " Thanks to the same random numbers the differences vary {least:.2} to {most:.2} times\n as much as those of independent runs."
        );
    }
    let apart: Vec<&Difference> = differences.iter().filter(|it| it.verdict == Verdict::NotToldApart).collect();
    if !apart.is_empty() {
        text.push_str(" Unclear: the two cannot be told apart. With a chance of 80 % these trials would\n have shown a difference of\n");
    }
    for it in apart {
        let _ = writeln!(text, "   {:.2} points in {}", 100.0 * it.smallest_seen, it.figure.spaced());
    }
    text.push('\n');
    text
}

/// What to find out before choosing.
fn worth_knowing(found: &[WorthKnowing]) -> String {
    const SHOWN: usize = 3;
    if found.is_empty() {
        return String::new();
    }
    let mut text = format!(" {:19} {:33} {:>13}  {:>10}\n", "what counts", "learn first", "gain, points", "changes in");
    for objective in Figure::OBJECTIVES {
        let own = found.iter().filter(|it| it.objective == objective && it.gain_interval.low > 0.0);
        let shown: Vec<&WorthKnowing> = own.take(SHOWN).collect();
        let counts = objective.as_objective();
        if shown.is_empty() {
            let _ = writeln!(text, " {counts:19} nothing that would change the choice");
        }
        for (at, it) in shown.iter().enumerate() {
            let counts = if at == 0 { counts.as_str() } else { "" };
            let input = match it.input.as_str() {
                WORLDS => "all that no file states",
                key => key.strip_prefix(UNSTATED).unwrap_or(key),
            };
            let (input, changes) = (shortened(input, 33), of_a_hundred(it.changes));
            let _ = writeln!(text, " {counts:19} {input:33} {:>13.2}  {changes:>10}", 100.0 * it.gain);
        }
    }
    text.push_str("   gain: on average, where it is known before a plan is chosen\n\n");
    text
}

/// What to watch before choosing, for as long as the plans go alike.
fn worth_watching(found: &[WorthWatching]) -> String {
    let Some(first) = found.iter().max_by(|one, other| one.alike.total_cmp(&other.alike)) else { return String::new() };
    let mut text = format!(
        " Watch first: in {} trials the plans still go alike in week {:.0}, and any\n can be chosen.\n",
        of_a_hundred(first.alike),
        first.week
    );
    let mut rows = Vec::new();
    for objective in Figure::OBJECTIVES {
        let own = || found.iter().filter(|it| it.objective == objective);
        let waiting = own().filter(|it| it.waiting_interval.low > 0.0);
        let waiting = waiting.max_by(|one, other| one.waiting.total_cmp(&other.waiting));
        rows.extend(waiting.map(|it| (it, "nothing: choose only then".to_owned(), it.waiting, it.alike)));
        let reading = own().find(|it| it.gain_interval.low > 0.0);
        rows.extend(reading.map(|it| (it, it.indicator.word().replace('_', " "), it.gain, it.changes)));
    }
    if rows.is_empty() {
        text.push_str("   Nothing that is read by then or later would change the choice.\n\n");
        return text;
    }
    let _ = writeln!(
        text,
        " {:19} {:28} {:>4}  {:>12}  {:>10}",
        "what counts", "read", "week", "gain, points", "changes in"
    );
    for (it, read, gain, changes) in rows {
        let (counts, read, gain) = (it.objective.as_objective(), shortened(&read, 28), 100.0 * gain);
        let _ = writeln!(text, " {counts:19} {read:28} {:>4.0}  {gain:>12.2}  {:>10}", it.week, of_a_hundred(changes));
    }
    text.push_str("   gain: on average over all trials, over choosing at the opening or, of what is read,\n   over choosing in that week without reading it\n\n");
    text
}

/// The ways that most trials went.
fn moves(pair: &PairTally) -> String {
    let ways = Cause::ALL.iter().flat_map(|from| Cause::ALL.iter().map(move |to| (*from, *to)));
    let mut moved: Vec<(u64, Cause, Cause)> =
        ways.filter(|(from, to)| from != to).map(|(from, to)| (pair.flow(from, to), from, to)).collect();
    moved.sort_by_key(|(count, from, to)| (std::cmp::Reverse(*count), *from, *to));
    let all: u64 = moved.iter().map(|(count, ..)| count).sum();
    if all == 0 {
        return " No trial moves: each ends in the same way, for the same cause, in both.\n\n".to_owned();
    }
    let still = percent(pair.trials() - all, pair.trials());
    let mut text = format!(" how single trials move ({still} end for the same cause in both)\n");
    for (count, from, to) in moved.into_iter().take(MOST_ROWS).filter(|(count, ..)| *count > 0) {
        let [from, to] = [from, to].map(|cause| format!("{}, {}", cause.outcome().word(), cause.spaced()));
        let _ = writeln!(text, "   {from:33} -> {to:33} {:>6}", percent(count, pair.trials()));
    }
    text.push('\n');
    text
}
