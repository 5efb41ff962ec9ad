//! The world of Doha without a channel in ixa, a context per trial: world-in-ixa SEED TRIALS. The same as `../../world.py`.

use ixa::prelude::*;
use rand_distr::{Distribution, LogNormal, Poisson, Triangular};

const WEEKS: f64 = 260.0;
const MONTHS: f64 = 7.0 / 30.0;
const HORIZONS: [f64; 3] = [52.0, 104.0, 260.0];
const BRANCHING: f64 = 0.6;
const TENSION: f64 = 0.15;
const HALF_LIFE_WEEKS: f64 = 5.0;
const MEAN_SEVERITY: f64 = 1.56;

define_rng!(Draws);

/// How a trial stands, and its numbers.
#[derive(Default)]
struct World {
    at_rest: f64,
    breeding: f64,
    hazard: f64,
    decay: f64,
    jump: f64,
    tension: f64,
    met: Option<f64>,
}

define_data_plugin!(WorldData, World, World::default());

fn begin(context: &mut Context) {
    let incidents = context.sample_distr(Draws, Triangular::new(0.046, 0.375, 0.076).expect("in order"));
    let rates = LogNormal::new(f64::ln(0.0094), 0.6).expect("a spread above 0");
    let within = |rate: &f64| (0.0034..=0.026).contains(rate);
    let rate = context.sample(Draws, |draws| (&rates).sample_iter(draws).find(within).expect("without end"));
    let decay = f64::exp2(-1.0 / HALF_LIFE_WEEKS);
    *context.get_data_mut(WorldData) = World {
        at_rest: incidents * (1.0 - BRANCHING) * MONTHS,
        breeding: BRANCHING * 2.0_f64.ln()
            / ((1.0 - BRANCHING) * incidents * TENSION * MEAN_SEVERITY * HALF_LIFE_WEEKS * MONTHS),
        hazard: rate * MONTHS,
        decay,
        jump: TENSION * (1.0 - decay) / (decay * (1.0 / decay).ln()),
        ..World::default()
    };
    context.add_plan(1.0, pass_week);
}

fn pass_week(context: &mut Context) {
    let world = context.get_data(WorldData);
    let mean = world.at_rest * (1.0 + world.breeding * world.tension);
    let count = context.sample_distr(Draws, Poisson::new(mean).expect("above 0")) as u32;
    let severity: f64 = (0..count).map(|_| severity(context.sample_range(Draws, 0.0..1.0))).sum();
    let world = context.get_data_mut(WorldData);
    world.tension = (world.tension + severity * world.jump) * world.decay;
    let chance = -(-world.hazard * world.tension.exp()).exp_m1();
    let week = context.get_current_time();
    if context.sample_bool(Draws, chance) {
        context.get_data_mut(WorldData).met = Some(week);
    } else if week < WEEKS {
        context.add_plan(week + 1.0, pass_week);
    }
}

fn severity(uniform: f64) -> f64 {
    if uniform < 0.54 {
        1.0
    } else if uniform < 0.9 {
        2.0
    } else {
        3.0
    }
}

fn main() {
    let mut numbers = std::env::args().skip(1).map(|text| text.parse().expect("two whole numbers: SEED TRIALS"));
    let (seed, trials): (u64, u64) = (numbers.next().expect("a seed"), numbers.next().expect("a number of trials"));
    let mut met = [0_u64; HORIZONS.len()];
    for trial in 0..trials {
        let mut context = Context::new();
        context.init_random(seed * 1_000_003 + trial);
        begin(&mut context);
        context.execute();
        if let Some(week) = context.get_data(WorldData).met {
            for (count, horizon) in met.iter_mut().zip(HORIZONS) {
                *count += u64::from(week <= horizon);
            }
        }
    }
    println!("{} {} {}", met[0], met[1], met[2]);
}
