//! Cases drawn by a fixed seed.

use super::{Body, Case, Confrontation, Party, Rung, Scope, Side};

/// Pseudo-random numbers that need no crate: xorshift64*.
struct Luck(u64);

impl Luck {
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
        let mut luck = Luck((number + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        (0..20).for_each(|_| _ = luck.below(2));
        let step = luck.between(1, 2);
        let bodies: Vec<Body> = (0..luck.between(0, 3)).map(|_| body(&mut luck)).collect();
        let pinned = !luck.once_in(3);
        Self {
            horizon: 2 * luck.between(6, if step == 1 { 8 } else { 16 }),
            step,
            round: step * luck.between(1, 2),
            lapse: luck.between(3, 24),
            limit: luck.between(0, 12),
            resume: luck.one_of(&[0.0, 0.3, 2.0]),
            to_horizon: luck.once_in(2),
            judge_by_truth: luck.once_in(2),
            ambiguity: luck.one_of(&[0.0, 0.0, 0.3]),
            parties: [party(&mut luck), party(&mut luck)],
            rungs: (0..luck.between(1, 3)).map(|_| rung(&mut luck, bodies.len())).collect(),
            bodies,
            confrontation: if pinned {
                Confrontation::PerStep(if luck.once_in(6) { 0.0 } else { luck.chance(1, 60) })
            } else {
                let danger = luck.one_of(&[1.0, 0.4, 2.5]);
                Confrontation::PerMonth { hazard: luck.chance(1, 150), growth: luck.chance(0, 100), danger }
            },
            noise: pinned && luck.once_in(2),
        }
    }
}

fn party(luck: &mut Luck) -> Party {
    Party {
        trustworthy: luck.one_of(&[0.35, 0.6, 0.999]),
        forgiveness: luck.one_of(&[0.0, 0.0, 0.333, 0.8]),
        scope: luck.one_of(&[Scope::Nothing, Scope::Newest, Scope::All]),
        cure: luck.one_of(&[1.0, 1.0, 0.7, 0.25, 0.0]),
        disputes_before_exit: luck.one_of(&[None, Some(1), Some(2), Some(3)]),
        tries_per_rung: luck.one_of(&[None, None, Some(1), Some(2), Some(3)]),
        unity: luck.one_of(&[0.0, 0.5, 0.8, 1.0]),
    }
}

fn body(luck: &mut Luck) -> Body {
    Body { party: luck.below(2) as usize, approval: luck.chance(500, 1000), veto_wait: luck.between(0, 5) }
}

fn rung(luck: &mut Luck, bodies: usize) -> Rung {
    let alone = luck.once_in(3).then(|| luck.below(2) as usize);
    let accepts = luck.once_in(3);
    let mut side = |party: usize| (alone != Some(party)).then(|| side(luck, accepts));
    let sides = [side(0), side(1)];
    let always = sides.iter().flatten().all(|side| side.acceptance >= 1.0);
    Rung {
        structural: luck.once_in(2),
        repeat: luck.one_of(&[1, 1, 1, 2]),
        tranches: luck.one_of(&[1, 1, 2]),
        sides,
        first: luck.one_of(&[None, Some(0), Some(1)]),
        check_lag: luck.one_of(&[0, 0, 1, 2, 3]),
        needs: (0..bodies).filter(|_| !luck.once_in(3)).collect(),
        renewal_days: (always && luck.once_in(3)).then_some(10),
    }
}

fn side(luck: &mut Luck, may_refuse: bool) -> Side {
    let exploiter = luck.chance(300, 1000);
    Side {
        acceptance: if may_refuse { luck.chance(600, 1000) } else { 1.0 },
        compliance: [exploiter, if luck.once_in(2) { exploiter } else { luck.chance(700, 1000) }],
        detection: luck.chance(200, 1000),
        false_alarm: luck.chance(0, 200),
    }
}
