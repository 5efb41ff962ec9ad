//! What every step changes, for a group of trials side by side: one number per trial in each row.

use super::attempt::Attempt;
use super::lanes::Lanes;
use crate::domain::Money;
use crate::luck::Chance;
use crate::plan::{Plan, SpoilerPlan, World};
use crate::rule::belief;

/// The numbers of `L` trials that every step reads or changes.
#[derive(Clone, Debug)]
pub(super) struct Group<const L: usize> {
    /// The arm with the channel, and its twin without.
    pub(super) with: Arm<L>,
    pub(super) without: Arm<L>,
    pub(super) standing: Standing<L>,
    pub(super) channel: Channels<L>,
    pub(super) due: Due<L>,
    pub(super) menaces: Vec<Menace<L>>,
    /// Hazards of confrontation in this step, with the channel and without.
    pub(super) hazards: [[f64; L]; 2],
    pub(super) climate: Climate<L>,
}

/// One arm of the world.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arm<const L: usize> {
    /// Trials whose arm has not ended.
    pub(super) alive: Lanes,
    /// X.
    pub(super) tension: [f64; L],
    /// Steps survived, and of these those with little tension.
    pub(super) steps: [u32; L],
    pub(super) calm_steps: [u32; L],
    /// Sum of exp(tension + instability) over them.
    pub(super) arms_demand: [f64; L],
    pub(super) incidents: [u32; L],
    /// Sum of severities.
    pub(super) harm: [u32; L],
    /// Step of confrontation, 0 for none.
    confrontation_step: [u32; L],
}

/// How the parties stand with each other and at home: sender, then target.
#[derive(Clone, Debug)]
pub(super) struct Standing<const L: usize> {
    /// Belief in the other, log-odds.
    pub(super) belief: [[f64; L]; 2],
    /// The probability that it stands for; NaN until somebody asks.
    pub(super) trust: [[f64; L]; 2],
    /// W.
    pub(super) capital: [[f64; L]; 2],
    /// Weight of each objector.
    pub(super) objection: Vec<[f64; L]>,
}

/// What the channels do to incidents and confrontation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Channels<const L: usize> {
    /// Factor on incidents.
    pub(super) calming: [f64; L],
    /// Mediator's influence, and its factor per step.
    pub(super) mediator: [f64; L],
    pub(super) mediator_fade: [f64; L],
    /// beta_art where something came into force and nothing structural is honoured, else 0.
    pub(super) artificial: [f64; L],
    /// Relief by honoured structural rungs.
    pub(super) relief: [f64; L],
    /// Trials whose channel is suspended by a dispute.
    pub(super) disputing: Lanes,
    /// Rungs in force.
    pub(super) in_force: [u32; L],
    /// Trials in which a structural rung is honoured.
    pub(super) settled: Lanes,
    /// Diverted share of the frozen total.
    pub(super) diverted: [f64; L],
    /// Trials with money that waits to be spent.
    pub(super) unspent: Lanes,
}

/// When something happens next on the ladder or at home.
#[derive(Clone, Copy, Debug)]
pub(super) struct Due<const L: usize> {
    /// The earliest day on which anything happens at home or on the ladder, offers and the closing of the channel apart.
    pub(super) day: [f64; L],
    /// The day from which a round may offer a rung.
    pub(super) offer: [f64; L],
    /// The day from which on the channel closes at the end of a step: that on which it lapses; minus infinity where all rungs are in
    /// force and nothing is in dispute; infinite where it is not open.
    pub(super) close: [f64; L],
    /// The immediate attempt that an offer would begin; it means something only where `offer` is finite.
    pub(super) immediate: [Attempt; L],
    /// Hazard per step of reneging by sender and target, and what is left until they do.
    pub(super) renege: [[f64; L]; 2],
    pub(super) renege_left: [[f64; L]; 2],
    /// Stake of the rung that spoilers may attack throughout the next step, 0 for none.
    pub(super) under_way: [f64; L],
    /// Whether sender and target are trustworthy.
    pub(super) trustworthy: [[bool; L]; 2],
}

/// Attacks by one spoiler.
#[derive(Clone, Copy, Debug)]
pub(super) struct Menace<const L: usize> {
    /// The party in whose camp it is.
    pub(super) camp: usize,
    /// Attacks per unit of stake and month.
    pub(super) rate: [f64; L],
    /// What that party controls of them.
    pub(super) control: [f64; L],
    /// Attacks expected in this step of a camp that nobody controls.
    pub(super) expected: [f64; L],
}

/// Constants of the trials' worlds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Climate<const L: usize> {
    pub(super) incidents: [f64; L],
    pub(super) breeding: [f64; L],
    pub(super) decay: [f64; L],
    pub(super) confrontation: [f64; L],
    pub(super) confrontation_pin: [Chance; L],
    pub(super) pinned: bool,
    /// Without a twin to compare with, a pinned hazard leaves nobody who reads the heat of the arms.
    pub(super) heat_is_read: bool,
    pub(super) channel_is_read: bool,
    pub(super) growth: [f64; L],
    pub(super) diversion_weight: [f64; L],
    pub(super) mediator_calming: [f64; L],
    pub(super) reneging: bool,
}

impl<const L: usize> Group<L> {
    /// A group for `plan`.
    pub(super) fn new(plan: &Plan) -> Self {
        let objectors = plan.objectors.len();
        let menace = |spoiler: &SpoilerPlan| Menace {
            camp: spoiler.camp.index(),
            rate: [0.0; L],
            control: [0.0; L],
            expected: [0.0; L],
        };
        let (none, zero) = ([[0.0; L]; 2], [0.0; L]);
        Self {
            with: Arm::new(Lanes::default()),
            without: Arm::new(Lanes::default()),
            standing: Standing { belief: none, trust: none, capital: none, objection: vec![zero; objectors] },
            channel: Channels {
                calming: zero,
                mediator: zero,
                mediator_fade: zero,
                artificial: zero,
                relief: zero,
                diverted: zero,
                unspent: Lanes::default(),
                disputing: Lanes::default(),
                in_force: [0; L],
                settled: Lanes::default(),
            },
            due: Due {
                day: zero,
                offer: zero,
                close: zero,
                immediate: [Attempt::NONE; L],
                renege: none,
                renege_left: none,
                under_way: zero,
                trustworthy: [[false; L]; 2],
            },
            menaces: plan.spoilers.iter().map(menace).collect(),
            hazards: none,
            climate: Climate {
                incidents: zero,
                breeding: zero,
                decay: zero,
                confrontation: zero,
                confrontation_pin: [Chance::default(); L],
                pinned: false,
                heat_is_read: false,
                channel_is_read: false,
                growth: zero,
                diversion_weight: zero,
                mediator_calming: zero,
                reneging: false,
            },
        }
    }

    /// Back to the start for the first `number` trials, those of a plan with a ladder or without, with
    /// a twin or without.
    pub(super) fn reset(&mut self, number: usize, ladder: bool, twin: bool) {
        self.with = Arm::new(Lanes::first(number));
        self.without = Arm::new(if twin { Lanes::first(number) } else { Lanes::default() });
        self.standing.capital = [[0.0; L]; 2];
        self.standing.objection.fill([0.0; L]);
        self.channel = Channels {
            calming: [1.0; L],
            mediator: [if ladder { 1.0 } else { 0.0 }; L],
            mediator_fade: [1.0; L],
            artificial: [0.0; L],
            relief: [0.0; L],
            diverted: [0.0; L],
            unspent: Lanes::default(),
            disputing: Lanes::default(),
            in_force: [0; L],
            settled: Lanes::default(),
        };
        let never = [f64::INFINITY; L];
        self.due = Due {
            day: never,
            offer: never,
            close: never,
            immediate: [Attempt::NONE; L],
            renege: [[0.0; L]; 2],
            renege_left: [never; 2],
            under_way: [0.0; L],
            trustworthy: [[false; L]; 2],
        };
        self.climate.reneging = false;
        self.climate.channel_is_read = false;
    }

    /// The trial in place `lane` is played in `world`.
    pub(super) fn settle(&mut self, lane: usize, world: &World) {
        let climate = &mut self.climate;
        climate.incidents[lane] = world.incidents;
        climate.breeding[lane] = world.breeding;
        climate.decay[lane] = world.decay;
        climate.confrontation[lane] = world.confrontation;
        climate.confrontation_pin[lane] = world.confrontation_pin.unwrap_or_default();
        climate.pinned = world.confrontation_pin.is_some();
        climate.heat_is_read = !climate.pinned || !self.without.alive.is_empty();
        climate.channel_is_read |= climate.heat_is_read || world.incidents > 0.0 || world.frozen > Money::ZERO;
        climate.growth[lane] = world.instability_growth;
        climate.diversion_weight[lane] = world.diversion_weight;
        climate.mediator_calming[lane] = world.mediator_calming;
        climate.reneging |= world.reneging;
        for (menace, rate) in self.menaces.iter_mut().zip(&world.attack_rate) {
            menace.rate[lane] = *rate;
            menace.control[lane] = world.party[menace.camp].numbers.spoiler_control;
        }
        self.with.tension[lane] = world.opening.tension;
        self.without.tension[lane] = world.opening.tension;
        for (party, terms) in world.party.iter().enumerate() {
            self.standing.belief[party][lane] = terms.first_belief;
            self.standing.trust[party][lane] = terms.first_trust;
        }
    }

    /// Whether anything in a step depends on the channels: incidents, heat, or money that is spent.
    #[inline(always)]
    pub(super) fn reads_channels(&self) -> bool {
        self.climate.channel_is_read
    }

    /// Whether spoilers have something to attack throughout this step.
    pub(super) fn is_menaced(&self) -> bool {
        !self.menaces.is_empty() && self.due.under_way.iter().any(|stake| *stake > 0.0)
    }

    /// The trials whose channel closes at the end of the step, on day `end`.
    #[inline(always)]
    pub(super) fn closing(&self, end: f64) -> Lanes {
        Lanes::of::<L>(|lane| self.due.close[lane] <= end).and(self.with.alive)
    }

    /// The arm with the channel of the trial in place `lane` has ended.
    pub(super) fn end(&mut self, lane: usize) {
        self.with.alive.remove(lane);
        self.due.day[lane] = f64::INFINITY;
        self.due.offer[lane] = f64::INFINITY;
        self.due.under_way[lane] = 0.0;
        for party in 0..2 {
            self.due.renege[party][lane] = 0.0;
        }
    }
}

impl<const L: usize> Arm<L> {
    fn new(alive: Lanes) -> Self {
        Self {
            alive,
            tension: [0.0; L],
            steps: [0; L],
            calm_steps: [0; L],
            arms_demand: [0.0; L],
            incidents: [0; L],
            harm: [0; L],
            confrontation_step: [0; L],
        }
    }

    /// An incident: tension rises by `jump` for each unit of severity.
    pub(super) fn take_incident(&mut self, lane: usize, severity: u32, jump: f64) {
        self.tension[lane] += jump * f64::from(severity);
        self.incidents[lane] += 1;
        self.harm[lane] += severity;
    }

    /// Confrontation ends the arm in this step.
    pub(super) fn confront(&mut self, lane: usize, step: u32) {
        self.confrontation_step[lane] = step;
        self.alive.remove(lane);
    }

    /// The step of confrontation.
    pub(super) fn confrontation_step(&self, lane: usize) -> Option<u32> {
        Some(self.confrontation_step[lane]).filter(|step| *step > 0)
    }
}

impl<const L: usize> Standing<L> {
    /// What a party believes of the other, 0..1: worked out when asked for and kept until the belief changes.
    #[inline]
    pub(super) fn trust(&mut self, party: usize, lane: usize) -> f64 {
        let trust = &mut self.trust[party][lane];
        if trust.is_nan() {
            *trust = belief::trust(self.belief[party][lane]);
        }
        *trust
    }

    /// Works out the trust in `lanes` that nobody has asked for.
    #[inline(always)]
    pub(super) fn work_out_trust(&mut self, lanes: Lanes) {
        for (trust, belief) in self.trust.iter_mut().zip(&self.belief) {
            for lane in Lanes::of::<L>(|lane| trust[lane].is_nan()).and(lanes) {
                trust[lane] = belief::trust(belief[lane]);
            }
        }
    }

    /// From now on a party believes in the other at these log-odds.
    #[inline(always)]
    pub(super) fn believe(&mut self, party: usize, lane: usize, log_odds: f64) {
        let changes = self.belief[party][lane].to_bits() != log_odds.to_bits();
        self.belief[party][lane] = log_odds;
        self.trust[party][lane] = if changes { f64::NAN } else { self.trust[party][lane] };
    }

    /// Adds to what `reader` believes of the other.
    #[inline(always)]
    pub(super) fn hear(&mut self, reader: usize, lane: usize, log_odds: f64) {
        let before = self.belief[reader][lane];
        let after = belief::held(before + log_odds);
        self.believe(reader, lane, if log_odds == 0.0 { before } else { after });
    }
}
