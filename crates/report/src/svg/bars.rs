//! How it ends and why: the outcomes, under each its causes, all on one scale from none to all trials. A thick mark is chance; a
//! thin bracket, where there is one, is what the file leaves uncertain.

use super::canvas::{Anchor, Area, BOLD, Canvas, FOOT, LETTER, MARGIN, PLAIN, SOFT, Stroke, breadth};
use super::palette::Ink;
use crate::estimate::Estimate;
use crate::model::{CauseShare, OutcomeShare, ScenarioReport};
use crate::words;
use detente_study::table::{from_to, share_percent};

/// Height of the bar of an outcome, and of one of its causes.
const HEIGHTS: [f64; 2] = [15.0, 7.0];
/// Half the height of the cap of an interval.
const CAP: f64 = 4.0;
/// The rarest cause that has a bar.
const RAREST: f64 = 0.005;
/// Least length of the mark of chance beside a bracket, so that it can be seen.
const LEAST_MARK: f64 = 2.0;
/// The key where there are both intervals.
const BOTH: &str = "All bars are drawn from 0 to 100 %. Thick mark: chance (95 %), which more trials narrow. Thin bracket: where the share lies in 90 of 100 worlds, if the assumptions differ as the file says they may.";
/// The key where there is chance alone.
const CHANCE: &str = "All bars are drawn from 0 to 100 %. Bracket: chance (95 %), which more trials narrow.";

/// One bar.
#[derive(Clone, Debug)]
pub(super) struct Bar {
    ink: Ink,
    label: String,
    note: String,
    share: Estimate,
    assumed: Option<[f64; 2]>,
    /// Whether it is that of a cause, a part of the outcome above it.
    is_part: bool,
}

/// The four outcomes, each with those of its causes that are not rare.
pub(super) fn outcomes(report: &ScenarioReport) -> Vec<Bar> {
    let outcome = |share: &OutcomeShare| Bar {
        ink: Ink::Outcome(share.outcome),
        label: share.outcome.word().to_owned(),
        note: words::gist(share.outcome).to_owned(),
        share: share.share,
        assumed: share.assumed,
        is_part: false,
    };
    let cause = |cause: &CauseShare| {
        let meaning = cause.cause.meaning();
        Bar {
            ink: Ink::Outcome(cause.cause.outcome()),
            label: cause.cause.spaced(),
            note: meaning.split_once(": ").map_or(meaning, |(_, own)| own).trim_end_matches('.').to_owned(),
            share: cause.share,
            assumed: None,
            is_part: true,
        }
    };
    let with_causes = |share: &OutcomeShare| {
        let own = report.causes.iter().filter(|own| own.cause.outcome() == share.outcome && own.share.value >= RAREST);
        [outcome(share)].into_iter().chain(own.map(cause)).collect::<Vec<_>>()
    };
    report.outcomes.iter().flat_map(with_causes).collect()
}

/// The bars one below the other, each with its label and figure above it.
pub(super) fn draw(canvas: &mut Canvas, bars: &[Bar]) {
    for (nth, bar) in bars.iter().enumerate() {
        if !bar.is_part && nth > 0 {
            canvas.y += 12.0;
        }
        if bar.is_part {
            head_of_part(canvas, bar);
        } else {
            head(canvas, bar);
        }
        let height = HEIGHTS[usize::from(bar.is_part)];
        let area = Area { x: MARGIN, y: canvas.y, width: canvas.room(), height };
        canvas.bar(Ink::Track, area);
        canvas.bar(bar.ink, Area { width: area.width * bar.share.value, ..area });
        whisker(canvas, bar, area);
        canvas.y += height + 5.0;
    }
    canvas.y += 6.0;
    let key = if bars.iter().any(|bar| bar.assumed.is_some()) { BOTH } else { CHANCE };
    canvas.paragraph(FOOT, key);
}

fn head(canvas: &mut Canvas, bar: &Bar) {
    canvas.y += 1.2 * LETTER;
    let (y, right) = (canvas.y - 3.0, canvas.width - MARGIN);
    canvas.text(MARGIN, y, Anchor::Start, BOLD, &bar.label);
    let (share, chance) = (share_percent(bar.share.value), format!("chance: {}", words::interval(bar.share)));
    let both = breadth(&bar.label, BOLD) + breadth(&share, BOLD) + breadth(&chance, SOFT) + 28.0;
    if both > canvas.room() {
        canvas.text(right, y, Anchor::End, BOLD, &share);
    } else {
        canvas.pair(right, y, Anchor::End, (BOLD, &share), (SOFT, &chance));
    }
    let assumed = bar.assumed.map(|assumed| format!("; if assumptions differ: {}", from_to(assumed[0], assumed[1])));
    canvas.paragraph(SOFT, &format!("{}{}", bar.note, assumed.unwrap_or_default()));
    canvas.y += 3.0;
}

fn head_of_part(canvas: &mut Canvas, bar: &Bar) {
    canvas.y += 1.2 * LETTER;
    let (y, right) = (canvas.y - 2.0, canvas.width - MARGIN);
    let share = share_percent(bar.share.value);
    canvas.text(right, y, Anchor::End, PLAIN, &share);
    let room = canvas.room() - breadth(&share, PLAIN) - breadth(&bar.label, PLAIN) - 30.0;
    // All of the note, else what stands before its first comma, else nothing: a note that is cut says nothing.
    let short = bar.note.split(',').next().unwrap_or_default();
    let note = [bar.note.as_str(), short].into_iter().find(|note| breadth(note, SOFT) <= room).unwrap_or_default();
    canvas.pair(MARGIN, y, Anchor::Start, (PLAIN, &bar.label), (SOFT, note));
    canvas.y += 2.0;
}

/// The intervals over the end of a bar: chance alone as a bracket, beside the wider one of assumptions as a thick mark.
fn whisker(canvas: &mut Canvas, bar: &Bar, area: Area) {
    let at = |share: f64| area.x + area.width * share;
    let chance = [bar.share.low, bar.share.high].map(at);
    let middle = area.y + area.height / 2.0;
    match bar.assumed {
        None => bracket(canvas, chance, middle, CAP.min(area.height / 2.0)),
        Some(assumed) => {
            bracket(canvas, assumed.map(at), middle, CAP);
            let short = (LEAST_MARK - (chance[1] - chance[0])).max(0.0) / 2.0;
            let ends = [(chance[0] - short, middle), (chance[1] + short, middle)];
            canvas.line(Stroke::full(Ink::Paper, 9.0), &[(ends[0].0 - 1.0, middle), (ends[1].0 + 1.0, middle)]);
            canvas.line(Stroke::full(Ink::Text, 7.0), &ends);
        }
    }
}

/// A bracket from one end to the other, with caps of half that height.
pub(super) fn bracket(canvas: &mut Canvas, [low, high]: [f64; 2], middle: f64, cap: f64) {
    let caps = [low, high].map(|x| [(x, middle - cap), (x, middle + cap)]);
    for stroke in [Stroke::full(Ink::Paper, 3.5), Stroke::full(Ink::Text, 1.5)] {
        canvas.line(stroke, &[(low, middle), (high, middle)]);
        caps.iter().for_each(|cap| canvas.line(stroke, cap));
    }
}

/// The bars in words.
pub(super) fn alternative(bars: &[Bar]) -> String {
    let words = |bar: &Bar| {
        let assumed = bar.assumed.map(|[low, high]| format!("; if assumptions differ {}", from_to(low, high)));
        let (share, chance) = (share_percent(bar.share.value), words::interval(bar.share));
        let of = if bar.is_part { "of it by " } else { "" };
        format!("{of}{} {share} (chance {chance}{})", bar.label, assumed.unwrap_or_default())
    };
    let all: Vec<String> = bars.iter().map(words).collect();
    format!("Bars on one scale: {}.", all.join("; "))
}
