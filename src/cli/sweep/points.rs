//! The points of a sweep: what each of them sets, and the scenario that each of them is.

use super::super::args::{DesignWord, SweepArgs};
use super::super::overlaid::Overlaid;
use super::super::signal::Stop;
use super::super::{ExitStatus, Failure, faults};
use anyhow::anyhow;
use detente_engine::parameter::registry::{self, Entry};
use detente_engine::plan::Plan;
use detente_study::design::{Design, Points, points};
use detente_study::input::Input;
use detente_study::scenario::{CheckedFile, Fault, MOST_FAULTS, Overlay, ScenarioFaults, bare_text};
use detente_study::sheet::{self, Sheet};
use detente_study::table::Varied;

/// Faults of points, the same ones at many points counted as often, after which no further point is looked at.
const MOST_SEEN: usize = 5 * MOST_FAULTS;

/// How messages name what is varied.
const VARY: &str = "--vary";

/// The points as they are laid over the scenario.
pub(super) struct Laid {
    keys: Vec<String>,
    overlays: Vec<Vec<Overlay>>,
    rows: Vec<Vec<String>>,
    /// The rows of the table of cases, by their numbers, where there is one.
    numbers: Option<Vec<usize>>,
}

impl Laid {
    /// The point at `at`, by its number or row, and what it says.
    fn place(&self, at: usize) -> String {
        /// Values that are shown.
        const MOST: usize = 4;
        let pairs = self.keys.iter().zip(&self.rows[at]).filter(|(_, value)| !value.is_empty());
        let mut values: Vec<String> = pairs.map(|(key, value)| format!("{key} = {value}")).collect();
        let more = values.len().saturating_sub(MOST);
        values.truncate(MOST);
        values.extend((more > 0).then(|| format!("and {more} more")));
        let name = match &self.numbers {
            Some(numbers) => format!("in the case of row {}", numbers[at]),
            None => format!("at point {}", at + 1),
        };
        format!("{name} ({})", values.join(", "))
    }
}

/// A fault that points bring.
struct FaultOfPoints {
    fault: Fault,
    /// The first point with it.
    first: usize,
    /// How many have it.
    count: usize,
}

impl FaultOfPoints {
    /// The fault, with the points that bring it where not all `looked_at` do and its own place does not say so.
    fn told(self, laid: &Laid, looked_at: usize) -> Fault {
        let Self { mut fault, first, count } = self;
        let shows_itself = laid.overlays[first].iter().any(|overlay| overlay.name == fault.file);
        if count < looked_at && !shows_itself {
            let place = laid.place(first);
            fault.message += &match count {
                1 => format!(", {place}"),
                _ => format!(", at {count} points, first {place}"),
            };
        }
        fault
    }
}

/// Whether two points have the same fault. One in a key of `--vary` is the same whatever the key is set to.
fn is_the_same(one: &Fault, other: &Fault) -> bool {
    let parts = |fault: &Fault| {
        let Fault { file, span, key, message, found, allowed, help, .. } = fault.clone();
        (file, span, key, message, found, allowed, help)
    };
    one == other || one.file == VARY && parts(one) == parts(other)
}

/// The points that the command line asks for, with its table of `cases`; none where the faults of that were printed.
pub(super) fn laid(args: &SweepArgs, cases: Option<&Sheet>, base: &CheckedFile) -> Result<Option<Laid>, Failure> {
    if let Some(sheet) = cases {
        return match sheet::cases(sheet) {
            Ok(cases) => {
                let overlays = cases.overlays.into_iter().map(|overlay| vec![overlay]).collect();
                Ok(Some(Laid { keys: cases.keys, overlays, rows: cases.rows, numbers: Some(cases.numbers) }))
            }
            Err(faults) => {
                faults::print(&ScenarioFaults::new(faults));
                Ok(None)
            }
        };
    }
    let count = args.points.unwrap_or(2) as usize;
    let design = match args.design {
        DesignWord::Grid => Design::Grid,
        DesignWord::Lhs => Design::LatinHypercube(count),
        DesignWord::Sobol => Design::Sobol(count),
    };
    let uncertain = &base.scenario.uncertain;
    let distribution = |key: &str| uncertain.iter().find(|value| value.key == key).map(|value| &value.distribution);
    let is_whole = |key: &str| registry::of_key(key).is_some_and(Entry::is_whole_number);
    let points = points(&args.vary, design, args.base.seed, distribution, is_whole);
    let Points { keys, rows } = points.map_err(|error| Failure::new(ExitStatus::CommandLine, error))?;
    let overlays = rows.iter().map(|row| overlays(&keys, row)).collect();
    Ok(Some(Laid { keys, overlays, rows, numbers: None }))
}

/// What a point sets, each as if it had been written on the command line.
fn overlays(keys: &[String], row: &[String]) -> Vec<Overlay> {
    keys.iter().zip(row).map(|(key, value)| Overlay::of_option(VARY, key, value)).collect()
}

/// Every point as a scenario of its own, and what is varied; none where points have faults, which were printed, all at once.
pub(super) fn read(
    args: &SweepArgs,
    cases: Option<&Sheet>,
    over: &Overlaid,
    base: &Input,
    laid: &Laid,
    stop: &Stop,
) -> Result<Option<(Vec<Input>, Varied)>, Failure> {
    let values = over.values(&args.path);
    // What meets at every point is said once, before all else.
    let first = laid.overlays.first().filter(|_| cases.is_none()).into_iter().flatten().cloned();
    let all: Vec<Overlay> = over.sets().chain(values.clone()).chain(first).collect();
    if let Some(met) = base.file.scenario.meeting(&all) {
        return Err(Failure::new(ExitStatus::CommandLine, anyhow!(met)));
    }
    let width = laid.rows.len().to_string().len();
    let mut varied = Varied { keys: laid.keys.clone(), ..Varied::default() };
    let (mut inputs, mut faults, mut seen): (Vec<Input>, Vec<FaultOfPoints>, usize) = (Vec::new(), Vec::new(), 0);
    let mut looked_at = 0;
    for (number, (own, row)) in laid.overlays.iter().zip(&laid.rows).enumerate() {
        stop.heed()?;
        looked_at = number + 1;
        let stem = format!("{}-{:0width$}", base.stem(), number + 1);
        let overlays: Vec<Overlay> = values.iter().chain(own).cloned().collect();
        match over.point(&args.path, Some(&stem), &overlays) {
            Ok(mut file) => {
                file.files.extend(args.cases.iter().filter(|path| !sheet::is_pipe(path)).cloned());
                varied.points.insert(stem, shown(&laid.keys, row, &file));
                let plan = Plan::compile(&file.scenario).map_err(|error| Failure::new(ExitStatus::Faults, error))?;
                inputs.push(Input { path: base.path.clone(), file, plan });
            }
            Err(found) => {
                for fault in found.faults() {
                    match faults.iter_mut().find(|other| is_the_same(&other.fault, fault)) {
                        Some(known) => known.count += 1,
                        None => faults.push(FaultOfPoints { fault: fault.clone(), first: number, count: 1 }),
                    }
                }
                seen += found.faults().len();
                if faults.len() >= MOST_FAULTS || seen >= MOST_SEEN {
                    break;
                }
            }
        }
    }
    if faults.is_empty() {
        return Ok(Some((inputs, varied)));
    }
    let mut faults: Vec<Fault> = faults.into_iter().map(|one| one.told(laid, looked_at)).collect();
    if let Some(sheet) = cases {
        faults = sheet.located(faults);
    }
    faults::print(&ScenarioFaults::new(faults));
    Ok(None)
}

/// The values of a point; where a case leaves a cell empty, that of the file. Text is shown as it is meant, without quotes.
fn shown(keys: &[String], row: &[String], file: &CheckedFile) -> Vec<String> {
    let own = |key: &String| file.scenario.simulated(key).unwrap_or_default().to_owned();
    let holds_text = |key: &str| registry::of_key(key).is_some_and(Entry::holds_text);
    let value = |(key, value): (&String, &String)| match value.as_str() {
        "" => own(key),
        text if holds_text(key) => bare_text(text),
        _ => value.clone(),
    };
    keys.iter().zip(row).map(value).collect()
}
