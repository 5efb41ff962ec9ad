//! What is left of a plan in which nothing feeds back: chances, waits and limits.

use super::refusal::NotFinite;
use super::votes::Votes;
use super::{finite, hazard};
use crate::domain::{FirstMover, Judge, Role, Snapback, Until};
use crate::parameter::given;
use crate::plan::{Plan, World};
use crate::rule::sign_off;

/// A plan in which nothing feeds back. Probabilities are those of the scenario, not rounded to the words of
/// a generator; times are days.
#[derive(Clone, Debug)]
pub struct FinitePlan {
    pub(super) steps: u32,
    pub(super) step_days: f64,
    pub(super) round_steps: u32,
    pub(super) until: Until,
    pub(super) judge: Judge,
    /// Probability that each party is trustworthy; 1 where both its types behave alike.
    pub(super) trustworthy: [f64; 2],
    /// What each party takes back.
    pub(super) snapback: [Snapback; 2],
    /// Probability that a party in dispute cures, which it does at once or never.
    pub(super) cure: [f64; 2],
    pub(super) lapse_days: f64,
    pub(super) limit_days: f64,
    /// Probability that a dormant channel resumes, in each step.
    pub(super) resumes: f64,
    pub(super) disputes_before_exit: Option<u32>,
    pub(super) tries_per_rung: Option<u32>,
    /// Probability of confrontation in each step.
    pub(super) confrontation: Vec<f64>,
    /// One per rung instance.
    pub(super) rungs: Vec<FiniteRung>,
}

/// A rung instance.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FiniteRung {
    pub(super) label: String,
    pub(super) structural: bool,
    /// First, and last, tranche of its rung.
    pub(super) first_tranche: bool,
    pub(super) last_tranche: bool,
    /// Probability that all who give accept; drawn once for good.
    pub(super) accepted: f64,
    /// How the bodies that must sign vote, in order, and the wait after a veto of each.
    pub(super) votes: Votes,
    pub(super) veto_waits: Vec<f64>,
    /// Who delivers on each leg.
    pub(super) legs: Vec<[bool; 2]>,
    pub(super) check_lag_days: f64,
    /// What becomes of each party's delivery, by type: exploiter, trustworthy.
    pub(super) deeds: [[Deed; 2]; 2],
}

/// What can become of a delivery; the three sum to one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Deed {
    /// Complied, and was found clean or forgiven.
    pub(super) kept: f64,
    /// Did not comply, and was not seen or forgiven.
    pub(super) hollow: f64,
    /// An alarm that was not forgiven.
    pub(super) accused: f64,
}

impl FinitePlan {
    /// What is left of `plan`.
    ///
    /// # Errors
    /// [`NotFinite`] where something in it feeds back or takes a random time.
    pub fn of(plan: &Plan) -> Result<Self, NotFinite> {
        let world = World::derive(plan, &plan.numbers);
        finite::check(plan, &world)?;
        let rungs: Vec<FiniteRung> = (0..plan.ladder.len()).map(|index| rung(plan, &world, index)).collect();
        let count = |limit: f64| limit.is_finite().then_some(limit as u32);
        Ok(Self {
            steps: plan.steps,
            step_days: plan.step_days,
            round_steps: plan.round_steps,
            until: plan.until,
            judge: plan.judge,
            trustworthy: [0, 1].map(|party| {
                let alike = rungs.iter().all(|rung| rung.deeds[party][0] == rung.deeds[party][1]);
                if alike { 1.0 } else { world.party[party].numbers.trustworthy }
            }),
            snapback: [plan.parties[0].snapback, plan.parties[1].snapback],
            cure: [0, 1].map(|party| given(world.party[party].numbers.cure).unwrap_or(0.0)),
            lapse_days: world.lapse_days,
            limit_days: world.dispute_limit_days,
            resumes: -libm::expm1(-world.resumption),
            disputes_before_exit: count(world.disputes_before_exit),
            tries_per_rung: count(world.tries_per_rung),
            confrontation: hazard::by_step(plan, &world),
            rungs,
        })
    }

    /// Whether anything that is in force can be taken back while the channel is open.
    pub(super) fn reverses(&self) -> bool {
        self.snapback != [Snapback::Nothing; 2]
    }

    /// Whether it matters to the outcome that `rung` is honoured.
    pub(super) fn reads_truth(&self, rung: usize) -> bool {
        self.judge == Judge::Truth && self.rungs[rung].structural
    }

    /// The widest scope of those who are aggrieved by the parties `accused`.
    pub(super) fn scope(&self, accused: [bool; 2]) -> Snapback {
        let scopes = (0..2).filter(|&party| accused[party]).map(|party| self.snapback[1 - party]);
        scopes.max().unwrap_or(Snapback::Nothing)
    }

    /// Probability that all who are `accused` cure.
    pub(super) fn all_cure(&self, accused: [bool; 2]) -> f64 {
        (0..2).filter(|&party| accused[party]).map(|party| self.cure[party]).product()
    }
}

fn rung(plan: &Plan, world: &World, index: usize) -> FiniteRung {
    let instance = &plan.ladder[index];
    let (declared, numbers) = (&plan.rungs[instance.rung], &plan.numbers.rung[instance.rung]);
    let terms = &world.ladder[index];
    let gives = [0, 1].map(|party| terms.side[party].is_some());
    let acceptance = (0..2).filter(|&party| gives[party]).map(|party| numbers.concession[party].acceptance);
    let votes = declared.sign_offs.iter().map(|part| {
        let pinned = given(plan.numbers.body[part.body].approval);
        let party = plan.bodies[part.body].role.index();
        (party, pinned.unwrap_or_else(|| approval(world, part.body, terms.contention)))
    });
    let unity = [0, 1].map(|party| world.party[party].numbers.unity);
    let veto_waits = declared.sign_offs.iter().map(|part| world.body[part.body].veto_wait_days);
    FiniteRung {
        label: instance.label.clone(),
        structural: declared.structural,
        first_tranche: instance.tranche == 0,
        last_tranche: instance.tranche + 1 == instance.tranches,
        accepted: acceptance.product(),
        votes: Votes::new(unity, &votes.collect::<Vec<_>>()),
        veto_waits: veto_waits.collect(),
        legs: legs(declared.first_mover, gives),
        check_lag_days: terms.check_lag_days,
        deeds: [Role::Sender, Role::Target].map(|role| deeds(plan, world, index, role)),
    }
}

/// Probability of approval where nothing that changes counts.
fn approval(world: &World, body: usize, contention: f64) -> f64 {
    let file = sign_off::File {
        leaning: world.body[body].leaning,
        ambiguity: world.ambiguity,
        contention,
        objections: 0.0,
        credibility: 0.5,
        capital: 0.0,
    };
    sign_off::probability(&world.sign_off, &file)
}

fn legs(first_mover: FirstMover, gives: [bool; 2]) -> Vec<[bool; 2]> {
    match (first_mover, gives) {
        (FirstMover::Sender, [true, true]) => vec![[true, false], [false, true]],
        (FirstMover::Target, [true, true]) => vec![[false, true], [true, false]],
        _ => vec![gives],
    }
}

fn deeds(plan: &Plan, world: &World, index: usize, role: Role) -> [Deed; 2] {
    let Some(conduct) = world.conduct(plan, index, role.index()) else {
        return [Deed { kept: 1.0, ..Deed::default() }; 2];
    };
    let own = &plan.numbers.rung[plan.ladder[index].rung].concession[role.index()];
    let held = 1.0 - world.party[role.other().index()].numbers.forgiveness;
    let seen = own.detection * (1.0 - world.ambiguity);
    [conduct.comply_exploiter, conduct.comply_trustworthy].map(|complies| Deed {
        kept: complies * (1.0 - own.false_alarm * held),
        hollow: (1.0 - complies) * (1.0 - seen * held),
        accused: complies * own.false_alarm * held + (1.0 - complies) * seen * held,
    })
}
