//! Where the trials of two plans can part: what must happen in a trial before it can go another way under another plan.
//!
//! ```text
//! two plans ──between──> [Divergence] ──watched in a trial of the first──> whether its trial is also that of the second
//! ```
//!
//! Both plans live through the same random numbers. A part that never had a hand in a trial can be taken out without changing it: where no
//! incident came, none is missed. So a comparison need not simulate such trials again. What is said here may say too much, which costs
//! time; too little would be wrong, and the tests hold it against trials simulated at full length.

mod number;
mod watch;

pub use watch::DivergenceWatch;

use crate::parameter::{Distribution, NumberId, given};
use crate::plan::{Effect, Plan, RungInstance, WorldPlan};
use number::of_number;

/// What can make the trials of two plans part. Rungs are positions in [`Plan::rungs`] of the first plan, parties 0 for the sender, 1 for
/// the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Divergence {
    /// Nothing need happen: they may differ from the opening on.
    Opening,
    /// An incident comes.
    Incident,
    /// A check raises an alarm.
    Alarm,
    /// A dispute opens.
    Dispute,
    /// The channel becomes dormant.
    Dormancy,
    /// A rung is signed.
    Signing,
    /// The government of this party changes.
    Turnover(usize),
    /// A rung comes into force on which this party gives.
    Duty(usize),
    /// This objector registers an objection.
    Objection(usize),
    /// This rung is offered, or in force at the opening.
    Offer(usize),
    /// This rung is accepted.
    Acceptance(usize),
    /// This rung comes into force.
    InForce(usize),
    /// The rung instance before this place of the ladder comes into force, so that the one at this place is the next.
    Next(usize),
    /// A renewal of this rung falls due.
    Renewal(usize),
    /// On this rung, this party refuses an offer or a renewal.
    Refusal(usize, usize),
    /// On this rung, what this party did is checked.
    Check(usize, usize),
}

/// What can make the trials of `base` and `other` part; nothing where both say the same. Plans of another shape part at the opening: see
/// [`without_body`], [`without_objector`] and [`without_spoilers`] for those that are only short of an actor.
#[must_use]
pub fn between(base: &Plan, other: &Plan) -> Vec<Divergence> {
    let Some(mut found) = from_ladders(base, other) else { return vec![Divergence::Opening] };
    for (number, value) in differing(base, other) {
        let more = of_number(base, number, value);
        found.extend(more.into_iter().filter(|one| !found.contains(one)).collect::<Vec<_>>());
    }
    if base.correlation != other.correlation && !found.is_empty() {
        found.push(Divergence::Opening);
    }
    found
}

/// What can make the trials of `base` part from those of the same plan without the body at this position.
#[must_use]
pub fn without_body(base: &Plan, body: usize) -> Vec<Divergence> {
    let signs = |rung: &usize| base.rungs[*rung].sign_offs.iter().any(|part| part.body == body);
    (0..base.rungs.len()).filter(signs).map(Divergence::Acceptance).collect()
}

/// The same of the objector at this position.
#[must_use]
pub fn without_objector(objector: usize) -> Vec<Divergence> {
    vec![Divergence::Objection(objector)]
}

/// The same of any spoiler.
#[must_use]
pub fn without_spoilers() -> Vec<Divergence> {
    vec![Divergence::Signing]
}

/// Where the ladders of two plans part, which have the same rungs in another order from some place on, each with the stake that it has
/// in the other; none where the plans are of another shape.
fn from_ladders(base: &Plan, other: &Plan) -> Option<Vec<Divergence>> {
    let no_ladder = |plan: &Plan| Plan { ladder: Vec::new(), ..plan.shape() };
    let is_alike = no_ladder(base) == no_ladder(other) && placed(base) == placed(other);
    let climbed = |instance: &RungInstance| (instance.rung, instance.instance);
    let apart = base.ladder.iter().zip(&other.ladder).position(|(own, others)| climbed(own) != climbed(others));
    match apart {
        None if is_alike => Some(Vec::new()),
        Some(place) if is_alike && place > base.in_force => Some(vec![Divergence::Next(place)]),
        _ => None,
    }
}

/// The rung instances of a plan, each with the place by which its stake grows; 0 where the stake is given outright.
fn placed(plan: &Plan) -> Vec<(usize, u32, u32)> {
    let place = |instance: &RungInstance| {
        let stake = given(plan.numbers.rung[instance.rung].stake);
        (instance.rung, instance.instance, stake.map_or_else(|| instance.place(&plan.numbers), |_| 0))
    };
    let mut placed: Vec<_> = plan.ladder.iter().map(place).collect();
    placed.sort_unstable();
    placed
}

/// The numbers that are not the same in both plans, drawn alike or given outright, each with its value in `other`: none where it is drawn
/// there.
fn differing(base: &Plan, other: &Plan) -> Vec<(NumberId, Option<f64>)> {
    let (mut own, mut others) = (base.numbers.clone(), other.numbers.clone());
    let apart: Vec<NumberId> = [drawn_apart(base, other), drawn_apart(other, base)].concat();
    let drawn: Vec<NumberId> = other.uncertain.iter().flat_map(|value| numbers_of(&value.effect)).collect();
    let mut found = Vec::new();
    for number in NumberId::all(&base.numbers) {
        let [before, after] = [number.of(&mut own), number.of(&mut others)];
        if before.to_bits() != after.to_bits() || apart.contains(&number) {
            found.push((number, (!drawn.contains(&number)).then_some(after)));
        }
    }
    found
}

/// The numbers that `plan` draws in a way in which `other` does not.
fn drawn_apart(plan: &Plan, other: &Plan) -> Vec<NumberId> {
    let mut found = Vec::new();
    for value in &plan.uncertain {
        let theirs = other.uncertain.iter().find(|theirs| theirs.key == value.key);
        match (&value.effect, theirs.map(|theirs| &theirs.effect)) {
            (Effect::Numbers(own), Some(Effect::Numbers(theirs_of)))
                if theirs.is_some_and(|theirs| theirs.distribution == value.distribution) =>
            {
                found.extend(own.iter().filter(|number| !theirs_of.contains(number)));
            }
            (Effect::World(own), Some(Effect::World(theirs))) if own.worlds == theirs.worlds => {
                let theirs = from_columns(theirs);
                found.extend(from_columns(own).into_iter().filter(|own| !theirs.contains(own)).map(|own| own.number));
            }
            (own, _) => found.extend(numbers_of(own)),
        }
    }
    found
}

/// All numbers that hang on a drawn value.
fn numbers_of(effect: &Effect) -> Vec<NumberId> {
    match effect {
        Effect::Numbers(numbers) => numbers.clone(),
        Effect::World(world) => from_columns(world).into_iter().map(|own| own.number).collect(),
    }
}

/// A number that comes from a column of the worlds: its value, or the quantile at which it lies in a distribution.
#[derive(PartialEq)]
struct FromColumn<'a> {
    number: NumberId,
    column: usize,
    distribution: Option<&'a Distribution>,
}

fn from_columns(world: &WorldPlan) -> Vec<FromColumn<'_>> {
    let mut all = Vec::new();
    for part in &world.numbers {
        let (column, distribution) = (part.column, Some(&part.distribution));
        all.extend(part.numbers.iter().map(|number| FromColumn { number: *number, column, distribution }));
    }
    for part in &world.values {
        let (column, distribution) = (part.column, None);
        all.extend(part.numbers.iter().map(|number| FromColumn { number: *number, column, distribution }));
    }
    all
}
