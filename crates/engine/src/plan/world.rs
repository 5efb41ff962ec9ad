//! What the numbers of one world imply: the constants that its trials read at every step.
//!
//! Derived once for a plan without uncertain values, else once per trial. Times are days, hazards
//! per step, stakes scaled.

use super::model::{Plan, RungInstance};
use crate::domain::{FirstMover, Money, Role};
use crate::math::logit;
use crate::parameter::{
    BodyNumbers, ConcessionNumbers, Numbers, OpeningNumbers, PartyNumbers, RungNumbers, SignOffNumbers, given,
};
use crate::random::Chance;
use crate::rule::acceptance::{self, Terms};
use crate::rule::belief::{self, Signal};
use crate::rule::compliance::{self, Temptation};
use crate::rule::{confrontation, sign_off, stake, tension};
use std::cell::OnceCell;

/// Days in a week.
pub const WEEK_DAYS: f64 = 7.0;
/// Days in a month.
pub const MONTH_DAYS: f64 = 30.0;

/// The constants of one world.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct World {
    /// Sender, then target.
    pub party: [PartyTerms; 2],
    /// The numbers that it was derived from.
    pub numbers: Numbers,
    /// One per rung instance, in ladder order.
    pub ladder: Vec<InstanceTerms>,
    /// One per body.
    pub body: Vec<SignOffTerms>,
    /// Attacks per unit of stake and month under way, one per spoiler.
    pub attack_rate: Vec<f64>,
    /// Weights of the sign-off rule.
    pub sign_off: SignOffNumbers,
    /// a: ambiguity.
    pub ambiguity: f64,
    /// Length of a step in months.
    pub step_months: f64,
    /// Factor on tension, objections and capital per step.
    pub decay: f64,
    /// Tension added per unit of severity: `J * xi`.
    pub jump: f64,
    /// Incidents per step at rest.
    pub incidents: f64,
    /// beta_X, of the rate of incidents at rest.
    pub breeding: f64,
    /// Factor on incidents while the channel is open and not suspended.
    pub calming: f64,
    /// Probability that a serious incident is laid at a party's door.
    pub attribution: Chance,
    /// Hazard of confrontation per step at rest.
    pub confrontation: f64,
    /// Pinned chance of confrontation per step, which nothing raises or lowers.
    pub confrontation_pin: Option<Chance>,
    /// g_L per month.
    pub instability_growth: f64,
    /// beta_M.
    pub mediator_calming: f64,
    /// beta_art.
    pub artificial_incentive: f64,
    /// Factor on the mediator's influence per step once the channel has closed.
    pub mediator_decay: f64,
    /// Whether any party may renege on anything.
    pub reneging: bool,
    /// F0.
    pub frozen: Money,
    /// Share of unspent money that leaves per step.
    pub spending: f64,
    /// kdiv.
    pub diverted_share: f64,
    /// psi.
    pub diversion_weight: f64,
    /// omega.
    pub relief_lowers_pressure: f64,
    /// What one check costs, billions of US dollars.
    pub check_cost: f64,
    /// Days without a rung coming into force after which the channel lapses.
    pub lapse_days: f64,
    /// Days after which an uncured dispute makes the channel dormant.
    pub dispute_limit_days: f64,
    /// Hazard per step that a dormant channel resumes.
    pub resumption: f64,
    /// Disputes at which a party leaves; infinite if never.
    pub disputes_before_exit: f64,
    /// Failed tries at one rung at which a party leaves; infinite if never.
    pub tries_per_rung: f64,
    /// How things stand at the start.
    pub opening: OpeningNumbers,
}

/// The constants of one party.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PartyTerms {
    /// The party's numbers.
    pub numbers: PartyNumbers,
    /// First belief in the other, log-odds.
    pub first_belief: f64,
    /// The same as a probability.
    pub first_trust: f64,
    /// Days per unit of turnover hazard; infinite where there is none.
    pub turnover_days: f64,
    /// Factor per step on the hazard of reneging on a duty in force.
    pub renege_decay: f64,
    /// Chance that a body votes as the party's others do.
    pub unity: Chance,
}

/// The constants of one body.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SignOffTerms {
    /// sigma.
    pub leaning: f64,
    /// Mean review, days.
    pub review_days: f64,
    /// Wait after a veto, days.
    pub veto_wait_days: f64,
    /// Pinned probability of approval.
    pub approval: Option<Chance>,
}

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

impl World {
    /// Derives the constants of `numbers` under `plan`.
    #[must_use]
    pub fn derive(plan: &Plan, numbers: &Numbers) -> Self {
        let mut world = Self { numbers: numbers.clone(), ..Self::default() };
        world.ladder.resize(plan.ladder.len(), InstanceTerms::default());
        world.derive_again(plan);
        world
    }

    /// Derives the constants afresh from its numbers, which have changed.
    pub fn derive_again(&mut self, plan: &Plan) {
        let numbers = &self.numbers;
        let (escalation, step_months) = (&numbers.escalation, plan.step_days / MONTH_DAYS);
        let decay = tension::decay(plan.step_days, escalation.half_life_weeks * WEEK_DAYS);
        let spending_days = numbers.money.spending_weeks * WEEK_DAYS;
        let limit = |of: fn(&PartyNumbers) -> f64| {
            numbers.party.iter().filter_map(|party| given(of(party))).fold(f64::INFINITY, f64::min)
        };
        self.party = numbers.party.map(|numbers| party(numbers, plan.step_days));
        self.reneging = numbers.party.iter().any(|party| party.renege_per_month > 0.0);
        self.body.clear();
        self.body.extend(numbers.body.iter().map(body));
        self.attack_rate.clear();
        self.attack_rate.extend(numbers.spoiler.iter().map(|spoiler| spoiler.attacks_per_month));
        self.sign_off = numbers.sign_off;
        self.ambiguity = numbers.messaging.ambiguity;
        self.step_months = step_months;
        self.decay = decay;
        self.jump = tension::jump_factor(decay) * escalation.tension_per_severity;
        let (at_rest, breeding) = tension::Incidents {
            per_month: escalation.incidents_per_month,
            branching: escalation.branching,
            tension_per_severity: escalation.tension_per_severity,
            half_life_months: escalation.half_life_weeks * WEEK_DAYS / MONTH_DAYS,
        }
        .at_rest();
        (self.incidents, self.breeding) = (at_rest * step_months, breeding);
        self.calming = libm::exp(-escalation.channel_calms_incidents);
        self.attribution = Chance::of(escalation.attribution);
        self.confrontation = escalation.danger * escalation.confrontation_per_month * step_months;
        self.confrontation_pin =
            given(escalation.confrontation_per_step).map(|pin| Chance::of_hazard(confrontation::hazard_of(pin)));
        self.instability_growth = escalation.instability_per_month;
        self.mediator_calming = numbers.mediator.calming;
        self.artificial_incentive = numbers.mediator.artificial_incentive;
        self.mediator_decay = tension::decay(plan.step_days, numbers.mediator.influence_half_life_months * MONTH_DAYS);
        self.frozen = frozen(plan, numbers);
        self.spending = -libm::expm1(-plan.step_days / spending_days);
        self.diverted_share = numbers.money.diverted_share;
        self.diversion_weight = numbers.money.diversion_feeds_instability;
        self.relief_lowers_pressure = numbers.money.relief_lowers_pressure;
        self.check_cost = numbers.verification.cost_per_check_usd_bn;
        self.lapse_days = numbers.ladder.lapse_weeks * WEEK_DAYS;
        self.dispute_limit_days = numbers.dispute.limit_weeks * WEEK_DAYS;
        self.resumption = numbers.ladder.resume_per_month * step_months;
        self.disputes_before_exit = limit(|party| party.disputes_before_exit);
        self.tries_per_rung = limit(|party| party.tries_per_rung);
        self.opening = numbers.opening;
        derive_ladder(plan, numbers, &mut self.ladder);
    }

    /// How `party` conducts itself on the rung instance at `index` of the ladder; `None` where it gives nothing there.
    #[inline]
    #[must_use]
    pub fn conduct(&self, plan: &Plan, index: usize, party: usize) -> Option<&Conduct> {
        let terms = &self.ladder[index];
        let both = terms.conduct.get_or_init(|| {
            let instance = &plan.ladder[index];
            View { plan, numbers: &self.numbers, instance, stake: terms.stake }.conduct(terms.future)
        });
        both[party].as_ref()
    }

    /// The chance that `objector` registers an objection to the declared rung at `rung`.
    #[must_use]
    pub fn objection(&self, rung: usize, objector: usize) -> Chance {
        let (rung, objector) = (&self.numbers.rung[rung], &self.numbers.objector[objector]);
        Chance::of(sign_off::objection_probability(objector.propensity, rung.salience))
    }
}

fn party(numbers: PartyNumbers, step_days: f64) -> PartyTerms {
    let first_belief = belief::held(logit(numbers.trusts_other));
    PartyTerms {
        numbers,
        first_belief,
        first_trust: belief::trust(first_belief),
        turnover_days: MONTH_DAYS / numbers.turnover_per_month,
        renege_decay: tension::decay(step_days, numbers.renege_half_life_months * MONTH_DAYS),
        unity: Chance::of(numbers.unity),
    }
}

fn body(numbers: &BodyNumbers) -> SignOffTerms {
    SignOffTerms {
        leaning: numbers.leaning,
        review_days: numbers.review_weeks * WEEK_DAYS,
        veto_wait_days: given(numbers.veto_wait_weeks).unwrap_or(2.0 * numbers.review_weeks) * WEEK_DAYS,
        approval: given(numbers.approval).map(Chance::of),
    }
}

impl Plan {
    /// The largest frozen total that any trial can have, for the grids on which funds are counted: every
    /// uncertain value at its upper end (at its 99.9 % quantile where it has none).
    #[must_use]
    pub fn largest_frozen(&self) -> Money {
        let mut numbers = self.numbers.clone();
        for value in &self.uncertain {
            let end = value.distribution.support().1;
            let high = if end.is_finite() { end } else { value.distribution.quantile(0.999) };
            for number in &value.numbers {
                number.set(&mut numbers, high);
            }
        }
        frozen(self, &numbers)
    }
}

/// The frozen total: as given, or what the ladder moves; never less than the latter.
fn frozen(plan: &Plan, numbers: &Numbers) -> Money {
    let moved = plan.ladder.iter().fold(Money::ZERO, |sum, instance| {
        sum + Role::ALL.iter().fold(Money::ZERO, |both, role| both + money(plan, numbers, instance, *role))
    });
    given(numbers.money.frozen_usd_bn).map_or(moved, Money::from_usd_bn).max(moved)
}

/// The money that one party moves on one instance; tranches add up to the whole dollar.
fn money(plan: &Plan, numbers: &Numbers, instance: &RungInstance, role: Role) -> Money {
    if plan.rungs[instance.rung].gives[role.index()].is_none() {
        return Money::ZERO;
    }
    let whole = Money::from_usd_bn(numbers.rung[instance.rung].concession[role.index()].money_usd_bn);
    let tranches = i64::from(instance.tranches);
    let equal = whole.0 / tranches;
    Money(if i64::from(instance.tranche) + 1 == tranches { whole.0 - equal * (tranches - 1) } else { equal })
}

fn derive_ladder(plan: &Plan, numbers: &Numbers, ladder: &mut [InstanceTerms]) {
    for (terms, instance) in ladder.iter_mut().zip(&plan.ladder) {
        let own = given(numbers.rung[instance.rung].stake);
        terms.stake = stake::raw(own, numbers.ladder.stake_growth, instance.place(numbers), instance.tranches);
    }
    let sum: f64 = ladder.iter().map(|terms| terms.stake).sum();
    for (terms, instance) in ladder.iter_mut().zip(&plan.ladder) {
        let stake = stake::scaled(terms.stake, sum, numbers.ladder.total_stake);
        *terms = View { plan, numbers, instance, stake }.terms();
    }
    // What the ladder holds for a party: net gains of the instances above each.
    let mut above = [0.0; 2];
    for (terms, instance) in ladder.iter_mut().zip(&plan.ladder).rev() {
        terms.future = above;
        let view = View { plan, numbers, instance, stake: terms.stake };
        for role in Role::ALL {
            let received = view.concession(role.other()).map(|theirs| theirs.value_ratio);
            above[role.index()] += stake::net_gain(terms.stake, received, view.gives(*role));
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

/// The hazards with which a party in dispute cures, a month: of its trustworthy and of its exploiting type.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CureRates {
    /// Trustworthy.
    pub trustworthy: f64,
    /// Exploiter.
    pub exploiter: f64,
}

impl CureRates {
    /// The rate of one type.
    #[must_use]
    pub fn of(&self, trustworthy: bool) -> f64 {
        if trustworthy { self.trustworthy } else { self.exploiter }
    }
}

impl World {
    /// Cure rates of `role` where `next` is the instance next to offer: an exploiter cures slower by
    /// the ratio of compliance there (1 where it gives nothing there or no rung is left).
    #[must_use]
    pub fn cure_rates(&self, plan: &Plan, role: Role, next: usize) -> CureRates {
        let party = &self.party[role.index()].numbers;
        let trustworthy = party.cure_per_month * party.contrition;
        let conduct = (next < self.ladder.len()).then(|| self.conduct(plan, next, role.index())).flatten();
        let ratio = conduct.map_or(1.0, |own| {
            if own.comply_trustworthy > 0.0 { own.comply_exploiter / own.comply_trustworthy } else { 1.0 }
        });
        CureRates { trustworthy, exploiter: trustworthy * ratio }
    }
}
