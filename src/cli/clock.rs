//! The one clock: it tells people how long something took, and never enters a result.

/// A stopwatch.
#[allow(clippy::disallowed_types, reason = "for the screen only")]
#[derive(Clone, Copy, Debug)]
pub(super) struct Stopwatch(std::time::Instant);

impl Stopwatch {
    /// Starts.
    #[allow(clippy::disallowed_types, reason = "for the screen only")]
    pub(super) fn start() -> Self {
        Self(std::time::Instant::now())
    }

    /// Seconds since the start.
    pub(super) fn seconds(self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }
}
