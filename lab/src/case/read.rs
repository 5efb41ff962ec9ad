//! From the text of a list to checked cases: every word known, every case complete, all faults at once.

use super::model::{Case, CaseList, Happened, Variation};
use crate::list::ListFaults;
use detente_engine::domain::{Cause, Outcome};
use detente_study::scenario::{Diagnostic, Diagnostics, ListFile, ScenarioFaults, read_list};
use jiff::civil::Date;
use serde::Deserialize;
use std::ops::Range;
use std::path::{Path, PathBuf};
use toml::Spanned;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListText {
    scenario: String,
    seed: u64,
    trials: Spanned<u64>,
    known_until: Spanned<toml::value::Datetime>,
    case: Vec<Spanned<CaseText>>,
    #[serde(default)]
    without: Vec<WithoutText>,
    #[serde(default = "one")]
    without_trials: Spanned<u64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WithoutText {
    says: String,
    set: Vec<String>,
}

fn one() -> Spanned<u64> {
    Spanned::new(0..0, 1)
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseText {
    id: Spanned<String>,
    #[serde(default)]
    open: bool,
    outcome: Option<Spanned<String>>,
    cause: Option<Spanned<String>>,
    because: String,
    source: String,
    also: Option<Spanned<String>>,
    #[serde(default)]
    also_because: String,
}

/// Reads and checks the list of cases at `path`. Scenarios are named relative to its folder and not looked at: see
/// [`compile`](super::compile()).
///
/// # Errors
///
/// Everything that is wrong with the list, located. A key that is unknown, absent or of the wrong type hides what comes
/// after it; all else comes at once.
pub fn read(path: &Path) -> Result<CaseList, ScenarioFaults> {
    let mut findings = Diagnostics::default();
    let list = read_list::<ListText>(&mut findings, path);
    let Some(ListFile { document, text, content }) = list else { return Err(findings.into_faults()) };
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let mut checker = Checker { faults: ListFaults::new(&mut findings, document), folder: folder.clone() };
    let known_until = checker.date(&content.known_until);
    for trials in [&content.trials, &content.without_trials] {
        checker.faults.require(*trials.get_ref() >= 1, trials.span(), "", "too few trials", "1 or more");
    }
    let cases = checker.cases(&content.case);
    match known_until {
        Some(known_until) if !findings.has_faults() => Ok(CaseList {
            file: path.display().to_string(),
            text: text.into(),
            defaults: folder.join(&content.scenario),
            seed: content.seed,
            trials: content.trials.into_inner(),
            known_until,
            cases,
            variation_trials: content.without_trials.into_inner(),
            variations: content.without.into_iter().map(|WithoutText { says, set }| Variation { says, set }).collect(),
        }),
        _ => Err(findings.into_faults()),
    }
}

struct Checker<'a> {
    faults: ListFaults<'a>,
    folder: PathBuf,
}

impl Checker<'_> {
    fn date(&mut self, text: &Spanned<toml::value::Datetime>) -> Option<Date> {
        let date = text.get_ref().to_string().parse().ok();
        self.faults.require(date.is_some(), text.span(), "known_until", "no date", "a date such as 2026-07-02");
        date
    }

    fn cases(&mut self, texts: &[Spanned<CaseText>]) -> Vec<Case> {
        let mut cases: Vec<Case> = Vec::new();
        for text in texts {
            let (span, text) = (text.span(), text.get_ref());
            let id = text.id.get_ref().clone();
            let known = cases.iter().any(|case| case.id == id);
            self.faults.require(!known, text.id.span(), "id", "this id is taken", "one entry for every case");
            let told = !text.because.is_empty() && !text.source.is_empty();
            self.faults.require(
                told,
                span.clone(),
                "because",
                "not told",
                "a reason in `because`, what it rests on in `source`",
            );
            let scenario = self.folder.join(format!("{id}.toml"));
            let (happened, also) = (self.happened(&span, text), self.also(&span, text, text.open));
            let (because, source) = (text.because.clone(), text.source.clone());
            cases.push(Case { id, scenario, open: text.open, happened, also, because, source, span });
        }
        cases
    }

    fn happened(&mut self, span: &Range<usize>, text: &CaseText) -> Option<Happened> {
        let Some(outcome) = &text.outcome else {
            let neither = text.open && text.cause.is_none();
            let allowed = "`outcome` and `cause`; neither only where open";
            self.faults.require(neither, span.clone(), "outcome", "incomplete", allowed);
            return None;
        };
        let outcome = self.outcome(outcome)?;
        let Some(cause) = &text.cause else {
            let unseen = outcome == Outcome::Overtaken;
            self.faults.require(
                unseen,
                span.clone(),
                "cause",
                "incomplete",
                "a cause, but where the outcome is overtaken",
            );
            return unseen.then_some(Happened { outcome, cause: None });
        };
        let span = cause.span();
        if outcome == Outcome::Overtaken {
            let message = "says what would have happened without the channel, which nobody can see";
            self.faults.fault(span, Diagnostic::new("cause", message).help("leave it out"));
            return None;
        }
        let words = Cause::ALL.iter().map(|cause| cause.word());
        let cause = self.faults.word(cause, Cause::from_word, words, "causes")?;
        let belongs = cause.outcome() == outcome;
        self.faults.require(belongs, span, "cause", "belongs to another outcome", cause.outcome().word());
        let cause = Some(cause);
        Some(Happened { outcome, cause })
    }

    fn also(&mut self, span: &Range<usize>, text: &CaseText, open: bool) -> Option<(Outcome, String)> {
        let complete = text.also.is_some() != text.also_because.is_empty();
        self.faults.require(
            complete && !(open && text.also.is_some()),
            span.clone(),
            "also",
            "incomplete",
            "`also` with its reason in `also_because`, for a case that is not open",
        );
        let outcome = self.outcome(text.also.as_ref()?)?;
        Some((outcome, text.also_because.clone()))
    }

    fn outcome(&mut self, text: &Spanned<String>) -> Option<Outcome> {
        let words = Outcome::ALL.iter().map(|outcome| outcome.word());
        self.faults.word(text, Outcome::from_word, words, "outcomes")
    }
}
