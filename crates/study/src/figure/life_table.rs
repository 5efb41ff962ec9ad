//! How long things last until an event, where some are not seen to the end.

use super::rate_estimate::RateEstimate;
use detente_engine::statistics::{Confidence, Interval, wilson};

/// Spells by the whole day on which they ended, with the event or unseen. Integers: tables merge exactly in any order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LifeTable {
    ended: Vec<u64>,
    unseen: Vec<u64>,
}

impl LifeTable {
    /// An empty table of spells of at most so many days.
    #[must_use]
    pub fn new(days: usize) -> Self {
        Self { ended: vec![0; days + 1], unseen: vec![0; days + 1] }
    }

    /// Adds a spell of `length` days: of the event `at`, if that came, else unseen from `until` on. Events count for the day
    /// that they complete, and those who are last seen within a day are not counted for it.
    pub fn add(&mut self, at: Option<f64>, until: f64) {
        let last = self.ended.len() - 1;
        let day = |days: f64| (days.max(0.0) as usize).min(last);
        match at {
            Some(at) if at <= until && at <= last as f64 => self.ended[day(at.ceil())] += 1,
            _ => self.unseen[day(until)] += 1,
        }
    }

    /// Days that a spell can last.
    #[must_use]
    pub fn days(&self) -> usize {
        self.ended.len() - 1
    }

    /// The table of at most `days` days with these spells: by day, in order, those that ended and those unseen from then on; none
    /// where a day is beyond the last, not after the one before, or there are more than `most` spells.
    #[must_use]
    pub fn of_spells(days: usize, spells: &[[u64; 3]], most: u64) -> Option<Self> {
        let mut table = Self::new(days);
        let (mut next, mut left) = (0, most);
        for [day, ended, unseen] in spells {
            let at = usize::try_from(*day).ok().filter(|at| (next..=days).contains(at))?;
            left = left.checked_sub(*ended)?.checked_sub(*unseen)?;
            (table.ended[at], table.unseen[at]) = (*ended, *unseen);
            next = at + 1;
        }
        Some(table)
    }

    /// What [`Self::of_spells`] makes this table of: a line for every day on which a spell ended or was last seen.
    #[must_use]
    pub fn spells(&self) -> Vec<[u64; 3]> {
        let days = (0..).zip(self.ended.iter().zip(&self.unseen));
        days.filter(|(_, (ended, unseen))| **ended + **unseen > 0)
            .map(|(day, (ended, unseen))| [day, *ended, *unseen])
            .collect()
    }

    /// Adds what another table counted.
    pub fn merge(&mut self, other: &Self) {
        let columns = [(&mut self.ended, &other.ended), (&mut self.unseen, &other.unseen)];
        for (own, others) in columns {
            own.iter_mut().zip(others).for_each(|(own, other)| *own += other);
        }
    }

    /// The share of spells that have ended by `day`, with a 95 % interval; `None` where nobody is followed so long.
    ///
    /// E. L. Kaplan and P. Meier, Journal of the American Statistical Association 53 (1958), 457-481; of spells of the same
    /// length, those with the event come first. The interval is Greenwood's on the scale of `ln(-ln S)` (J. D. Kalbfleisch and
    /// R. L. Prentice, The Statistical Analysis of Failure Time Data, 2nd edition 2002, section 1.4); where all or none have ended,
    /// Wilson's, of those who were followed to the day of the last event or to `day`.
    #[must_use]
    pub fn ended_by(&self, day: usize) -> Option<RateEstimate> {
        let mut at_risk: u64 = self.ended.iter().chain(&self.unseen).sum();
        let (mut survival, mut greenwood, mut last_at_risk) = (1.0, 0.0, 0);
        for (ended, unseen) in self.ended.iter().zip(&self.unseen).take(day + 1) {
            last_at_risk = at_risk;
            if at_risk == 0 {
                break;
            }
            let (events, n) = (*ended as f64, at_risk as f64);
            survival *= 1.0 - events / n;
            greenwood += events / (n * (n - events));
            if survival <= 0.0 {
                break;
            }
            at_risk -= ended + unseen;
        }
        if last_at_risk == 0 {
            return None;
        }
        let value = 1.0 - survival;
        let interval = if survival >= 1.0 {
            wilson(0, last_at_risk, Confidence::NINETY_FIVE)
        } else if survival <= 0.0 {
            wilson(last_at_risk, last_at_risk, Confidence::NINETY_FIVE)
        } else {
            Some(log_log(survival, greenwood))
        };
        Some(RateEstimate { value, interval, quartiles: None })
    }
}

/// The interval of the share that has ended.
fn log_log(survival: f64, greenwood: f64) -> Interval {
    let error = greenwood.sqrt() / -libm::log(survival);
    let end = |sign: f64| {
        let power = libm::exp(sign * Confidence::NINETY_FIVE.normal() * error);
        1.0 - libm::pow(survival, power)
    };
    Interval { low: end(-1.0), high: end(1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Weeks of remission of 21 patients under 6-mercaptopurine (E. J. Freireich and others, Blood 21 (1963), 699-716), the
    /// textbook example: the sign says whether the end was seen.
    const REMISSIONS: [(f64, bool); 21] = [
        (6.0, true),
        (6.0, true),
        (6.0, true),
        (6.0, false),
        (7.0, true),
        (9.0, false),
        (10.0, true),
        (10.0, false),
        (11.0, false),
        (13.0, true),
        (16.0, true),
        (17.0, false),
        (19.0, false),
        (20.0, false),
        (22.0, true),
        (23.0, true),
        (25.0, false),
        (32.0, false),
        (32.0, false),
        (34.0, false),
        (35.0, false),
    ];

    fn table(spells: &[(f64, bool)]) -> LifeTable {
        let mut table = LifeTable::new(100);
        spells.iter().for_each(|(length, seen)| table.add(seen.then_some(*length), *length));
        table
    }

    #[test]
    fn remissions_have_their_published_curve() {
        let table = table(&REMISSIONS);
        for (week, survival) in
            [(5, 1.0), (6, 0.8571), (7, 0.8067), (10, 0.7529), (13, 0.6902), (22, 0.5378), (35, 0.4482)]
        {
            let found = table.ended_by(week).expect("followed");
            assert!((1.0 - found.value - survival).abs() < 5e-5, "week {week}: {found:?}");
        }
        assert_eq!(table.ended_by(36), None, "nobody is followed so long");
    }

    /// By hand at week 10: S = .7529, Greenwood's sum 3/(21 18) + 1/(17 16) + 1/(15 14) = .016375, so that
    /// the error on the scale of ln(-ln S) is .12797 / .28382 = .45087 and S lies between S^2.4199 and S^.41324.
    #[test]
    fn the_interval_is_that_added_up_by_hand() {
        let interval = table(&REMISSIONS).ended_by(10).and_then(|found| found.interval).expect("an interval");
        assert!((interval.low - (1.0 - 0.8893)).abs() < 2e-4, "{interval:?}");
        assert!((interval.high - (1.0 - 0.5031)).abs() < 2e-4, "{interval:?}");
    }

    #[test]
    fn parts_of_a_day_count_for_nobody_who_is_not_seen_through_it() {
        let mut table = LifeTable::new(10);
        table.add(Some(2.2), 9.0);
        table.add(None, 2.9);
        table.add(None, 3.0);
        table.add(Some(12.0), 20.0);
        let found = table.ended_by(3).expect("followed");
        assert!((found.value - 1.0 / 3.0).abs() < 1e-12, "{found:?}");
        assert_eq!(table.ended_by(2).expect("followed").value, 0.0);
    }

    #[test]
    fn merged_parts_are_the_whole() {
        for cut in 0..=REMISSIONS.len() {
            let (first, second) = REMISSIONS.split_at(cut);
            let mut merged = table(first);
            merged.merge(&table(second));
            assert_eq!(merged, table(&REMISSIONS));
        }
    }

    #[test]
    fn a_table_comes_back_from_its_spells_and_no_other_list_is_taken_for_one() {
        let days = table(&[]).ended.len() - 1;
        let own = table(&REMISSIONS);
        assert_eq!(LifeTable::of_spells(days, &own.spells(), 21), Some(own.clone()));
        assert_eq!(LifeTable::of_spells(days, &own.spells(), 20), None, "more spells than there can be");
        for wrong in [
            [[7, 1, 0], [6, 1, 0]],
            [[6, 1, 0], [6, 1, 0]],
            [[6, 1, 0], [1 << 40, 1, 0]],
            [[6, u64::MAX, 1], [7, 1, 0]],
        ] {
            assert_eq!(LifeTable::of_spells(days, &wrong, 21), None, "{wrong:?}");
        }
    }

    #[test]
    fn shares_of_nothing_and_of_all_have_wilsons_interval() {
        let none = table(&[(5.0, false); 20]).ended_by(4).and_then(|found| found.interval).expect("an interval");
        let all = table(&[(5.0, true); 20]).ended_by(7).expect("ended");
        assert!((none.low, all.value) == (0.0, 1.0) && (none.high - 0.1611).abs() < 5e-5);
        assert!(all.interval.is_some_and(|all| (all.low - 0.8389).abs() < 5e-5 && all.high == 1.0));
        assert_eq!(LifeTable::new(5).ended_by(0), None);
    }
}
