//! How a group is carried through a step: a few loops without branches, which run down the lanes of the
//! machine's vectors. The equations are those of [`crate::rule`], trial by trial; how many trials stand
//! side by side changes no bit of them.

#![expect(clippy::needless_range_loop, reason = "the loops run over several rows at once, place by place")]

use super::clock::Clock;
use super::group::{Arm, Group};
use super::lanes::Lanes;
use crate::luck::{Chance, strikes, uniform};
use crate::math::exp;
use crate::plan::MONTH_DAYS;
use crate::rule::{LARGEST_EXPONENT, belief, confrontation, tension};

/// Tension under which a week counts as calm.
const CALM_TENSION: f64 = 0.25;

impl<const L: usize> Group<L> {
    /// Carries all through a step as far as the spoilers' turn: the mediator fades, nobody reneges, nobody
    /// attacks, and both is read. Those where more than that may happen are left alone and returned.
    /// `attacks` are the words of the spoilers, none where nothing is under way.
    #[inline(always)]
    pub(super) fn wake(&mut self, clock: &Clock, attacks: &[[u32; L]]) -> Lanes {
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
    #[inline(always)]
    pub(super) fn incidents(&self, words: &[u32; L]) -> [Lanes; 2] {
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
    #[inline(always)]
    pub(super) fn pass(&mut self, clock: &Clock, words: &[u32; L]) -> [Lanes; 2] {
        let mut come = self.pass_side_by_side(clock.mid_months(), words);
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
}

impl<const L: usize> Arm<L> {
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
