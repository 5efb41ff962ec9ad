//! Charts as SVG, drawn by hand: few marks, labels where the reader looks, a foot that says where
//! the figures come from. The same chart is drawn wide, for paper and screens, and narrow, for
//! telephones, where a wide one would be too small to read.

mod bars;
mod canvas;
mod comparison;
mod curves;
mod dots;
mod effects;
mod flows;
mod keys;
mod ladder;
mod legend;
mod palette;
mod panels;
mod parts;
mod split;
mod targets;
mod watch;

pub(super) use ladder::signers;
pub(super) use palette::{Ink, dark_rules};

use super::analysis::{Analysis, Dots, Effect, Finding, Flow, KeyMark, Picture, TargetMark};
use super::model::{Provenance, Report, ScenarioReport};
use super::overview::Along;
use super::words;
use canvas::{Canvas, FOOT, SOFT, TITLE};
use maud::{Markup, PreEscaped};

/// Width of a chart for paper and screens, pixels.
pub(super) const WIDE: f64 = 720.0;
/// Width of a chart for telephones.
pub(super) const NARROW: f64 = 350.0;

/// What a chart shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// Shares of the four outcomes and of their causes.
    Outcomes,
    /// The outcomes, had they been judged earlier.
    Judged,
    /// Confrontation with and without the channel over the weeks.
    Confrontation,
    /// What the parties believe of each other over the weeks.
    Trust,
    /// What goes with what can be read early.
    Watch,
    /// How far the ladder is climbed.
    Ladder,
    /// Outcomes of all scenarios side by side.
    Comparison,
    /// All of too many scenarios to show each, along one axis.
    Along,
    /// What an analysis found.
    Finding,
}

/// A chart, not yet drawn.
#[derive(Debug)]
pub(super) struct Chart<'a> {
    /// Stem of its file; also its id in a page.
    pub(super) name: String,
    /// What it shows.
    pub(super) subject: Subject,
    /// Its title.
    pub(super) title: String,
    /// What it says, in a sentence or two.
    pub(super) sentence: String,
    /// Its figures in words, for those who cannot see it.
    pub(super) alternative: String,
    /// Where its figures come from.
    pub(super) foot: String,
    marks: Marks<'a>,
}

/// What the marks are made from.
#[derive(Debug)]
enum Marks<'a> {
    Bars(Vec<bars::Bar>),
    Curves(curves::Curves),
    Ladder(&'a ScenarioReport),
    Split(split::Split),
    Along(&'a Along),
    Effects(&'a [Effect], effects::Reach),
    Dots(&'a [Dots]),
    Flows(&'a [Flow]),
    Targets(&'a [TargetMark]),
    /// Those of one chart, and those of all between which they stand.
    Keys(&'a [KeyMark], &'a [KeyMark]),
}

impl Chart<'_> {
    /// The chart as a file of its own, `width` pixels wide.
    pub(super) fn drawn(&self, width: f64) -> String {
        let mut canvas = Canvas::new(width);
        canvas.paragraph(TITLE, &self.title);
        canvas.paragraph(SOFT, &self.sentence);
        canvas.y += 10.0;
        self.mark(&mut canvas);
        canvas.y += 8.0;
        canvas.paragraph(FOOT, &self.foot);
        canvas.finish(&self.name, &self.title, &self.alternative)
    }

    /// The marks alone, for a page that says the rest around them.
    pub(super) fn inline(&self, width: f64) -> Markup {
        let mut canvas = Canvas::new(width);
        self.mark(&mut canvas);
        PreEscaped(canvas.finish(&format!("{}-{width}", self.name), &self.title, &self.alternative))
    }

    fn mark(&self, canvas: &mut Canvas) {
        match &self.marks {
            Marks::Bars(bars) => bars::draw(canvas, bars),
            Marks::Curves(curves) => curves::draw(canvas, curves),
            Marks::Ladder(report) => ladder::draw(canvas, report),
            Marks::Split(split) => split::draw(canvas, split),
            Marks::Along(along) => panels::draw(canvas, along),
            Marks::Effects(effects, reach) => effects::draw(canvas, effects, *reach),
            Marks::Dots(dots) => dots::draw(canvas, dots),
            Marks::Flows(flows) => flows::draw(canvas, flows),
            Marks::Targets(targets) => targets::draw(canvas, targets),
            Marks::Keys(keys, all) => keys::draw(canvas, keys, all),
        }
    }
}

/// The charts of everything that an analysis found, by finding: those of all findings have one scale, so that they can be compared.
pub(super) fn of_findings<'a>(analysis: &Analysis<'_>, findings: &'a [Finding]) -> Vec<Vec<Chart<'a>>> {
    let effects = findings.iter().filter_map(|finding| match &finding.picture {
        Some(Picture::Effects(effects)) => Some(effects),
        _ => None,
    });
    let reach = effects::Reach::of(effects.flatten());
    findings.iter().map(|finding| of_finding(analysis, finding, reach)).collect()
}

/// The charts of something that an analysis found; none where it has no picture, several where one would not fit on a page.
fn of_finding<'a>(analysis: &Analysis<'_>, finding: &'a Finding, reach: effects::Reach) -> Vec<Chart<'a>> {
    let marks = match &finding.picture {
        None => Vec::new(),
        Some(Picture::Effects(effects)) => vec![Marks::Effects(effects, reach)],
        Some(Picture::Dots(dots)) => vec![Marks::Dots(dots)],
        Some(Picture::Flows(flows)) => vec![Marks::Flows(flows)],
        Some(Picture::Targets(targets)) => targets.chunks(targets::ON_A_PAGE).map(Marks::Targets).collect(),
        Some(Picture::Keys(keys)) => keys.chunks(keys::ON_A_PAGE).map(|some| Marks::Keys(some, keys)).collect(),
    };
    let (all, name) = (marks.len(), format!("{}{}", analysis.charts, finding.name));
    let chart = |(number, marks): (usize, Marks<'a>)| Chart {
        name: if number == 1 { name.clone() } else { format!("{name}_{number}") },
        subject: Subject::Finding,
        title: if all == 1 { finding.heading.clone() } else { format!("{} ({number} of {all})", finding.heading) },
        sentence: finding.caption(),
        alternative: alternative(&marks),
        foot: words::common_foot(analysis.provenance),
        marks,
    };
    (1..).zip(marks).map(chart).collect()
}

fn alternative(marks: &Marks<'_>) -> String {
    match marks {
        Marks::Bars(bars) => bars::alternative(bars),
        Marks::Curves(curves) => curves::alternative(curves),
        Marks::Ladder(report) => ladder::alternative(report),
        Marks::Split(split) => split::alternative(split),
        Marks::Along(along) => panels::alternative(along),
        Marks::Effects(effects, _) => effects::alternative(effects),
        Marks::Dots(dots) => dots::alternative(dots),
        Marks::Flows(flows) => flows::alternative(flows),
        Marks::Targets(targets) => targets::alternative(targets),
        Marks::Keys(keys, _) => keys::alternative(keys),
    }
}

/// Every chart of a report: the comparison where there is something to compare, then those of each scenario that is shown
/// in full. Of too many scenarios to show each, pictures of all stand in place of the comparison.
pub(super) fn charts<'a>(report: &'a Report<'a>) -> Vec<Chart<'a>> {
    let comparison = match &report.overview {
        Some(overview) => overview.pictures.iter().map(|picture| along(picture, &report.provenance)).collect(),
        None if report.scenarios.len() > 1 => vec![comparison(report)],
        None => Vec::new(),
    };
    let each = report.scenarios.iter().flat_map(|scenario| of_scenario(report, scenario));
    comparison.into_iter().chain(each).collect()
}

/// A chart of all of too many scenarios to show each.
pub(super) fn along<'a>(picture: &'a Along, provenance: &Provenance) -> Chart<'a> {
    let marks = Marks::Along(picture);
    Chart {
        name: picture.name.clone(),
        subject: Subject::Along,
        title: picture.title.clone(),
        sentence: picture.sentence.clone(),
        alternative: alternative(&marks),
        foot: words::common_foot(provenance),
        marks,
    }
}

/// The chart of all scenarios.
pub(super) fn comparison<'a>(report: &'a Report<'a>) -> Chart<'a> {
    let marks = Marks::Split(comparison::split(report));
    Chart {
        name: "comparison".to_owned(),
        subject: Subject::Comparison,
        title: words::of_all(report),
        sentence: "Shares of trials by outcome, and how much the channel changes the risk of confrontation.".to_owned(),
        alternative: alternative(&marks),
        foot: words::common_foot(&report.provenance),
        marks,
    }
}

/// The charts of one scenario, in the order of its page; what has no figures has no chart.
pub(super) fn of_scenario<'a>(report: &Report<'_>, scenario: &'a ScenarioReport) -> Vec<Chart<'a>> {
    let mut charts = Vec::new();
    let mut put = |subject, marks| charts.push(chart(report, scenario, subject, marks));
    if scenario.weeks.iter().any(|week| week.without.is_some()) {
        put(Subject::Confrontation, Marks::Curves(curves::confrontation(scenario)));
    }
    put(Subject::Outcomes, Marks::Bars(bars::outcomes(scenario)));
    if !scenario.judged.is_empty() {
        put(Subject::Judged, Marks::Split(watch::judged(scenario)));
    }
    if let Some(watch) = &scenario.watch {
        put(Subject::Watch, Marks::Split(watch::split(watch)));
    }
    if !scenario.rungs.is_empty() {
        put(Subject::Ladder, Marks::Ladder(scenario));
    }
    if words::trust(scenario).is_some() {
        put(Subject::Trust, Marks::Curves(curves::trust(scenario)));
    }
    charts
}

fn chart<'a>(report: &Report<'_>, scenario: &'a ScenarioReport, subject: Subject, marks: Marks<'a>) -> Chart<'a> {
    let (name, title, sentence) = words::of_chart(scenario, subject);
    Chart {
        name: format!("{}_{name}", scenario.simulated.scenario),
        subject,
        title,
        sentence,
        alternative: alternative(&marks),
        foot: words::foot(scenario, &report.provenance),
        marks,
    }
}
