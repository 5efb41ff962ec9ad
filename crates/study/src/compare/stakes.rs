//! Rungs whose stakes two plans see otherwise: an order is compared with another only where stakes stay with their rungs.

use detente_engine::parameter::given;
use detente_engine::plan::{Plan, RungInstance};

/// Ids of the rungs of both plans whose stake before scaling is another, in the order of the first.
#[must_use]
pub fn moved_stakes<'p>(base: &'p Plan, other: &Plan) -> Vec<&'p str> {
    let mut moved: Vec<&str> = Vec::new();
    for instance in base.ladder.iter().filter(|instance| instance.instance == 0) {
        let id = base.rungs[instance.rung].id.as_str();
        let theirs = other.ladder.iter().find(|their| their.instance == 0 && other.rungs[their.rung].id == id);
        if theirs.is_some_and(|theirs| stake(other, theirs) != stake(base, instance)) {
            moved.push(id);
        }
    }
    moved
}

/// What decides the stake of a declared rung before scaling: its own, or the growth and its place.
fn stake(plan: &Plan, first: &RungInstance) -> (u64, Option<u32>) {
    match given(plan.numbers.rung[first.rung].stake) {
        Some(own) => (own.to_bits(), None),
        None => (plan.numbers.ladder.stake_growth.to_bits(), Some(first.place(&plan.numbers))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::read_text;

    #[test]
    fn only_stakes_that_follow_the_place_move_with_the_order() {
        let plan = |sets: &[&str]| {
            let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
            let checked = read_text("mine", "", &sets).unwrap_or_else(|faults| panic!("{faults}"));
            Plan::compile(&checked.scenario).expect("no two ids collide")
        };
        let base = plan(&[]);
        let turned: Vec<String> = base.rungs.iter().rev().map(|rung| format!("\"{}\"", rung.id)).collect();
        let order = format!("ladder.order=[{}]", turned.join(","));
        assert_eq!(moved_stakes(&base, &plan(&[&order])), [""; 0]);
        assert!(moved_stakes(&base, &plan(&[&order, "ladder.stakes=by_place"])).len() >= 4);
    }
}
