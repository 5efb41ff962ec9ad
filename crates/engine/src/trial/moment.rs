//! How a trial stands at the end of a reporting step.

/// The state of the channel arm at one moment.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moment {
    /// Tension X.
    pub tension: f64,
    /// What the sender believes of the target.
    pub trust_sender: f64,
    /// What the target believes of the sender.
    pub trust_target: f64,
    /// Rungs in force.
    pub in_force: u32,
    /// A structural rung is honoured.
    pub structural_honoured: bool,
}
