//! The numbers of the model: where each lives in memory ([`Numbers`]), and everything that is known
//! about it in one table ([`registry`]): key, unit, range, default, question in words, source.

mod correlation;
mod distribution;
mod number_id;
mod numbers;
pub mod registry;
mod worlds;

pub use correlation::{Correlation, NotDefinite};
pub use distribution::{Distribution, DistributionError, LinkedNormal, NormalSlice};
pub use number_id::NumberId;
pub use numbers::{
    BodyNumbers, ConcessionNumbers, DisputeNumbers, EscalationNumbers, LadderNumbers, MediatorNumbers,
    MessagingNumbers, MoneyNumbers, Numbers, ObjectorNumbers, OpeningNumbers, PartyNumbers, RungNumbers,
    SignOffNumbers, SpoilerNumbers, TurnoverNumbers, VerificationNumbers, given,
};
pub use worlds::{UNSTATED, VALUE, Worlds, allowed_values, is_key_of_worlds, unstated_key, unstated_keys};
