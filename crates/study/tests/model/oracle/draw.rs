//! Cases drawn by a fixed seed.

use super::{Body, Case, Confrontation, Party, Rung, Scope, Side};

/// Pseudo-random numbers that need no crate: xorshift64*.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 16) % bound
    }

    fn between(&mut self, low: u32, high: u32) -> u32 {
        low + u32::try_from(self.below(u64::from(high - low) + 1)).expect("small")
    }

    /// Yes once in `times`.
    fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    /// A probability of three digits in `low..=high`.
    fn chance(&mut self, low: u32, high: u32) -> f64 {
        f64::from(self.between(low, high)) / 1000.0
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len() as u64) as usize]
    }
}

impl Case {
    /// Case number `number` of a fixed list.
    pub(crate) fn drawn(number: u64) -> Self {
        let mut chance = Chance((number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        (0..20).for_each(|_| _ = chance.below(2));
        let step = chance.between(1, 2);
        let bodies: Vec<Body> = (0..chance.between(0, 3)).map(|_| body(&mut chance)).collect();
        let pinned = !chance.once_in(3);
        Self {
            horizon: 2 * chance.between(6, if step == 1 { 8 } else { 16 }),
            step,
            round: step * chance.between(1, 2),
            lapse: chance.between(3, 24),
            limit: chance.between(0, 12),
            resume: chance.one_of(&[0.0, 0.3, 2.0]),
            to_horizon: chance.once_in(2),
            judge_by_truth: chance.once_in(2),
            ambiguity: chance.one_of(&[0.0, 0.0, 0.3]),
            parties: [party(&mut chance), party(&mut chance)],
            rungs: (0..chance.between(1, 3)).map(|_| rung(&mut chance, bodies.len())).collect(),
            bodies,
            confrontation: if pinned {
                Confrontation::PerStep(if chance.once_in(6) { 0.0 } else { chance.chance(1, 60) })
            } else {
                let danger = chance.one_of(&[1.0, 0.4, 2.5]);
                Confrontation::PerMonth { hazard: chance.chance(1, 150), growth: chance.chance(0, 100), danger }
            },
            noise: pinned && chance.once_in(2),
        }
    }
}

fn party(chance: &mut Chance) -> Party {
    Party {
        trustworthy: chance.one_of(&[0.35, 0.6, 0.999]),
        forgiveness: chance.one_of(&[0.0, 0.0, 0.333, 0.8]),
        scope: chance.one_of(&[Scope::Nothing, Scope::Newest, Scope::All]),
        cure: chance.one_of(&[1.0, 1.0, 0.7, 0.25, 0.0]),
        disputes_before_exit: chance.one_of(&[None, Some(1), Some(2), Some(3)]),
        tries_per_rung: chance.one_of(&[None, None, Some(1), Some(2), Some(3)]),
        unity: chance.one_of(&[0.0, 0.5, 0.8, 1.0]),
    }
}

fn body(chance: &mut Chance) -> Body {
    Body { party: chance.below(2) as usize, approval: chance.chance(500, 1000), veto_wait: chance.between(0, 5) }
}

fn rung(chance: &mut Chance, bodies: usize) -> Rung {
    let alone = chance.once_in(3).then(|| chance.below(2) as usize);
    let accepts = chance.once_in(3);
    let mut side = |party: usize| (alone != Some(party)).then(|| side(chance, accepts));
    let sides = [side(0), side(1)];
    let always = sides.iter().flatten().all(|side| side.acceptance >= 1.0);
    Rung {
        structural: chance.once_in(2),
        repeat: chance.one_of(&[1, 1, 1, 2]),
        tranches: chance.one_of(&[1, 1, 2]),
        sides,
        first: chance.one_of(&[None, Some(0), Some(1)]),
        check_lag: chance.one_of(&[0, 0, 1, 2, 3]),
        needs: (0..bodies).filter(|_| !chance.once_in(3)).collect(),
        renewal_days: (always && chance.once_in(3)).then_some(10),
    }
}

fn side(chance: &mut Chance, may_refuse: bool) -> Side {
    let exploiter = chance.chance(300, 1000);
    Side {
        acceptance: if may_refuse { chance.chance(600, 1000) } else { 1.0 },
        compliance: [exploiter, if chance.once_in(2) { exploiter } else { chance.chance(700, 1000) }],
        detection: chance.chance(200, 1000),
        false_alarm: chance.chance(0, 200),
    }
}
