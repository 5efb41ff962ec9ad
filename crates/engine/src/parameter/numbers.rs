//! Every number of a scenario as a plain typed field.
//!
//! One [`Numbers`] is one world: a trial copies the plan's numbers, overwrites the uncertain ones
//! with what it drew, and reads the rest as it stands. Units are in the field names. A field marked
//! *optional* is NaN where the scenario does not give it; [`given`] reads it.
//!
//! What a number means to an analyst, its range, default and source, stands in the registry.

use super::NumberId;
use super::registry::TableName;

/// The value of an optional number: `None` where it was not given (NaN).
#[must_use]
pub fn given(number: f64) -> Option<f64> {
    if number.is_nan() { None } else { Some(number) }
}

/// All numbers of one world.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Numbers {
    /// Sender, then target.
    pub party: [PartyNumbers; 2],
    /// The mediator.
    pub mediator: MediatorNumbers,
    /// Bodies that sign, in order of their ids.
    pub body: Vec<BodyNumbers>,
    /// Regional objectors, in order of their ids.
    pub objector: Vec<ObjectorNumbers>,
    /// Spoilers, in order of their ids.
    pub spoiler: Vec<SpoilerNumbers>,
    /// Changes of government that have a date, in order of their ids.
    pub turnover: Vec<TurnoverNumbers>,
    /// The ladder as a whole.
    pub ladder: LadderNumbers,
    /// Declared rungs (before `repeat` and `tranches`), in order of their ids.
    pub rung: Vec<RungNumbers>,
    /// Sign-off at home.
    pub sign_off: SignOffNumbers,
    /// Messaging.
    pub messaging: MessagingNumbers,
    /// Disputes.
    pub dispute: DisputeNumbers,
    /// Escalation and the deep dispute.
    pub escalation: EscalationNumbers,
    /// The frozen funds.
    pub money: MoneyNumbers,
    /// Verification.
    pub verification: VerificationNumbers,
    /// How things stand at the start.
    pub opening: OpeningNumbers,
}

impl Numbers {
    /// How many elements `table` has: actors, rungs, two concessions a rung; one where it stands for the whole scenario.
    #[must_use]
    pub fn elements(&self, table: TableName) -> usize {
        match table {
            TableName::Party => self.party.len(),
            TableName::Body => self.body.len(),
            TableName::Objector => self.objector.len(),
            TableName::Spoiler => self.spoiler.len(),
            TableName::Turnover => self.turnover.len(),
            TableName::Rung => self.rung.len(),
            TableName::Concession => 2 * self.rung.len(),
            _ => 1,
        }
    }

    /// Whether all numbers are the same to the bit; an optional one that neither gives is.
    #[must_use]
    pub fn says_the_same_as(&self, other: &Self) -> bool {
        let (mut own, mut other) = (self.clone(), other.clone());
        TableName::ALL.iter().all(|table| own.elements(*table) == other.elements(*table))
            && NumberId::all(self).all(|number| number.of(&mut own).to_bits() == number.of(&mut other).to_bits())
    }
}

/// Numbers of one party.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PartyNumbers {
    /// pi: true probability that the party is trustworthy.
    pub trustworthy: f64,
    /// mu0: what the party at first believes of the other.
    pub trusts_other: f64,
    /// h: how much more a trustworthy party honours its word, log-odds.
    pub honour_gap: f64,
    /// tau: temptation to cheat per unit of stake.
    pub temptation: f64,
    /// delta: weight of the rest of the ladder in today's decision.
    pub future_weight: f64,
    /// lam: precision of acceptance, log-odds per unit of belief.
    pub acceptance_precision: f64,
    /// o: mean over-claim of a trustworthy party per announcement, in promises.
    pub over_claim: f64,
    /// o_gap: by what ratio an exploiter over-claims more.
    pub over_claim_excess: f64,
    /// P: pressure on the party to settle, at the start.
    pub pressure: f64,
    /// h_turn: hazard of a change of government.
    pub turnover_per_month: f64,
    /// Probability that a body votes as its party's others do.
    pub unity: f64,
    /// p_rev: probability that a new government leaves the channel.
    pub exit_on_turnover: f64,
    /// cont: probability that the type survives a change of government.
    pub type_kept_on_turnover: f64,
    /// h_ren: hazard that an exploiter openly takes back a fully reversible duty that has just come into force.
    pub renege_per_month: f64,
    /// T_ren: time in force after which that hazard has halved.
    pub renege_half_life_months: f64,
    /// chi: share of attacks from its own camp that a trustworthy party suppresses.
    pub spoiler_control: f64,
    /// phi: probability that the party forgives an alarm about the other.
    pub forgiveness: f64,
    /// c: hazard with which a trustworthy party cures its breach.
    pub cure_per_month: f64,
    /// Factor on the party's own cure hazard.
    pub contrition: f64,
    /// Pin, optional: probability that the party cures at once; otherwise it never cures.
    pub cure: f64,
    /// Number of disputes at which the party leaves, optional (never).
    pub disputes_before_exit: f64,
    /// Number of failed tries at one rung at which the party leaves, optional (never).
    pub tries_per_rung: f64,
}

/// Numbers of the mediator.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MediatorNumbers {
    /// beta_M: how far an engaged mediator lowers the log hazard of confrontation.
    pub calming: f64,
    /// T_M: half-life of the mediator's influence after the channel closed.
    pub influence_half_life_months: f64,
    /// beta_art: how far a deal struck under a mediator's influence suffers when that influence fades.
    pub artificial_incentive: f64,
}

/// Numbers of one body that must sign.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct BodyNumbers {
    /// sigma: the body's own leaning, log-odds of approval.
    pub leaning: f64,
    /// T_rev: mean length of a review.
    pub review_weeks: f64,
    /// Wait after this body's veto before the rung may be offered again; optional (twice the mean review).
    pub veto_wait_weeks: f64,
    /// Pin, optional: probability of approval per review.
    pub approval: f64,
}

/// Numbers of one regional objector.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ObjectorNumbers {
    /// eta: propensity to object per unit of salience.
    pub propensity: f64,
}

/// Numbers of one spoiler.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SpoilerNumbers {
    /// h_sp: attacks per month and unit of stake under way.
    pub attacks_per_month: f64,
}

/// Numbers of one dated change of government.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TurnoverNumbers {
    /// Probability that the government changes on that day.
    pub probability: f64,
}

/// Numbers of the ladder as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LadderNumbers {
    /// S: sum of all scaled stakes.
    pub total_stake: f64,
    /// g: growth of the stake from rung to rung.
    pub stake_growth: f64,
    /// Weeks without a rung coming into force after which the channel lapses, so that it is dormant.
    pub lapse_weeks: f64,
    /// h_res: hazard that a dormant channel resumes.
    pub resume_per_month: f64,
    /// beta_P: how far relief of pressure hardens a party against structural rungs.
    pub pressure_weight: f64,
}

/// Numbers of one declared rung.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RungNumbers {
    /// x: stake before scaling, optional (`stake_growth` to the power of the position).
    pub stake: f64,
    /// Position by which the stake grows, from 0, optional (its own in the ladder).
    pub place: f64,
    /// dL: relief of the deep dispute while honoured (structural rungs).
    pub relief: f64,
    /// w: reluctance to accept (structural rungs), log-odds.
    pub reluctance: f64,
    /// Salience for objectors.
    pub salience: f64,
    /// T_imp: mean time from the last approval to delivery.
    pub implementation_weeks: f64,
    /// Time from delivery to the check.
    pub check_lag_weeks: f64,
    /// Days between renewals once in force, optional (never renewed).
    pub renewal_days: f64,
    /// Renewals after which no more fall due, optional (without end).
    pub renewals: f64,
    /// What the sender and the target give; unread where a party gives nothing.
    pub concession: [ConcessionNumbers; 2],
}

/// Numbers of one concession.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ConcessionNumbers {
    /// nu: worth to the receiver per unit of cost to the giver.
    pub value_ratio: f64,
    /// Money that it moves, for the rung as a whole.
    pub money_usd_bn: f64,
    /// Share of that money held in escrow.
    pub escrow_share: f64,
    /// rho: share that can be taken back.
    pub reversible: f64,
    /// d: probability that a breach is seen, before ambiguity.
    pub detection: f64,
    /// alpha: probability that compliance is taken for a breach.
    pub false_alarm: f64,
    /// kappa: how contested it is at home.
    pub contention: f64,
    /// Pin, optional: probability that a trustworthy giver complies.
    pub compliance_trustworthy: f64,
    /// Pin, optional: probability that an exploiting giver complies.
    pub compliance_exploiter: f64,
    /// Pin, optional: probability that the giver accepts the rung.
    pub acceptance: f64,
}

/// Numbers of sign-off at home, shared by all bodies.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SignOffNumbers {
    /// s0: log-odds of approval before anything else counts.
    pub intercept: f64,
    /// beta_a: what ambiguity of terms buys.
    pub ambiguity_weight: f64,
    /// beta_k: what contention costs.
    pub contention_weight: f64,
    /// beta_O: what registered objections cost.
    pub objection_weight: f64,
    /// beta_C: what a record of promises kept buys.
    pub credibility_weight: f64,
    /// beta_W: what political capital buys.
    pub capital_weight: f64,
}

/// Numbers of messaging.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MessagingNumbers {
    /// a: ambiguity of the terms.
    pub ambiguity: f64,
}

/// Numbers of disputes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DisputeNumbers {
    /// K: weeks after which an uncured dispute makes the channel dormant.
    pub limit_weeks: f64,
}

/// Numbers of escalation and the deep dispute.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct EscalationNumbers {
    /// h_inc: incidents per month in the long run and without a channel.
    pub incidents_per_month: f64,
    /// b_inc: further incidents that one incident brings.
    pub branching: f64,
    /// beta_ch: how far an open channel calms incidents.
    pub channel_calms_incidents: f64,
    /// xi: tension added per unit of severity.
    pub tension_per_severity: f64,
    /// T_half: half-life of tension, of objections and of political capital.
    pub half_life_weeks: f64,
    /// attr: probability that a serious incident is laid at a party's door.
    pub attribution: f64,
    /// h_conf: hazard of confrontation at rest, between rivals on average.
    pub confrontation_per_month: f64,
    /// D: factor on it for these two.
    pub danger: f64,
    /// Pin, optional: probability of confrontation per step.
    pub confrontation_per_step: f64,
    /// g_L: growth of latent instability.
    pub instability_per_month: f64,
}

/// Numbers of the frozen funds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MoneyNumbers {
    /// F0: the frozen total, optional (the sum that the ladder moves).
    pub frozen_usd_bn: f64,
    /// kdiv: share of usable spending that is diverted.
    pub diverted_share: f64,
    /// Mean time until released money is spent.
    pub spending_weeks: f64,
    /// psi: instability added when the whole frozen total has been diverted.
    pub diversion_feeds_instability: f64,
    /// omega: how far money released lowers the target's pressure.
    pub relief_lowers_pressure: f64,
}

/// Numbers of verification.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct VerificationNumbers {
    /// What one check costs.
    pub cost_per_check_usd_bn: f64,
}

/// How things stand at the start.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct OpeningNumbers {
    /// X: tension.
    pub tension: f64,
    /// Time since a rung last came into force.
    pub idle_weeks: f64,
    /// Promises of sender and target that count as kept.
    pub kept: [f64; 2],
    /// Promises of sender and target that count as broken.
    pub broken: [f64; 2],
}
