//! An engine that answers one question after the other.

use crate::assumed::assumed;
use crate::case::{Case, Prepared};
use crate::counting::{Counting, Counts, merged};
use crate::describe::described;
use crate::hand_out::{tables, variant};
use crate::picture::picture;
use crate::question::{Answer, Question};
use std::rc::Rc;

/// How many scenarios are kept compiled: a base, a change, and those before them.
const MOST_KEPT: usize = 4;

/// Answers questions. It keeps what it compiled and what it counted, so that answers come sooner; no answer depends on the
/// questions before it, but those to `simulate` and `counts`, which belong to the last `begin`.
#[derive(Debug, Default)]
pub struct Engine {
    /// The newest last.
    kept: Vec<(Case, Rc<Prepared>)>,
    counting: Option<Counting>,
}

impl Engine {
    /// Answers a [`Question`] in JSON with an [`Answer`] in JSON.
    pub fn answer(&mut self, question: &str) -> String {
        let answer = serde_json::from_str(question)
            .map_err(|error| error.to_string())
            .and_then(|question| self.answered(question))
            .unwrap_or_else(Answer::Faults);
        serde_json::to_string(&answer).expect("numbers and text can be spelled")
    }

    fn answered(&mut self, question: Question) -> Result<Answer, String> {
        Ok(match question {
            Question::Describe { case } => Answer::Described(Box::new(described(&*self.prepared(&case)?))),
            Question::Begin { base, changed, seed } => {
                let prepared = self.pair(&base, changed.as_ref())?;
                let shown = prepared.1.as_ref().unwrap_or(&prepared.0);
                let notes = shown.file.notes.iter().map(|note| note.render_note(false)).collect();
                self.counting = Some(Counting::begun(self.counting.take(), prepared, seed));
                Answer::Begun(notes)
            }
            Question::Simulate { first, trials } => {
                let counting = self.counting.as_mut().ok_or("nothing was begun")?;
                counting.simulate(first, trials);
                Answer::Simulated(trials)
            }
            Question::Counts => Answer::Counts(Box::new(self.counting.as_ref().ok_or("nothing was begun")?.counts())),
            Question::Picture { base, changed, counts, assumed } => {
                let (base, changed) = self.pair(&base, changed.as_ref())?;
                let sums = merged(&base, changed.as_deref(), counts)?;
                Answer::Picture(Box::new(picture(&base, changed.as_deref(), &sums, assumed.as_deref())))
            }
            Question::Assumed { base, changed, seed, counts } => {
                let (base, changed) = self.pair(&base, changed.as_ref())?;
                let sums = merged(&base, changed.as_deref(), counts)?;
                Answer::Assumed(Box::new(assumed(&base, changed.as_deref(), seed, &sums)))
            }
            Question::Tables { case, base, seed, counts } => self.tables(&case, base.as_ref(), seed, counts)?,
            Question::Variant { case } => {
                let whole = self.prepared(&case)?;
                Answer::Files(variant(&case, &whole)?)
            }
        })
    }

    fn tables(&mut self, case: &Case, base: Option<&Case>, seed: u64, counts: Vec<Counts>) -> Result<Answer, String> {
        let prepared = self.prepared(case)?;
        let sums = match base {
            None => merged(&prepared, None, counts)?.base,
            Some(base) => {
                merged(&*self.prepared(base)?, Some(&prepared), counts)?.changed.ok_or("nothing was changed")?
            }
        };
        Ok(Answer::Files(tables(case, sums, seed)?))
    }

    fn pair(&mut self, base: &Case, changed: Option<&Case>) -> Result<(Rc<Prepared>, Option<Rc<Prepared>>), String> {
        Ok((self.prepared(base)?, changed.map(|case| self.prepared(case)).transpose()?))
    }

    /// `case` compiled; what it was not needed for longest is forgotten.
    fn prepared(&mut self, case: &Case) -> Result<Rc<Prepared>, String> {
        let at = self.kept.iter().position(|(kept, _)| kept == case);
        let entry = match at {
            Some(at) => self.kept.remove(at),
            None => (case.clone(), Rc::new(case.prepared()?)),
        };
        let prepared = Rc::clone(&entry.1);
        self.kept.push(entry);
        if self.kept.len() > MOST_KEPT {
            self.kept.remove(0);
        }
        Ok(prepared)
    }
}
