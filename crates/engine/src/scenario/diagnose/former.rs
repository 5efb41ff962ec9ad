//! Words of earlier versions, which are refused with the word that is meant now.

use super::nearest::nearest;

/// A word of an earlier version, what is written now, and what has changed about it.
struct Former {
    word: &'static str,
    now: &'static str,
    because: &'static str,
}

const fn former(word: &'static str, now: &'static str, because: &'static str) -> Former {
    Former { word, now, because }
}

/// What has been renamed. A word may have become several; the first that is known where it stands is meant.
const FORMER: &[Former] = &[
    former("tension_breeds_incidents", "branching", "which counts the further incidents that one incident brings"),
    former("lapsed", "dormant", "since a channel that lapses may resume"),
    former("dispute_limit", "dormant", "since a dispute that lasts too long no longer ends the channel"),
    former("postponed", "overtaken", "which is any confrontation while nobody had left"),
    former("partial", "open", "or `carried_out`, where every rung came into force"),
    former("partial", "stalling", "which is the outcome of what was begun and not ended"),
    former("after_lapse", "overtaken", "which is any confrontation while nobody had left"),
    former("after_completion", "overtaken", "which is any confrontation while nobody had left"),
    former("after_lapse", "postponed", "or `unchanged` or `hastened`, against the same world without a channel"),
    former("after_completion", "postponed", "or `unchanged` or `hastened`, against the same world without a channel"),
    former("confrontation_open", "postponed", "or `unchanged` or `hastened`, against the same world without a channel"),
    former(
        "confrontation_unstarted",
        "postponed",
        "or `unchanged` or `hastened`, against the same world without a channel",
    ),
    former(
        "confrontation_settled",
        "postponed",
        "or `unchanged` or `hastened`, against the same world without a channel",
    ),
];

/// What is written now in place of `found`, a word of an earlier version, where that is among `known`.
pub(in crate::scenario) fn help(found: &str, known: &[&str]) -> Option<String> {
    let meant = FORMER.iter().find(|former| former.word == found && known.contains(&former.now))?;
    Some(meant.told())
}

/// The same where `found` is such a word with a slip in it.
pub(in crate::scenario) fn help_with_slip(found: &str, known: &[&str]) -> Option<String> {
    let words = FORMER.iter().filter(|former| known.contains(&former.now)).map(|former| former.word);
    help(nearest(found, words)?, known)
}

impl Former {
    fn told(&self) -> String {
        format!("`{}` is now `{}`, {}", self.word, self.now, self.because)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Cause, NewsEvent, Outcome};
    use crate::parameter::registry::{TableName, find};

    #[test]
    fn what_is_proposed_is_known_and_what_was_is_not() {
        let causes: Vec<&str> = Cause::ALL.iter().map(|cause| cause.word()).collect();
        let outcomes: Vec<&str> = Outcome::ALL.iter().map(|outcome| outcome.word()).collect();
        let events: Vec<&str> = NewsEvent::ALL.iter().map(|event| event.word()).collect();
        for former in FORMER {
            let is_key = find(TableName::Escalation, former.now).is_some();
            assert!(
                is_key || [&causes, &outcomes, &events].iter().any(|words| words.contains(&former.now)),
                "{}",
                former.now
            );
        }
        assert!(help("lapsed", &events).is_some_and(|help| help.contains("`dormant`")));
        assert!(help("postponed", &outcomes).is_some_and(|help| help.contains("`overtaken`")));
        assert!(help("partial", &outcomes).is_some_and(|help| help.contains("`stalling`")));
        assert!(help("partial", &causes).is_some_and(|help| help.contains("`open`")));
        assert_eq!(help("scaling", &outcomes), None);
    }
}
