//! What a value rests on.

use super::setting::words;
use serde::Serialize;

words! {
    /// What a value rests on.
    Basis {
        Documented = "documented", "Read in a primary text or counted from data.";
        Press = "press", "Reported by the press.";
        Judgement = "judgement", "Somebody's estimate.";
        Template = "template", "Came with a template of `detente new`; nobody has judged it for this case.";
        Default = "default", "Given by no file: left at its default.";
    }
}

impl Basis {
    /// What a file may say; a default is what it leaves out.
    pub const GIVEN: [Self; 4] = [Self::Documented, Self::Press, Self::Judgement, Self::Template];
}
