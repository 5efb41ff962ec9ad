//! The section of one scenario.

use super::base_rates;
use super::numbers::numbers;
use super::tried::tried;
use super::{details, drawings, news, said, story, sure};
use crate::model::{Change, Horizon, Report, Rung, ScenarioReport};
use crate::svg::{self, Chart, Subject, escaped};
use crate::watch::Watch;
use crate::words;
use crate::words::points;
use detente_engine::domain::{Basis, Outcome};
use detente_study::table::{WatchRow, grouped, share_percent};
use std::fmt::Write as _;

/// Begins what is left out where several scenarios are printed.
const MORE: &str = "<div class=\"more\">\n";

/// The section: the finding first, then what decides it, what to watch, what is not known, the ladder, a typical trial, and the
/// numbers last. `rank` is that of the heading of the finding; those of the parts are one below.
pub(super) fn section(report: &Report<'_>, scenario: &ScenarioReport, rank: u8) -> String {
    let stem = &scenario.simulated.scenario;
    let (id, charts) = (escaped(stem), svg::of_scenario(report, scenario));
    let page = Part { rank: rank + 1, charts: &charts };
    let mut text = format!("<section class=\"scenario\" id=\"s-{id}\" data-scenario=\"{id}\">\n");
    text.push_str(&first(scenario, rank, &charts));
    text.push_str(&news::observed(report, scenario, rank + 1));
    text.push_str(&page.head("What decides it", &words::ends_and_causes(scenario)));
    text.push_str(&page.drawn(Subject::Outcomes));
    text.push_str(&list_of(&scenario.decides));
    text.push_str(MORE);
    text.push_str(&page.titled(Subject::Judged));
    if let Some(watch) = &scenario.watch {
        text.push_str(&page.head("What to watch", &words::watched(scenario)));
        let _ = writeln!(
            text,
            "<p>Read by week {:.0}, these tell most of how it will end, over the trials still undecided then. What is read goes with the \
             outcome and does not cause it.</p>",
            watch.week
        );
        text.push_str(&page.drawn(Subject::Watch));
        text.push_str(&details("The same as a table", &watched(watch, report.printed::<WatchRow>().is_some())));
        text.push_str(&list_of(&scenario.trouble));
    } else if !scenario.trouble.is_empty() {
        text.push_str(&page.head("What to watch", "Where trouble shows"));
        text.push_str(&list_of(&scenario.trouble));
    }
    text.push_str(&page.head("What we do not know", &words::unknown(scenario)));
    text.push_str(&bases(scenario));
    text.push_str(&base_rates::beside(scenario, rank + 2));
    text.push_str("</div>\n");
    if !scenario.rungs.is_empty() {
        text.push_str(&page.head("The ladder", &words::stops(scenario)));
        text.push_str(&page.drawn(Subject::Ladder));
        text.push_str(&signatures(scenario));
    }
    text.push_str(MORE);
    text.push_str(&page.titled(Subject::Trust));
    text.push_str(&story::told(scenario, report.provenance.seed, &page));
    let tried = tried(report.page.as_ref(), stem);
    if !tried.is_empty() {
        let head = page.head("Try it yourself", "What if one of the values is another?");
        let _ = writeln!(text, "<div class=\"tried\">\n{head}{tried}</div>");
    }
    text.push_str(&page.head("The numbers", "Every figure behind this page"));
    text.push_str(&against_none(scenario));
    text.push_str(&numbers(report, scenario));
    text.push_str("</div>\n");
    let _ = write!(text, "<p class=\"foot\">{}</p>\n</section>\n", escaped(&words::foot(scenario, &report.provenance)));
    text
}

/// What the parts of a section have in common.
pub(super) struct Part<'a> {
    rank: u8,
    charts: &'a [Chart<'a>],
}

impl Part<'_> {
    /// The heading of a part: what it is about, and what was found.
    pub(super) fn head(&self, about: &str, found: &str) -> String {
        let rank = self.rank;
        format!("<p class=\"kicker part\">{about}</p>\n<h{rank}>{}</h{rank}>\n", said(found))
    }

    fn chart(&self, subject: Subject) -> Option<&Chart<'_>> {
        self.charts.iter().find(|chart| chart.subject == subject)
    }

    /// A chart, where there is one.
    fn drawn(&self, subject: Subject) -> String {
        self.chart(subject).map_or(String::new(), drawings)
    }

    /// A chart with its title and sentence, where there is one.
    fn titled(&self, subject: Subject) -> String {
        let Some(chart) = self.chart(subject) else { return String::new() };
        let rank = self.rank + 1;
        let sentence =
            if chart.sentence.is_empty() { String::new() } else { format!("<p>{}</p>\n", said(&chart.sentence)) };
        format!("<h{rank}>{}</h{rank}>\n{sentence}{}", said(&chart.title), drawings(chart))
    }
}

/// The first screen: the finding, its figures, one picture, how sure it is, one caveat.
fn first(scenario: &ScenarioReport, rank: u8, charts: &[Chart<'_>]) -> String {
    let answer = &scenario.answer;
    let mut text = format!("<p class=\"kicker\">{}</p>\n", escaped(&scenario.title));
    let _ = writeln!(text, "<h{rank} class=\"finding\">{}</h{rank}>", said(&answer.title));
    let _ = writeln!(text, "<p class=\"lead\">{}</p>", said(&answer.figures.join(" ")));
    let wanted = [Subject::Confrontation, Subject::Outcomes];
    let picture = wanted.iter().find_map(|wanted| charts.iter().find(|chart| chart.subject == *wanted));
    if let Some(picture) = picture.filter(|picture| picture.subject == Subject::Confrontation) {
        let _ = writeln!(text, "<p class=\"above\">Confrontation by week, share of trials</p>");
        text.push_str(&drawings(picture));
    }
    text.push_str(&sure(&answer.chance, &answer.assumptions));
    let _ = writeln!(text, "<p class=\"caveat\">{}</p>", said(&answer.caveat));
    text.push_str(&facts(scenario));
    text
}

/// What was simulated, and what must be known of it.
fn facts(scenario: &ScenarioReport) -> String {
    let mut text = String::from("<p class=\"facts\">");
    if let Some(start) = scenario.start {
        let _ = write!(text, "From {} (week 0), ", words::day(start));
    }
    let trials = words::trials(&scenario.simulated);
    let stem = escaped(&scenario.simulated.scenario);
    let _ = write!(text, "{:.0} weeks, {trials}, <code>{stem}.toml</code>.", scenario.horizon_weeks);
    if !scenario.confrontation_means.is_empty() {
        let _ = write!(text, " Confrontation means: {}", escaped(&scenario.confrontation_means));
    }
    text.push_str("</p>\n");
    if let Some(because) = &scenario.because {
        let because = escaped(because);
        let _ = writeln!(text, "<p class=\"facts\">Shown in full because of all scenarios it has {because}.</p>");
    }
    if let Some(words) = words::interrupted(scenario) {
        let _ = writeln!(text, "<p class=\"caveat\">{words}</p>");
    }
    if let Some(words) = words::no_channel(scenario) {
        let _ = writeln!(text, "<p class=\"facts\">{words}</p>");
    }
    text
}

fn list_of(sentences: &[String]) -> String {
    if sentences.is_empty() {
        return String::new();
    }
    let items: String = sentences.iter().map(|sentence| format!("<li>{}</li>\n", said(sentence))).collect();
    format!("<ul>\n{items}</ul>\n")
}

/// What goes with what an observer can read; with where the rest stands, if the batch `has_more`.
fn watched(watch: &Watch, has_more: bool) -> String {
    let mut text = format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"What to watch\">\n\
         <table class=\"watched\">\n<thead><tr><th scope=\"col\">read by week {week:.0}</th>",
        week = watch.week
    );
    for outcome in Outcome::ALL {
        let _ = write!(text, "<th scope=\"col\" class=\"n\">{}</th>", outcome.word());
    }
    text.push_str("</tr></thead>\n<tbody>\n");
    text.push_str(&shares_row("all still undecided", &watch.undecided));
    for indicator in &watch.indicators {
        let _ = writeln!(
            text,
            "<tr><th scope=\"rowgroup\" colspan=\"5\">{}</th></tr>",
            escaped(&words::spaced(indicator.indicator.word()))
        );
        for (state, shares) in &indicator.states {
            text.push_str(&shares_row(&words::spaced(state), &shares.map(|share| share.value)));
        }
    }
    text.push_str("</tbody>\n</table>\n</div>\n");
    if has_more {
        text.push_str("<p><code>watch.csv</code> has the intervals, all other indicators and other weeks.</p>\n");
    }
    text
}

fn shares_row(words: &str, shares: &[f64; 4]) -> String {
    let cells = shares.map(|share| format!("<td class=\"n\">{}</td>", escaped(&share_percent(share))));
    format!("<tr><th scope=\"row\" class=\"state\">{}</th>{}</tr>\n", escaped(words), cells.concat())
}

/// Confrontation by horizon; nothing where there are no counterfactuals.
fn against_none(scenario: &ScenarioReport) -> String {
    if scenario.confrontation.is_empty() {
        return String::new();
    }
    let rows: String = scenario.confrontation.iter().map(horizon_row).collect();
    format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Confrontation by horizon\">\n<table>\n\
         <caption>Confrontation, on the same random numbers</caption>\n<thead><tr><th scope=\"col\">within</th>\
         <th scope=\"col\" class=\"n\">with channel</th><th scope=\"col\" class=\"n\">without</th>\
         <th scope=\"col\" class=\"n\">difference, points (95 %)</th><th scope=\"col\" class=\"reads\">reads</th></tr></thead>\n<tbody>\n\
         {rows}</tbody>\n</table>\n</div>\n"
    )
}

fn horizon_row(horizon: &Horizon) -> String {
    let difference = horizon.difference;
    let reading = match horizon.change() {
        Change::Less => "less",
        Change::More => "more",
        Change::NotToldApart => "not told apart",
    };
    format!(
        "<tr><th scope=\"row\">{}</th><td class=\"n\">{}</td><td class=\"n\">{}</td>\
         <td class=\"n\">{} ({} to {})</td><td class=\"reads\">{reading}</td></tr>\n",
        words::span(horizon.weeks),
        escaped(&share_percent(horizon.with.value)),
        escaped(&share_percent(horizon.without.value)),
        points(difference.value),
        points(difference.low),
        points(difference.high),
    )
}

/// Who must sign which rung, and how often each body refuses.
fn signatures(scenario: &ScenarioReport) -> String {
    if scenario.bodies.is_empty() {
        return String::new();
    }
    let mut text = String::from(
        "<table>\n<thead><tr><th scope=\"col\">approving body</th><th scope=\"col\" class=\"n\">vetoes</th>\
         <th scope=\"col\" class=\"n\">reviews</th><th scope=\"col\" class=\"n\">vetoes of its reviews</th></tr></thead>\n<tbody>\n",
    );
    for body in &scenario.bodies {
        let share = body.veto_share.map_or(String::new(), share_percent);
        let figures = [grouped(body.vetoes), grouped(body.reviews), share];
        let figures = figures.map(|figure| format!("<td class=\"n\">{}</td>", escaped(&figure)));
        let _ = writeln!(text, "<tr><th scope=\"row\">{}</th>{}</tr>", escaped(&body.name), figures.concat());
    }
    text.push_str("</tbody>\n</table>\n");
    let sign = |rung: &Rung| format!("<li>{}: {}</li>\n", escaped(&rung.called()), escaped(&svg::signers(rung)));
    let rungs: String = scenario.rungs.iter().map(sign).collect();
    text + &details("Who must sign what", &format!("<ol>\n{rungs}</ol>\n"))
}

/// How many values rest on what.
fn bases(scenario: &ScenarioReport) -> String {
    let count = |(basis, values): &(Basis, u64)| match basis {
        Basis::Default => format!("<li><b>{values}</b> left at their default</li>\n"),
        Basis::Template if *values == 0 => String::new(),
        Basis::Template => format!("<li><b>{values}</b> from a template, judged by nobody</li>\n"),
        Basis::Documented | Basis::Press | Basis::Judgement => {
            format!("<li><b>{values}</b> {}</li>\n", basis.word())
        }
    };
    let counts: String = scenario.bases.iter().map(count).collect();
    format!("<p>What the values rest on:</p>\n<ul class=\"bases\">\n{counts}</ul>\n")
}
