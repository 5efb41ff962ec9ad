//! Diagnostics as a page of Markdown: a summary, what does not hold, a table of all rows, then every claim with its levels.

mod row;

use super::judge::{ClaimVerdict, FAMILY_ERROR, Finding, SCAN_LEVEL, Verdict, claim_verdict};
use super::model::{Claim, ClaimKind, ClaimList, Experiment};
use detente_study::table::grouped;
use std::fmt::Write as _;

/// What came of the claims, in a few lines.
#[must_use]
pub fn summary(list: &ClaimList, findings: &[Finding<'_>]) -> String {
    let count = |kinds: &[ClaimKind]| {
        let mut counts = [0; 3];
        for claim in list.claims.iter().filter(|claim| kinds.contains(&claim.kind)) {
            counts[claim_verdict(claim, findings) as usize] += 1;
        }
        counts
    };
    let [hold, part, fail] = count(&[ClaimKind::Experiment, ClaimKind::Conditional]);
    let [as_built, amiss, wrong] = count(&[ClaimKind::ByConstruction, ClaimKind::ByDefinition]);
    let [reached, one, neither] = count(&[ClaimKind::Split]);
    format!(
        "{} claims, tried in {} rows.\n\n\
         - {} can be tested by experiment: **{hold} hold, {part} hold in part, {fail} fail**.\n\
         - {} are true by construction or by definition: {as_built} come out as they must, {} do not.\n\
         - {} on which the literature is split: the model reaches both signs on {reached}.",
        list.claims.len(),
        findings.len(),
        hold + part + fail,
        as_built + amiss + wrong,
        amiss + wrong,
        reached + one + neither,
    )
}

/// The whole page.
#[must_use]
pub fn page(list: &ClaimList, findings: &[Finding<'_>]) -> String {
    let mut text = String::from(
        "# What the founding note claims, tried on the model\n\n\
         *For those who ask what the model says on well-known claims: each as an experiment, and whether it holds.*\n\n\
         <!-- Made by `detente-lab claims` from scenarios/claims/_claims.toml; do not edit. -->\n\n\
         The project began with a one-page note on the indirect US-Iran talks in Doha of mid-2026. S1 to S20 are what that note\n\
         claims; F21 to F40 are regularities from the research on step-by-step concessions. Each is tried here as an experiment\n\
         on the model. **A claim that holds here holds in the model, under its assumptions. It is not thereby true of the\n\
         world.** A claim that fails stays on this page; the model is not adjusted until it holds.\n\n",
    );
    let _ = writeln!(text, "{}\n", summary(list, findings));
    text.push_str(&not_holding(findings));
    text.push_str(&reading(list, findings.len()));
    text.push_str(&overview(findings));
    for claim in &list.claims {
        text.push_str(&section(list, claim, findings));
    }
    text
}

/// Every row that does not come out as expected, with the reason given for it.
fn not_holding(findings: &[Finding<'_>]) -> String {
    let mut text = String::from("## What does not come out as expected\n\n");
    let failing: Vec<&Finding<'_>> = findings.iter().filter(|finding| finding.verdict != Verdict::Holds).collect();
    if failing.is_empty() {
        text.push_str("Every row comes out as expected.\n");
    }
    for finding in failing {
        let reason = if finding.row.if_not.is_empty() { "No reason is known." } else { &finding.row.if_not };
        let (id, measured, word) = (&finding.claim.id, row::in_words(finding), row::verdict(finding));
        let (direction, effect) = (row::direction(finding), row::effect(finding));
        let _ = writeln!(text, "- **{id}**, {measured}, expected: {direction}; {word}, {effect}. {reason}");
    }
    text.push('\n');
    text
}

fn reading(list: &ClaimList, rows: usize) -> String {
    let mut text = format!(
        "## How to read the rows\n\n\
         - Each experiment simulates one scenario at two or more *levels* of something, {} trials each unless said otherwise. Trial K\n  \
         lives through the same random numbers at every level, so differences are taken trial by trial. The difference is that of the last\n  \
         level less the first, unless the row names another comparison.\n\
         - Intervals are of 95 %: Newcombe's for paired shares, the normal one for means and ratios, DeLong's for how well one\n  \
         number tells another.\n\
         - *p* is one-sided and adjusted by Holm's method for all {rows} rows. A row *holds* at {FAMILY_ERROR} or less: the chance that\n  \
         any row of the page is wrongly said to hold is at most one in a hundred. It is *reversed* where the opposite is as\n  \
         sure, and *not shown* otherwise.\n\
         - *Backgrounds* counts in how many other circumstances the same experiment comes out as expected ({} trials each unless said\n  \
         otherwise, by intervals of {} %). The lines below each table name those in which it does not, and say over which part of the\n  \
         levels each step goes the expected way.\n\
         - Small differences can hold: look at their size. A sign that tells by 0.02 more than one half is next to useless to an\n  \
         observer, however surely it holds. And *not shown* against a background may only mean too few trials\n  \
         there, where what is looked for is small or rare.\n\n\
         | background | circumstances |\n| --- | --- |\n",
        grouped(list.trials),
        grouped(list.background_trials),
        100.0 * SCAN_LEVEL,
    );
    for background in &list.backgrounds {
        let _ = writeln!(text, "| {} | {} |", background.name, background.says);
    }
    text.push_str("\n| kind | meaning |\n| --- | --- |\n");
    for kind in ClaimKind::ALL {
        let _ = writeln!(text, "| {} | {} |", row::kind(*kind), kind.meaning());
    }
    text.push('\n');
    text
}

fn overview(findings: &[Finding<'_>]) -> String {
    let mut text = String::from(
        "## All rows\n\n| claim | kind | measured | expected | difference (95 %) | verdict | backgrounds |\n\
         | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for finding in findings {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {} |",
            finding.claim.id,
            row::kind(finding.claim.kind),
            row::in_words(finding),
            row::direction(finding),
            row::effect(finding),
            row::verdict(finding),
            row::backgrounds(finding),
        );
    }
    text.push_str("\n## Claim by claim\n\n");
    text
}

fn section(list: &ClaimList, claim: &Claim, findings: &[Finding<'_>]) -> String {
    let verdict = match (claim_verdict(claim, findings), claim.kind) {
        (ClaimVerdict::Holds, ClaimKind::Split) => "Both signs are reached.",
        (ClaimVerdict::Holds, ClaimKind::ByConstruction | ClaimKind::ByDefinition) => "Comes out as it must.",
        (ClaimVerdict::Holds, _) => "Holds.",
        (ClaimVerdict::InPart, ClaimKind::Split) => "Only one sign is reached.",
        (ClaimVerdict::InPart, _) => "Holds in part.",
        (ClaimVerdict::Fails, _) => "Fails.",
    };
    let mut text = format!("### {}. {}\n\n**{verdict}** ({}", claim.id, claim.says, row::kind(claim.kind));
    if !claim.condition.is_empty() {
        let _ = write!(text, "; condition: {}", claim.condition);
    }
    let _ = writeln!(text, ")  \nSource: {}\n", claim.source);
    for experiment in &claim.experiments {
        let rows: Vec<&Finding<'_>> =
            findings.iter().filter(|finding| std::ptr::eq(finding.experiment, experiment)).collect();
        text.push_str(&simulated(list, experiment));
        text.push_str(&levels(list, experiment, &rows));
    }
    text
}

/// What is simulated: scenario, what is set, what is varied.
fn simulated(list: &ClaimList, experiment: &Experiment) -> String {
    let scenario = experiment.levels[0].scenario.file_name().unwrap_or_default().display();
    let mut text = format!("Simulated: `{scenario}`");
    if experiment.varied.is_empty() {
        let named = experiment.levels.iter().filter(|level| !level.set.is_empty());
        let named: Vec<String> =
            named.map(|level| format!("*{}* is {}", level.name, row::quoted(&level.set))).collect();
        if !named.is_empty() {
            let _ = write!(text, ", where {}", named.join("; "));
        }
    } else {
        let _ = write!(text, " at levels of {}", experiment.varied);
    }
    if !experiment.set.is_empty() {
        let _ = write!(text, "; throughout {}", row::quoted(&experiment.set));
    }
    if experiment.trials.is_some() {
        let _ = write!(text, "; {} trials", grouped(list.trials_of(experiment, 0)));
        if experiment.backgrounds {
            let _ = write!(text, ", {} against each background", grouped(list.trials_of(experiment, 1)));
        }
    }
    text.push_str(".\n\n");
    text
}

/// The figures at every level and the difference, a line per row.
fn levels(list: &ClaimList, experiment: &Experiment, rows: &[&Finding<'_>]) -> String {
    let names: Vec<&str> = experiment.levels.iter().map(|level| level.name.as_str()).collect();
    let mut text = format!("| measured | expected | {} | difference (95 %) | p | verdict |\n", names.join(" | "));
    let _ = writeln!(text, "| --- | --- | {}--- | --- | --- |", "--- | ".repeat(names.len()));
    for finding in rows {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} |",
            row::named(finding),
            row::direction(finding),
            row::figures(finding).join(" | "),
            row::effect(finding),
            row::chance(finding.chance),
            row::verdict(finding),
        );
    }
    text.push('\n');
    for finding in rows {
        let sights = [row::steps(finding), row::backgrounds_by_name(list, finding)];
        let seen: Vec<String> = sights.into_iter().filter(|seen| !seen.is_empty()).collect();
        if !seen.is_empty() {
            let _ = writeln!(text, "- Where, {}: {}.", row::in_words(finding), seen.join("; "));
        }
    }
    text.push('\n');
    text
}
