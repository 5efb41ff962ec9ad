//! What an observer can be told while a trial is simulated.

use crate::domain::{Cause, Dormancy};

/// Something that happened. Positions refer to the plan: rung instances to `Plan::ladder`, parties
/// to sender 0 and target 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Event {
    /// The trial starts; whether each party is trustworthy (hidden from all).
    Started {
        /// Sender, target.
        trustworthy: [bool; 2],
    },
    /// A rung is offered at a round, at these beliefs.
    Offered {
        /// Rung instance.
        rung: usize,
        /// What sender and target believe of each other, log-odds.
        belief: [f64; 2],
    },
    /// A giver does not accept.
    Refused {
        /// Rung instance.
        rung: usize,
        /// Party.
        party: usize,
    },
    /// Every giver accepts.
    Accepted {
        /// Rung instance.
        rung: usize,
    },
    /// An objector registers.
    Objected {
        /// Rung instance.
        rung: usize,
        /// Objector.
        objector: usize,
    },
    /// A body approves.
    Approved {
        /// Rung instance.
        rung: usize,
        /// Body.
        body: usize,
    },
    /// A body vetoes.
    Vetoed {
        /// Rung instance.
        rung: usize,
        /// Body.
        body: usize,
    },
    /// All bodies have signed.
    Signed {
        /// Rung instance.
        rung: usize,
    },
    /// A party announces success.
    Announced {
        /// Rung instance.
        rung: usize,
        /// Party.
        party: usize,
        /// Claim beyond what was signed, in promises.
        over_claim: f64,
    },
    /// A party delivers, or pretends to.
    Delivered {
        /// Rung instance.
        rung: usize,
        /// Party.
        party: usize,
        /// Whether it complied in truth.
        complied: bool,
    },
    /// A check finds nothing.
    Clean {
        /// Rung instance.
        rung: usize,
        /// Party checked.
        party: usize,
    },
    /// A check raises an alarm.
    Alarm {
        /// Rung instance.
        rung: usize,
        /// Party checked.
        party: usize,
        /// Whether the other lets it pass.
        forgiven: bool,
    },
    /// A rung comes into force.
    InForce {
        /// Rung instance.
        rung: usize,
        /// Whether all givers complied in truth.
        honoured: bool,
    },
    /// The rung under way is void.
    Voided {
        /// Rung instance.
        rung: usize,
    },
    /// A dispute opens.
    DisputeOpened {
        /// How many there have been.
        number: u32,
    },
    /// A party cures its breach.
    Cured {
        /// Party.
        party: usize,
    },
    /// The dispute is over.
    DisputeEnded,
    /// A rung in force is reversed.
    Reversed {
        /// Rung instance.
        rung: usize,
    },
    /// A rung in force is renewed by every giver.
    Renewed {
        /// Rung instance.
        rung: usize,
    },
    /// A giver does not renew.
    NotRenewed {
        /// Rung instance.
        rung: usize,
        /// Party.
        party: usize,
    },
    /// A government changes.
    Turnover {
        /// Party.
        party: usize,
        /// Whether the new government leaves the channel.
        leaves: bool,
        /// Whether the new government is trustworthy.
        trustworthy: bool,
    },
    /// A party takes back what it gave.
    Reneged {
        /// Rung instance.
        rung: usize,
        /// Party.
        party: usize,
    },
    /// Spoilers attack.
    Attacked {
        /// Spoiler.
        spoiler: usize,
        /// How often in this step.
        count: u32,
    },
    /// An incident.
    Incident {
        /// 1 to 3.
        severity: u32,
        /// Party at whose door it is laid, if any.
        laid_to: Option<usize>,
        /// Whether the other lets it pass.
        ignored: bool,
    },
    /// Every rung is in force.
    Completed,
    /// The channel lies dormant from now on.
    Dormant {
        /// Why.
        why: Dormancy,
    },
    /// A dormant channel is open again.
    Resumed,
    /// The channel breaks.
    Broke {
        /// Why.
        cause: Cause,
    },
    /// Confrontation.
    Confrontation,
    /// Confrontation in the no-channel trials.
    TwinConfrontation,
}

/// The parts of a step, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Renewals, governments, the mediator, reneging, the ladder, spoilers.
    Channel,
    /// Incidents.
    Incidents,
    /// Disputes over them.
    Disputes,
    /// Decay and confrontation.
    Confrontation,
    /// A channel that is complete, or lapses.
    Closing,
}

/// Someone who watches a trial. Watching draws nothing and changes nothing.
pub trait Observer {
    /// `event` happened on day `day`.
    fn observe(&mut self, day: f64, event: Event);

    /// A phase of `step` begins, in the arm with the channel or in the one without, which is simulated after it.
    #[inline(always)]
    fn enter(&mut self, _step: u32, _phase: Phase, _has_channel: bool) {}
}

/// Nobody watches.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unobserved;

impl Observer for Unobserved {
    #[inline(always)]
    fn observe(&mut self, _day: f64, _event: Event) {}
}

/// Who watches the arm without a channel, of which only its confrontation is told, as the last of its step.
pub(super) struct WithoutChannel<'a, O> {
    observer: &'a mut O,
    step: u32,
}

impl<'a, O> WithoutChannel<'a, O> {
    pub(super) fn new(observer: &'a mut O) -> Self {
        Self { observer, step: 0 }
    }
}

impl<O: Observer> Observer for WithoutChannel<'_, O> {
    fn observe(&mut self, day: f64, event: Event) {
        if event == Event::Confrontation {
            self.observer.enter(self.step, Phase::Closing, false);
            self.observer.observe(day, Event::TwinConfrontation);
        }
    }

    #[inline(always)]
    fn enter(&mut self, step: u32, phase: Phase, _has_channel: bool) {
        self.step = step;
        self.observer.enter(step, phase, false);
    }
}
