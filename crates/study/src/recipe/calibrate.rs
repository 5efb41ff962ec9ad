//! What facts leave open in a scenario.

use super::control::{Control, KeptTrials};
use super::guide::guide;
use super::kept_waves::WaveKeeper;
use super::names::Names;
use super::{Analysis, Answer, Findings, Recipe, Study, StudyError, refuse_news, the_one};
use crate::calibrate::{
    Calibration, CalibrationPlan, FreeKeys, NotCalibrated, Region, Sizes, calibrate, calibration_tables,
};
use crate::input::Input;
use crate::run::{Part, RunControl, Spec};
use crate::table::Status;
use crate::target::{self, Compares, Target, TargetList};
use serde::{Deserialize, Serialize};

/// The file in which a calibration leaves its worlds.
pub const WORLDS_FILE: &str = "worlds.csv";
/// The file in which it leaves where its waves led, for one that goes on from there.
pub const REGION_FILE: &str = "region.json";
/// The file in which it leaves the targets as it read them.
const TARGETS_FILE: &str = "targets.csv";
/// Most points of a wave.
const MOST_POINTS: u32 = 1 << 17;
/// Most waves.
const MOST_WAVES: u32 = 100;

/// A calibration of one scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalibrateRecipe {
    /// Seed of all draws.
    pub seed: u64,
    /// How much is simulated.
    pub sizes: Sizes,
    /// Draws of worlds.
    pub worlds: u32,
    /// Names of the keys that are free; all that can be where there are none.
    pub free: Vec<String>,
    /// The text of the file of targets.
    pub targets: String,
    /// Where earlier waves led, where it goes on from some.
    pub start: Option<Start>,
}

/// Where earlier waves led.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Start {
    /// The names of the keys that were free.
    pub free: Vec<String>,
    /// The region of the weighted points.
    pub region: Region,
}

impl CalibrateRecipe {
    fn list(&self) -> Result<TargetList, StudyError> {
        target::read_text(TARGETS_FILE, self.targets.as_bytes())
            .map_err(|faults| StudyError::Refused(faults.render(false)))
    }

    fn are_possible(&self) -> bool {
        let Sizes { points, trials, waves, enough } = self.sizes;
        (16..=MOST_POINTS).contains(&points)
            && points.is_power_of_two()
            && (1..=1_000_000).contains(&trials)
            && (1..=MOST_WAVES).contains(&waves)
            && (1..=MOST_POINTS).contains(&enough)
            && (1..=10_000).contains(&self.worlds)
    }
}

impl Study for CalibrateRecipe {
    fn seed(&self) -> u64 {
        self.seed
    }

    fn trials_each(&self, _: &Input) -> u64 {
        self.sizes.trials
    }

    fn trials_fixed(&self) -> Option<u64> {
        Some(self.sizes.trials)
    }

    fn trials_in_all(&self, _: &[Input]) -> Option<u64> {
        Some(self.sizes.trials.saturating_mul(u64::from(self.sizes.points) * u64::from(self.sizes.waves)))
    }

    fn kept_trials(&self, input: &Input) -> Option<KeptTrials> {
        let asked = serde_json::to_string(self).expect("numbers and text can be spelled");
        let spec = Spec { seed: self.seed, trials: self.sizes.trials };
        Some(KeptTrials { spec, part: Part::WHOLE, text: format!("{}\n{asked}", input.file.flattened) })
    }

    fn arranged(&self, inputs: Vec<Input>) -> Result<Vec<Input>, StudyError> {
        let inputs = the_one(inputs)?;
        let input = &inputs[0];
        let path = input.path.display();
        let refused = |why: String| Err(StudyError::Refused(why));
        refuse_news(input, "targets are held against all trials of a world")?;
        if !self.are_possible() {
            return refused(format!("{path}: so many points, trials, waves or worlds cannot be asked for"));
        }
        let free = match FreeKeys::new(input, &self.free) {
            Ok(free) => free,
            Err(why) => return refused(format!("{path}: {why}")),
        };
        if self.start.as_ref().is_some_and(|start| start.free != free.names) {
            return refused(format!(
                "{path}: other keys are free than in the calibration that this one goes on from; leave --from out"
            ));
        }
        let targets = self.list()?;
        let counted = |target: &&Target| target.compares != Compares::No && !target.held_out;
        if targets.targets.iter().filter(counted).count() == 0 {
            return refused(format!("{path}: no target counts: every row compares with nothing, or is held out"));
        }
        match targets.fit(&input.plan) {
            Ok(()) => Ok(inputs),
            Err(faults) => refused(format!("{path}: the targets do not fit the scenario\n{}", faults.render(false))),
        }
    }

    fn simulate(&self, inputs: Vec<Input>, control: &Control<'_>) -> Result<Option<Answer>, StudyError> {
        let input = &inputs[0];
        (control.began)(input.stem());
        let free = FreeKeys::new(input, &self.free).map_err(|why| StudyError::Refused(why.to_string()))?;
        let targets = self.list()?;
        let kept = control.keep.map(|keep| WaveKeeper::new(keep, input)).transpose()?;
        let plan = CalibrationPlan {
            seed: self.seed,
            sizes: self.sizes,
            worlds: self.worlds,
            start: self.start.as_ref().map(|start| start.region.clone()),
            keep: kept.as_ref().map(|kept| kept as _),
        };
        let run = RunControl::all_or_nothing(control.run.pause, control.run.finished);
        let found = match calibrate(free, &targets.targets, &plan, run) {
            Ok(found) => found,
            Err(NotCalibrated::GaveUp) => {
                return kept.and_then(WaveKeeper::fault).map_or(Ok(None), |fault| Err(StudyError::Disk(fault)));
            }
            Err(NotCalibrated::Independent(ids)) => {
                let path = input.path.display();
                let (targets, depend) = if ids.len() == 1 { ("target", "does") } else { ("targets", "do") };
                return Err(StudyError::Refused(format!(
                    "{path}: {targets} {} {depend} not depend on any free key: every point gives the very same figure; leave them out, hold them out (held_out = yes), or free the keys that they depend on",
                    ids.join(", ")
                )));
            }
        };
        let tables = calibration_tables(input.stem(), &found, self.sizes.trials);
        let led = Start { free: found.free.names.clone(), region: found.waves.region.clone() };
        let files = vec![
            (WORLDS_FILE.to_owned(), found.worlds.to_csv()),
            (TARGETS_FILE.to_owned(), self.targets.clone()),
            (REGION_FILE.to_owned(), serde_json::to_string(&led).expect("numbers and text can be spelled")),
        ];
        let remarks = remarks(&found, self.sizes);
        let findings = Some(Findings::Calibration(Box::new(found)));
        let guide = folder_guide();
        Ok(Some(Answer::Analysis(Box::new(Analysis { inputs, tables, guide, files, remarks, findings }))))
    }

    fn in_words(&self, names: &Names, _: Status) -> String {
        format!("a calibration of {}", names.listed())
    }

    fn gives_way_to(&self, asked: &Recipe, held: &Names, wanted: &Names) -> bool {
        matches!(asked, Recipe::Calibrate(_)) && held.is_within(wanted)
    }
}

/// What a reader must know before the tables.
fn remarks(found: &Calibration, sizes: Sizes) -> Vec<String> {
    let mut remarks = Vec::new();
    let (power, effective) = (found.waves.power, found.waves.effective());
    if power < 1.0 {
        remarks.push(format!(
            "after {} waves the worlds meet the targets only at {:.1} times their tolerance: give more --waves, or look in fit.csv for targets that cannot be met",
            found.waves.waves.len(),
            1.0 / power.sqrt()
        ));
    } else if effective < f64::from(sizes.enough) {
        remarks.push(format!(
            "the weighted points are worth {effective:.0} worlds, fewer than the {} that were asked for: give more --waves",
            sizes.enough
        ));
    }
    remarks
}

/// What the folder of a calibration holds.
fn folder_guide() -> String {
    guide(
        "Calibration",
        "The scenario was simulated in many worlds, each with values of its own for what nobody wrote down, and the worlds were weighted by how well they meet the targets.",
        &format!(
            "Open `fit.csv` first: each target beside what the worlds say before and after, how well the other targets foretell it, and \
             which cannot be met. `posterior.csv` says what the targets teach about each key, and of which they teach nothing. \
             `target_pairs.csv` names pairs of targets that no world meets together; `waves.csv` says how the search went.\n\n\
             `{WORLDS_FILE}` holds the worlds: `detente run --worlds {WORLDS_FILE}` draws from them what a scenario does not state.\n\n"
        ),
    )
}
