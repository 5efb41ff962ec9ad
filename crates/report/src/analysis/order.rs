//! What a search for the best order found: the best plan, what it gains on fresh trials, and the plans that came near.

use super::bars::{bar, bars};
use super::finding::{Effect, Finding};
use crate::cell::points;
use crate::cell::significant;
use crate::names::Names;
use detente_engine::domain::Outcome;
use detente_study::compare::Figure;
use detente_study::order::{BestRow, OrderRow, SearchRow};
use detente_study::table::{Table, counted, grouped, of_a_hundred, share_percent};

/// Plans that the picture shows.
const MOST: usize = 15;

/// The best order in titles, what it gains, and how sure that is.
pub(super) fn opening(best: &[BestRow], search: &[SearchRow], names: &Names) -> Vec<String> {
    let (Some(row), Some(search)) = (best.last(), search.first()) else { return Vec::new() };
    let plan = what(&row.order, &row.first_movers, &row.tranches, names);
    if row.plan == 1 {
        return vec![
            format!(
                "The ladder as written is the best of {} tried.",
                counted(usize::try_from(search.tried).unwrap_or(usize::MAX), "plan")
            ),
            rests_on(search),
        ];
    }
    let gain = row.gain.whole().map(|[gain, low, high]| match share_of(search) {
        Some(outcome) => {
            let value = row.value.value.map_or(String::new(), share_percent);
            let [gain, low, high] = [gain, low, high].map(points);
            let over = row.higher_share.map_or(String::new(), |higher| {
                format!("; better in {} worlds", of_a_hundred(Figure::of_outcome(outcome).better(higher)))
            });
            format!("On fresh trials {} is {value}, {gain} points against the ladder as written ({low} to {high} from chance){over}.", outcome.word())
        }
        None => format!("On fresh trials it gains {gain:.4} against the ladder as written ({low:.4} to {high:.4} from chance)."),
    });
    let first = format!("Best of {} plans tried: {plan}.", grouped(search.tried));
    [first].into_iter().chain(gain).chain([rests_on(search)]).collect()
}

/// The outcome whose share is sought; none where something else is.
fn share_of(search: &SearchRow) -> Option<Outcome> {
    if search.risk.is_some() { None } else { Outcome::from_word(&search.objective) }
}

fn rests_on(search: &SearchRow) -> String {
    format!(
        "With at least {:.0} % the best is less than {} below the best of the plans tried; it took {} trials.",
        100.0 * search.confidence,
        if share_of(search).is_some() {
            format!("{} of a hundred trials", significant(100.0 * search.delta, 3))
        } else {
            search.delta.to_string()
        },
        grouped(search.race_trials)
    )
}

/// A plan in words: its rungs by their titles, and what else is varied.
fn what(order: &str, first_movers: &str, tranches: &str, names: &Names) -> String {
    let rungs: Vec<String> = order.split(' ').map(|rung| names.factor(rung)).collect();
    let pairs = |words: &str, what: &str| {
        let pair = |pair: &str| {
            let (rung, value) = pair.split_once('=').unwrap_or((pair, ""));
            format!("{} {}", names.factor(rung), names.factor(value))
        };
        let all: Vec<String> = words.split(' ').filter(|word| !word.is_empty()).map(pair).collect();
        if all.is_empty() { String::new() } else { format!("; {what}: {}", all.join(", ")) }
    };
    format!("{}{}{}", rungs.join(", then "), pairs(first_movers, "who delivers first"), pairs(tranches, "tranches"))
}

/// The plans that were tried, those nearest to the best first, and the best again on fresh trials.
pub(super) fn findings(orders: &[OrderRow], best: &[BestRow], search: &[SearchRow], names: &Names) -> Vec<Finding> {
    let Some(search) = search.first() else { return Vec::new() };
    let wanted = share_of(search).map(|outcome| outcome == Outcome::Scaling);
    let own = orders.iter().filter(|row| row.difference.value.is_some_and(|difference| difference != 0.0));
    let told = own.filter_map(|row| {
        let label = format!("plan {}: {}", row.plan, what(&row.order, &row.first_movers, &row.tranches, names));
        let (row, effect) = bar(row, &label, row.difference, true)?;
        Some((row, Effect { wanted, ..effect }))
    });
    let all: Vec<_> = told.collect();
    let number = all.len();
    let near = orders.iter().filter(|row| row.status.word() == "not_told_apart").count();
    let heading = match near {
        0 => "Every other plan is worse".to_owned(),
        near => format!("{} cannot be told apart from the best", counted(near, "other plan")),
    };
    let sentence = "The value of each plan less that of the best, on the trials of the race.".to_owned();
    let mut regrets: Vec<(&OrderRow, f64)> = orders.iter().filter_map(|row| Some((row, row.regret?))).collect();
    regrets.sort_by(|one, other| one.1.total_cmp(&other.1).then(one.0.plan.cmp(&other.0.plan)));
    let least = regrets.first().map_or(String::new(), |(row, regret)| {
        format!(
            " Over the worlds, plan {} gives away least of the {} nearest: {:.2} points on average, {:.2} in the worst tenth; it is the best of them in {}.",
            row.plan,
            regrets.len(),
            100.0 * regret,
            100.0 * row.regret_worst_tenth.unwrap_or_default(),
            of_a_hundred(row.best_share.unwrap_or_default())
        )
    });
    let sentence = sentence + &least;
    let rest = if number > MOST { format!("Shown: the {MOST} nearest of {number}.") } else { String::new() };
    let plans = bars("orders".to_owned(), heading, (sentence, rest), all.into_iter().take(MOST).collect());
    let fresh = Finding {
        name: "best".to_owned(),
        heading: "The best and the ladder as written, estimated again".to_owned(),
        sentence: "On trials that had no part in choosing the plan.".to_owned(),
        left_out: String::new(),
        listed: Vec::new(),
        rows: Table::of(best),
        picture: None,
    };
    [(number > 0).then_some(plans), Some(fresh)].into_iter().flatten().collect()
}
