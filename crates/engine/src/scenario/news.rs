//! News: what was observed, each entry with its references and days resolved.

use super::calendar;
use super::diagnose::Diagnostic;
use super::diagnose::Place;
use super::diagnose::help;
use super::given::{AllGiven, Given, Ids, Reading};
use super::model::{News, RunSettings, Rung};
use super::resolver::{Resolver, Slot};
use crate::domain::{ActorKind, NewsEvent, Role};
use crate::parameter::registry::TableName;
use jiff::civil::Date;

/// What entries may refer to.
pub(super) struct Cast<'a> {
    pub(super) rungs: &'a [Rung],
    pub(super) parties: &'a [String; 2],
    pub(super) run: &'a RunSettings,
}

/// Every entry, in order of the days by which it was observed.
pub(super) fn resolve(resolver: &mut Resolver<'_>, cast: &Cast<'_>, start: Option<Date>) -> Vec<News> {
    let given = resolver.given;
    let entries = given.observed.iter().filter_map(|(id, header)| entry(resolver, cast, start, id, header));
    let mut news: Vec<News> = entries.collect();
    news.sort_by(|one, other| (one.by_step, &one.id).cmp(&(other.by_step, &other.id)));
    news
}

fn entry(resolver: &mut Resolver<'_>, cast: &Cast<'_>, start: Option<Date>, id: &str, header: &Place) -> Option<News> {
    let slot = Slot::of(TableName::Observed, id, 0);
    resolver.fill(&slot, &[]);
    let event = event(resolver, &slot, header);
    let days = days(resolver, cast.run, start, &slot, header);
    let Some(event) = event else {
        // Whoever and whatever is named must be there, whichever event was meant.
        anybody(resolver, cast, &slot);
        known_rung(resolver, cast, &slot);
        return None;
    };
    let who = who(resolver, cast, &slot, event);
    let rung = rung(resolver, cast, &slot, event);
    let (date, from_step, by_step) = days?;
    let happened = resolver.flag(&slot, "happened");
    let named = ["who", "rung"].into_iter().filter_map(|key| resolver.word(&slot, key)).collect::<Vec<_>>().join(", ");
    let named = if named.is_empty() { named } else { format!(" ({named})") };
    let words = format!("{}{}{named}", if happened { "" } else { "not: " }, event.word());
    Some(News { id: id.to_owned(), event, who, rung, by_step, from_step, date, happened, words })
}

fn event(resolver: &mut Resolver<'_>, slot: &Slot, header: &Place) -> Option<NewsEvent> {
    let word = resolver.word(slot, "event");
    if word.is_none() && resolver.lookup(slot, "event").is_none() {
        let words: Vec<&str> = NewsEvent::ALL.iter().map(|event| event.word()).collect();
        let diagnostic = Diagnostic::new(slot.name("event"), "missing");
        resolver.diagnostics.missing(header, diagnostic.help(format!("say what was observed: {}", words.join(", "))));
    }
    NewsEvent::from_word(&word?)
}

/// The day, and the first and the last step that count. What is wrong with either day is said of both.
fn days(
    resolver: &mut Resolver<'_>,
    run: &RunSettings,
    start: Option<Date>,
    slot: &Slot,
    header: &Place,
) -> Option<(Date, u32, u32)> {
    let by = calendar::date(resolver, slot, "date");
    if by.is_none() && resolver.lookup(slot, "date").is_none() {
        let diagnostic = Diagnostic::new(slot.name("date"), "missing");
        resolver.diagnostics.missing(header, diagnostic.help("say by which day: date = 2026-08-16"));
    }
    let since = calendar::date(resolver, slot, "since");
    let Some(start) = start else {
        calendar::undated(resolver, &slot.name("date"), &by.or(since)?.1);
        return None;
    };
    let by_step = by.as_ref().and_then(|(date, place)| step(resolver, run, start, slot.name("date"), *date, place));
    let Some((since, place)) = since else { return Some((by?.0, 1, by_step?)) };
    if let Some((date, _)) = by
        && since > date
    {
        let diagnostic = Diagnostic::new(slot.name("since"), "later than the day by which it was observed");
        let diagnostic = diagnostic.found(since.to_string());
        let allowed =
            if start <= date { diagnostic.allowed(format!("a day from {start} to {date}")) } else { diagnostic };
        resolver.diagnostics.fault(&place, allowed);
        return None;
    }
    let from_step = step(resolver, run, start, slot.name("since"), since, &place);
    Some((by?.0, from_step?, by_step?))
}

/// The step in which a day falls: the first that ends on it or after; the day of the start falls in the first.
fn step(
    resolver: &mut Resolver<'_>,
    run: &RunSettings,
    start: Date,
    key: String,
    date: Date,
    place: &Place,
) -> Option<u32> {
    let days = f64::from((date - start).get_days());
    let step = (days / run.step_days - 1e-9).ceil().max(1.0);
    if days >= 0.0 && step <= f64::from(run.steps) {
        return Some(step as u32);
    }
    let last = (f64::from(run.steps) * run.step_days) as i64;
    let end =
        start.checked_add(jiff::Span::new().days(last)).map_or_else(|_| String::new(), |end| format!(" to {end}"));
    let diagnostic = Diagnostic::new(key, "outside of what is simulated").found(date.to_string());
    resolver.diagnostics.fault(place, diagnostic.allowed(format!("a day from {start}{end}")));
    None
}

/// The actor that is named.
fn who(resolver: &mut Resolver<'_>, cast: &Cast<'_>, slot: &Slot, event: NewsEvent) -> Option<usize> {
    let (written, given) = resolver.lookup(slot, "who")?;
    let Reading::Word(word) = &given.reading else { return None };
    let Some(kind) = event.actor() else {
        let diagnostic = Diagnostic::new(written, format!("`{}` is nobody's doing", event.word()));
        resolver.diagnostics.fault(&given.place, diagnostic.help("leave `who` out"));
        return None;
    };
    if kind == ActorKind::Party
        && let Some(role) = super::resolver::role_of(word, cast.parties)
    {
        return Some(role.index());
    }
    let known = names(resolver.given, cast, kind);
    let position = known.iter().position(|id| *id == word.as_str());
    position.or_else(|| unknown(resolver, written, given, kind.word(), word, &known))
}

/// What an actor of one kind can be called; of all but parties the ids, in order.
fn names<'n>(given: &'n AllGiven, cast: &Cast<'n>, kind: ActorKind) -> Vec<&'n str> {
    let ids: &Ids = match kind {
        ActorKind::Party => {
            return Role::ALL.iter().map(|role| role.word()).chain(cast.parties.iter().map(String::as_str)).collect();
        }
        ActorKind::Body => &given.bodies,
        ActorKind::Objector => &given.objectors,
        ActorKind::Spoiler => &given.spoilers,
    };
    ids.keys().map(String::as_str).collect()
}

/// Refuses the name of somebody who is nowhere in the scenario, where it is not known of which kind it should be.
fn anybody(resolver: &mut Resolver<'_>, cast: &Cast<'_>, slot: &Slot) {
    let Some((written, given)) = resolver.lookup(slot, "who") else { return };
    let Reading::Word(word) = &given.reading else { return };
    let kinds = [ActorKind::Party, ActorKind::Body, ActorKind::Objector, ActorKind::Spoiler];
    let known: Vec<&str> = kinds.into_iter().flat_map(|kind| names(resolver.given, cast, kind)).collect();
    if !known.contains(&word.as_str()) {
        unknown::<()>(resolver, written, given, "party, body, objector or spoiler", word, &known);
    }
}

/// The rung that is named, by its id or by the label of one of its instances.
fn rung(resolver: &mut Resolver<'_>, cast: &Cast<'_>, slot: &Slot, event: NewsEvent) -> Option<(usize, Option<u32>)> {
    let (written, given) = resolver.lookup(slot, "rung")?;
    if !event.has_rung() && matches!(given.reading, Reading::Word(_)) {
        let diagnostic = Diagnostic::new(written, format!("`{}` does not happen to a rung", event.word()));
        resolver.diagnostics.fault(&given.place, diagnostic.help("leave `rung` out"));
        return None;
    }
    known_rung(resolver, cast, slot)
}

/// The same, whatever is said to have happened to it.
fn known_rung(resolver: &mut Resolver<'_>, cast: &Cast<'_>, slot: &Slot) -> Option<(usize, Option<u32>)> {
    let (written, given) = resolver.lookup(slot, "rung")?;
    let Reading::Word(word) = &given.reading else { return None };
    let mut labels: Vec<String> = Vec::new();
    for (position, rung) in cast.rungs.iter().enumerate() {
        if rung.id == *word {
            return Some((position, None));
        }
        labels.push(rung.id.clone());
        let instances = rung.repeat * rung.tranches;
        let instance = word.strip_prefix(&format!("{}.", rung.id)).and_then(|number| number.parse::<u32>().ok());
        if let Some(number) = instance.filter(|number| instances > 1 && (1..=instances).contains(number)) {
            return Some((position, Some(number - 1)));
        }
        if instances > 1 {
            labels.push(format!("{}.1 to {}.{instances}", rung.id, rung.id));
        }
    }
    unknown(resolver, written, given, "rung", word, &labels.iter().map(String::as_str).collect::<Vec<_>>())
}

fn unknown<T>(
    resolver: &mut Resolver<'_>,
    key: &str,
    given: &Given,
    what: &str,
    word: &str,
    known: &[&str],
) -> Option<T> {
    let help = help(word, known.iter().copied(), "ids");
    resolver.diagnostics.fault(&given.place, Diagnostic::new(key, format!("there is no {what} `{word}`")).help(help));
    None
}
