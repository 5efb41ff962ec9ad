//! The money that a ladder moves.

use super::model::{Plan, RungInstance};
use crate::domain::{Money, Role};
use crate::parameter::{Numbers, given};

impl Plan {
    /// The largest frozen total that any trial can have, for the grids on which funds are counted: every
    /// uncertain value at its upper end (at its 99.9 % quantile where it has none).
    #[must_use]
    pub fn largest_frozen(&self) -> Money {
        let mut numbers = self.numbers.clone();
        for value in &self.uncertain {
            value.apply_largest(&mut numbers);
        }
        frozen(self, &numbers)
    }
}

/// The frozen total: as given, or what the ladder moves; never less than the latter.
pub(super) fn frozen(plan: &Plan, numbers: &Numbers) -> Money {
    let moved = plan.ladder.iter().fold(Money::ZERO, |sum, instance| {
        sum + Role::ALL.iter().fold(Money::ZERO, |both, role| both + money(plan, numbers, instance, *role))
    });
    given(numbers.money.frozen_usd_bn).map_or(moved, Money::from_usd_bn).max(moved)
}

/// The money that one party moves on one instance; tranches add up to the whole dollar.
pub(super) fn money(plan: &Plan, numbers: &Numbers, instance: &RungInstance, role: Role) -> Money {
    if plan.rungs[instance.rung].gives[role.index()].is_none() {
        return Money::ZERO;
    }
    let whole = Money::from_usd_bn(numbers.rung[instance.rung].concession[role.index()].money_usd_bn);
    let tranches = i64::from(instance.tranches);
    let equal = whole.0 / tranches;
    Money(if i64::from(instance.tranche) + 1 == tranches { whole.0 - equal * (tranches - 1) } else { equal })
}
