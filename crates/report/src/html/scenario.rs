//! The section of one scenario.

use super::base_rates;
use super::news;
use super::table::{of_scenario, of_some, picks};
use super::{details, figure, said};
use crate::model::{Change, Horizon, Report, ScenarioReport, Value};
use crate::svg::{self, Subject, escaped};
use crate::watch::Watch;
use crate::words;
use detente_engine::domain::{ActorKind, Basis, Outcome};
use detente_study::table::{
    ActorRow, BaselineRow, CauseRow, OutcomeRow, Pick, RungRow, TimelineRow, grouped, points, share_percent,
};
use std::fmt::Write as _;

const OUTCOMES: &[Pick<OutcomeRow>] =
    picks!(OutcomeRow: outcome, count, trials, share whole, share_exact, assumed_p05, assumed_p95);
const DECIDED: &[Pick<TimelineRow>] =
    picks!(TimelineRow: week, date, scaling, stalling, overtaken, collapse, undecided);
const CONFRONTATION: &[Pick<TimelineRow>] = picks!(TimelineRow: week, date, confrontation, confrontation_no_channel);
const TRUST: &[Pick<TimelineRow>] =
    picks!(TimelineRow: week, date, trials_before_confrontation, trust_sender_mean, trust_target_mean);
const CAUSES: &[Pick<CauseRow>] = picks!(CauseRow: cause, outcome, count, trials, share whole);
const RUNGS: &[Pick<RungRow>] = picks!(RungRow:
    rung,
    position,
    reached_share,
    accepted_share,
    signed_share,
    delivered_share,
    in_force_share,
    honoured_share,
    trust_sender_needed_mean,
    trust_sender_earned_mean,
    trust_target_needed_mean,
    trust_target_earned_mean,
    attempts_mean,
    median_week,
    stopped_count,
    stopped_share whole,
    stopped_mostly_by,
    stopped_mostly_share,
);
const HORIZONS: &[Pick<BaselineRow>] = picks!(BaselineRow:
    horizon_weeks,
    trials,
    confrontation_share whole,
    confrontation_share_no_channel whole,
    difference whole,
    averted_share,
    only_with_channel_share,
    later_share,
    earlier_share,
    restricted_mean_difference,
);
const BODIES: &[Pick<ActorRow>] = picks!(ActorRow:
    actor,
    name,
    reviews,
    vetoes,
    veto_share,
    trials_with_veto_share,
    median_review_weeks,
    trials_stopped,
    trials_stopped_share,
);

/// The section.
pub(super) fn section(report: &Report<'_>, scenario: &ScenarioReport) -> String {
    let stem = &scenario.simulated.scenario;
    let id = escaped(stem);
    let mut text = format!("<section class=\"scenario\" id=\"s-{id}\" data-scenario=\"{id}\">\n{}", head(scenario));
    text.push_str(&news::observed(report, scenario));
    text.push_str(&trouble(scenario));
    for chart in svg::of_scenario(report, scenario) {
        let (heading, numbers) = match chart.subject {
            Subject::Outcomes => ("How it ends", of_scenario(report, stem, OUTCOMES)),
            Subject::Decided => ("When it is decided", of_scenario(report, stem, DECIDED)),
            Subject::Confrontation => ("With the channel against none", of_scenario(report, stem, CONFRONTATION)),
            Subject::Trust => ("What the parties believe of each other", of_scenario(report, stem, TRUST)),
            Subject::Causes => ("Why it ends so", of_scenario(report, stem, CAUSES)),
            Subject::Ladder => ("How far the ladder is climbed", of_scenario(report, stem, RUNGS)),
            Subject::Comparison | Subject::Along | Subject::Finding => continue,
        };
        let _ = writeln!(text, "<h3>{heading}</h3>");
        if !scenario.headline.contains(&chart.sentence) {
            let _ = writeln!(text, "<p>{}</p>", said(&chart.sentence));
        }
        text.push_str(&figure(&chart, &numbers));
        match chart.subject {
            Subject::Confrontation => text.push_str(&against_none(report, scenario)),
            Subject::Ladder => {
                text.push_str(&signatures(report, scenario));
                text.push_str(&scenario.watch.as_ref().map_or(String::new(), watch));
            }
            _ => {}
        }
    }
    text.push_str(&base_rates::beside(report, scenario));
    text.push_str(&assumptions(scenario));
    let _ = write!(text, "<p class=\"foot\">{}</p>\n</section>\n", escaped(&words::foot(scenario, &report.provenance)));
    text
}

fn head(scenario: &ScenarioReport) -> String {
    let mut text = format!("<h2>{}</h2>\n<p class=\"facts\">", escaped(&scenario.title));
    if let Some(start) = scenario.start {
        let _ = write!(text, "from {} (week 0), ", words::day(start));
    }
    let trials = words::trials(&scenario.simulated);
    let _ = write!(
        text,
        "{:.0} weeks, {trials}, <code>{}.toml</code>",
        scenario.horizon_weeks,
        escaped(&scenario.simulated.scenario)
    );
    if !scenario.confrontation_means.is_empty() {
        let _ = write!(text, "<br>Confrontation means: {}", escaped(&scenario.confrontation_means));
    }
    text.push_str("</p>\n");
    if let Some(because) = &scenario.because {
        let _ = writeln!(
            text,
            "<p class=\"facts\">Shown in full because of all scenarios it has {}.</p>",
            escaped(because)
        );
    }
    if let Some(words) = words::interrupted(scenario) {
        let _ = writeln!(text, "<p class=\"caveat\">{words}</p>");
    }
    let mut sentences = scenario.headline.iter();
    if let Some(first) = sentences.next() {
        let _ = writeln!(text, "<p class=\"headline\">{}</p>", said(first));
        // Shares that are rounded one by one may sum to another number.
        let rounded: f64 = scenario.outcomes.iter().map(|share| (100.0 * share.share.value).round()).sum();
        if (rounded - 100.0).abs() > 0.5 {
            text.push_str("<p class=\"facts\">Rounded so that they add up to 100.</p>\n");
        }
    }
    let rest: String = sentences.map(|sentence| format!("<li>{}</li>\n", said(sentence))).collect();
    let _ = writeln!(text, "<ul>\n{rest}</ul>");
    text
}

fn trouble(scenario: &ScenarioReport) -> String {
    if scenario.trouble.is_empty() {
        return String::new();
    }
    let sentences: String = scenario.trouble.iter().map(|sentence| format!("<li>{}</li>\n", said(sentence))).collect();
    format!("<h3>Where trouble shows</h3>\n<ul>\n{sentences}</ul>\n")
}

/// What goes with what an observer can read.
fn watch(watch: &Watch) -> String {
    let mut text = format!(
        "<h3>What to watch</h3>\n<p>Read by week {week:.0}, these tell most of how it will end. The shares are those of the trials \
         still undecided then; what is read goes with the outcome and does not cause it. <code>watch.csv</code> has their intervals, \
         all other indicators and other weeks.</p>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"What to watch\">\n\
         <table class=\"watched\">\n<thead><tr><th scope=\"col\">read by week {week:.0}</th>",
        week = watch.week
    );
    for outcome in Outcome::ALL {
        let _ = write!(text, "<th scope=\"col\" class=\"n\">{}</th>", outcome.word());
    }
    text.push_str("</tr></thead>\n<tbody>\n");
    text.push_str(&shares_row("all still undecided", &watch.undecided));
    for indicator in &watch.indicators {
        let _ = writeln!(text, "<tr><th scope=\"rowgroup\" colspan=\"5\">{}</th></tr>", escaped(&indicator.word));
        for (state, shares) in &indicator.states {
            text.push_str(&shares_row(state, shares));
        }
    }
    text.push_str("</tbody>\n</table>\n</div>\n");
    text
}

fn shares_row(words: &str, shares: &[f64; 4]) -> String {
    let cells = shares.map(|share| format!("<td class=\"n\">{}</td>", escaped(&share_percent(share))));
    format!("<tr><th scope=\"row\" class=\"state\">{}</th>{}</tr>\n", escaped(words), cells.concat())
}

fn against_none(report: &Report<'_>, scenario: &ScenarioReport) -> String {
    let mut text = String::from(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Confrontation by horizon\">\n<table>\n\
         <caption>Confrontation, on the same random numbers</caption>\n<thead><tr><th scope=\"col\">within</th>\
         <th scope=\"col\" class=\"n\">with channel</th><th scope=\"col\" class=\"n\">without</th>\
         <th scope=\"col\" class=\"n\">difference, points (95 %)</th><th scope=\"col\" class=\"reads\">reads</th></tr></thead>\n<tbody>\n",
    );
    for horizon in &scenario.confrontation {
        text.push_str(&horizon_row(horizon));
    }
    text.push_str("</tbody>\n</table>\n</div>\n");
    text + &details("The numbers by horizon", &of_scenario(report, &scenario.simulated.scenario, HORIZONS))
}

fn horizon_row(horizon: &Horizon) -> String {
    let difference = horizon.difference;
    let reading = match horizon.change() {
        Change::Less => "less",
        Change::More => "more",
        Change::NotToldApart => "not told apart",
    };
    format!(
        "<tr><th scope=\"row\" class=\"n\">{:.0} weeks</th><td class=\"n\">{}</td><td class=\"n\">{}</td>\
         <td class=\"n\">{} ({} to {})</td><td class=\"reads\">{reading}</td></tr>\n",
        horizon.weeks,
        escaped(&share_percent(horizon.with.value)),
        escaped(&share_percent(horizon.without.value)),
        points(difference.value),
        points(difference.low),
        points(difference.high),
    )
}

fn signatures(report: &Report<'_>, scenario: &ScenarioReport) -> String {
    if scenario.bodies.is_empty() {
        return String::new();
    }
    let mut text = String::from(
        "<h3>Who stops signatures</h3>\n<table>\n<thead><tr><th scope=\"col\">body</th><th scope=\"col\" class=\"n\">vetoes</th>\
         <th scope=\"col\" class=\"n\">reviews</th><th scope=\"col\" class=\"n\">vetoes of its reviews</th></tr></thead>\n<tbody>\n",
    );
    for body in &scenario.bodies {
        let share = body.veto_share.map_or(String::new(), share_percent);
        let figures = [grouped(body.vetoes), grouped(body.reviews), share];
        let figures = figures.map(|figure| format!("<td class=\"n\">{}</td>", escaped(&figure)));
        let _ = writeln!(text, "<tr><th scope=\"row\">{}</th>{}</tr>", escaped(&body.name), figures.concat());
    }
    text.push_str("</tbody>\n</table>\n");
    text + &details("The numbers by body", &of_bodies(report, &scenario.simulated.scenario))
}

fn of_bodies(report: &Report<'_>, scenario: &str) -> String {
    of_some(report, BODIES, |row| row.kind == ActorKind::Body && row.scenario == scenario)
}

fn assumptions(scenario: &ScenarioReport) -> String {
    let count = |(basis, values): &(Basis, u64)| match basis {
        Basis::Default => format!("<li><b>{values}</b> left at their default</li>\n"),
        Basis::Documented | Basis::Press | Basis::Judgement => {
            format!("<li><b>{values}</b> {}</li>\n", basis.word())
        }
    };
    let counts: String = scenario.bases.iter().map(count).collect();
    let mut text = format!("<h3>What the values rest on</h3>\n<ul class=\"bases\">\n{counts}</ul>\n");
    for (basis, one, group) in [
        (Basis::Judgement, "value that is judgement", "values that are judgement"),
        (Basis::Press, "value from the press", "values from the press"),
        (Basis::Documented, "documented value", "documented values"),
    ] {
        let values: Vec<&Value> = scenario.values.iter().filter(|value| value.basis == basis).collect();
        match values.len() {
            0 => {}
            1 => text.push_str(&details(&format!("The one {one}"), &list(&values))),
            number => text.push_str(&details(&format!("The {number} {group}"), &list(&values))),
        }
    }
    text
}

fn list(values: &[&Value]) -> String {
    let mut text = String::from(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Values\">\n<table class=\"values\">\n<thead><tr><th scope=\"col\">key</th>\
         <th scope=\"col\">question</th><th scope=\"col\">value</th><th scope=\"col\">source</th></tr></thead>\n<tbody>\n",
    );
    for value in values {
        let cells = [&value.question, &value.value, &value.source].map(|text| format!("<td>{}</td>", escaped(text)));
        let _ = writeln!(text, "<tr><th scope=\"row\">{}</th>{}</tr>", escaped(&value.key), cells.concat());
    }
    text.push_str("</tbody>\n</table>\n</div>\n");
    text
}
