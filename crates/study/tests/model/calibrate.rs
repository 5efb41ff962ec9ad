//! Calibrations: what is refused, what is named, and that nothing hangs on threads or on where one was stopped.

use detente_study::calibrate::{
    Calibration, CalibrationPlan, FitStatus, FreeKeys, FreeKeysError, KeepWaves, NotCalibrated, Sizes, Told, ToldWaves,
    calibrate, fit_rows, pair_rows, posterior_rows, wave_rows,
};
use detente_study::input::Input;
use detente_study::run::RunControl;
use detente_study::target::{Target, read_text};
use std::cell::RefCell;
use support::{checked, root};

const SCENE: &str = "horizon_weeks = 104\n[escalation]\nincidents_per_month = \"0.05 to 0.3\"\n";
const HEAD: &str = "id,figure,value,low,high,discrepancy,source,compares,held_out\n";
const SIZES: Sizes = Sizes { points: 64, trials: 256, waves: 4, enough: 40 };

fn input(text: &str) -> Input {
    let file = checked(text, &[]);
    let plan = detente_engine::plan::Plan::compile(&file.scenario).expect("no two ids collide");
    Input { path: "scene.toml".into(), file, plan }
}

fn targets(rows: &str) -> Vec<Target> {
    read_text("targets.csv", format!("{HEAD}{rows}").as_bytes()).unwrap_or_else(|faults| panic!("{faults}")).targets
}

fn plan(sizes: Sizes) -> CalibrationPlan<'static> {
    CalibrationPlan { seed: 1, sizes, worlds: 100, start: None, keep: None }
}

fn free(only: &[&str]) -> FreeKeys {
    let only: Vec<String> = only.iter().map(|name| (*name).to_owned()).collect();
    FreeKeys::new(&input(SCENE), &only).expect("free keys")
}

fn found(only: &[&str], rows: &str) -> Calibration {
    calibrate(free(only), &targets(rows), &plan(SIZES), RunControl::UNWATCHED).unwrap_or_else(|why| panic!("{why:?}"))
}

const FREE: [&str; 2] = ["default.escalation.confrontation_per_month", "escalation.incidents_per_month"];

#[test]
fn all_that_no_file_states_and_all_that_is_uncertain_is_free_unless_keys_are_named() {
    let all = free(&[]);
    assert!(
        all.names.len() > 40 && all.names.contains(&"escalation.incidents_per_month".to_owned()),
        "{:?}",
        all.names
    );
    assert!(!all.names.iter().any(|name| name.contains("danger")), "pairs truly differ in it");
    assert_eq!(free(&FREE).names, FREE);
    let unknown = FreeKeys::new(&input(SCENE), &["default.party.temptations".to_owned()]);
    let message = unknown.expect_err("unknown").to_string();
    assert!(message.contains("did you mean `default.party.temptation`?"), "{message}");
    let tied = "[party.a]\nrole = \"sender\"\ntemptation = \"0.5 to 1.5\"\n[party.b]\nrole = \"target\"\ntemptation = \"0.5 to 1.5\"\n[[correlated]]\nkeys = [\"party.a.temptation\", \"party.b.temptation\"]\nrank = 0.5\n";
    assert_eq!(FreeKeys::new(&input(tied), &[]).expect_err("tied"), FreeKeysError::Tied);
}

/// A parameter that is counted outright: what is known after is the count itself, at the discrepancy of .01.
#[test]
fn a_count_of_a_parameter_is_found_again() {
    let found = found(&["escalation.incidents_per_month"], "A,incidents_per_month,0.2,0.19,0.21,0.005,counted,,\n");
    let rows = posterior_rows("scene", &found);
    let row = &rows[0];
    assert_eq!((rows.len(), row.numbers), (1, 1));
    assert!(row.posterior_p05 > 0.12 && row.posterior_p95 < 0.26, "{row:?}");
    assert!(row.information > 0.5 && row.spread < 0.7, "{row:?}");
    let fit = &fit_rows("scene", &found)[0];
    assert_eq!(fit.status, FitStatus::Met);
    assert!(fit.prior_p95.expect("told") > fit.posterior_p95.expect("told"), "{fit:?}");
    assert!(wave_rows("scene", &found, 256)[0].not_ruled_out > 0.0);
}

#[test]
fn a_target_that_cannot_be_met_is_named_and_so_is_a_pair() {
    // No hazard in its usual range brings confrontation in nineteen cases of twenty within two years.
    let found = found(
        &FREE,
        "A,confrontation.week_104,0.95,0.94,0.96,0.001,nobody,,\nB,incidents_per_month,0.2,0.15,0.26,0.02,counted,,\n",
    );
    let status: Vec<FitStatus> = fit_rows("scene", &found).iter().map(|row| row.status).collect();
    assert_eq!(status, [FitStatus::Unreachable, FitStatus::Met]);
    let pairs = pair_rows("scene", &found);
    assert_eq!((pairs.len(), pairs[0].met.as_str()), (1, "no"));
}

#[test]
fn a_held_out_target_decides_nothing() {
    let with = found(
        &FREE,
        "A,incidents_per_month,0.2,0.15,0.26,0.02,counted,,\nB,confrontation.week_104,0.9,0.8,0.95,0.01,nobody,,yes\n",
    );
    let without = found(&FREE, "A,incidents_per_month,0.2,0.15,0.26,0.02,counted,,\n");
    assert_eq!(with.worlds, without.worlds);
    assert_eq!(fit_rows("scene", &with)[1].held_out, "yes");
    assert!(pair_rows("scene", &with).is_empty());
}

#[test]
fn a_target_that_no_free_key_moves_is_refused() {
    let targets =
        targets("A,half_life_weeks,5,4,6,0.5,counted,,\nB,incidents_per_month,0.2,0.15,0.26,0.02,counted,,\n");
    let refused = calibrate(free(&["escalation.incidents_per_month"]), &targets, &plan(SIZES), RunControl::UNWATCHED);
    let Err(NotCalibrated::Independent(ids)) = refused else { panic!("{refused:?}") };
    assert_eq!(ids, ["A"]);
}

/// Keeps waves in memory, and those of the first `most` only.
struct Memory {
    told: RefCell<ToldWaves>,
    most: usize,
}

impl KeepWaves for Memory {
    fn kept(&self) -> ToldWaves {
        self.told.borrow().clone()
    }

    fn keep(&self, told: &[Vec<Option<Told>>]) -> bool {
        let mut all = self.told.borrow_mut();
        all.push(told.to_vec());
        all.len() < self.most
    }
}

#[test]
fn one_that_was_stopped_goes_on_to_the_same_worlds_on_any_threads() {
    let rows =
        "A,incidents_per_month,0.12,0.11,0.13,0.002,counted,,\nB,confrontation.week_104,0.2,0.18,0.22,0.005,nobody,,\n";
    let whole = found(&FREE, rows);
    assert!(whole.waves.waves.len() > 1, "{}", whole.waves.waves.len());
    let memory = Memory { told: RefCell::default(), most: 1 };
    let stopped = CalibrationPlan { keep: Some(&memory), ..plan(SIZES) };
    assert!(matches!(
        calibrate(free(&FREE), &targets(rows), &stopped, RunControl::UNWATCHED),
        Err(NotCalibrated::GaveUp)
    ));
    let memory = Memory { most: usize::MAX, ..memory };
    let going_on = CalibrationPlan { keep: Some(&memory), ..plan(SIZES) };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    let again = pool
        .install(|| calibrate(free(&FREE), &targets(rows), &plan(SIZES), RunControl::UNWATCHED).expect("found").worlds);
    assert_eq!(again, whole.worlds);
    let resumed = calibrate(free(&FREE), &targets(rows), &going_on, RunControl::UNWATCHED).expect("found");
    assert_eq!((resumed.worlds, resumed.waves), (whole.worlds, whole.waves));
}

/// The shipped worlds are those of the shipped targets, and no historical case is a target.
#[test]
fn the_shipped_worlds_go_with_the_shipped_targets_and_no_case_is_one() {
    let read =
        |path: &str| std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    assert_eq!(read("calibration/worlds.csv"), read("calibration/built_in/worlds.csv"));
    assert_eq!(read("calibration/targets.csv"), read("calibration/built_in/targets.csv"));
    let cases = std::fs::read_dir(root().join("scenarios/cases")).expect("cases");
    let names =
        cases.map(|entry| entry.expect("an entry").path().file_stem().expect("a name").to_string_lossy().into_owned());
    let names: Vec<String> = names.filter(|name| !name.starts_with('_') && name != "README").collect();
    assert!(names.len() > 10, "{names:?}");
    let list = read_text("targets.csv", read("calibration/targets.csv").as_bytes()).expect("sound").targets;
    for target in &list {
        let said = format!("{} {} {} {}", target.id, target.measured, target.rule, target.source).to_lowercase();
        for name in &names {
            let words = name.replace('_', " ");
            assert!(
                !said.split(|c: char| !c.is_alphanumeric()).any(|word| word == words),
                "{} names {name}",
                target.id
            );
        }
        assert!(!said.contains("scenarios/cases"), "{}", target.id);
    }
}
