//! `detente sensitivity`.
use super::args::SensitivityArgs;
use super::{Failure, Status};
pub(super) fn sensitivity(_: &SensitivityArgs) -> Result<Status, Failure> {
    Ok(Status::Done)
}
