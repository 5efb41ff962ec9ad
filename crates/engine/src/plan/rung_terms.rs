//! What the numbers of one world imply for each rung: its stake, its waits, what is given, how the parties conduct themselves.

use super::model::{MONTH_DAYS, Plan, RungInstance, WEEK_DAYS};
use super::money::money;
use crate::domain::{FirstMover, Money, Role};
use crate::math::OrderlessSum;
use crate::parameter::{ConcessionNumbers, Numbers, RungNumbers, given};
use crate::random::Chance;
use crate::rule::acceptance::{self, Terms};
use crate::rule::belief::{self, Signal};
use crate::rule::compliance::{self, Temptation};
use crate::rule::stake;
use std::cell::OnceCell;

/// The constants of one rung instance.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct InstanceTerms {
    /// Scaled stake xh.
    pub stake: f64,
    /// Relief dL of this instance, 0 where not structural.
    pub relief: f64,
    /// Mean time to delivery, days.
    pub implementation_days: f64,
    /// From delivery to check, days.
    pub check_lag_days: f64,
    /// Days between renewals; infinite if never renewed.
    pub renewal_days: f64,
    /// Renewals after which no more fall due; infinite if without end.
    pub renewals: f64,
    /// Whether no body that must sign takes time over its review.
    pub reviewed_at_once: bool,
    /// Largest contention of its concessions.
    pub contention: f64,
    /// Sender's side, target's side; `None` where the party gives nothing.
    pub side: [Option<SideTerms>; 2],
    /// What the instances above it hold for sender and target.
    future: [f64; 2],
    /// How they conduct themselves: worked out when first asked for, as most trials reach few rungs.
    conduct: OnceCell<[Option<Conduct>; 2]>,
}

impl InstanceTerms {
    /// How both parties conduct themselves on this instance, the one at `index` of the ladder.
    #[inline]
    pub(super) fn conduct(&self, plan: &Plan, numbers: &Numbers, index: usize) -> &[Option<Conduct>; 2] {
        self.conduct.get_or_init(|| {
            let instance = &plan.ladder[index];
            View { plan, numbers, instance, stake: self.stake }.conduct(self.future)
        })
    }
}

/// What one party gives on one rung instance.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SideTerms {
    /// rho.
    pub reversible: f64,
    /// Money that this instance moves.
    pub money: Money,
    /// Share of it held in escrow.
    pub escrow_share: f64,
}

/// How one party conducts itself on one rung instance on which it gives.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Conduct {
    /// When it accepts.
    pub terms: Terms,
    /// Pinned probability of acceptance.
    pub acceptance: Option<Chance>,
    /// Probability that a trustworthy giver complies.
    pub comply_trustworthy: f64,
    /// Probability that an exploiting giver complies.
    pub comply_exploiter: f64,
    /// The same as chances: exploiter, trustworthy.
    pub comply: [Chance; 2],
    /// Of an alarm: `d (1 - a)` about a giver that did not comply, alpha about one that did.
    pub alarm: [Chance; 2],
    /// What the check adds to the other's belief.
    pub signal: Signal,
    /// Hazard per step that an exploiter reneges on it once it has come into force; it fades from then on.
    pub renege: f64,
}

impl Conduct {
    /// Chance of compliance for a type.
    #[inline(always)]
    #[must_use]
    pub fn comply(&self, trustworthy: bool) -> Chance {
        self.comply[usize::from(trustworthy)]
    }

    /// Chance of an alarm about a giver that complied or did not.
    #[inline(always)]
    #[must_use]
    pub fn alarm(&self, complied: bool) -> Chance {
        self.alarm[usize::from(complied)]
    }
}

/// Derives the terms of every rung instance. Sums over the ladder do not hang on the order of its rungs, so that two orders with the same
/// first rungs say the same of these.
pub(super) fn derive_ladder(plan: &Plan, numbers: &Numbers, ladder: &mut [InstanceTerms]) {
    for (terms, instance) in ladder.iter_mut().zip(&plan.ladder) {
        let own = given(numbers.rung[instance.rung].stake);
        terms.stake = stake::raw(own, numbers.ladder.stake_growth, instance.place(numbers), instance.tranches);
    }
    let largest = ladder.iter().map(|terms| terms.stake).fold(0.0, f64::max);
    let mut sum = OrderlessSum::new(largest);
    ladder.iter().for_each(|terms| sum.add(terms.stake));
    for (terms, instance) in ladder.iter_mut().zip(&plan.ladder) {
        let stake = stake::scaled(terms.stake, sum.value(), numbers.ladder.total_stake);
        *terms = View { plan, numbers, instance, stake }.terms();
    }
    // What the ladder holds for a party: net gains of the instances above each. Rungs above that change places change no last digit of it.
    let mut above = [OrderlessSum::new(numbers.ladder.total_stake); 2];
    for (terms, instance) in ladder.iter_mut().zip(&plan.ladder).rev() {
        terms.future = above.map(OrderlessSum::value);
        let view = View { plan, numbers, instance, stake: terms.stake };
        for role in Role::ALL {
            let received = view.concession(role.other()).map(|theirs| theirs.value_ratio);
            above[role.index()].add(stake::net_gain(terms.stake, received, view.gives(*role)));
        }
    }
}

/// One rung instance with what its terms are derived from.
struct View<'a> {
    plan: &'a Plan,
    numbers: &'a Numbers,
    instance: &'a RungInstance,
    stake: f64,
}

impl View<'_> {
    fn rung(&self) -> &RungNumbers {
        &self.numbers.rung[self.instance.rung]
    }

    fn gives(&self, role: Role) -> bool {
        self.plan.rungs[self.instance.rung].gives[role.index()].is_some()
    }

    fn concession(&self, role: Role) -> Option<&ConcessionNumbers> {
        self.gives(role).then(|| &self.rung().concession[role.index()])
    }

    fn terms(&self) -> InstanceTerms {
        let rung = self.rung();
        let declared = &self.plan.rungs[self.instance.rung];
        let side = |role: Role| {
            self.concession(role).map(|own| SideTerms {
                reversible: own.reversible,
                money: money(self.plan, self.numbers, self.instance, role),
                escrow_share: own.escrow_share,
            })
        };
        let contention = Role::ALL.iter().filter_map(|role| self.concession(*role)).map(|own| own.contention);
        InstanceTerms {
            stake: self.stake,
            relief: if declared.structural { rung.relief / f64::from(self.instance.tranches) } else { 0.0 },
            implementation_days: rung.implementation_weeks * WEEK_DAYS,
            check_lag_days: rung.check_lag_weeks * WEEK_DAYS,
            renewal_days: given(rung.renewal_days).unwrap_or(f64::INFINITY),
            renewals: given(rung.renewals).unwrap_or(f64::INFINITY),
            reviewed_at_once: self.is_reviewed_at_once(),
            contention: contention.fold(0.0, f64::max),
            side: [side(Role::Sender), side(Role::Target)],
            future: [0.0; 2],
            conduct: OnceCell::new(),
        }
    }

    fn conduct(&self, future: [f64; 2]) -> [Option<Conduct>; 2] {
        let step_months = self.plan.step_days / MONTH_DAYS;
        let comply = [Role::Sender, Role::Target].map(|role| self.compliance(role, future[role.index()]));
        [Role::Sender, Role::Target].map(|role| {
            self.concession(role).map(|own| {
                let [trustworthy, exploiter] = comply[role.index()];
                let seen = own.detection * (1.0 - self.numbers.messaging.ambiguity);
                Conduct {
                    terms: self.acceptance(role, future[role.index()], comply[role.other().index()]),
                    acceptance: given(own.acceptance).map(Chance::of),
                    comply_trustworthy: trustworthy,
                    comply_exploiter: exploiter,
                    comply: [Chance::of(exploiter), Chance::of(trustworthy)],
                    alarm: [Chance::of(seen), Chance::of(own.false_alarm)],
                    signal: belief::signal(trustworthy, exploiter, own.false_alarm, seen),
                    renege: self.numbers.party[role.index()].renege_per_month
                        * own.reversible
                        * (1.0 - exploiter)
                        * step_months,
                }
            })
        })
    }

    /// See [`InstanceTerms::reviewed_at_once`].
    fn is_reviewed_at_once(&self) -> bool {
        let signing = &self.plan.rungs[self.instance.rung].sign_offs;
        signing.iter().all(|part| self.numbers.body[part.body].review_weeks <= 0.0)
    }

    /// Probability of compliance of the trustworthy and of the exploiting type; where a party gives
    /// nothing, 1 and 0, so that what the other expects is its belief itself.
    fn compliance(&self, role: Role, future: f64) -> [f64; 2] {
        let Some(own) = self.concession(role) else { return [1.0, 0.0] };
        let party = &self.numbers.party[role.index()];
        let other = self.concession(role.other());
        let temptation = Temptation {
            detection: own.detection,
            ambiguity: self.numbers.messaging.ambiguity,
            forfeit: other.map_or(0.0, |theirs| theirs.reversible * theirs.value_ratio * self.stake),
            future: party.future_weight * future,
            gain: party.temptation * self.stake,
        };
        [
            given(own.compliance_trustworthy).unwrap_or_else(|| compliance::probability(&temptation, party.honour_gap)),
            given(own.compliance_exploiter).unwrap_or_else(|| compliance::probability(&temptation, 0.0)),
        ]
    }

    fn acceptance(&self, role: Role, future: f64, other_complies: [f64; 2]) -> Terms {
        let rung = &self.plan.rungs[self.instance.rung];
        let party = &self.numbers.party[role.index()];
        let received = self.concession(role.other()).map(|theirs| theirs.value_ratio);
        let gain = match received {
            Some(ratio) => ratio * self.stake - self.stake,
            None => party.future_weight * future,
        };
        let second = match rung.first_mover {
            FirstMover::Simultaneous => false,
            FirstMover::Sender => role == Role::Target,
            FirstMover::Target => role == Role::Sender,
        };
        let exposure = if second && received.is_some() { 0.0 } else { 1.0 };
        let own = &self.rung().concession[role.index()];
        Terms {
            precision: party.acceptance_precision,
            threshold: acceptance::threshold(gain, self.stake, own.reversible, exposure),
            if_trustworthy: other_complies[0],
            if_exploiter: other_complies[1],
            reluctance: if rung.structural { self.rung().reluctance } else { 0.0 },
            pressure_weight: if rung.structural { self.numbers.ladder.pressure_weight } else { 0.0 },
        }
    }
}
