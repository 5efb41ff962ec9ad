//! News: what was observed, each entry with its references and days resolved.

use super::fault::Complaint;
use super::findings::Place;
use super::given::{Given, Ids, Reading};
use super::model::{News, RunSettings, Rung};
use super::resolver::{Resolver, Slot};
use super::suggest;
use crate::domain::{ActorKind, NewsEvent, Role};
use crate::parameter::registry::Table as TableName;
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
    let event = event?;
    let who = who(resolver, cast, &slot, event);
    let rung = rung(resolver, cast, &slot, event);
    let (date, from_step, by_step) = days?;
    let happened = resolver.flag(&slot, "happened");
    let named = ["who", "rung"].into_iter().filter_map(|key| resolver.word(&slot, key)).collect::<Vec<_>>().join(", ");
    let named = if named.is_empty() { named } else { format!(" ({named})") };
    let words = format!("{}{}{named}", if happened { "" } else { "no " }, event.word());
    Some(News { id: id.to_owned(), event, who, rung, by_step, from_step, date, happened, words })
}

fn event(resolver: &mut Resolver<'_>, slot: &Slot, header: &Place) -> Option<NewsEvent> {
    let word = resolver.word(slot, "event");
    if word.is_none() && resolver.lookup(slot, "event").is_none() {
        let words: Vec<&str> = NewsEvent::ALL.iter().map(|event| event.word()).collect();
        let complaint = Complaint::new(slot.name("event"), "missing");
        resolver.findings.missing(header, complaint.help(format!("say what was observed: {}", words.join(", "))));
    }
    NewsEvent::from_word(&word?)
}

/// The day, and the first and the last step that count.
fn days(
    resolver: &mut Resolver<'_>,
    run: &RunSettings,
    start: Option<Date>,
    slot: &Slot,
    header: &Place,
) -> Option<(Date, u32, u32)> {
    let Some((date, place)) = day(resolver, slot, "date") else {
        if resolver.lookup(slot, "date").is_none() {
            let complaint = Complaint::new(slot.name("date"), "missing");
            resolver.findings.missing(header, complaint.help("say by which day: date = 2026-08-16"));
        }
        return None;
    };
    let Some(start) = start else {
        let complaint = Complaint::new(slot.name("date"), "the scenario does not say on which date it starts");
        resolver
            .findings
            .missing(&place, complaint.help("add the day of week 0 at the head of the file: start = 2026-07-02"));
        return None;
    };
    let by = step(resolver, run, start, slot.name("date"), date, &place)?;
    let Some((since, place)) = day(resolver, slot, "since") else { return Some((date, 1, by)) };
    if since > date {
        let complaint = Complaint::new(slot.name("since"), "later than the day by which it was observed");
        let complaint = complaint.found(since.to_string()).allowed(format!("a day from {start} to {date}"));
        resolver.findings.fault(&place, complaint);
        return None;
    }
    let from = step(resolver, run, start, slot.name("since"), since, &place)?;
    Some((date, from, by))
}

fn day(resolver: &Resolver<'_>, slot: &Slot, key: &str) -> Option<(Date, Place)> {
    match resolver.lookup(slot, key) {
        Some((_, Given { reading: Reading::Date(date), place, .. })) => Some((*date, place.clone())),
        _ => None,
    }
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
    let complaint = Complaint::new(key, "outside of what is played").found(date.to_string());
    resolver.findings.fault(place, complaint.allowed(format!("a day from {start}{end}")));
    None
}

/// The actor that is named.
fn who(resolver: &mut Resolver<'_>, cast: &Cast<'_>, slot: &Slot, event: NewsEvent) -> Option<usize> {
    let (written, given) = resolver.lookup(slot, "who")?;
    let Reading::Word(word) = &given.reading else { return None };
    let Some(kind) = event.actor() else {
        let complaint = Complaint::new(written, format!("`{}` is nobody's doing", event.word()));
        resolver.findings.fault(&given.place, complaint.help("leave `who` out"));
        return None;
    };
    if kind == ActorKind::Party {
        let known = Role::ALL.iter().map(|role| role.word()).chain(cast.parties.iter().map(String::as_str));
        if let Some(role) = super::resolver::role_of(word, cast.parties) {
            return Some(role.index());
        }
        return unknown(resolver, written, given, kind.word(), word, &known.collect::<Vec<_>>());
    }
    let all = resolver.given;
    let ids: &Ids = match kind {
        ActorKind::Body => &all.bodies,
        ActorKind::Objector => &all.objectors,
        _ => &all.spoilers,
    };
    let position = ids.keys().position(|id| id == word);
    position.or_else(|| {
        unknown(resolver, written, given, kind.word(), word, &ids.keys().map(String::as_str).collect::<Vec<_>>())
    })
}

/// The rung that is named, by its id or by the label of one of its instances.
fn rung(resolver: &mut Resolver<'_>, cast: &Cast<'_>, slot: &Slot, event: NewsEvent) -> Option<(usize, Option<u32>)> {
    let (written, given) = resolver.lookup(slot, "rung")?;
    let Reading::Word(word) = &given.reading else { return None };
    if !event.has_rung() {
        let complaint = Complaint::new(written, format!("`{}` does not happen to a rung", event.word()));
        resolver.findings.fault(&given.place, complaint.help("leave `rung` out"));
        return None;
    }
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
    let help = suggest::help(word, known.iter().copied(), "ids");
    resolver.findings.fault(&given.place, Complaint::new(key, format!("there is no {what} `{word}`")).help(help));
    None
}
