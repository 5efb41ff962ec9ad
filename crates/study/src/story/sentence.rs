//! One event in words.

use crate::scenario::Scenario;
use detente_engine::domain::{Dormancy, Role};
use detente_engine::math::logistic;
use detente_engine::plan::Plan;
use detente_engine::trial::Event;
use std::collections::BTreeMap;

/// Who takes part: what stands behind the positions, and what is remembered of what was told. Parties, rungs and actors are called by their
/// names and titles, by the id in words where there is none.
#[derive(Clone, Debug)]
pub struct Cast<'a> {
    scenario: &'a Scenario,
    plan: &'a Plan,
    /// Whether a party's last delivery on a rung was what it promised.
    complied: BTreeMap<(usize, usize), bool>,
}

/// `name`, or `id` in words where there is none.
fn named(name: &str, id: &str) -> String {
    if name.is_empty() { id.replace('_', " ") } else { name.to_owned() }
}

/// What `id` is called among all that have these ids and names.
fn one_of<'a>(mut names: impl Iterator<Item = (&'a str, &'a str)>, id: &str) -> String {
    named(names.find(|(known, _)| *known == id).map_or("", |(_, name)| name), id)
}

impl<'a> Cast<'a> {
    /// Before anything has happened: the parties and actors of `scenario`, to whose `plan` positions refer.
    #[must_use]
    pub fn new(scenario: &'a Scenario, plan: &'a Plan) -> Self {
        Self { scenario, plan, complied: BTreeMap::new() }
    }

    /// What a rung is called: its title in quotes, with its number where it comes several times.
    #[must_use]
    pub fn rung(&self, rung: usize) -> String {
        let instance = &self.plan.ladder[rung];
        let own = &self.scenario.rungs[instance.rung];
        let number = instance.label.split_once('.').map_or(String::new(), |(_, number)| format!(" ({number})"));
        format!("\u{201c}{}{number}\u{201d}", named(&own.title, &own.id))
    }

    /// What the party that has this role is called.
    #[must_use]
    pub fn party(&self, role: usize) -> String {
        let names = self.scenario.parties.iter().map(|party| (party.id.as_str(), party.name.as_str()));
        one_of(names, &self.plan.parties[role].id)
    }

    fn body(&self, body: usize) -> String {
        let names = self.scenario.bodies.iter().map(|body| (body.id.as_str(), body.name.as_str()));
        one_of(names, &self.plan.bodies[body].id)
    }

    fn objector(&self, objector: usize) -> String {
        let names = self.scenario.objectors.iter().map(|objector| (objector.id.as_str(), objector.name.as_str()));
        one_of(names, &self.plan.objectors[objector].id)
    }

    fn spoiler(&self, spoiler: usize) -> String {
        let names = self.scenario.spoilers.iter().map(|spoiler| (spoiler.id.as_str(), spoiler.name.as_str()));
        one_of(names, &self.plan.spoilers[spoiler].id)
    }

    /// The event as a clause; events are told in the order in which they came.
    pub fn sentence(&mut self, event: &Event) -> String {
        match *event {
            Event::Started { trustworthy } => self.start(trustworthy),
            Event::Offered { rung, belief } => self.offer(rung, belief),
            Event::Refused { rung, party } => format!("{} does not accept {}", self.party(party), self.rung(rung)),
            Event::Accepted { rung } => format!("{} is accepted and goes to the bodies", self.rung(rung)),
            Event::Objected { rung, objector } => {
                format!("{} objects to {}", self.objector(objector), self.rung(rung))
            }
            Event::Approved { rung, body } => format!("{} approves {}", self.body(body), self.rung(rung)),
            Event::Vetoed { rung, body } => format!("{} vetoes {}", self.body(body), self.rung(rung)),
            Event::Signed { rung } => format!("{} is signed", self.rung(rung)),
            Event::Announced { party, over_claim, .. } => {
                let party = self.party(party);
                match (100.0 * over_claim).round() {
                    0.0 => format!("{party} announces success at home"),
                    percent => format!("{party} oversells the deal at home by {percent} %"),
                }
            }
            Event::Delivered { rung, party, complied } => {
                self.complied.insert((rung, party), complied);
                self.delivery(rung, party, complied)
            }
            Event::Clean { rung, party } => {
                format!("the check of {} on {} finds nothing wrong", self.party(party), self.rung(rung))
            }
            Event::Alarm { rung, party, forgiven } => self.alarm(rung, party, forgiven),
            Event::InForce { rung, honoured } => {
                format!("{} comes into force{}", self.rung(rung), if honoured { "" } else { " [but is not honoured]" })
            }
            Event::Voided { rung } => format!("{} is void", self.rung(rung)),
            Event::DisputeOpened { number } => format!("dispute {number} suspends the channel"),
            Event::Cured { party } => format!("{} makes good", self.party(party)),
            Event::DisputeEnded => "the dispute is over".into(),
            Event::Reversed { rung } => self.reversal(rung),
            Event::Renewed { rung } => format!("{} is renewed", self.rung(rung)),
            Event::NotRenewed { rung, party } => format!("{} does not renew {}", self.party(party), self.rung(rung)),
            Event::Turnover { party, leaves, trustworthy } => self.turnover(party, leaves, trustworthy),
            Event::Reneged { rung, party } => format!("{} openly takes back {}", self.party(party), self.rung(rung)),
            Event::Attacked { spoiler, count } => {
                format!(
                    "{} attacks{}",
                    self.spoiler(spoiler),
                    if count > 1 { format!(" {count} times") } else { String::new() }
                )
            }
            Event::Incident { severity, laid_to, ignored } => self.incident(severity, laid_to, ignored),
            Event::Completed => "every rung is in force: the channel is complete".into(),
            Event::Dormant { why: Dormancy::Lapse } => {
                "nothing has come into force for too long: the channel lies dormant".into()
            }
            Event::Dormant { why: Dormancy::DisputeLimit } => {
                "nobody has put the breach right in time: the channel lies dormant".into()
            }
            Event::Resumed => "the channel resumes".into(),
            Event::Broke { cause } => format!("the channel breaks ({})", cause.spaced()),
            Event::Confrontation => format!("CONFRONTATION{}", self.meaning()),
            Event::TwinConfrontation => "[without a channel: confrontation]".into(),
        }
    }

    fn start(&self, trustworthy: [bool; 2]) -> String {
        let kind = |role: usize| if trustworthy[role] { "trustworthy" } else { "an exploiter" };
        format!("[{} is {}, {} is {}]", self.party(0), kind(0), self.party(1), kind(1))
    }

    fn offer(&self, rung: usize, belief: [f64; 2]) -> String {
        let trust = belief.map(logistic);
        format!(
            "{} is offered; {} trusts {:.2}, {} trusts {:.2}",
            self.rung(rung),
            self.party(0),
            trust[0],
            self.party(1),
            trust[1]
        )
    }

    fn delivery(&self, rung: usize, party: usize, complied: bool) -> String {
        let deed = if complied { "" } else { " [in name only]" };
        format!("{} delivers its part of {}{deed}", self.party(party), self.rung(rung))
    }

    fn alarm(&self, rung: usize, party: usize, forgiven: bool) -> String {
        let answer = if forgiven { "lets it pass" } else { "does not let it pass" };
        let truth = match self.complied.get(&(rung, party)) {
            Some(true) => " [a false alarm: it kept its word]",
            Some(false) => " [and rightly]",
            None => "",
        };
        format!("ALARM about {} on {}{truth}; {} {answer}", self.party(party), self.rung(rung), self.party(1 - party))
    }

    /// What is given for good, such as the release of detainees, stays given.
    fn reversal(&self, rung: usize) -> String {
        let label = self.rung(rung);
        let declared = self.plan.ladder[rung].rung;
        let gives = |role: &Role| self.plan.rungs[declared].gives[role.index()].is_some();
        let is_for_good = |role: &Role| self.plan.numbers.rung[declared].concession[role.index()].reversible == 0.0;
        let (kept, back): (Vec<Role>, Vec<Role>) = Role::ALL.iter().copied().filter(gives).partition(is_for_good);
        let name = |role: &Role| self.party(role.index());
        match (kept.first().map(name), back.first().map(name)) {
            (None, _) => format!("{label} is reversed"),
            (Some(_), None) => format!("{label} has ended; what was given cannot be taken back"),
            (Some(kept), Some(back)) => {
                format!("{label} is reversed: {back} takes back what it still can; what {kept} gave stays given")
            }
        }
    }

    fn turnover(&self, party: usize, leaves: bool, trustworthy: bool) -> String {
        let id = self.party(party);
        if leaves {
            return format!("a new government of {id} leaves the channel");
        }
        let kind = if trustworthy { "trustworthy" } else { "an exploiter" };
        format!("a new government of {id} stays [it is {kind}]")
    }

    fn incident(&self, severity: u32, laid_to: Option<usize>, ignored: bool) -> String {
        let kind = ["", "minor", "middling", "serious"][severity.min(3) as usize];
        match laid_to {
            None => format!("a {kind} incident"),
            Some(party) => {
                let answer = if ignored { "lets it pass" } else { "does not let it pass" };
                format!(
                    "a {kind} incident, laid at the door of {}; {} {answer}",
                    self.party(party),
                    self.party(1 - party)
                )
            }
        }
    }

    fn meaning(&self) -> String {
        if self.scenario.confrontation.is_empty() {
            String::new()
        } else {
            format!(": {}", self.scenario.confrontation)
        }
    }
}
