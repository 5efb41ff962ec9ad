//! How far a run has come: a bar on a terminal; elsewhere, as in a log, a line now and then.

use super::clock::Stopwatch;
use detente_study::table::grouped;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::{Mutex, PoisonError};

/// Seconds before the first line; each later one takes twice as long.
const FIRST_LINE: f64 = 15.0;
/// Seconds between two lines, at most.
const LONGEST_SILENCE: f64 = 600.0;

/// Trials finished over all scenarios of a batch.
#[derive(Debug)]
pub(super) struct Progress {
    bar: ProgressBar,
    lines: Option<Mutex<Lines>>,
}

impl Progress {
    /// Of `trials` trials; invisible where `quiet` is asked for.
    pub(super) fn new(trials: u64, quiet: bool) -> Self {
        Self::of(Some(trials), "{msg:<24!} [{bar:24}] {percent:>3} %  {eta} left", quiet)
    }

    /// Of trials of which nobody knows how many there will be; invisible likewise.
    pub(super) fn open_ended(quiet: bool) -> Self {
        Self::of(None, "{msg:<24!} {human_pos} trials in {elapsed}", quiet)
    }

    fn of(trials: Option<u64>, template: &str, quiet: bool) -> Self {
        let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr_with_hz(8) };
        let bar = ProgressBar::with_draw_target(Some(trials.unwrap_or(0)), target);
        let style = ProgressStyle::with_template(template).expect("the template is a constant");
        bar.set_style(style.progress_chars("#. "));
        let lines = (!quiet && bar.is_hidden()).then(|| Mutex::new(Lines::new(trials)));
        Self { bar, lines }
    }

    /// Names the scenario being simulated.
    pub(super) fn simulating(&self, stem: &str) {
        self.bar.set_message(stem.to_owned());
        self.tell(|lines| stem.clone_into(&mut lines.stem));
    }

    /// Counts finished trials.
    pub(super) fn finished(&self, trials: u64) {
        self.bar.inc(trials);
        self.tell(|lines| lines.done += trials);
    }

    fn tell(&self, change: impl FnOnce(&mut Lines)) {
        let Some(lines) = &self.lines else { return };
        let mut lines = lines.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut lines);
        let seconds = lines.since.seconds();
        if let Some(line) = lines.due(seconds) {
            super::remark(&line);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// Lines for where there is no terminal.
#[derive(Debug)]
struct Lines {
    since: Stopwatch,
    /// Seconds after which the next one is due.
    next: f64,
    trials: Option<u64>,
    done: u64,
    stem: String,
}

impl Lines {
    fn new(trials: Option<u64>) -> Self {
        Self { since: Stopwatch::start(), next: FIRST_LINE, trials, done: 0, stem: String::new() }
    }

    /// What is to be said after so many `seconds`, if anything is.
    fn due(&mut self, seconds: f64) -> Option<String> {
        if seconds < self.next || self.done == 0 || self.trials == Some(self.done) {
            return None;
        }
        self.next = seconds + seconds.min(LONGEST_SILENCE);
        let (done, took) = (grouped(self.done), in_words(seconds));
        let stem = if self.stem.is_empty() { String::new() } else { format!("{}: ", self.stem) };
        Some(match self.trials {
            None => format!("{stem}{done} trials in {took}"),
            Some(all) => {
                let left = in_words(seconds * (all - self.done.min(all)) as f64 / self.done as f64);
                let percent = 100 * u128::from(self.done) / u128::from(all.max(1));
                format!("{stem}{percent} % in {took}, about {left} left ({done} of {} trials)", grouped(all))
            }
        })
    }
}

/// A time to the minute, or to the second where it is short.
fn in_words(seconds: f64) -> String {
    match (seconds.round() as u64, (seconds / 60.0).round() as u64) {
        (seconds, _) if seconds < 120 => format!("{seconds} s"),
        (_, minutes) if minutes < 120 => format!("{minutes} min"),
        (_, minutes) => format!("{} h {} min", minutes / 60, minutes % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_gets_a_line_now_and_then() {
        let mut lines = Lines::new(Some(1_000_000));
        "case".clone_into(&mut lines.stem);
        assert_eq!(lines.due(20.0), None, "nothing can be said of what is left");
        lines.done = 250_000;
        assert_eq!(lines.due(14.9), None);
        let first = lines.due(20.0).expect("a line");
        assert_eq!(first, "case: 25 % in 20 s, about 60 s left (250 000 of 1 000 000 trials)");
        assert_eq!(lines.due(39.0), None);
        lines.done = 500_000;
        assert!(lines.due(9000.0).expect("a line").starts_with("case: 50 % in 2 h 30 min, about 2 h 30 min left"));
        assert_eq!(lines.due(9599.0), None);
        assert!(lines.due(9600.0).is_some(), "no silence is longer than ten minutes");
        lines.done = 1_000_000;
        assert_eq!(lines.due(20_000.0), None, "what is done is not left");
    }

    #[test]
    fn where_no_end_is_known_none_is_told() {
        let mut lines = Lines::new(None);
        lines.done = 4096;
        assert_eq!(lines.due(180.0).as_deref(), Some("4 096 trials in 3 min"));
    }
}
