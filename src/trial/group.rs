//! What every step changes, for a group of trials side by side: one number per trial in each row.
//!
//! Whoever is idle on the ladder is carried through a step by the few loops of this file, which have
//! no branches and run down the lanes of the machine's vectors. The equations are those of
//! [`crate::rule`], trial by trial; how many trials stand side by side changes no bit of them.

#![expect(clippy::needless_range_loop, reason = "the loops run over several rows at once, place by place")]

use super::clock::Clock;
use crate::domain::Money;
use crate::luck::{Chance, strikes, uniform};
use crate::math::exp;
use crate::plan::{MONTH_DAYS, Plan, SpoilerPlan, World};
use crate::rule::{LARGEST_EXPONENT, belief, confrontation, tension};
use pulp::{Arch, Simd, WithSimd};

/// Tension under which a week counts as calm.
const CALM_TENSION: f64 = 0.25;

/// The numbers of `L` trials that every step reads or changes.
#[derive(Clone, Debug)]
pub(super) struct Group<const L: usize> {
    /// The arm with the channel, and its twin without.
    pub(super) with: Arm<L>,
    pub(super) without: Arm<L>,
    pub(super) standing: Standing<L>,
    pub(super) channel: Channels<L>,
    pub(super) due: Due<L>,
    menaces: Vec<Menace<L>>,
    /// Hazards of confrontation in this step, with the channel and without.
    hazards: [[f64; L]; 2],
    climate: Climate<L>,
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
    trust: [[f64; L]; 2],
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
    /// Diverted share of the frozen total.
    pub(super) diverted: [f64; L],
    /// Trials with money that waits to be spent.
    pub(super) unspent: Lanes,
}

/// When something happens next on the ladder or at home.
#[derive(Clone, Copy, Debug)]
pub(super) struct Due<const L: usize> {
    /// The earliest day on which anything may.
    pub(super) day: [f64; L],
    /// The day from which a round may offer a rung.
    pub(super) offer: [f64; L],
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
struct Menace<const L: usize> {
    /// The party in whose camp it is.
    camp: usize,
    /// Attacks per unit of stake and month.
    rate: [f64; L],
    /// What that party controls of them.
    control: [f64; L],
    /// Attacks expected in this step of a camp that nobody controls.
    expected: [f64; L],
}

/// Constants of the trials' worlds.
#[derive(Clone, Copy, Debug)]
struct Climate<const L: usize> {
    incidents: [f64; L],
    breeding: [f64; L],
    decay: [f64; L],
    confrontation: [f64; L],
    confrontation_pin: [Chance; L],
    pinned: bool,
    /// Without a twin to compare with, a pinned hazard leaves nobody who reads the heat of the arms.
    heat_is_read: bool,
    channel_is_read: bool,
    growth: [f64; L],
    diversion_weight: [f64; L],
    mediator_calming: [f64; L],
    reneging: bool,
}

/// A set of places in a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lanes(u32);

impl Lanes {
    /// Places 0 to `number`, without the last.
    pub(super) fn first(number: usize) -> Self {
        Self((1_u64.wrapping_shl(number as u32) - 1) as u32)
    }

    /// The places of which `is` says so.
    #[inline(always)]
    fn of<const L: usize>(is: impl Fn(usize) -> bool) -> Self {
        let mut bits = [0; L];
        for (lane, bit) in bits.iter_mut().enumerate() {
            *bit = u32::from(is(lane)) << lane;
        }
        Self(bits.into_iter().fold(0, |places, bit| places | bit))
    }

    /// Whether there are none.
    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether `lane` is one of them.
    #[inline(always)]
    pub(super) fn holds(self, lane: usize) -> bool {
        self.0 >> lane & 1 != 0
    }

    /// Those that are in both.
    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those that are in either.
    pub(super) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Puts one place in, or takes it out.
    pub(super) fn set(&mut self, lane: usize, is: bool) {
        self.0 = self.0 & !(1 << lane) | u32::from(is) << lane;
    }

    /// Takes out one place.
    pub(super) fn remove(&mut self, lane: usize) {
        self.0 &= !(1 << lane);
    }
}

impl Iterator for Lanes {
    type Item = usize;

    #[inline(always)]
    fn next(&mut self) -> Option<usize> {
        let lane = self.0.trailing_zeros() as usize;
        self.0 &= self.0.wrapping_sub(1);
        (lane < 32).then_some(lane)
    }
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
            },
            due: Due {
                day: zero,
                offer: zero,
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
        };
        let never = [f64::INFINITY; L];
        self.due = Due {
            day: never,
            offer: never,
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

    /// Carries all through a step as far as the spoilers' turn: the mediator fades, nobody reneges, nobody
    /// attacks, and both is read. Those where more than that may happen are left alone and returned.
    /// `attacks` are the words of the spoilers, none where nothing is under way.
    pub(super) fn wake(&mut self, arch: Arch, clock: &Clock, attacks: &[[u32; L]]) -> Lanes {
        arch.dispatch(Wake { group: self, clock, attacks })
    }

    #[inline(always)]
    fn wake_side_by_side(&mut self, clock: &Clock, attacks: &[[u32; L]]) -> Lanes {
        self.channel.mediator = times(self.channel.mediator, self.channel.mediator_fade);
        let latest_offer = if clock.is_round { clock.end } else { f64::NEG_INFINITY };
        let mut wakes = [false; L];
        for lane in 0..L {
            wakes[lane] = (self.due.day[lane] <= clock.end) | (self.due.offer[lane] <= latest_offer);
        }
        if self.climate.reneging {
            for lane in 0..L {
                let reneges = |party: usize| self.due.renege_left[party][lane] - self.due.renege[party][lane] <= 0.0;
                wakes[lane] |= reneges(0) | reneges(1);
            }
        }
        if !attacks.is_empty() {
            self.menace(clock, attacks, &mut wakes);
        }
        if self.climate.reneging {
            for party in 0..2 {
                for lane in 0..L {
                    let hazard = if wakes[lane] { 0.0 } else { self.due.renege[party][lane] };
                    self.due.renege_left[party][lane] -= hazard;
                    self.standing.hear(1 - party, lane, belief::no_renege(hazard));
                }
            }
        }
        if !attacks.is_empty() {
            for menace in &self.menaces {
                for lane in 0..L {
                    let expected = if wakes[lane] { 0.0 } else { menace.expected[lane] };
                    self.standing.hear(1 - menace.camp, lane, belief::attacks(0, menace.control[lane], expected));
                }
            }
        }
        Lanes::of::<L>(|lane| wakes[lane]).and(self.with.alive)
    }

    /// Works out what attacks are to be expected, and wakes where one may come on its word.
    #[inline(always)]
    fn menace(&mut self, clock: &Clock, attacks: &[[u32; L]], wakes: &mut [bool; L]) {
        let mut objection = [0.0; L];
        for weights in &self.standing.objection {
            for lane in 0..L {
                objection[lane] += weights[lane];
            }
        }
        let months = (clock.end - clock.start) / MONTH_DAYS;
        for (menace, words) in self.menaces.iter_mut().zip(attacks) {
            for lane in 0..L {
                let expected = menace.rate[lane] * (self.due.under_way[lane] * months * (1.0 + objection[lane]));
                let controlled = (1.0 - menace.control[lane]) * expected;
                let mean = if self.due.trustworthy[menace.camp][lane] { controlled } else { expected };
                menace.expected[lane] = expected;
                // Under 1 - mean there is surely none (see `luck::poisson`).
                wakes[lane] |= uniform(words[lane]) >= 1.0 - mean;
            }
        }
    }

    /// The trials in which incidents come, with the channel and without, on the words of this step.
    pub(super) fn incidents(&self, arch: Arch, words: &[u32; L]) -> [Lanes; 2] {
        arch.dispatch(Incidents { group: self, words })
    }

    #[inline(always)]
    fn incidents_side_by_side(&self, words: &[u32; L]) -> [Lanes; 2] {
        let climate = &self.climate;
        let come = |tension: &[f64; L], calming: &[f64; L]| {
            Lanes::of::<L>(|lane| {
                let rate = tension::incident_rate(climate.incidents[lane], climate.breeding[lane], tension[lane]);
                // Under 1 - mean there is surely none (see `luck::poisson`).
                uniform(words[lane]) >= 1.0 - rate * calming[lane]
            })
        };
        let with = come(&self.with.tension, &self.channel.calming).and(self.with.alive);
        [with, come(&self.without.tension, &[1.0; L]).and(self.without.alive)]
    }

    /// The mean number of incidents in a step.
    pub(super) fn expected_incidents(&self, arm: &Arm<L>, lane: usize, calming: f64) -> f64 {
        let climate = &self.climate;
        tension::incident_rate(climate.incidents[lane], climate.breeding[lane], arm.tension[lane]) * calming
    }

    /// Whether incidents can come at all.
    pub(super) fn has_incidents(&self) -> bool {
        self.climate.incidents.iter().any(|rate| *rate > 0.0)
    }

    /// The end of a step: tension, objections and capital halve, the step enters the ledgers of both arms,
    /// and confrontation may come on `words`. Returns the trials in which it comes, with the channel and
    /// without.
    pub(super) fn pass(&mut self, arch: Arch, clock: &Clock, words: &[u32; L]) -> [Lanes; 2] {
        let mut come = arch.dispatch(Pass { group: self, months: clock.mid_months(), words });
        if !self.climate.pinned {
            for (lanes, hazards) in come.iter_mut().zip(&self.hazards) {
                for lane in *lanes {
                    if !strikes(words[lane], hazards[lane]) {
                        lanes.remove(lane);
                    }
                }
            }
        }
        come
    }

    #[inline(always)]
    fn pass_side_by_side(&mut self, months: f64, words: &[u32; L]) -> [Lanes; 2] {
        self.fade();
        self.with.count_step();
        self.without.count_step();
        if self.climate.heat_is_read {
            self.heat(months);
        }
        let (pins, hazards) = (&self.climate.confrontation_pin, &self.hazards);
        let [with, without] = if self.climate.pinned {
            [Lanes::of::<L>(|lane| pins[lane].occurs(words[lane])); 2]
        } else {
            // A hazard bounds its probability (see `luck::strikes`).
            let [with, without] = hazards;
            [under(words, with), under(words, without)]
        };
        [with.and(self.with.alive), without.and(self.without.alive)]
    }

    /// Tension, objections and capital halve.
    #[inline(always)]
    fn fade(&mut self) {
        let decay = self.climate.decay;
        self.with.tension = times(self.with.tension, decay);
        self.without.tension = times(self.without.tension, decay);
        for row in &mut self.standing.capital {
            *row = times(*row, decay);
        }
        for row in &mut self.standing.objection {
            *row = times(*row, decay);
        }
    }

    /// Takes this step into the ledgers of both arms, and works out the hazards of confrontation.
    #[inline(always)]
    fn heat(&mut self, months: f64) {
        let (climate, channel) = (self.climate, self.channel);
        let held = |z: f64| exp(z.clamp(-LARGEST_EXPONENT, LARGEST_EXPONENT));
        let instability = |lane: usize, diverted: f64, relief: f64| {
            let (growth, weight) = (climate.growth[lane], climate.diversion_weight[lane]);
            confrontation::instability(growth, months, weight, diverted, relief)
        };
        let mut with = [0.0; L];
        let mut mediation = [0.0; L];
        let mut without = [0.0; L];
        for lane in 0..L {
            let artificial = channel.artificial[lane];
            let (calming, influence) = (climate.mediator_calming[lane], channel.mediator[lane]);
            mediation[lane] = held(confrontation::mediation(calming, artificial, influence, Some(1.0)));
            let instability = instability(lane, channel.diverted[lane], channel.relief[lane]);
            with[lane] = held(self.with.tension[lane] + instability);
        }
        for lane in 0..L {
            without[lane] = held(self.without.tension[lane] + instability(lane, 0.0, 0.0));
        }
        self.with.note_week(&with);
        self.without.note_week(&without);
        for lane in 0..L {
            self.hazards[0][lane] = climate.confrontation[lane] * with[lane] * mediation[lane];
            self.hazards[1][lane] = climate.confrontation[lane] * without[lane];
        }
    }

    /// Whether confrontation can come at all.
    pub(super) fn has_confrontation(&self) -> bool {
        let climate = &self.climate;
        if climate.pinned {
            climate.confrontation_pin.iter().any(|chance| *chance != Chance::default())
        } else {
            climate.confrontation.iter().any(|rate| *rate > 0.0)
        }
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

/// [`Group::wake`], in the machine's vectors.
struct Wake<'a, const L: usize> {
    group: &'a mut Group<L>,
    clock: &'a Clock,
    attacks: &'a [[u32; L]],
}

impl<const L: usize> WithSimd for Wake<'_, L> {
    type Output = Lanes;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> Lanes {
        self.group.wake_side_by_side(self.clock, self.attacks)
    }
}

/// [`Group::incidents`], in the machine's vectors.
struct Incidents<'a, const L: usize> {
    group: &'a Group<L>,
    words: &'a [u32; L],
}

impl<const L: usize> WithSimd for Incidents<'_, L> {
    type Output = [Lanes; 2];

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> [Lanes; 2] {
        self.group.incidents_side_by_side(self.words)
    }
}

/// [`Group::pass`], in the machine's vectors.
struct Pass<'a, const L: usize> {
    group: &'a mut Group<L>,
    months: f64,
    words: &'a [u32; L],
}

impl<const L: usize> WithSimd for Pass<'_, L> {
    type Output = [Lanes; 2];

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> [Lanes; 2] {
        self.group.pass_side_by_side(self.months, self.words)
    }
}

/// The places whose uniform lies under `bounds`.
#[inline(always)]
fn under<const L: usize>(words: &[u32; L], bounds: &[f64; L]) -> Lanes {
    Lanes::of::<L>(|lane| uniform(words[lane]) < bounds[lane])
}

/// The products, place by place.
#[inline(always)]
fn times<const L: usize>(mut row: [f64; L], factors: [f64; L]) -> [f64; L] {
    for lane in 0..L {
        row[lane] *= factors[lane];
    }
    row
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

    /// Takes a week of this heat into the arm's ledger, where it has not ended.
    #[inline(always)]
    fn note_week(&mut self, heat: &[f64; L]) {
        for lane in 0..L {
            let alive = self.alive.holds(lane);
            self.arms_demand[lane] += if alive { heat[lane] } else { 0.0 };
        }
        for lane in 0..L {
            self.calm_steps[lane] += u32::from(self.alive.holds(lane) & (self.tension[lane] < CALM_TENSION));
        }
    }

    /// Counts a step where the arm has not ended.
    #[inline(always)]
    fn count_step(&mut self) {
        for lane in 0..L {
            self.steps[lane] += u32::from(self.alive.holds(lane));
        }
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
