//! What a number must satisfy.

use crate::parameter::registry::{NumberSpec, Range, SettingSpec};

/// What a number at `key` must satisfy.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub(super) allowed: Range,
    pub(super) whole: bool,
    pub(super) optional: bool,
    pub(super) may_vary: bool,
}

impl From<&NumberSpec> for Limits {
    fn from(spec: &NumberSpec) -> Self {
        Self { allowed: spec.allowed, whole: spec.whole, optional: spec.optional, may_vary: true }
    }
}

impl From<&SettingSpec> for Limits {
    fn from(spec: &SettingSpec) -> Self {
        Self { allowed: spec.allowed, whole: spec.whole, optional: false, may_vary: false }
    }
}

impl Limits {
    /// What is allowed, in words.
    pub(super) fn in_words(&self) -> String {
        let kind = if self.whole { "a whole number, " } else { "" };
        let none = if self.optional { ", or \"none\"" } else { "" };
        format!("{kind}{}{none}", self.allowed)
    }
}
