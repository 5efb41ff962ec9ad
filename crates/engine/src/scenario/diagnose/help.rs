//! The help for a name that is not known: what may have been meant, and what is known.

use super::former;
use super::nearest::nearest;

/// The shortest of `known` that goes on behind `found`, which is its first word or words.
fn longer<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let goes_on = |name: &&str| name.strip_prefix(found).is_some_and(|rest| rest.starts_with('_'));
    known.into_iter().filter(|_| found.len() > 2).filter(goes_on).min_by_key(|name| name.len())
}

/// A help text: the nearest name if there is one, and the list of all.
pub fn help<'a>(found: &str, known: impl IntoIterator<Item = &'a str> + Clone, what: &str) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in known.clone() {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let list = if names.is_empty() { format!("there are no {what}") } else { format!("{what}: {}", names.join(", ")) };
    if let Some(now) = former::help(found, &names) {
        return format!("{now}; {list}");
    }
    match nearest(found, known.clone()).or_else(|| longer(found, known)) {
        Some(name) => format!("did you mean `{name}`? {list}"),
        None => former::help_with_slip(found, &names).map_or(list.clone(), |now| format!("{now}; {list}")),
    }
}
