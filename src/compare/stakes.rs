//! Rungs whose stakes two plans see otherwise: an order is compared with another only where stakes stay with their rungs.

use crate::parameter::given;
use crate::plan::Plan;

/// Ids of the rungs of both plans whose stake before scaling is another, in the order of the first.
#[must_use]
pub fn moved_stakes<'p>(base: &'p Plan, other: &Plan) -> Vec<&'p str> {
    let mut moved: Vec<&str> = Vec::new();
    for instance in base.ladder.iter().filter(|instance| instance.instance == 0) {
        let id = base.rungs[instance.rung].id.as_str();
        let theirs = other.ladder.iter().find(|their| their.instance == 0 && other.rungs[their.rung].id == id);
        let Some(theirs) = theirs else { continue };
        if stake(base, instance.rung, instance.position) != stake(other, theirs.rung, theirs.position) {
            moved.push(id);
        }
    }
    moved
}

/// What decides the stake of a declared rung before scaling: its own, or the growth and its place.
fn stake(plan: &Plan, rung: usize, position: u32) -> [u64; 2] {
    let (numbers, ladder) = (&plan.numbers.rung[rung], &plan.numbers.ladder);
    match given(numbers.stake) {
        Some(own) => [own.to_bits(), u64::MAX],
        None => [ladder.stake_growth.to_bits(), given(numbers.place).map_or(u64::from(position), |place| place as u64)],
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
