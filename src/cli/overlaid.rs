//! What a command line lays over the files of scenarios: `--values` and `--set`.

use super::wording::stem;
use super::{ExitStatus, Failure};
use anyhow::anyhow;
use detente_study::scenario::{self, CheckedFile, Fault, Over, Overlay, OverlayValue, ScenarioFaults};
use detente_study::sheet::{self, Holds, Sheet};
use detente_study::table::counted;
use std::path::{Path, PathBuf};

/// What is laid over every scenario. Its table was read once, so that a pipe will do.
pub(super) struct Overlaid {
    values: Option<(PathBuf, Sheet)>,
    sets: Vec<String>,
}

impl Overlaid {
    /// `sets`, and the filled questionnaire `values`.
    pub(super) fn new(values: Option<&Path>, sets: &[String]) -> Result<Self, Failure> {
        let read = |path: &Path| open(path).map(|sheet| (path.to_owned(), sheet));
        Ok(Self { values: values.map(read).transpose()?, sets: sets.to_vec() })
    }

    /// What must stand beside a file for `detente check` to remark on the same; empty where nothing was laid over it.
    pub(super) fn in_check(&self) -> &'static str {
        match (&self.values, self.sets.is_empty()) {
            (None, true) => "",
            (None, false) => " with the same --set",
            (Some(_), _) => " of the file as run, under inputs/ of the results",
        }
    }

    /// Refuses a questionnaire that is about none of the scenarios in `paths`; why is printed. Unless `quiet`, it is said which
    /// rows are about others.
    pub(super) fn must_be_about(&self, paths: &[PathBuf], quiet: bool) -> Result<(), Failure> {
        let Some((_, sheet)) = &self.values else { return Ok(()) };
        let stems: Vec<String> = paths.iter().map(|path| stem(path)).collect();
        let stems: Vec<&str> = stems.iter().map(String::as_str).collect();
        sheet::must_be_about(sheet, &stems).map_err(|faults| unusable(&sheet.name, faults))?;
        if let Some((count, names)) = sheet::left_out(sheet, &stems).filter(|_| !quiet) {
            let (rows, place) = (counted(count, "row"), &sheet.name);
            let are = if count == 1 { "is" } else { "are" };
            super::remark(&format!("{place}: {rows} {are} left out, about {}", sheet::listed(&names)));
        }
        Ok(())
    }

    /// The scenario in the file `path` with all of it.
    pub(super) fn read(&self, path: &Path, quiet: bool) -> Result<CheckedFile, ScenarioFaults> {
        let mut file = scenario::read(path, &self.sets)?;
        let Some((place, sheet)) = &self.values else { return Ok(file) };
        let overlay = self.changes(path, sheet, &file)?;
        if !quiet {
            match sheet::subjects(sheet).filter(|there| !there.contains(file.scenario.stem.as_str())) {
                Some(there) => super::remark(&format!(
                    "{} holds nothing about {}: its rows are about {}",
                    sheet.name,
                    path.display(),
                    sheet::listed(&there)
                )),
                None => super::remark(&changed(path, &sheet.name, &overlay)),
            }
        }
        if !overlay.values.is_empty() {
            file = self.point(path, None, std::slice::from_ref(&overlay))?;
        }
        file.files.extend(Some(place).filter(|place| !sheet::is_pipe(place)).cloned());
        Ok(file)
    }

    /// The scenario in the file `path`, called `stem`, with `overlays` over what the file says and under `--set`.
    pub(super) fn point(
        &self,
        path: &Path,
        stem: Option<&str>,
        overlays: &[Overlay],
    ) -> Result<CheckedFile, ScenarioFaults> {
        let located = |faults: ScenarioFaults| match &self.values {
            Some((_, sheet)) => ScenarioFaults::new(sheet.located(faults.faults().to_vec())),
            None => faults,
        };
        scenario::read_over(path, Over { stem, overlays, sets: &self.sets, ..Over::default() }).map_err(located)
    }

    /// What the questionnaire `sheet` changes in the scenario in the file `path`, read with `--set` as `file`. A row that says what
    /// the file says without `--set` is one that nobody has touched.
    fn changes(&self, path: &Path, sheet: &Sheet, file: &CheckedFile) -> Result<Overlay, ScenarioFaults> {
        let mut overlay = sheet::changes(sheet, &file.scenario).map_err(ScenarioFaults::new)?;
        if self.sets.is_empty() {
            return Ok(overlay);
        }
        // A file that is sound with `--set` alone has no other questionnaire.
        let Ok(plain) = scenario::read(path, &[]) else { return Ok(overlay) };
        let Ok(touched) = sheet::changes(sheet, &plain.scenario) else { return Ok(overlay) };
        let is_touched = |value: &OverlayValue| touched.values.iter().any(|other| other.key_span == value.key_span);
        overlay.values.retain(is_touched);
        Ok(overlay)
    }

    /// What each `--set` lays over it.
    pub(super) fn sets(&self) -> impl Iterator<Item = Overlay> {
        self.sets
            .iter()
            .filter_map(|set| set.split_once('=').map(|(key, value)| Overlay::of_option("--set", key, value)))
    }

    /// What `--values` lays over the scenario in the file `path`, which was read before.
    pub(super) fn values(&self, path: &Path) -> Option<Overlay> {
        let (_, sheet) = self.values.as_ref()?;
        self.changes(path, sheet, &scenario::read(path, &self.sets).ok()?).ok()
    }
}

/// Reads a table; its faults are printed.
pub(super) fn open(path: &Path) -> Result<Sheet, Failure> {
    let sheet = Sheet::read(path).map_err(|faults| unusable(&sheet::called(path), faults))?;
    remark_on_encoding(&sheet);
    Ok(sheet)
}

/// The text of a table, whatever its columns are; its faults are printed.
pub(super) fn open_text(path: &Path) -> Result<String, Failure> {
    let sheet = Sheet::read_holding(path, |_| Holds::Text).map_err(|faults| unusable(&sheet::called(path), faults))?;
    remark_on_encoding(&sheet);
    Ok(sheet.text.to_string())
}

/// Refuses a pipe where a table has to have a name or is read more than once; `why` says which.
pub(super) fn must_not_be_a_pipe(path: &Path, why: &str) -> Result<(), Failure> {
    if !sheet::is_pipe(path) {
        return Ok(());
    }
    let what = format!("{}: {why}: write the table to a file, and name that", path.display());
    Err(Failure::new(ExitStatus::CommandLine, anyhow!(what)))
}

/// Says where a table was not written as Unicode.
fn remark_on_encoding(sheet: &Sheet) {
    if sheet.is_windows_1252 {
        super::remark(&format!("{} is not UTF-8: read as Windows-1252", sheet.name));
    }
}

/// Prints what is wrong with the table at `place`.
fn unusable(place: &str, faults: Vec<Fault>) -> Failure {
    super::faults::print(&ScenarioFaults::new(faults));
    Failure::new(ExitStatus::Faults, anyhow!("{place} cannot be used"))
}

/// What a questionnaire changes, in words.
fn changed(path: &Path, values: &str, overlay: &Overlay) -> String {
    let keys: Vec<&str> = overlay.values.iter().map(|value| value.key.as_str()).collect();
    let what = if keys.is_empty() { String::new() } else { format!(": {}", keys.join(", ")) };
    format!("{values} changes {} of {}{what}", counted(keys.len(), "value"), path.display())
}
