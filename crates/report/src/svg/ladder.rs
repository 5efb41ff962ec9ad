//! The ladder, its first rung at the foot: how often each rung came into force, how often it was in force at the end, and where
//! the ladder stops; then the trust that is asked for, where any is.

use super::bars::bracket;
use super::canvas::{Anchor, Area, BOLD, Canvas, FOOT, LETTER, MARGIN, PLAIN, SOFT, Stroke, breadth, wrapped};
use super::palette::Ink;
use crate::model::{Rung, ScenarioReport, Trust};
use crate::words;
use detente_study::table::share_percent;

/// Height of the bar of a rung, and of the one within it.
const HEIGHTS: [f64; 2] = [16.0, 6.0];
/// Height of a bar of trust.
const THIN: f64 = 7.0;
/// Inks of the trust of the sender and of the target.
const INKS: [Ink; 2] = [Ink::With, Ink::Without];
/// Trust below which a rung asks for next to none.
const NEXT_TO_NONE: f64 = 0.01;
/// What the marks are.
const KEY: &str = "A full bar is all trials; bracket: chance (95 %). The first rung stands at the foot.";
/// What the marks of trust are.
const TRUST_KEY: &str = "Trust when the rung is first offered, mean over the trials in which it is. The upright mark is the trust at which the party would accept as often as not.";
/// Room between rails and text.
const INDENT: f64 = 10.0;

/// The key, then the rungs from the last down to the first between two rails, then the trust that they ask for.
pub(super) fn draw(canvas: &mut Canvas, report: &ScenarioReport) {
    key(canvas);
    let top = canvas.y;
    let sticking_point = words::sticking_point(report).map(|rung| rung.position);
    for rung in report.rungs.iter().rev() {
        draw_rung(canvas, rung, sticking_point == Some(rung.position));
    }
    for x in [MARGIN, canvas.width - MARGIN] {
        canvas.line(Stroke::full(Ink::Soft, 2.0), &[(x, top), (x, canvas.y)]);
    }
    canvas.y += 6.0;
    canvas.paragraph(FOOT, KEY);
    draw_all_trust(canvas, report);
}

fn key(canvas: &mut Canvas) {
    canvas.y += 4.0;
    let mut x = MARGIN;
    for (ink, label) in [(Ink::Before, "in force at some time"), (Ink::With, "in force at the end")] {
        canvas.bar(ink, Area { x, y: canvas.y, width: 12.0, height: 12.0 });
        canvas.text(x + 18.0, canvas.y + 11.0, Anchor::Start, SOFT, label);
        x += 18.0 + breadth(label, SOFT);
    }
    canvas.y += 20.0;
}

fn draw_rung(canvas: &mut Canvas, rung: &Rung, sticking_point: bool) {
    canvas.y += 6.0 + 1.2 * LETTER;
    let (left, right) = (MARGIN + INDENT, canvas.width - MARGIN - INDENT);
    let stopped = format!("stops here {}", share_percent(rung.stopped.value));
    let face = if sticking_point { BOLD } else { SOFT };
    let (name, room) = (format!("{} {}", rung.position, rung.called()), right - left);
    if breadth(&name, BOLD) + breadth(&stopped, face) + 14.0 <= room {
        canvas.text(left, canvas.y - 3.0, Anchor::Start, BOLD, &name);
        canvas.text(right, canvas.y - 3.0, Anchor::End, face, &stopped);
    } else {
        canvas.y -= 1.2 * LETTER;
        inset(canvas, &name, BOLD);
        inset(canvas, &stopped, face);
    }
    canvas.y += 2.0;
    let area = Area { x: left, y: canvas.y, width: room, height: HEIGHTS[0] };
    canvas.bar(Ink::Paper, area);
    canvas.line(Stroke::full(Ink::Grid, 1.0), &[(left, area.y + HEIGHTS[0]), (right, area.y + HEIGHTS[0])]);
    canvas.bar(Ink::Before, Area { width: room * rung.delivered.value, ..area });
    let [outer, inner] = HEIGHTS;
    canvas.bar(
        Ink::With,
        Area { y: area.y + (outer - inner) / 2.0, height: inner, width: room * rung.in_force.value, ..area },
    );
    bracket(
        canvas,
        [rung.delivered.low, rung.delivered.high].map(|share| left + room * share),
        area.y + outer / 2.0,
        4.0,
    );
    canvas.y += HEIGHTS[0] + 1.0;
    inset(canvas, &figures(rung), PLAIN);
    if sticking_point && let Some(mostly) = mostly(rung) {
        inset(canvas, &mostly, SOFT);
    }
    canvas.y += 6.0;
}

/// Trust needed against trust earned, where a rung asks for any.
fn draw_all_trust(canvas: &mut Canvas, report: &ScenarioReport) {
    let asks = |rung: &&Rung| rung.trust.iter().flatten().any(|trust| trust.needed >= NEXT_TO_NONE);
    let asking: Vec<&Rung> = report.rungs.iter().rev().filter(asks).collect();
    let met = report.rungs.iter().filter(|rung| rung.trust.iter().any(Option::is_some)).count();
    if met == 0 {
        return;
    }
    canvas.y += 10.0;
    for rung in &asking {
        for ((party, ink), trust) in report.parties.iter().zip(INKS).zip(rung.trust) {
            if let Some(trust) = trust.filter(|trust| trust.needed >= NEXT_TO_NONE) {
                draw_trust(canvas, &format!("{}: {}", rung.called(), trust_in_words(party, &trust)), ink, &trust);
            }
        }
    }
    let others = match (asking.len(), met - asking.len()) {
        (0, _) => "Next to no trust is needed at any rung (under 1 %).".to_owned(),
        (_, 0) => TRUST_KEY.to_owned(),
        (_, _) => format!("{TRUST_KEY} At the other rungs next to none is needed (under 1 %)."),
    };
    canvas.paragraph(FOOT, &others);
}

/// Trust needed against trust earned, on a scale from none to full.
fn draw_trust(canvas: &mut Canvas, words: &str, ink: Ink, trust: &Trust) {
    inset(canvas, words, PLAIN);
    canvas.y += 5.0;
    let (x, width) = (MARGIN + INDENT, canvas.room() - 2.0 * INDENT);
    let area = Area { x, y: canvas.y, width, height: THIN };
    canvas.bar(Ink::Track, area);
    canvas.bar(ink, Area { width: width * trust.earned, ..area });
    let needed = x + width * trust.needed;
    for stroke in [Stroke::full(Ink::Paper, 5.0), Stroke::full(Ink::Text, 2.5)] {
        canvas.line(stroke, &[(needed, canvas.y - 3.0), (needed, canvas.y + THIN + 3.0)]);
    }
    canvas.y += THIN + 6.0;
}

fn trust_in_words(party: &str, trust: &Trust) -> String {
    let needed = if trust.needed > 0.0 { share_percent(trust.needed) } else { "none".to_owned() };
    format!("{party} has {} trust, needs {needed}", share_percent(trust.earned))
}

/// A paragraph between the rails.
fn inset(canvas: &mut Canvas, text: &str, face: super::canvas::Face) {
    for line in wrapped(text, canvas.room() - 2.0 * INDENT, face) {
        canvas.y += 1.3 * face.size;
        canvas.text(MARGIN + INDENT, canvas.y - 2.0, Anchor::Start, face, &line);
    }
}

fn figures(rung: &Rung) -> String {
    let [delivered, at_end] = [rung.delivered, rung.in_force].map(|share| share_percent(share.value));
    format!("in force at some time {delivered}, at the end {at_end}")
}

fn mostly(rung: &Rung) -> Option<String> {
    let (reason, share) = rung.mostly?;
    Some(format!("Mostly because {} ({} of the stops here).", words::stopped_because(reason), share_percent(share)))
}

/// Who must sign, in words.
pub(crate) fn signers(rung: &Rung) -> String {
    match rung.signers.as_slice() {
        [] => "No body must sign.".to_owned(),
        signers => format!("Must be signed by {}.", signers.join(", ")),
    }
}

/// The ladder in words.
pub(super) fn alternative(report: &ScenarioReport) -> String {
    let words = |rung: &Rung| {
        let stopped = share_percent(rung.stopped.value);
        let trust = report.parties.iter().zip(rung.trust).filter_map(|(party, trust)| Some((party, trust?)));
        let trust: String = trust.map(|(party, trust)| format!(" {}.", trust_in_words(party, &trust))).collect();
        let mostly = mostly(rung).map_or(String::new(), |words| format!(" {words}"));
        let (place, figures, signers) = (rung.position, figures(rung), signers(rung));
        format!("{place} {}: {figures}, stops here {stopped}.{trust} {signers}{mostly}", rung.called())
    };
    let all: Vec<String> = report.rungs.iter().map(words).collect();
    format!("A ladder from its first rung: {}", all.join(" "))
}
