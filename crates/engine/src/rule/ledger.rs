//! The money ledger: every dollar of the frozen total is in exactly one place at every moment.

use crate::domain::Money;

/// Where the frozen total is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Still frozen, never paid.
    pub frozen: Money,
    /// Paid, held in escrow.
    pub escrow: Money,
    /// Paid, at the target's disposal.
    pub usable: Money,
    /// Spent as permitted.
    pub permitted: Money,
    /// Diverted.
    pub diverted: Money,
    /// Paid and taken back.
    pub reclaimed: Money,
}

impl Ledger {
    /// All of `total` frozen.
    #[must_use]
    pub fn new(total: Money) -> Self {
        Self { frozen: total, ..Self::default() }
    }

    /// The sum of all places: equal to the frozen total at every moment.
    #[must_use]
    pub fn total(&self) -> Money {
        self.frozen + self.escrow + self.usable + self.permitted + self.diverted + self.reclaimed
    }

    /// Whether any money waits to be spent.
    #[inline]
    #[must_use]
    pub fn has_unspent(&self) -> bool {
        self.escrow + self.usable > Money::ZERO
    }

    /// Pays `amount`, from what is frozen and then from what was reclaimed: its escrow share
    /// (rounded down) to escrow, the rest to the target. Returns what was paid, less than `amount`
    /// only where no more is left.
    #[inline]
    pub fn pay(&mut self, amount: Money, escrow_share: f64) -> Money {
        let from_frozen = amount.min(self.frozen);
        let from_reclaimed = (amount - from_frozen).min(self.reclaimed);
        let paid = from_frozen + from_reclaimed;
        let escrow = paid.share(escrow_share);
        self.frozen -= from_frozen;
        self.reclaimed -= from_reclaimed;
        self.escrow += escrow;
        self.usable += paid - escrow;
        paid
    }

    /// One step of spending: the share `leaving` (rounded down) leaves escrow and the usable money;
    /// `diverted_share` (rounded down) of what leaves the usable money is diverted.
    #[inline]
    pub fn spend(&mut self, leaving: f64, diverted_share: f64) {
        let from_escrow = self.escrow.share(leaving);
        let from_usable = self.usable.share(leaving);
        let diverted = from_usable.share(diverted_share);
        self.escrow -= from_escrow;
        self.usable -= from_usable;
        self.diverted += diverted;
        self.permitted += from_escrow + (from_usable - diverted);
    }

    /// Takes back `min(share of paid, what is unspent)`, escrow first.
    #[inline]
    pub fn reclaim(&mut self, paid: Money, reversible: f64) {
        let wanted = paid.share(reversible).min(self.escrow + self.usable);
        let from_escrow = wanted.min(self.escrow);
        self.escrow -= from_escrow;
        self.usable -= wanted - from_escrow;
        self.reclaimed += wanted;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_conserved_through_payment_spending_reversal_and_payment_again() {
        let total = Money(1_000_003);
        let mut ledger = Ledger::new(total);
        assert_eq!(ledger.pay(Money(700_001), 0.8), Money(700_001));
        for _ in 0..9 {
            ledger.spend(0.038_461, 0.2);
            assert_eq!(ledger.total(), total);
        }
        ledger.reclaim(Money(700_001), 0.98);
        assert_eq!(ledger.total(), total);
        assert!(ledger.pay(Money(2_000_000), 0.5) < Money(1_000_003));
        assert_eq!(ledger.total(), total);
        assert_eq!(ledger.frozen, Money::ZERO);
    }

    #[test]
    fn reversal_takes_escrow_first_and_never_more_than_is_there() {
        let mut ledger = Ledger::new(Money(100));
        ledger.pay(Money(100), 0.5);
        ledger.reclaim(Money(100), 0.6);
        assert_eq!((ledger.escrow, ledger.usable, ledger.reclaimed), (Money(0), Money(40), Money(60)));
    }
}
