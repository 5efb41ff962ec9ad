//! A progress bar on the terminal whose ETA counts finished work.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Trials finished over all scenarios of a batch.
#[derive(Debug)]
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// A bar for `trials` trials; invisible where the terminal is none or `quiet` is asked for.
    pub(super) fn new(trials: u64, quiet: bool) -> Self {
        let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr_with_hz(8) };
        let bar = ProgressBar::with_draw_target(Some(trials), target);
        let style = ProgressStyle::with_template("{msg:<24!} [{bar:24}] {percent:>3} %  {eta} left")
            .expect("the template is a constant")
            .progress_chars("#. ");
        bar.set_style(style);
        Self(bar)
    }

    /// A count of trials whose end nobody knows; invisible likewise.
    pub(super) fn open_ended(quiet: bool) -> Self {
        let own = Self::new(0, quiet);
        let style = ProgressStyle::with_template("{msg:<24!} {human_pos} trials in {elapsed}");
        own.0.set_style(style.expect("the template is a constant"));
        own
    }

    /// Names the scenario being simulated.
    pub(super) fn simulating(&self, stem: &str) {
        self.0.set_message(stem.to_owned());
    }

    /// Counts finished trials.
    pub(super) fn finished(&self, trials: u64) {
        self.0.inc(trials);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
