//! Many trials, one after the other, added up: what each thread of a program does, and a page.

mod news;

use crate::luck::Tape;
use crate::plan::Plan;
use crate::tally::Tally;
use crate::trial::{Player, TrialRecord, Unobserved};
use std::ops::Range;

pub use news::NewsWatch;

/// Plays trials of a plan and adds to a tally what goes as was observed: everything, where nothing was.
#[derive(Clone, Debug)]
pub struct BatchSimulator<'p> {
    player: Player<'p>,
    watch: Option<NewsWatch<'p>>,
}

impl<'p> BatchSimulator<'p> {
    /// A simulator of `plan`.
    #[must_use]
    pub fn new(plan: &'p Plan) -> Self {
        let watch = (!plan.news.is_empty()).then(|| NewsWatch::new(plan));
        Self { player: Player::new(plan), watch }
    }

    /// Plays `trials` on the words of `tape` and adds those that count to `tally`.
    pub fn play(&mut self, tape: &mut Tape<'_>, trials: Range<u64>, tally: &mut Tally) {
        self.play_and_keep(tape, trials, tally, |_, _, _| ());
    }

    /// The same; shows each trial that counts to `keep`, in order: its number, its record, the uncertain values drawn.
    pub fn play_and_keep(
        &mut self,
        tape: &mut Tape<'_>,
        trials: Range<u64>,
        tally: &mut Tally,
        mut keep: impl FnMut(u64, &TrialRecord, &[f64]),
    ) {
        for trial in trials {
            tape.turn_to(trial);
            let counts = match &mut self.watch {
                None => {
                    self.player.play(tape, &mut Unobserved);
                    true
                }
                Some(watch) => {
                    watch.clear();
                    self.player.play(tape, watch);
                    tally.hear(watch.fits(), self.player.drawn())
                }
            };
            if counts {
                tally.add(self.player.record(), self.player.moments());
                keep(trial, self.player.record(), self.player.drawn());
            }
        }
    }
}
