//! The ladder, its first rung at the foot: how often each rung was reached, signed, in force, and in
//! force at the end; the trust that it needs against the trust earned when it is offered; who must
//! sign it and what stopped it.

use super::canvas::{Anchor, Area, BOLD, Canvas, FOOT, LETTER, MARGIN, PLAIN, SOFT, Stroke, breadth, fitted};
use super::palette::Ink;
use crate::model::{Rung, ScenarioReport, Trust};
use crate::words;
use detente_study::table::share_percent;

/// The stages of a rung, each within the one before.
const STAGES: [&str; 4] = ["reached", "signed", "in force at some time", "in force at the end"];
/// Height of the bar of a rung.
const HEIGHT: f64 = 18.0;
/// Height of a bar of trust.
const THIN: f64 = 7.0;
/// The parties, in the order of [`Rung::trust`], each with the ink of its trust.
const PARTIES: [(&str, Ink); 2] = [("sender", Ink::With), ("target", Ink::Without)];
/// What the marks are.
const KEY: &str = "A full bar is all trials. The first rung stands at the foot. The figure at the right is the share of trials in which the ladder stopped at the rung.";
/// What the marks of trust are.
const TRUST_KEY: &str = "Thin bars: the trust of a party that gives something at the rung, when it is first offered; mean over the trials in which it is. The upright mark is the trust at which the party would accept as often as not: at the left edge it would without any trust, at the right edge not even in full trust.";
/// Room between rails and text.
const INDENT: f64 = 10.0;

/// The key, then the rungs from the last down to the first, between two rails.
pub(super) fn draw(canvas: &mut Canvas, report: &ScenarioReport) {
    key(canvas);
    let top = canvas.y;
    let sticking_point = words::sticking_point(report).map(|rung| rung.position);
    for rung in report.rungs.iter().rev() {
        draw_rung(canvas, rung, sticking_point == Some(rung.position));
    }
    for x in [MARGIN, canvas.width - MARGIN] {
        canvas.line(Stroke::full(Ink::Soft, 2.0), &[(x, top), (x, canvas.y + 6.0)]);
    }
    canvas.y += 8.0;
    canvas.paragraph(FOOT, KEY);
    if report.rungs.iter().any(|rung| rung.trust.iter().any(Option::is_some)) {
        canvas.y += 4.0;
        canvas.paragraph(FOOT, TRUST_KEY);
    }
}

fn key(canvas: &mut Canvas) {
    let mut x = MARGIN;
    canvas.y += 4.0;
    for (stage, label) in STAGES.iter().enumerate() {
        let width = 18.0 + breadth(label, SOFT) + 14.0;
        if x + width > canvas.width - MARGIN + 14.0 {
            (x, canvas.y) = (MARGIN, canvas.y + 20.0);
        }
        canvas.bar(Ink::Stage(stage), Area { x, y: canvas.y, width: 12.0, height: 12.0 });
        canvas.text(x + 18.0, canvas.y + 11.0, Anchor::Start, SOFT, label);
        x += width;
    }
    canvas.y += 26.0;
}

fn draw_rung(canvas: &mut Canvas, rung: &Rung, sticking_point: bool) {
    canvas.y += 1.2 * LETTER;
    let (left, right) = (MARGIN + INDENT, canvas.width - MARGIN - INDENT);
    let (label, share) = (format!("{} {}", rung.position, rung.label), share_percent(rung.stopped));
    let room = |stopped: &str| right - left - breadth(stopped, BOLD) - 14.0;
    let stopped = Some(format!("stops here {share}")).filter(|long| breadth(&label, BOLD) <= room(long));
    let stopped = stopped.unwrap_or(share);
    let face = if sticking_point { BOLD } else { SOFT };
    canvas.text(right, canvas.y - 3.0, Anchor::End, face, &stopped);
    let label = fitted(&label, room(&stopped), BOLD);
    canvas.text(left, canvas.y - 3.0, Anchor::Start, BOLD, &label);
    canvas.y += 2.0;
    let area = Area { x: MARGIN, y: canvas.y, width: canvas.room(), height: HEIGHT };
    canvas.bar(Ink::Track, area);
    for (stage, share) in rung.stages.iter().enumerate() {
        canvas.bar(Ink::Stage(stage), Area { width: area.width * share, ..area });
    }
    canvas.y += HEIGHT + 1.0;
    inset(canvas, &figures(rung), PLAIN);
    for (party, trust) in PARTIES.iter().zip(rung.trust) {
        trust.iter().for_each(|trust| draw_trust(canvas, *party, trust));
    }
    inset(canvas, &remarks(rung), SOFT);
    canvas.y += 14.0;
}

/// Trust needed against trust earned, on a scale from none to full.
fn draw_trust(canvas: &mut Canvas, (party, ink): (&str, Ink), trust: &Trust) {
    inset(canvas, &trust_in_words(party, trust), PLAIN);
    canvas.y += 4.0;
    let (x, width) = (MARGIN + INDENT, canvas.room() - 2.0 * INDENT);
    let area = Area { x, y: canvas.y, width, height: THIN };
    canvas.bar(Ink::Track, area);
    canvas.bar(ink, Area { width: width * trust.earned, ..area });
    let needed = x + width * trust.needed;
    for (stroke, beyond) in [(Stroke::full(Ink::Paper, 5.0), 3.0), (Stroke::full(Ink::Text, 2.5), 3.0)] {
        canvas.line(stroke, &[(needed, canvas.y - beyond), (needed, canvas.y + THIN + beyond)]);
    }
    canvas.y += THIN + 4.0;
}

fn trust_in_words(party: &str, trust: &Trust) -> String {
    let needed = if trust.needed > 0.0 { share_percent(trust.needed) } else { "none".to_owned() };
    format!("trust of {party} {}, needed {needed}", share_percent(trust.earned))
}

/// A paragraph between the rails.
fn inset(canvas: &mut Canvas, text: &str, face: super::canvas::Face) {
    for line in super::canvas::wrapped(text, canvas.room() - 2.0 * INDENT, face) {
        canvas.y += 1.3 * face.size;
        canvas.text(MARGIN + INDENT, canvas.y - 2.0, Anchor::Start, face, &line);
    }
}

fn figures(rung: &Rung) -> String {
    let [reached, signed, delivered, at_end] = rung.stages.map(share_percent);
    format!("reached {reached}, signed {signed}, in force {delivered}, at the end {at_end}")
}

fn remarks(rung: &Rung) -> String {
    let title =
        if rung.title.is_empty() || rung.title == rung.label { String::new() } else { format!("{}. ", rung.title) };
    let signers = match rung.signers.as_slice() {
        [] => "No body must sign.".to_owned(),
        signers => format!("Must be signed by {}.", signers.join(", ")),
    };
    let mostly = rung.mostly.map_or(String::new(), |(reason, share)| {
        format!(" Stopped mostly by {} ({} of the stops here).", reason.spaced(), share_percent(share))
    });
    format!("{title}{signers}{mostly}")
}

/// The ladder in words.
pub(super) fn alternative(rungs: &[Rung]) -> String {
    let words = |rung: &Rung| {
        let stopped = share_percent(rung.stopped);
        let trust = PARTIES.iter().zip(rung.trust).filter_map(|((party, _), trust)| Some((party, trust?)));
        let trust: String = trust.map(|(party, trust)| format!(" {}.", trust_in_words(party, &trust))).collect();
        let (place, figures, remarks) = (rung.position, figures(rung), remarks(rung));
        format!("{place} {}: {figures}, stops here {stopped}.{trust} {remarks}", rung.label)
    };
    let all: Vec<String> = rungs.iter().map(words).collect();
    format!("A ladder from its first rung: {}", all.join(" "))
}
