//! What follows from the numbers of a plan by a formula alone, at the median of what is uncertain.

use detente_engine::domain::FirstMover;
use detente_engine::math::logistic;
use detente_engine::plan::{MONTH_DAYS, Plan, WEEK_DAYS, World};

/// Days in a year.
const YEAR_DAYS: f64 = 365.25;

/// Incidents a year in the long run without a channel: `h_inc` by the length of a year in months.
pub(super) fn incidents_a_year(plan: &Plan) -> f64 {
    plan.numbers.escalation.incidents_per_month * YEAR_DAYS / MONTH_DAYS
}

/// Mean weeks until the last of the bodies that must sign has reviewed, over the rungs that somebody must sign.
pub(super) fn weeks_of_review(plan: &Plan, world: &World) -> Option<f64> {
    let reviewed = plan.ladder.iter().filter(|instance| !plan.rungs[instance.rung].sign_offs.is_empty());
    mean(reviewed.map(|instance| review_days(plan, world, instance.rung) / WEEK_DAYS))
}

/// Mean weeks from one rung to the next where everything is accepted, signed and clean at the first try: half the time
/// between rounds, the reviews, and delivery and check of whoever delivers in turn.
pub(super) fn weeks_for_a_rung(plan: &Plan, world: &World) -> Option<f64> {
    let round_days = f64::from(plan.round_steps) * plan.step_days;
    let weeks = plan.ladder.iter().zip(&world.ladder).map(|(instance, terms)| {
        let rung = &plan.rungs[instance.rung];
        let in_turn = rung.first_mover != FirstMover::Simultaneous && rung.gives.iter().all(Option::is_some);
        let legs = if in_turn { 2.0 } else { 1.0 };
        let delivery = legs * (terms.implementation_days + terms.check_lag_days);
        (0.5 * round_days + review_days(plan, world, instance.rung) + delivery) / WEEK_DAYS
    });
    mean(weeks)
}

/// Mean over all concessions of the probability that a breach is seen: `d (1 - a)`.
pub(super) fn breach_seen(plan: &Plan) -> Option<f64> {
    let clear = 1.0 - plan.numbers.messaging.ambiguity;
    let given = plan.ladder.iter().flat_map(|instance| {
        let (rung, numbers) = (&plan.rungs[instance.rung], &plan.numbers.rung[instance.rung]);
        let sides = rung.gives.iter().zip(&numbers.concession);
        sides.filter(|(gives, _)| gives.is_some()).map(|(_, concession)| concession.detection * clear)
    });
    mean(given)
}

/// What `party` believes of the other at the start, and once the first rung that the other gives on was clean; none where
/// the other gives nothing.
pub(super) fn trust_after_a_clean_rung(plan: &Plan, world: &World, party: usize) -> Option<[f64; 2]> {
    let side = (0..world.ladder.len()).find_map(|index| world.conduct(plan, index, 1 - party))?;
    let first = world.party[party].first_belief;
    Some([logistic(first), logistic(first + side.signal.clean)])
}

/// The mean of the longest review of a rung, days.
fn review_days(plan: &Plan, world: &World, rung: usize) -> f64 {
    let means = plan.rungs[rung].sign_offs.iter().map(|part| world.body[part.body].review_days);
    mean_of_longest(&means.collect::<Vec<f64>>())
}

/// Mean of the longest of independent exponential times: the integral of the probability that not all have ended, by
/// Simpson's rule in `u` with `t = scale * u / (1 - u)`.
fn mean_of_longest(means: &[f64]) -> f64 {
    const PARTS: u32 = 2000;
    let scale = means.iter().copied().fold(0.0, f64::max);
    if scale <= 0.0 {
        return 0.0;
    }
    let open = |part: u32| {
        let u = f64::from(part) / f64::from(PARTS);
        if part == PARTS {
            return 0.0;
        }
        let time = scale * u / (1.0 - u);
        let all_ended: f64 = means.iter().filter(|mean| **mean > 0.0).map(|mean| -libm::expm1(-time / mean)).product();
        (1.0 - all_ended) * scale / ((1.0 - u) * (1.0 - u))
    };
    let weight = |part: u32| if part == 0 || part == PARTS { 1.0 } else { f64::from(2 + 2 * (part % 2)) };
    (0..=PARTS).map(|part| weight(part) * open(part)).sum::<f64>() / (3.0 * f64::from(PARTS))
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, number) = values.fold((0.0, 0_u32), |(sum, number), value| (sum + value, number + 1));
    (number > 0).then(|| sum / f64::from(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_of_equal_times_is_a_harmonic_number_and_of_two_the_known_sum() {
        let harmonic = |number: u32| (1..=number).map(|k| 1.0 / f64::from(k)).sum::<f64>();
        for number in [1, 2, 5, 40] {
            let found = mean_of_longest(&vec![4.0; number as usize]);
            assert!((found - 4.0 * harmonic(number)).abs() < 1e-6, "{number}: {found}");
        }
        let two = 3.0 + 7.0 - 1.0 / (1.0 / 3.0 + 1.0 / 7.0);
        assert!((mean_of_longest(&[3.0, 0.0, 7.0]) - two).abs() < 1e-6);
        assert_eq!(mean_of_longest(&[]), 0.0);
    }
}
