//! The outcomes of all scenarios side by side.

use super::canvas::{Anchor, Area, BOLD, Canvas, FOOT, Face, LETTER, MARGIN, PLAIN, SOFT, breadth, fitted};
use super::palette::Ink;
use crate::model::{Report, ScenarioReport};
use crate::words;
use detente_engine::domain::Outcome;
use detente_study::table::{points, share_percent};

/// Height of a bar.
const HEIGHT: f64 = 24.0;

/// The ink of text on the mark of an outcome.
pub(super) fn on(outcome: Outcome) -> Ink {
    match outcome {
        Outcome::Scaling | Outcome::Stalling => Ink::OnLight,
        Outcome::Overtaken | Outcome::Collapse => Ink::OnDark,
    }
}

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
    let mut x = MARGIN;
    canvas.y += 4.0;
    for outcome in Outcome::ALL {
        let width = 18.0 + breadth(outcome.word(), SOFT) + 14.0;
        if x + width > canvas.width {
            (x, canvas.y) = (MARGIN, canvas.y + 20.0);
        }
        canvas.bar(Ink::Outcome(*outcome), Area { x, y: canvas.y, width: 12.0, height: 12.0 });
        canvas.text(x + 18.0, canvas.y + 11.0, Anchor::Start, SOFT, outcome.word());
        x += width;
    }
    let about = "confrontation*";
    if x + breadth(about, SOFT) > canvas.width - MARGIN {
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
    let mut x = MARGIN;
    for share in &scenario.outcomes {
        let width = canvas.room() * share.share.value;
        canvas.bar(Ink::Outcome(share.outcome), Area { x, y: canvas.y, width, height: HEIGHT });
        let label = share_percent(share.share.value);
        let face = Face { ink: on(share.outcome), ..PLAIN };
        if breadth(&label, face) + 6.0 < width {
            canvas.text(x + width / 2.0, canvas.y + 16.5, Anchor::Middle, face, &label);
        }
        x += width;
    }
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
