//! What `order` prints: 80 columns, no colour.

use super::super::screen::AnalysisSetting;
use super::super::width::{filled, shortened};
use detente_engine::domain::Stakes;
use detente_engine::parameter::given;
use detente_engine::statistics::Interval;
use detente_study::compare::{Figure, Regret};
use detente_study::input::Input;
use detente_study::order::{Arrangement, Finish, Found, Fresh, Method, SearchSpec, Space, Standing};
use detente_study::recipe::ORDER_BEST;
use detente_study::table::{counted, grouped, of_a_hundred};
use std::fmt::Write as _;

/// Plans that are shown; the table has all.
const MOST_ROWS: usize = 10;
/// Width of the column that says what a plan is.
const WIDE: usize = 24;

/// The whole screen.
pub(super) fn page(
    input: &Input,
    search: &SearchSpec,
    space: &Space,
    found: &Found,
    setting: &AnalysisSetting<'_>,
) -> String {
    let mut text = setting.head("order");
    text.push_str(&sought(input, search, space, found));
    text.push_str(&best(search, space, found));
    text.push_str(&rows(search, space, found));
    text.push_str(&regrets(space, found));
    text.push_str(&cost(search, found));
    text.push_str(" This ranks plans under the assumptions in the file. It is not a forecast.\n\n");
    text.push_str(&setting.folder("3 tables, the best plan as a file"));
    let best = setting.written(&format!("{}{ORDER_BEST}", input.stem()));
    let _ = writeln!(text, "next:  detente compare {} {}", setting.path.display(), best.display());
    text
}

/// What is sought, among what.
fn sought(input: &Input, search: &SearchSpec, space: &Space, found: &Found) -> String {
    let own = |rung: &usize| given(input.file.scenario.numbers.rung[*rung].stake).is_some();
    let has_stakes_by_place = !input.file.scenario.order.iter().all(own);
    let mut text = format!(" sought    {}", search.objective.in_words());
    if let Some(risk) = search.risk {
        let _ = write!(text, "\n           in the worst {} % of the worlds for each plan", plain(100.0 * risk));
    }
    let orders = space.orders().map_or("more than can be counted".to_owned(), grouped_wide);
    let orders = if space.keep_order { "as written".to_owned() } else { format!("{orders} that respect `requires`") };
    let _ = write!(text, "\n varied    order of {}: {orders}\n", counted(space.ids.len(), "rung"));
    for key in ["first_mover", "tranches"] {
        let choices: Vec<_> = space.choices.iter().filter(|choice| choice.key == key).collect();
        if choices.is_empty() {
            let _ = writeln!(text, "           {key}: as written");
        }
        for choice in choices {
            let _ = writeln!(text, "           {key} of {}: {}", shortened(&choice.rung, 20), choice.values.join(", "));
        }
    }
    if !space.keep_order && has_stakes_by_place {
        let stakes = match input.file.scenario.stakes {
            Stakes::ByPlace => "that of its place, where the file gives a rung none",
            Stakes::ByRung => "each rung keeps its own",
        };
        let _ = writeln!(text, " stake     {stakes}");
    }
    let possible = space.possible().map_or("more than can be counted".to_owned(), grouped_wide);
    let method = match found.method {
        Method::All => "all of them tried".to_owned(),
        Method::Search => {
            format!("{} tried, to which a search by\n           insertion and exchange came", found.runners.len())
        }
    };
    let _ = writeln!(text, " plans     {possible} possible, {method}");
    if found.same > 0 {
        let _ = writeln!(text, "           {} left out: they say the same as others", found.same);
    }
    text.push('\n');
    text
}

/// The winner, estimated again.
fn best(search: &SearchSpec, space: &Space, found: &Found) -> String {
    let [written, best] = &found.fresh;
    let winner = found.raced.best;
    let mut text = format!(" best of the plans tried: plan {}\n", winner + 1);
    let arrangement = &found.runners[winner].arrangement;
    for (at, rung) in arrangement.rungs(space).iter().enumerate() {
        let choices = space.choices.iter().zip(&arrangement.settings).filter(|(choice, _)| choice.rung == **rung);
        let choices = choices.map(|(choice, setting)| format!("   {} {}", choice.key, choice.values[*setting]));
        let _ = writeln!(text, "   {:>2} {rung}{}", at + 1, choices.collect::<String>());
    }
    let line = |fresh: &Fresh| {
        let ends =
            fresh.interval.map(|ends| format!("  ({} to {})", short(search, ends.low), short(search, ends.high)));
        format!("{}{}", search.objective.shown(fresh.value), ends.unwrap_or_default())
    };
    let _ = writeln!(text, "\n on {} fresh trials (95 %)", grouped(best.trials));
    let _ = writeln!(text, "   as written  {}", line(written));
    if winner == 0 {
        text.push_str("   the best is the ladder as written\n\n");
        return text;
    }
    let _ = writeln!(text, "   the best    {}", line(best));
    let ends = best.gain_interval.map_or(String::new(), between);
    let _ = writeln!(text, "   difference  {} points{ends}", points(best.gain));
    if let Some(over) = found.over_worlds {
        let of_share = |outcome| Figure::of_outcome(outcome).better(over.higher);
        let better = search.objective.outcome().map_or(over.higher, of_share);
        let [low, high] = [over.interval.low, over.interval.high].map(points);
        let better = of_a_hundred(better);
        let _ = writeln!(text, "   worlds      better in {better}; in nine of ten {low} to {high} points");
    }
    text.push('\n');
    text
}

/// The plans in front.
fn rows(search: &SearchSpec, space: &Space, found: &Found) -> String {
    let mut text = format!(
        " {:>5}  {:WIDE$} {:>7}  {:>7}  {:18}\n",
        "plan",
        "places as written",
        "value",
        "points",
        format!("({} %, all at once)", plain(100.0 * search.rule.confidence))
    );
    for plan in found.ranking.iter().take(MOST_ROWS) {
        let runner = &found.runners[*plan];
        let value = search.objective.shown(runner.value);
        let (difference, status) = match found.raced.status(*plan) {
            Standing::Best => (format!("{:>7}  {:18}", "", ""), "best"),
            Standing::NotToldApart => (apart(runner.difference, runner.interval), "unclear"),
            Standing::Worse => (apart(runner.difference, runner.interval), "worse"),
        };
        let what = filled(&brief(space, &runner.arrangement), WIDE);
        let _ = writeln!(text, " {:>5}  {what} {value:>7}  {difference} {status}", plan + 1);
    }
    let more = found.ranking.len().saturating_sub(MOST_ROWS);
    if more > 0 {
        let _ = writeln!(text, " {more} more in orders.csv");
    }
    let group = found.ranking.iter().filter(|plan| found.raced.status(**plan) == Standing::NotToldApart).count();
    text.push_str(&conclusion(search, found, group));
    text
}

/// A plan in a few characters: the places that its rungs have as written, and what is turned.
fn brief(space: &Space, arrangement: &Arrangement) -> String {
    let places: Vec<String> = arrangement.order.iter().map(|rung| (rung + 1).to_string()).collect();
    let turned = space.choices.iter().zip(&arrangement.settings).map(|(choice, setting)| {
        let place = space.ids.iter().position(|id| *id == choice.rung).map_or(0, |place| place + 1);
        format!("{place}:{}", choice.values[*setting])
    });
    let turned: Vec<String> = turned.collect();
    if turned.is_empty() { places.join(" ") } else { format!("{}  {}", places.join(" "), turned.join(" ")) }
}

/// What the race says, in words.
fn conclusion(search: &SearchSpec, found: &Found, group: usize) -> String {
    let (confidence, delta) = (plain(100.0 * search.rule.confidence), plain(100.0 * search.rule.delta));
    let noun = if delta == "1" { "point" } else { "points" };
    let others = counted(group, "other plan");
    match found.raced.finish {
        Finish::Alone => format!("\n Every other plan tried is worse, with {confidence} % for all of this at once.\n"),
        Finish::WithinDelta => format!(
            "\n {others} cannot be told apart from the best;\n with {confidence} % none tried is better by {delta} {noun} or more.\n"
        ),
        Finish::OutOfTrials => format!(
            "\n {others} cannot be told apart from the best, and after\n {} trials one of them may still be better by {delta} {noun} or more:\n simulate more --trials.\n",
            grouped(found.raced.trials(found.raced.best))
        ),
    }
}

/// What the plans in front give away in worlds in which another of them is better, the least first.
fn regrets(space: &Space, found: &Found) -> String {
    let mut own: Vec<&Regret> = found.regrets.iter().collect();
    own.sort_by(|one, other| one.mean.total_cmp(&other.mean).then(one.plan.cmp(&other.plan)));
    let Some(least) = own.first() else { return String::new() };
    let mut text =
        format!(" Of these, plan {} gives away least over {} worlds:\n\n", least.plan + 1, grouped(least.worlds));
    let _ =
        writeln!(text, " {:>5}  {:WIDE$} {:>12}  {:>16}", "plan", "places as written", "best in", "gives away, points");
    let _ = writeln!(text, " {:>5}  {:WIDE$} {:>12}  {:>7} {:>8}", "", "", "", "mean", "worst*");
    for regret in own {
        let what = filled(&brief(space, &found.runners[regret.plan].arrangement), WIDE);
        let [mean, worst] = [regret.mean, regret.worst_tenth].map(|share| format!("{:.2}", 100.0 * share));
        let _ =
            writeln!(text, " {:>5}  {what} {:>12}  {mean:>7} {worst:>8}", regret.plan + 1, of_a_hundred(regret.best));
    }
    text.push_str("   * over the tenth of the worlds in which it gives away most\n\n");
    text
}

/// What it took.
fn cost(search: &SearchSpec, found: &Found) -> String {
    let (all, equal) = (found.raced.all_trials(), found.raced.equal_trials());
    let mut text = format!(
        " {} trials in {}. Simulating every plan to the end would take {}:\n this took {:.2} of that.",
        grouped(all),
        counted(found.raced.looks as usize, "look"),
        grouped(equal),
        all as f64 / equal.max(1) as f64
    );
    let _ = match (found.looked, search.risk) {
        (0, _) => writeln!(text),
        (looked, Some(_)) => writeln!(text, " {} more to find the worst worlds.", grouped(looked)),
        (looked, None) => writeln!(text, " {} more to choose the plans.", grouped(looked)),
    };
    text.push('\n');
    text
}

/// A difference with its interval, in columns.
fn apart(difference: f64, interval: Interval) -> String {
    format!("{:>7}  {:18}", points(difference), between(interval).trim_start())
}

fn between(interval: Interval) -> String {
    format!("  ({} to {})", points(interval.low), points(interval.high))
}

/// A difference in points.
fn points(value: f64) -> String {
    let points = format!("{:+.2}", 100.0 * value);
    if points.trim_start_matches(['+', '-']) == "0.00" { "0.00".to_owned() } else { points }
}

/// A value at the end of an interval, without its unit.
fn short(search: &SearchSpec, value: f64) -> String {
    if search.objective.outcome().is_some() { format!("{:.2}", 100.0 * value) } else { search.objective.shown(value) }
}

/// A number without needless decimals.
fn plain(number: f64) -> String {
    let text = format!("{number:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A large number with its digits in groups.
fn grouped_wide(number: u128) -> String {
    u64::try_from(number).map_or_else(|_| "more than 18 trillion million".to_owned(), grouped)
}
