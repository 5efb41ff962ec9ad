//! The compiled plan: a scenario with every name turned into a position and every draw given its purpose.

use super::uncertain::UncertainPlan;
use crate::domain::{FirstMover, IncidentResponse, Instrument, Judge, NewsEvent, Role, Snapback, Until};
use crate::parameter::{Correlation, Numbers, given};
use crate::random::{Purpose, PurposeBook};

/// Everything a trial needs, flat and immutable. Shared by all threads.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Number of steps to the horizon.
    pub steps: u32,
    /// Length of a step, days.
    pub step_days: f64,
    /// Steps between rounds.
    pub round_steps: u32,
    /// Steps at whose ends trials are summed up: the last that end within each of [`HORIZON_WEEKS`] as far as the plan runs, and
    /// its own last. Ascending.
    pub horizons: Vec<u32>,
    /// The timeline has a row every so many steps (and at the horizon).
    pub report_every: u32,
    /// When a trial stops.
    pub until: Until,
    /// What the outcome reads.
    pub judge: Judge,
    /// Sender, then target.
    pub parties: [PartyPlan; 2],
    /// Bodies, by id.
    pub bodies: Vec<BodyPlan>,
    /// Objectors, by id.
    pub objectors: Vec<ObjectorPlan>,
    /// Spoilers, by id.
    pub spoilers: Vec<SpoilerPlan>,
    /// Declared rungs, by id.
    pub rungs: Vec<RungPlan>,
    /// The ladder as it is climbed: every repetition and tranche a rung instance of its own.
    pub ladder: Vec<RungInstance>,
    /// Changes of government that have a date: sender's, then target's, each in order of the day.
    pub turnovers: [Vec<TurnoverPlan>; 2],
    /// How many of its first instances are in force, and honoured, at the start.
    pub in_force: usize,
    /// Numbers that do not vary; uncertain ones at their central value.
    pub numbers: Numbers,
    /// What is drawn once per trial.
    pub uncertain: Vec<UncertainPlan>,
    /// How uncertain values hang together; none where they are independent.
    pub correlation: Option<Correlation>,
    /// What was observed, in order of the days by which it was; tables describe the trials in which it went so.
    pub news: Vec<NewsPlan>,
    /// Purposes of draws that belong to no actor and no rung.
    pub world: WorldPurposes,
    /// Every purpose by name.
    pub purposes: PurposeBook,
}

/// A party in the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct PartyPlan {
    /// Id.
    pub id: String,
    /// What it takes back.
    pub snapback: Snapback,
    /// What it does after a serious incident.
    pub incident_response: IncidentResponse,
    /// Draws of its governments.
    pub government: Purpose,
    /// Draw of the day on which it reneges.
    pub renege: Purpose,
}

/// A change of government that has a date.
#[derive(Clone, Debug, PartialEq)]
pub struct TurnoverPlan {
    /// Id.
    pub id: String,
    /// Position among the numbers.
    pub number: usize,
    /// Day from the start.
    pub day: f64,
    /// Draw of whether the government changes.
    pub draw: Purpose,
}

/// A body in the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct BodyPlan {
    /// Id.
    pub id: String,
    /// Whose government it belongs to.
    pub role: Role,
    /// Objectors that it hears: positions in `Plan::objectors`.
    pub hears: Vec<usize>,
}

/// An objector in the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectorPlan {
    /// Id.
    pub id: String,
}

/// A spoiler in the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct SpoilerPlan {
    /// Id.
    pub id: String,
    /// The camp it belongs to.
    pub camp: Role,
    /// Draws of its attacks.
    pub attack: Purpose,
}

/// A declared rung in the plan.
#[derive(Clone, Debug, PartialEq)]
pub struct RungPlan {
    /// Id.
    pub id: String,
    /// Touches the deep dispute.
    pub structural: bool,
    /// What each party gives.
    pub gives: [Option<Instrument>; 2],
    /// Bodies that must sign, with the purposes of their draws at this rung.
    pub sign_offs: Vec<SignOffPlan>,
    /// The objectors' draws at this rung, one per objector.
    pub objections: Vec<Purpose>,
    /// Who delivers first.
    pub first_mover: FirstMover,
    /// Serious incidents do not void it.
    pub ring_fenced: bool,
    /// Day from the start on which it is first renewed, if it is in force by then.
    pub renewal_on: Option<f64>,
    /// Draws of the votes that the bodies of a party share.
    pub party_vote: Purpose,
    /// Draws of acceptance.
    pub acceptance: Purpose,
    /// Draws of compliance and of checks.
    pub deed: Purpose,
    /// Draws of delivery times and forgiveness.
    pub pace: Purpose,
    /// Draws of announcements.
    pub announcement: Purpose,
    /// Draws of cures of disputes over this rung.
    pub cure: Purpose,
}

/// A body's part in the sign-off of one rung.
#[derive(Clone, Debug, PartialEq)]
pub struct SignOffPlan {
    /// Position in `Plan::bodies`.
    pub body: usize,
    /// Draws of the length of reviews.
    pub review: Purpose,
    /// Draws of whether it votes as the others of its party do.
    pub unity: Purpose,
    /// Draws of its own votes.
    pub vote: Purpose,
}

/// One rung of the ladder as climbed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RungInstance {
    /// The `rung` column of tables: the id, with `.1`, `.2` ... where there are several.
    pub label: String,
    /// Position in `Plan::rungs`.
    pub rung: usize,
    /// Which instance of that rung it is, from 0.
    pub instance: u32,
    /// Which tranche of its group it is, from 0.
    pub tranche: u32,
    /// How many tranches the rung was cut into.
    pub tranches: u32,
    /// Position on the ladder, from 0: tranches of one rung share it.
    pub position: u32,
}

impl RungInstance {
    /// The place that sets its stake by growth: that of its rung where one is given, which repetitions count on from; else its
    /// position.
    #[must_use]
    pub fn place(&self, numbers: &Numbers) -> u32 {
        let repetition = self.instance / self.tranches;
        given(numbers.rung[self.rung].place).map_or(self.position, |place| place as u32 + repetition)
    }
}

/// Something that was observed.
#[derive(Clone, Debug, PartialEq)]
pub struct NewsPlan {
    /// Id of the entry.
    pub id: String,
    /// What.
    pub event: NewsEvent,
    /// Whose doing, as a position among those of its kind; anybody's where none is named.
    pub who: Option<usize>,
    /// On which instances of the ladder; on any where none is named.
    pub instances: Option<Vec<usize>>,
    /// It counts after this day.
    pub after_day: f64,
    /// The step in which the day of the news falls.
    pub by_step: u32,
    /// It counts up to this day, the end of that step.
    pub by_day: f64,
    /// Whether it happened.
    pub happened: bool,
}

/// Purposes of the world's draws.
#[derive(Clone, Debug, PartialEq)]
pub struct WorldPurposes {
    /// How many incidents, by step.
    pub incident_count: Purpose,
    /// Severity, by incident and step.
    pub incident_severity: Purpose,
    /// Whether it is laid at a door, at whose, and whether it is let pass, by incident and step.
    pub incident_blame: Purpose,
    /// Cures of disputes over incidents, by incident and step.
    pub incident_cure: Purpose,
    /// Confrontation, by step.
    pub confrontation: Purpose,
    /// How long the channel stays dormant, by how often it was so before.
    pub resumption: Purpose,
}

/// When observers read trials, weeks from the start.
pub const LANDMARK_WEEKS: [f64; 3] = [13.0, 26.0, 52.0];

/// Days in a week.
pub const WEEK_DAYS: f64 = 7.0;
/// Days in a month.
pub const MONTH_DAYS: f64 = 30.0;
/// Weeks at whose ends trials are summed up: three months, half a year, one, two and five years.
pub const HORIZON_WEEKS: [f64; 5] = [13.0, 26.0, 52.0, 104.0, 260.0];

impl Plan {
    /// Where among its horizons the one that ends in week `weeks`, or less than a week off, stands; none where it does not last
    /// so long.
    #[must_use]
    pub fn horizon_at(&self, weeks: f64) -> Option<usize> {
        self.horizons.iter().position(|step| (self.weeks(*step) - weeks).abs() < 1.0)
    }

    /// Whether the arm without a channel is simulated: wherever the world runs on to the horizon.
    #[must_use]
    pub fn simulates_counterfactual(&self) -> bool {
        self.until == Until::Horizon
    }

    /// Weeks from the start to the end of `step`.
    #[must_use]
    pub fn weeks(&self, step: u32) -> f64 {
        f64::from(step) * self.step_days / 7.0
    }

    /// Steps at whose end observers read the trials: the first that ends in or after each of [`LANDMARK_WEEKS`], as
    /// far as the plan runs on behind it.
    #[must_use]
    pub fn landmarks(&self) -> [Option<u32>; LANDMARK_WEEKS.len()] {
        let step = |weeks: f64| (weeks * 7.0 / self.step_days - 1e-9).ceil() as u32;
        LANDMARK_WEEKS.map(|weeks| Some(step(weeks)).filter(|step| *step < self.steps))
    }

    /// Steps at whose end the timeline has a row, first 0 (the start), last the horizon.
    #[must_use]
    pub fn report_steps(&self) -> Vec<u32> {
        let mut steps: Vec<u32> = (0..=self.steps).step_by(self.report_every as usize).collect();
        if steps.last() != Some(&self.steps) {
            steps.push(self.steps);
        }
        steps
    }
}
