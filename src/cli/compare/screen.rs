//! What `compare` prints: 80 columns, no colour.

use super::super::width::{columns, filled, shortened};
use super::cells::{MOST_ROWS, points, share};
use detente_engine::domain::{Cause, Outcome};
use detente_engine::plan::WORLDS;
use detente_engine::tally::most_frequent;
use detente_study::compare::{
    Comparison, Factor, Figure, Interaction, KeyEffect, MovedTally, Without, moved_stakes, spelled,
};
use detente_study::input::Input;
use detente_study::recipe::CompareRecipe;
use detente_study::scenario::{KeyDifference, ParameterRow, Scenario};
use detente_study::table::{grouped, percent, share_interval};
use std::fmt::Write as _;
use std::path::Path;

/// The scenarios of `asked` in its order.
fn in_order<'a>(asked: &CompareRecipe, inputs: &'a [Input]) -> Vec<&'a Input> {
    asked.scenarios.iter().filter_map(|stem| inputs.iter().find(|input| input.stem() == stem)).collect()
}

/// What was compared, and what was set in all of it.
pub(super) fn head(asked: &CompareRecipe, inputs: &[Input], sets: &[String]) -> String {
    let inputs = in_order(asked, inputs);
    let (trials, seed) = (grouped(asked.spec.trials), asked.spec.seed);
    let mut text = format!("detente {}   compare   {trials} trials, seed {seed}\n\n", env!("CARGO_PKG_VERSION"));
    let width = inputs.iter().map(|one| columns(one.stem())).max().unwrap_or(0).min(30);
    for (at, one) in inputs.iter().enumerate() {
        let role = if at == 0 { "base " } else { "other" };
        let title = shortened(&one.file.scenario.title, 78 - 8 - width);
        let line = format!(" {role}  {}  {title}", filled(one.stem(), width));
        let _ = writeln!(text, "{}", line.trim_end());
    }
    for one in inputs.iter().skip(1) {
        let moved = moved_stakes(&inputs[0].plan, &one.plan);
        if !moved.is_empty() {
            let rungs = shortened(&moved.join(", "), 40);
            let _ = writeln!(text, " stakes differ in {}: {rungs}", shortened(one.stem(), 20));
        }
    }
    for set in sets {
        let _ = writeln!(text, " set in all  {}", shortened(set, 66));
    }
    text.push('\n');
    text
}

/// What was found.
pub(super) fn body(asked: &CompareRecipe, inputs: &[Input], found: &Comparison) -> String {
    let inputs = in_order(asked, inputs);
    match found {
        Comparison::Plans(found) => {
            let stems: Vec<&str> = inputs.iter().map(|input| input.stem()).collect();
            super::plans::plans(&stems, found)
        }
        Comparison::Without(found) => without(found),
        Comparison::Keys(found) => {
            let [base, other] = [inputs[0], inputs[1]];
            let shown: Vec<[String; 3]> = found.exchanged.iter().map(|keys| shown(keys, [base, other])).collect();
            keys((base.stem(), other.stem()), &shown, &found.effects)
        }
    }
}

/// Where the tables are, and what to make of all this.
pub(super) fn foot(out: &Path, tables: usize, seconds: f64) -> String {
    let here = std::env::current_dir().and_then(|here| here.canonicalize()).unwrap_or_default();
    let out = out.strip_prefix(&here).unwrap_or(out).display();
    let noun = if tables == 1 { "table" } else { "tables" };
    format!(
        " This compares plans under the assumptions in the files. It is not a forecast.\n\n\
         {out}/   {tables} {noun}, the files as run, manifest.json    ({seconds:.1} s)\n"
    )
}

/// What would have ended better without what.
fn without(all: &Without) -> String {
    let Without { found, combined, pairs, .. } = all;
    let Some((_, first)) = found.first() else { return " Nothing can be taken out of this scenario.\n\n".to_owned() };
    let (trials, [collapses, ..]) = (first.trials(), first.moved_from(Outcome::Collapse));
    if collapses == 0 {
        return " Nothing collapses in this scenario: attribution.csv has the other outcomes.\n\n".to_owned();
    }
    let mut text = format!(
        " {} of {} trials collapse. Of these, how many end better without ...?\n\n",
        grouped(collapses),
        grouped(trials)
    );
    let _ = writeln!(text, " {:9} {:32} {:>7}   {:14} {:>9}", "kind", "taken out", "better", "(95 %)", "collapse*");
    let mut sorted: Vec<&(Factor, MovedTally)> = found.iter().collect();
    sorted.sort_by_key(|(_, moved)| std::cmp::Reverse(moved.moved_from(Outcome::Collapse)[1]));
    for (factor, moved) in sorted.iter().take(2 * MOST_ROWS) {
        let [_, better, _] = moved.moved_from(Outcome::Collapse);
        let [low, high] = share_interval(better, collapses).map(|end| 100.0 * end.unwrap_or(f64::NAN));
        let (kind, id) = (factor.kind.spaced(), filled(&factor.id, 32));
        let (better, net) = (percent(better, collapses), points(moved.net(Outcome::Collapse).unwrap_or(0.0)));
        let _ = writeln!(text, " {kind:9} {id} {better:>7}   {:14} {net:>9}", format!("{low:.1} to {high:.1}"));
    }
    if sorted.len() > 2 * MOST_ROWS {
        let _ = writeln!(text, " {} more in attribution.csv", sorted.len() - 2 * MOST_ROWS);
    }
    text.push_str(
        "   * points on the share of collapse: trials that end worse count too\n\n \
         Better: scaling before stalling before overtaken before collapse. The shares\n \
         may sum to more than 100 %: a collapse that needed two things counts for both;\n \
         or to less, where one thing would have done what the other did.\n\n",
    );
    text.push_str(&proximate(found, collapses));
    text.push_str(&together(combined, pairs));
    text
}

/// What collapses were called, beside what they would not have come without.
fn proximate(found: &[(Factor, MovedTally)], collapses: u64) -> String {
    let mut text = format!(" {:24} {:>7}   {}\n", "what it was called", "share", "of these, most end better without");
    let causes = Cause::ALL.iter().filter(|cause| cause.outcome() == Outcome::Collapse);
    let mut causes: Vec<(u64, Cause)> = causes.map(|cause| (found[0].1.ended_by(*cause), *cause)).collect();
    causes.retain(|(count, _)| *count > 0);
    causes.sort_by_key(|(count, cause)| (std::cmp::Reverse(*count), *cause));
    for (count, cause) in causes {
        let better = |(_, moved): &(Factor, MovedTally)| moved.moved(cause)[0];
        let best = most_frequent(found.iter().map(|one| (one, better(one))));
        let best = best.map_or("none of them".to_owned(), |((factor, _), better)| {
            format!("{} ({})", shortened(&factor.id, 30), percent(better, count))
        });
        let _ = writeln!(text, " {:24} {:>7}   {best}", cause.spaced(), percent(count, collapses));
    }
    text.push('\n');
    text
}

/// The strongest interactions.
fn together(combined: &[Factor], pairs: &[Interaction]) -> String {
    if pairs.is_empty() {
        return String::new();
    }
    let mut text = format!(
        " {:46} {:>7} {:>7}  {:>6}\n",
        "taken out together: the strongest interactions", "both", "sum", "points"
    );
    for it in pairs.iter().take(MOST_ROWS / 2) {
        let [one, other] = it.pair.map(|at| shortened(&combined[at].id, 21));
        let [alone, beside, both] = it.better;
        let sum = share(alone + beside);
        let _ = writeln!(
            text,
            " {:46} {:>7} {sum:>7}  {:>6}",
            format!("{one} and {other}"),
            share(both),
            points(it.interaction)
        );
    }
    text.push_str("   below 0: taking out either is enough; above 0: it takes both\n\n");
    text
}

/// Which key makes the difference; `spelled` are keys with their values in base and other.
fn keys((base, other): (&str, &str), spelled: &[[String; 3]], effects: &[KeyEffect]) -> String {
    const SHOWN: [Figure; 3] = [Figure::Scaling, Figure::Collapse, Figure::Confrontation];
    if spelled.is_empty() {
        return " No key differs: the two say the same, and every difference is exactly zero.\n\n".to_owned();
    }
    let of = |figure: Figure, key: Option<usize>| effects.iter().find(|it| it.figure == figure && it.key == key);
    let effect = |figure, key| of(figure, key).map_or(0.0, |it: &KeyEffect| it.effect);
    let marked = |key| SHOWN.map(|figure| of(figure, key).map_or_else(String::new, told));
    let weight = |key| SHOWN.iter().map(|figure| effect(*figure, key).abs()).sum::<f64>();
    let mut order: Vec<usize> = (0..spelled.len()).collect();
    order.sort_by(|one, other| weight(Some(*other)).total_cmp(&weight(Some(*one))).then(one.cmp(other)));
    let mut text =
        format!(" from {} to {}: what each key does, in points\n\n", shortened(base, 30), shortened(other, 30));
    let line = |text: &mut String, name: &str, [one, two, three]: [String; 3]| {
        let line = format!(" {} {one:>9} {two:>9} {three:>9}", filled(name, 48));
        let _ = writeln!(text, "{}", line.trim_end());
    };
    line(&mut text, "key", ["scaling ", "collapse ", "confr. "].map(str::to_owned));
    for key in order.iter().take(2 * MOST_ROWS) {
        let [name, from, to] = &spelled[*key];
        line(&mut text, name, marked(Some(*key)));
        let _ = writeln!(text, "     {} -> {}", shortened(from, 32), shortened(to, 32));
    }
    if order.len() > 2 * MOST_ROWS {
        let _ = writeln!(text, " {} more in keys.csv", order.len() - 2 * MOST_ROWS);
    }
    line(&mut text, "only together", marked(None));
    let whole = |figure| of(figure, None).map_or(0.0, |it| it.ends[1] - it.ends[0]);
    line(&mut text, "all of the difference", SHOWN.map(|figure| format!("{} ", points(whole(figure)))));
    text + &reading(effects)
}

/// What a key does, with a mark where its interval leaves out zero.
fn told(it: &KeyEffect) -> String {
    format!("{}{}", points(it.effect), if it.is_told_from_zero() { '*' } else { ' ' })
}

/// How the effects of keys are to be read.
fn reading(effects: &[KeyEffect]) -> String {
    let clear = effects.iter().filter(|it| it.is_told_from_zero()).count();
    format!(
        "   * clearly not zero: the 95 % interval (all {0} at once) leaves zero out\n\n \
         Each key is changed alone in the base, and last of all on the way to the other;\n \
         shown is the mean of the two. The rest comes only from the keys together.\n \
         {clear} of {0} effects in keys.csv are clearly not zero; the last line has no test.\n\n",
        effects.len()
    )
}

/// Keys and values of an exchange, where a value that a file leaves at its default is spelled out.
fn shown(keys: &[KeyDifference], files: [&Input; 2]) -> [String; 3] {
    let value = |at: usize| {
        let own = |key: &KeyDifference| {
            let written = [&key.base, &key.other][at];
            if written.is_empty() { left_out(&key.key, &files[at].file.scenario) } else { written.clone() }
        };
        keys.iter().map(own).collect::<Vec<_>>().join(" + ")
    };
    let [names, ..] = spelled(keys);
    [names, value(0), value(1)]
}

/// What a file says that does not give `key`: the default, where that is one value; that there is no such actor or rung.
fn left_out(key: &str, scenario: &Scenario) -> String {
    const LISTS: [&str; 4] = ["body", "objector", "spoiler", "rung"];
    const ROOM: usize = 22;
    let known = scenario.parameters.iter().find(|row| row.key == key);
    let mut path = key.splitn(3, '.');
    match known {
        Some(row) if !row.value.is_empty() => format!("{} (default)", shortened(&row.value, ROOM)),
        Some(ParameterRow { best: Some(best), distribution, .. }) if distribution == WORLDS => {
            format!("{} (not stated)", format!("{best:.4}").trim_end_matches('0').trim_end_matches('.'))
        }
        Some(row) if !row.distribution.is_empty() => format!("{} (default)", shortened(&row.distribution, ROOM)),
        Some(_) => "none (default)".to_owned(),
        None if path.next().is_some_and(|list| LISTS.contains(&list)) && path.nth(1).is_none() => {
            "(left out)".to_owned()
        }
        None => "(default)".to_owned(),
    }
}
