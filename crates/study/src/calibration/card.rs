//! The card: every line of the table of base rates with what the scenario implies.

use super::base_rate::{self, BaseRate};
use super::implied;
use crate::run::{self, Spec};
use detente_engine::plan::{Plan, World};

/// Trials that are simulated for what no formula gives, where the steps of the scenario allow it.
pub const CARD_TRIALS: u64 = 2048;
/// Fewest trials, however long they are.
const FEWEST_TRIALS: u64 = 64;
/// Steps that a card may take, all trials together, beyond the fewest: a card takes no longer for a long scenario.
const MOST_STEPS: u64 = 1 << 20;
/// Their seed: always the same, so that a card changes only with the file.
const CARD_SEED: u64 = 1;
/// The horizon at which confrontation is compared, weeks.
const FIVE_YEARS: f64 = 260.0;

/// How an implied figure stands to the documented ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    /// Far below all of them.
    FarBelow,
    /// Among them, or not far off.
    Near,
    /// Far above all of them.
    FarAbove,
    /// Nothing is documented.
    Undocumented,
}

/// One line of the card.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it is, and what is documented.
    pub rate: BaseRate,
    /// What the scenario implies.
    pub implied: f64,
    /// Where a figure changes, what it was before.
    pub before: Option<f64>,
    /// Whether it was simulated, not computed.
    pub simulated: bool,
}

/// A calibration card.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// The lines that the scenario has something to say to, in the order of the table.
    pub lines: Vec<Line>,
    /// How many trials were simulated.
    pub trials: u64,
}

impl Line {
    /// Whether the figure is far from what is documented.
    #[must_use]
    pub fn judgement(&self) -> Judgement {
        let Some((low, high)) = self.rate.documented else { return Judgement::Undocumented };
        let (far_low, far_high) = self.rate.measure.limits(low, high);
        if self.implied < far_low {
            Judgement::FarBelow
        } else if self.implied > far_high {
            Judgement::FarAbove
        } else {
            Judgement::Near
        }
    }
}

/// What `plan` implies, before any news: formulas at the medians of what is uncertain, and where there is no formula
/// [`CARD_TRIALS`] trials (fewer of long ones), in which what is uncertain is drawn.
#[must_use]
pub fn card(plan: &Plan) -> Card {
    let world = World::derive(plan, &plan.numbers);
    let computed =
        |rate: BaseRate, implied: Option<f64>| Some(Line { rate, implied: implied?, before: None, simulated: false });
    let trust = |rate: BaseRate, party: usize| {
        let [before, after] = implied::trust_after_a_clean_rung(plan, &world, party)?;
        Some(Line { rate, implied: after, before: Some(before), simulated: false })
    };
    let trials = (MOST_STEPS / u64::from(plan.steps.max(1))).clamp(FEWEST_TRIALS, CARD_TRIALS);
    let [signed, with, without] = simulated(plan, trials);
    let lines = [
        computed(base_rate::INCIDENTS, Some(implied::incidents_a_year(plan))),
        computed(base_rate::calm(), Some(plan.numbers.escalation.half_life_weeks)),
        computed(base_rate::REVIEW, implied::weeks_of_review(plan, &world)),
        computed(base_rate::RUNG, implied::weeks_for_a_rung(plan, &world)),
        computed(base_rate::SEEN, implied::breach_seen(plan)),
        trust(base_rate::SENDER, 0),
        trust(base_rate::TARGET, 1),
        signed.map(|share| line_simulated(base_rate::signed(), share)),
        with.map(|share| line_simulated(base_rate::with(), share)),
        without.map(|share| line_simulated(base_rate::without(), share)),
    ];
    Card { lines: lines.into_iter().flatten().collect(), trials }
}

fn line_simulated(rate: BaseRate, implied: f64) -> Line {
    Line { rate, implied, before: None, simulated: true }
}

/// Shares of trials in which something is signed, and in which confrontation comes within five years with the channel and
/// without; none of the latter where the scenario does not reach so far.
fn simulated(plan: &Plan, trials: u64) -> [Option<f64>; 3] {
    let unconditioned = Plan { news: Vec::new(), ..plan.clone() };
    let tally = run::trials(&unconditioned, Spec { seed: CARD_SEED, trials }, &|_| {});
    let record = tally.record();
    let share = |count: u64| count as f64 / record.trials as f64;
    // Signing is in the order of the ladder: what was signed at all was signed at the first rung.
    let signed = record.ladder.rungs.first().map(|first| share(first.signed));
    let counts = &record.confrontation;
    let five_years = plan.horizon_at(FIVE_YEARS).filter(|_| counts.counterfactual).map(|at| &counts.horizons[at]);
    let with = five_years.map(|horizon| share(horizon.with_channel()));
    let without = five_years.map(|horizon| share(horizon.without_channel()));
    [signed, with, without]
}
