//! Bars with intervals: outcomes and causes. A thick mark is chance; a thin bracket, where there is one, is what the file
//! leaves uncertain.

use super::canvas::{Anchor, Area, BOLD, Canvas, FOOT, LETTER, MARGIN, SOFT, Stroke, breadth};
use super::palette::Ink;
use crate::model::{Estimate, ScenarioReport};
use crate::words;
use detente_study::table::{from_to, share_percent};

/// Height of a bar.
const HEIGHT: f64 = 15.0;
/// Half the height of the cap of an interval.
const CAP: f64 = 4.0;

/// Least length of the mark of chance beside a bracket, so that it can be seen.
const LEAST_MARK: f64 = 2.0;
/// The key where there are both intervals.
const BOTH: &str = "Thick mark: chance (95 %), which more trials narrow. Thin bracket: where the share lies in nine worlds of ten, if the assumptions differ as the file says they may.";
/// The key where there is chance alone.
const CHANCE: &str = "Bracket: chance (95 %), which more trials narrow.";

/// One bar.
#[derive(Clone, Debug)]
pub(super) struct Bar {
    ink: Ink,
    label: String,
    note: String,
    share: Estimate,
    assumed: Option<[f64; 2]>,
    /// The share at which a bar would be full.
    full: f64,
}

/// The four outcomes, on a scale of all trials.
pub(super) fn outcomes(report: &ScenarioReport) -> Vec<Bar> {
    let bar = |share: &crate::model::OutcomeShare| Bar {
        ink: Ink::Outcome(share.outcome),
        label: share.outcome.word().to_owned(),
        note: words::gist(share.outcome).to_owned(),
        share: share.share,
        assumed: share.assumed,
        full: 1.0,
    };
    report.outcomes.iter().map(bar).collect()
}

/// The causes that came, on a scale that the most frequent fills.
pub(super) fn causes(report: &ScenarioReport) -> Vec<Bar> {
    let full = report.causes.first().map_or(1.0, |cause| cause.share.high);
    let bar = |cause: &crate::model::CauseShare| Bar {
        ink: Ink::Outcome(cause.cause.outcome()),
        label: cause.cause.spaced(),
        note: cause.cause.meaning().to_owned(),
        share: cause.share,
        assumed: None,
        full,
    };
    report.causes.iter().map(bar).collect()
}

/// The bars one below the other, each with its label and figure above it.
pub(super) fn draw(canvas: &mut Canvas, bars: &[Bar]) {
    for bar in bars {
        head(canvas, bar);
        canvas.paragraph(SOFT, &bar.note);
        if let Some(assumed) = bar.assumed {
            canvas.paragraph(SOFT, &format!("if assumptions differ: {}", from_to(assumed[0], assumed[1])));
        }
        canvas.y += 3.0;
        let area = Area { x: MARGIN, y: canvas.y, width: canvas.room(), height: HEIGHT };
        canvas.bar(Ink::Track, area);
        canvas.bar(bar.ink, Area { width: area.width * bar.share.value / bar.full, ..area });
        whisker(canvas, bar, area);
        canvas.y += HEIGHT + 12.0;
    }
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
}

/// The intervals over the end of a bar: chance alone as a bracket, beside the wider one of assumptions as a thick mark.
fn whisker(canvas: &mut Canvas, bar: &Bar, area: Area) {
    let at = |share: f64| area.x + area.width * share / bar.full;
    let chance = [bar.share.low, bar.share.high].map(at);
    let middle = area.y + area.height / 2.0;
    match bar.assumed {
        None => bracket(canvas, chance, middle),
        Some(assumed) => {
            bracket(canvas, assumed.map(at), middle);
            let short = (LEAST_MARK - (chance[1] - chance[0])).max(0.0) / 2.0;
            let ends = [(chance[0] - short, middle), (chance[1] + short, middle)];
            canvas.line(Stroke::full(Ink::Paper, 9.0), &[(ends[0].0 - 1.0, middle), (ends[1].0 + 1.0, middle)]);
            canvas.line(Stroke::full(Ink::Text, 7.0), &ends);
        }
    }
}

fn bracket(canvas: &mut Canvas, [low, high]: [f64; 2], middle: f64) {
    let caps = [low, high].map(|x| [(x, middle - CAP), (x, middle + CAP)]);
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
        format!("{} {share} (chance {chance}{})", bar.label, assumed.unwrap_or_default())
    };
    let all: Vec<String> = bars.iter().map(words).collect();
    format!("Bars: {}.", all.join("; "))
}
