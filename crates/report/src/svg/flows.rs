//! Where the trials of each end of one plan go under another: the ends of the base above, those of the other plan
//! below, and bands between them as wide as their share.

use super::canvas::{Area, Canvas, FOOT, MARGIN, SOFT};
use super::palette::Ink;
use super::parts;
use crate::analysis::Flow;
use detente_engine::domain::Outcome;
use detente_study::table::share_percent;

/// Height of a bar of ends.
const HEIGHT: f64 = 26.0;
/// Height of the bands between the bars.
const DROP: f64 = 130.0;
/// Flows that are told in words beside the picture.
const TOLD: usize = 6;
/// The key.
const KEY: &str = "Above: how the trials end under the base; below: how the same trials end under the other plan. A band is as wide as the share of trials that go this way, in the colour of where they come from.";

/// The bars, the bands, and the largest moves in words.
pub(super) fn draw(canvas: &mut Canvas, flows: &[Flow]) {
    parts::key(canvas);
    canvas.y += 22.0;
    let top = Area { x: MARGIN, y: canvas.y, width: canvas.room(), height: HEIGHT };
    let foot = Area { y: top.y + HEIGHT + DROP, ..top };
    bands(canvas, flows, &top, &foot);
    ends(canvas, flows, &top, |flow| flow.from);
    ends(canvas, flows, &foot, |flow| flow.to);
    canvas.y = foot.y + HEIGHT + 6.0;
    canvas.paragraph(SOFT, &largest(flows));
    canvas.y += 4.0;
    canvas.paragraph(FOOT, KEY);
}

/// The four ends as parts of one bar.
fn ends(canvas: &mut Canvas, flows: &[Flow], area: &Area, end: impl Fn(&Flow) -> Outcome) {
    let share = |outcome: Outcome| flows.iter().filter(|flow| end(flow) == outcome).map(|flow| flow.share).sum();
    parts::draw(canvas, area, 17.5, Outcome::ALL.iter().map(|outcome| (*outcome, share(*outcome))));
}

/// A band for every flow: in the order of the base above, of the other plan below.
fn bands(canvas: &mut Canvas, flows: &[Flow], top: &Area, foot: &Area) {
    let mut from = top.x;
    let before = |flow: &Flow| {
        let earlier =
            flows.iter().filter(|other| (other.to.index(), other.from.index()) < (flow.to.index(), flow.from.index()));
        earlier.map(|other| other.share).sum::<f64>()
    };
    for flow in flows {
        let (width, to) = (top.width * flow.share, foot.x + foot.width * before(flow));
        if flow.share > 0.0 {
            let (upper, lower) = (top.y + HEIGHT, foot.y);
            canvas.band(
                Ink::Outcome(flow.from),
                [(from, upper), (from + width, upper), (to + width, lower), (to, lower)],
            );
        }
        from += width;
    }
}

/// The largest flows from one end to another.
fn largest(flows: &[Flow]) -> String {
    let mut moves: Vec<&Flow> = flows.iter().filter(|flow| flow.from != flow.to && flow.share > 0.0).collect();
    moves.sort_by(|one, other| other.share.total_cmp(&one.share));
    let words = |flow: &&Flow| format!("{} to {} {}", flow.from.word(), flow.to.word(), share_percent(flow.share));
    let told: Vec<String> = moves.iter().take(TOLD).map(words).collect();
    if told.is_empty() { "No trial ends otherwise.".to_owned() } else { format!("From {}.", told.join(", from ")) }
}

/// The flows in words.
pub(super) fn alternative(flows: &[Flow]) -> String {
    let words = |flow: &Flow| format!("{} to {} {}", flow.from.word(), flow.to.word(), share_percent(flow.share));
    let all: Vec<String> = flows.iter().filter(|flow| flow.share > 0.0).map(words).collect();
    format!("Bands from the ends under the base to those under the other plan: {}.", all.join("; "))
}
