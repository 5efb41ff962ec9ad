//! From the text of a list to checked claims: every word known, every row complete, all faults at once.

use super::model::{
    Background, Claim, ClaimKind, ClaimList, Comparison, Direction, Expectation, Experiment, Level, Measure,
    RatioMeasure,
};
use super::text::{BackgroundText, ClaimText, ExpectText, ExperimentText, LevelText, ListText, MeasureText};
use crate::list::ListFaults;
use detente_engine::observe::Observable;
use detente_study::scenario::{Diagnostic, Diagnostics, ListFile, ScenarioFaults, read_list, read_list_text};
use std::ops::Range;
use std::path::{Path, PathBuf};
use toml::Spanned;

/// Reads and checks the list of claims at `path`. Scenario files are named relative to its folder.
///
/// # Errors
///
/// Everything that is wrong with the list, located. A key that is unknown, absent or of the wrong type hides what
/// comes after it; all else comes at once. Scenarios and `set`s are not looked at: see [`compile`](super::compile()).
pub fn read(path: &Path) -> Result<ClaimList, ScenarioFaults> {
    let mut findings = Diagnostics::default();
    let list = read_list::<ListText>(&mut findings, path);
    check(path, findings, list)
}

/// Checks a list of claims given as text, as if it stood at `path`.
///
/// # Errors
///
/// As [`read`].
pub fn read_text(path: &Path, text: &str) -> Result<ClaimList, ScenarioFaults> {
    let mut findings = Diagnostics::default();
    let list = read_list_text::<ListText>(&mut findings, path, text.to_owned());
    check(path, findings, list)
}

fn check(
    path: &Path,
    mut findings: Diagnostics,
    list: Option<ListFile<ListText>>,
) -> Result<ClaimList, ScenarioFaults> {
    let Some(ListFile { document, text: written, content: text }) = list else { return Err(findings.into_faults()) };
    let folder = path.parent().unwrap_or(Path::new("")).to_owned();
    let mut checker =
        Checker { faults: ListFaults::new(&mut findings, document), folder, base: text.scenario.get_ref().clone() };
    let claims = checker.claims(&text.claim);
    let backgrounds = text.background.iter().map(background).collect();
    for trials in [&text.trials, &text.background_trials] {
        checker.faults.require(*trials.get_ref() >= 2, trials.span(), "", "too few trials", "2 or more");
    }
    if findings.has_faults() {
        return Err(findings.into_faults());
    }
    Ok(ClaimList {
        file: path.display().to_string(),
        text: written.into(),
        seed: text.seed,
        trials: text.trials.into_inner(),
        background_trials: text.background_trials.into_inner(),
        backgrounds,
        claims,
    })
}

fn background(text: &BackgroundText) -> Background {
    Background { name: text.name.get_ref().clone(), says: text.says.clone(), set: strings(&text.set) }
}

fn strings(texts: &[Spanned<String>]) -> Vec<String> {
    texts.iter().map(|text| text.get_ref().clone()).collect()
}

struct Checker<'a> {
    faults: ListFaults<'a>,
    folder: PathBuf,
    base: String,
}

impl Checker<'_> {
    fn claims(&mut self, texts: &[ClaimText]) -> Vec<Claim> {
        let mut claims: Vec<Claim> = Vec::new();
        for text in texts {
            let id = text.id.get_ref().clone();
            let known = claims.iter().any(|claim| claim.id == id);
            self.faults.require(!known, text.id.span(), "id", "this id is taken", "an id of its own for every claim");
            self.faults.require(
                !text.experiment.is_empty(),
                text.id.span(),
                "experiment",
                "none is given",
                "one or more",
            );
            let words = ClaimKind::ALL.iter().map(|kind| kind.word());
            let kind =
                self.faults.word(&text.kind, ClaimKind::from_word, words, "kinds").unwrap_or(ClaimKind::Experiment);
            let mut experiments: Vec<_> =
                text.experiment.iter().map(|experiment| self.experiment(experiment)).collect();
            experiments.iter_mut().for_each(|experiment| experiment.backgrounds &= kind.is_evidence());
            let (says, source, condition) = (text.says.clone(), text.source.clone(), text.condition.clone());
            claims.push(Claim { id, kind, says, source, condition, experiments });
        }
        claims
    }

    fn experiment(&mut self, text: &Spanned<ExperimentText>) -> Experiment {
        let (span, text) = (text.span(), text.get_ref());
        if let Some(trials) = &text.trials {
            self.faults.require(*trials.get_ref() >= 2, trials.span(), "trials", "too few trials", "2 or more");
        }
        self.faults.require(!text.expect.is_empty(), span.clone(), "expect", "nothing is expected", "one row or more");
        // Rows are judged only where it is clear which levels there are.
        let levels = if self.names_levels(&span, text) { self.levels(span, text) } else { Vec::new() };
        let rows = text.expect.iter().filter(|_| !levels.is_empty());
        let expectations = rows.filter_map(|row| self.expectation(row, &levels)).collect();
        Experiment {
            varied: strings(&text.vary).iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", "),
            trials: text.trials.as_ref().map(|trials| *trials.get_ref()),
            backgrounds: text.backgrounds,
            set: strings(&text.set),
            levels,
            expectations,
        }
    }

    /// Whether the levels are given in one way and completely.
    fn names_levels(&mut self, span: &Range<usize>, text: &ExperimentText) -> bool {
        let varies = !text.vary.is_empty() || !text.values.is_empty();
        let complete = !varies || (!text.vary.is_empty() && text.values.len() >= 2);
        let once = !varies || text.level.is_empty();
        self.faults.require(once, span.clone(), "level", "given beside `vary`", "one of the two");
        self.faults.require(
            complete,
            span.clone(),
            "vary",
            "incomplete",
            "`vary`, a list of keys, and `values`, two or more",
        );
        once && complete
    }

    fn levels(&mut self, span: Range<usize>, text: &ExperimentText) -> Vec<Level> {
        let scenario = self.folder.join(text.scenario.as_ref().map_or(&self.base, Spanned::get_ref));
        let written_out = |level: &Spanned<LevelText>| {
            let (span, level) = (level.span(), level.get_ref());
            let scenario = level.scenario.as_ref().map_or(scenario.clone(), |own| self.folder.join(own.get_ref()));
            Level { name: level.name.get_ref().clone(), scenario, set: strings(&level.set), span }
        };
        let levels: Vec<Level> = if text.vary.is_empty() && text.level.is_empty() {
            vec![Level { name: "as it stands".to_owned(), scenario, set: Vec::new(), span }]
        } else if text.level.is_empty() {
            text.values.iter().map(|value| varied(&text.vary, value, &scenario)).collect()
        } else {
            text.level.iter().map(written_out).collect()
        };
        for (position, level) in levels.iter().enumerate() {
            let taken = levels[..position].iter().any(|other| other.name == level.name);
            self.faults.require(
                !taken,
                level.span.clone(),
                "name",
                "two levels have this name",
                "a name for each level",
            );
        }
        levels
    }

    fn expectation(&mut self, text: &Spanned<ExpectText>, levels: &[Level]) -> Option<Expectation> {
        let (span, text) = (text.span(), text.get_ref());
        let measure = self.measure(&span, text)?;
        let at = self.level_at(text.at.as_ref(), levels)?;
        let direction = self.direction(text, at)?;
        let comparison = self.comparison(&span, text, &measure, at, levels.len())?;
        // A level is named where one is singled out, and only there.
        let (peaks, by_level) = (matches!(direction, Direction::Peaks(_)), matches!(comparison, Comparison::Levels));
        let fits = if peaks { by_level } else { !by_level || text.at.is_none() };
        let allowed = "with `peaks`, which compares levels, or else with `than`, `against` or `tells`";
        self.faults.require(fits, span.clone(), "at", "does not fit what is compared", allowed);
        let (says, if_not) = (text.says.clone(), text.if_not.clone());
        Some(Expectation { says, measure, comparison, direction, if_not, span })
    }

    /// The position of the level named, the last if none is.
    fn level_at(&mut self, name: Option<&Spanned<String>>, levels: &[Level]) -> Option<usize> {
        let Some(name) = name else { return Some(levels.len() - 1) };
        let position = |word: &str| levels.iter().position(|level| level.name == word);
        self.faults.word(name, position, levels.iter().map(|level| level.name.as_str()), "levels")
    }

    fn direction(&mut self, text: &ExpectText, at: usize) -> Option<Direction> {
        let within = text.within.as_ref().map(|within| *within.get_ref());
        let words = ["rises", "falls", "stays", "peaks"];
        let word = self.faults.word(
            &text.direction,
            |word| words.into_iter().find(|known| *known == word),
            words,
            "directions",
        )?;
        let direction = match (word, within) {
            ("rises", None) => Direction::Rises,
            ("falls", None) => Direction::Falls,
            ("peaks", None) if text.at.is_some() => Direction::Peaks(at),
            ("stays", Some(within)) if within > 0.0 => Direction::Stays(within),
            _ => {
                let allowed =
                    "`stays` with a number `within` above 0, `peaks` with the name of a level `at`, the others without";
                self.faults.fault(text.direction.span(), Diagnostic::new("direction", "incomplete").allowed(allowed));
                return None;
            }
        };
        Some(direction)
    }

    fn comparison(
        &mut self,
        span: &Range<usize>,
        text: &ExpectText,
        measure: &Measure,
        at: usize,
        levels: usize,
    ) -> Option<Comparison> {
        let tells = matches!(measure, Measure::Tells { .. });
        match (&text.than, &text.against) {
            (None, None) if tells => Some(Comparison::Against(0.5, at)),
            (Some(than), None) if !tells => {
                let MeasureText { share, mean, per, among } = than.get_ref();
                self.ratio(&than.span(), [share, mean, per].map(Option::as_ref), among)
                    .map(|than| Comparison::Than(than, at))
            }
            (None, Some(against)) if !tells => Some(Comparison::Against(*against.get_ref(), at)),
            (None, None) if levels >= 2 => Some(Comparison::Levels),
            _ => {
                let allowed = "two levels or more, or `than` with another measure, or `against` with a number; a row \
                               that `tells` is held against one half by itself";
                self.faults
                    .fault(span.clone(), Diagnostic::new("expect", "compared with nothing, or twice").allowed(allowed));
                None
            }
        }
    }

    fn measure(&mut self, span: &Range<usize>, text: &ExpectText) -> Option<Measure> {
        let ratio = [&text.share, &text.mean, &text.per].map(Option::as_ref);
        match (&text.tells, &text.from, &text.at_week) {
            (None, None, None) => self.ratio(span, ratio, &text.among).map(Measure::Ratio),
            (Some(tells), Some(from), Some(at_week)) if ratio == [None; 3] && text.among.is_empty() => {
                let [kind, from] = [tells, from].map(|word| self.observable(word));
                Some(Measure::Tells { kind: kind?, from: from?, at_week: *at_week.get_ref() })
            }
            _ => {
                let allowed = "`tells`, `from` and `at_week` together, and no other measure beside them";
                self.faults.fault(span.clone(), Diagnostic::new("tells", "incomplete").allowed(allowed));
                None
            }
        }
    }

    fn ratio(
        &mut self,
        span: &Range<usize>,
        [share, mean, per]: [Option<&Spanned<String>>; 3],
        among: &[Spanned<String>],
    ) -> Option<RatioMeasure> {
        let (of, share) = match (share, mean, per) {
            (Some(share), None, None) => (share, true),
            (None, Some(mean), _) => (mean, false),
            _ => {
                let diagnostic = Diagnostic::new("expect", "no measure, or more than one");
                self.faults.fault(span.clone(), diagnostic.allowed("`share`, or `mean` (with or without `per`)"));
                return None;
            }
        };
        let of = self.observable(of);
        let per = per.map(|per| self.observable(per));
        let among: Vec<Option<(bool, Observable)>> = among.iter().map(|word| self.condition(word)).collect();
        let per = per.map_or(Some(None), |per| per.map(Some))?;
        Some(RatioMeasure { of: of?, share, per, among: among.into_iter().collect::<Option<_>>()? })
    }

    fn observable(&mut self, text: &Spanned<String>) -> Option<Observable> {
        let words = Observable::words();
        self.faults.word(text, Observable::from_word, words.iter().map(String::as_str), "words")
    }

    fn condition(&mut self, text: &Spanned<String>) -> Option<(bool, Observable)> {
        let word = text.get_ref();
        let (holds, bare) = word.strip_prefix("not ").map_or((true, word.as_str()), |bare| (false, bare));
        let bare = Spanned::new(text.span(), bare.to_owned());
        self.observable(&bare).map(|observable| (holds, observable))
    }
}

/// The level at which every one of `keys` has this value.
fn varied(keys: &[Spanned<String>], value: &Spanned<toml::Value>, scenario: &Path) -> Level {
    let (span, value) = (value.span(), value.get_ref());
    let name = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let set = keys.iter().map(|key| format!("{}={value}", key.get_ref())).collect();
    Level { name, scenario: scenario.to_owned(), set, span }
}
