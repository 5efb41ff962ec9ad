//! The outcomes of all scenarios side by side.

use super::canvas::{Anchor, Area, BOLD, Canvas, FOOT, LETTER, MARGIN, PLAIN, SOFT, breadth, fitted};
use super::parts;
use crate::model::{Report, ScenarioReport};
use crate::words;
use detente_study::table::{points, share_percent};

/// Height of a bar.
const HEIGHT: f64 = 24.0;

/// The key, then a bar for each scenario that its four outcomes fill.
pub(super) fn draw(canvas: &mut Canvas, report: &Report<'_>) {
    key(canvas);
    for scenario in &report.scenarios {
        head(canvas, scenario);
        bar(canvas, scenario);
    }
    let note = "* by the horizon: with the channel less without, in percentage points; negative is less confrontation";
    canvas.paragraph(FOOT, note);
    if let Some(words) = words::counterfactuals(report) {
        canvas.paragraph(FOOT, &words);
    }
}

fn key(canvas: &mut Canvas) {
    let end = parts::key(canvas);
    let about = "confrontation*";
    if end + breadth(about, SOFT) > canvas.width - MARGIN {
        canvas.y += 20.0;
    }
    canvas.text(canvas.width - MARGIN, canvas.y + 11.0, Anchor::End, SOFT, about);
    canvas.y += 22.0;
}

fn head(canvas: &mut Canvas, scenario: &ScenarioReport) {
    canvas.y += 1.2 * LETTER;
    let change = change(scenario);
    canvas.text(canvas.width - MARGIN, canvas.y - 3.0, Anchor::End, PLAIN, &change);
    // Of a point of a sweep, its values say more than its number and its title.
    let (name, title) = match &scenario.simulated.point {
        Some(point) => (point, &scenario.simulated.scenario),
        None => (&scenario.simulated.scenario, &scenario.title),
    };
    let room = canvas.room() - breadth(&change, PLAIN) - 14.0;
    let left = room - breadth(name, BOLD) - 10.0;
    let title = if left > 120.0 && title != name { fitted(title, left, SOFT) } else { String::new() };
    let name = fitted(name, room, BOLD);
    canvas.pair(MARGIN, canvas.y - 3.0, Anchor::Start, (BOLD, &name), (SOFT, &title));
    canvas.y += 2.0;
}

fn change(scenario: &ScenarioReport) -> String {
    let last = scenario.confrontation.last();
    last.map_or(String::new(), |horizon| format!("{} points", points(horizon.difference.value)))
}

fn bar(canvas: &mut Canvas, scenario: &ScenarioReport) {
    let area = Area { x: MARGIN, y: canvas.y, width: canvas.room(), height: HEIGHT };
    let shares = scenario.outcomes.iter().map(|share| (share.outcome, share.share.value));
    parts::draw(canvas, &area, 16.5, shares);
    canvas.y += HEIGHT + 12.0;
}

/// The comparison in words.
pub(super) fn alternative(report: &Report<'_>) -> String {
    let words = |scenario: &ScenarioReport| {
        let shares = scenario.outcomes.iter();
        let shares: Vec<String> =
            shares.map(|share| format!("{} {}", share.outcome.word(), share_percent(share.share.value))).collect();
        let change = change(scenario);
        let change = if change.is_empty() { change } else { format!(", confrontation {change}") };
        format!("{}: {}{change}", words::label(&scenario.simulated), shares.join(", "))
    };
    let all: Vec<String> = report.scenarios.iter().map(words).collect();
    format!("Bars: {}.", all.join("; "))
}
