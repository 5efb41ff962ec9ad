//! Whether a calibration finds again what is known: truths drawn from what was known before, counts made from them, ranks of the
//! truths among the worlds (S. Talts and others, Validating Bayesian inference algorithms with simulation-based calibration, 2018).

use detente_engine::math::normal_quantile;
use detente_engine::random::{Address, uniform_wide};
use detente_study::calibrate::{CalibrationPlan, FreeKeys, Sizes, calibrate};
use detente_study::figure::{self, Figure};
use detente_study::input::Input;
use detente_study::run::RunControl;
use detente_study::target::{Compares, Spread, Target};
use std::path::Path;
use support::{FIXED, shipped};

const KEYS: [&str; 3] = ["default.party.renege_per_month", "default.party.temptation", "party.south.trustworthy"];
const FIGURES: [&str; 3] = ["scaling", "stalling", "collapse"];
const REPEATS: u32 = 200;
const CELLS: usize = 10;
/// Standard deviation of the counts, in log-odds.
const ERROR: f64 = 0.25;
/// The first trial on which truths are simulated: none of those of the calibrations.
const FRESH: u64 = 1 << 30;
const TRIALS_OF_TRUTH: u64 = 8192;

fn input() -> Input {
    let path = shipped("tutorial.toml");
    let file = detente_study::scenario::read(&path, &[FIXED.to_owned()]).unwrap_or_else(|faults| panic!("{faults}"));
    let plan = detente_engine::plan::Plan::compile(&file.scenario).expect("no two ids collide");
    Input { path: Path::new("tutorial.toml").to_owned(), file, plan }
}

fn normal(repeat: u32, at: u64) -> f64 {
    let word = Address::of(u64::from(repeat), "recovery").word(at) as u32;
    normal_quantile(uniform_wide(word, 1 << 31))
}

fn target(figure: &Figure, value: f64) -> Target {
    Target {
        id: figure.word(),
        measured: figure.meaning(),
        figure: Some(figure.clone()),
        value,
        spread: Spread::Sd(ERROR * value * (1.0 - value)),
        discrepancy: 0.0,
        discrepancy_why: String::new(),
        n: String::new(),
        rule: String::new(),
        source: "a truth of this test".to_owned(),
        compares: Compares::Yes,
        held_out: false,
        note: String::new(),
        explained: String::new(),
        place: 0..0,
    }
}

/// 200 repeats on the tutorial. Ranks of each of three keys in ten cells: chi-squared with 9 degrees of freedom above 29.7 has a false
/// alarm of 5e-4 a key; intervals of half their width put 60 % of the ranks into the two outer cells (chi-squared above 300), of 80 %
/// of it 32 % (above 38). Of 600 intervals of 80 %, 442 to 516 hold the truth with probability .9996.
#[test]
#[ignore = "takes some ten minutes; scripts/nightly.sh runs it"]
#[allow(clippy::print_stdout, reason = "what was found is quoted in docs/testing.md")]
fn truths_are_found_again_as_often_as_is_said() {
    let figures: Vec<Figure> = FIGURES.map(|word| Figure::parse(word).expect("a figure")).to_vec();
    let only = KEYS.map(str::to_owned);
    let input = input();
    let (mut counts, mut held) = ([[0_u32; CELLS]; KEYS.len()], 0_u32);
    for repeat in 0..REPEATS {
        let free = FreeKeys::new(&input, &only).expect("free keys");
        let truth: Vec<f64> = (0..KEYS.len() as u64).map(|at| normal(repeat, at)).collect();
        let world = free.plan_at(&FreeKeys::quantiles(&truth));
        let seed = u64::from(repeat) + 1;
        let shown = figure::simulate(&world, &figures, seed, FRESH..FRESH + TRIALS_OF_TRUTH);
        let targets: Vec<Target> = figures
            .iter()
            .zip(shown)
            .enumerate()
            .map(|(at, (figure, shown))| {
                let scale = figure.unit().scale();
                let value = shown.expect("told").value.clamp(0.5 / TRIALS_OF_TRUTH as f64, 0.999);
                target(figure, scale.back(scale.transformed(value) + ERROR * normal(repeat, 10 + at as u64)))
            })
            .collect();
        let sizes = Sizes { points: 128, trials: 1024, waves: 8, enough: 96 };
        let plan = CalibrationPlan { seed, sizes, worlds: 500, start: None, keep: None };
        let found = calibrate(free, &targets, &plan, RunControl::UNWATCHED).unwrap_or_else(|why| panic!("{why:?}"));
        for (key, counts) in counts.iter_mut().enumerate() {
            let weighted = found.waves.points().zip(&found.waves.weights);
            let below: f64 =
                weighted.filter(|(point, _)| point.scores[key] < truth[key]).map(|(_, weight)| weight).sum();
            counts[((below * CELLS as f64) as usize).min(CELLS - 1)] += 1;
            held += u32::from((0.1..0.9).contains(&below));
        }
    }
    println!("ranks {counts:?}, intervals of 80 % that hold the truth: {held} of {}", REPEATS * KEYS.len() as u32);
    for counts in counts {
        let expected = f64::from(REPEATS) / CELLS as f64;
        let chi: f64 = counts.iter().map(|count| f64::from(*count) - expected).map(|miss| miss * miss / expected).sum();
        assert!(chi < 29.7, "{counts:?}: {chi}");
    }
    assert!((442..=516).contains(&held), "{held}");
}
