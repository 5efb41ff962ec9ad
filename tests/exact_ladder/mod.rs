//! The reference ladder solved exactly, by forward dynamic programming over (rungs in force, weeks since
//! the last one, disputes). Written from the definition in `scenarios/reference/ladder.toml`, not from
//! the engine.

use std::collections::BTreeMap;

/// Parameters of a reference ladder.
#[derive(Clone, Debug)]
pub(crate) struct Ladder {
    pub(crate) rungs: u32,
    pub(crate) horizon: u32,
    pub(crate) lapse: u32,
    pub(crate) exit_after: u32,
    pub(crate) approve: Vec<f64>,
    pub(crate) comply: [f64; 2],
    pub(crate) detect: f64,
    pub(crate) false_alarm: f64,
    pub(crate) confront: f64,
}

impl Default for Ladder {
    fn default() -> Self {
        Self {
            rungs: 10,
            horizon: 52,
            lapse: 6,
            exit_after: 3,
            approve: vec![0.85, 0.85],
            comply: [0.93, 0.93],
            detect: 0.8,
            false_alarm: 0.03,
            confront: 0.003,
        }
    }
}

/// Exact shares and the mean week of the end.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Answer {
    pub(crate) scaling: f64,
    pub(crate) dispute: f64,
    pub(crate) confrontation: f64,
    pub(crate) stalling: f64,
    pub(crate) mean_end: f64,
}

impl Ladder {
    pub(crate) fn solve(&self) -> Answer {
        let signed: f64 = self.approve.iter().product();
        let clean: f64 = self.comply.iter().map(|p| 1.0 - ((1.0 - p) * self.detect + p * self.false_alarm)).product();
        let mut answer = Answer::default();
        let mut now = BTreeMap::from([((0, 0, 0), 1.0)]);
        for week in 1..=self.horizon {
            let mut next = BTreeMap::new();
            for ((rungs, since, disputes), mass) in now {
                let moves = [
                    ((rungs, since + 1, disputes), 1.0 - signed),
                    ((rungs + 1, 0, disputes), signed * clean),
                    ((rungs.max(1) - 1, since + 1, disputes + 1), signed * (1.0 - clean)),
                ];
                for (state, probability) in moves {
                    self.arrive(state, mass * probability, week, &mut answer, &mut next);
                }
            }
            now = next;
        }
        answer
    }

    fn arrive(
        &self,
        state: (u32, u32, u32),
        mass: f64,
        week: u32,
        answer: &mut Answer,
        next: &mut BTreeMap<(u32, u32, u32), f64>,
    ) {
        let (rungs, since, disputes) = state;
        let mut end = |share: &mut f64, mass: f64| {
            *share += mass;
            answer.mean_end += mass * f64::from(week);
        };
        if disputes >= self.exit_after {
            return end(&mut answer.dispute, mass);
        }
        end(&mut answer.confrontation, mass * self.confront);
        let mass = mass * (1.0 - self.confront);
        if rungs == self.rungs {
            end(&mut answer.scaling, mass);
        } else if since >= self.lapse || week == self.horizon {
            end(&mut answer.stalling, mass);
        } else {
            *next.entry(state).or_insert(0.0) += mass;
        }
    }

    /// Ladder number `number` of a fixed list, spread over the ranges by a golden-ratio sequence.
    pub(crate) fn drawn(number: u32) -> Self {
        let spread = |salt: u32, low: f64, high: f64| {
            let turn = f64::from(number * 17 + salt * 5 + 1) * 0.618_033_988_749_895;
            let value = low + (high - low) * (turn - turn.floor());
            (value * 1000.0).round() / 1000.0
        };
        let whole =
            |salt: u32, low: u32, high: u32| spread(salt, f64::from(low), f64::from(high) + 0.999).floor() as u32;
        Self {
            rungs: whole(1, 2, 14),
            horizon: whole(2, 8, 60),
            lapse: whole(3, 2, 12),
            exit_after: whole(4, 1, 6),
            approve: vec![spread(5, 0.4, 1.0), spread(6, 0.4, 1.0)],
            comply: [spread(7, 0.5, 1.0), spread(8, 0.5, 1.0)],
            detect: spread(9, 0.2, 1.0),
            false_alarm: spread(10, 0.0, 0.2),
            confront: spread(11, 0.0, 0.05),
        }
    }

    /// The same ladder in the scenario language, as `--set` on the reference file.
    pub(crate) fn sets(&self) -> Vec<String> {
        let mut sets = vec![
            format!("rung.step.repeat={}", self.rungs - 1),
            format!("horizon_weeks={}", self.horizon),
            format!("ladder.lapse_weeks={}", self.lapse),
            format!("body.one.approval={}", self.approve[0]),
            format!("body.two.approval={}", self.approve[1]),
            format!("ladder.concession.detection={}", self.detect),
            format!("ladder.concession.false_alarm={}", self.false_alarm),
            format!("escalation.confrontation_per_step={}", self.confront),
        ];
        for (party, comply) in ["first", "second"].iter().zip(self.comply) {
            sets.push(format!("party.{party}.disputes_before_exit={}", self.exit_after));
            sets.extend(["step", "last"].map(|rung| format!("rung.{rung}.{party}.compliance={comply}")));
        }
        sets
    }
}
