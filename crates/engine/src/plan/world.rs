//! What the numbers of one world imply: the constants that its trials read at every step.
//!
//! Derived once for a plan without uncertain values, else once per trial. Times are days, hazards
//! per step, stakes scaled.

use super::model::{MONTH_DAYS, Plan, WEEK_DAYS};
use super::money::frozen;
use super::rung_terms::{Conduct, InstanceTerms, derive_ladder};
use crate::domain::{Money, Role};
use crate::math::logit;
use crate::parameter::{BodyNumbers, Numbers, OpeningNumbers, PartyNumbers, SignOffNumbers, given};
use crate::random::Chance;
use crate::rule::belief::{self};
use crate::rule::{confrontation, sign_off, tension};

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
    /// The logarithm of the share that stays.
    pub spending_log: f64,
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
        self.spending_log = libm::log1p(-self.spending);
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
        self.ladder[index].conduct(plan, &self.numbers, index)[party].as_ref()
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
