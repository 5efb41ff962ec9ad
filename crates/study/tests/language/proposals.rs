//! Every message proposes something that is accepted: what is proposed is written in place of what was found, and then the file is
//! sound, or better by a fault at least.
#![allow(clippy::print_stdout, reason = "what was counted is told")]

use detente_study::scenario::{self, Fault, Template};
use std::collections::BTreeMap;
use std::ops::Range;
use support::{LADDER, RICH};

/// Slips of each kind that must be met, so that none of the kinds is empty.
const FEWEST: usize = 8;

/// A slip in a file: its kind, and the file with it.
struct Slip {
    kind: &'static str,
    text: String,
}

/// The sound files into which slips are made.
fn files() -> Vec<String> {
    let templates = Template::ALL.iter().map(|template| template.filled("case", "North", "South"));
    templates.chain([RICH.to_owned(), LADDER.to_owned()]).collect()
}

/// What stands in `line` behind `=`, without a remark; none in a line that holds no key.
fn value_in(line: &str) -> Option<Range<usize>> {
    let (key, rest) = line.split_once('=')?;
    if key.is_empty() || !key.trim_end().bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return None;
    }
    let value = rest.split(" #").next().unwrap_or(rest);
    let start = line.len() - rest.len() + (value.len() - value.trim_start().len());
    let trimmed = value.trim();
    (!trimmed.is_empty()).then(|| start..start + trimmed.len())
}

/// `word` with a letter left out, doubled, changed, or swapped with the next, in the middle of it.
fn slipped(word: &str) -> Vec<String> {
    let at = word.len() / 2;
    let (head, tail) = word.split_at(at);
    let (next, rest) = tail.split_at(1);
    let mut slips = vec![format!("{head}{rest}"), format!("{head}{next}{next}{rest}"), format!("{head}q{rest}")];
    if let Some(after) = rest.get(..1).filter(|after| *after != next) {
        slips.push(format!("{head}{after}{next}{}", &rest[1..]));
    }
    slips
}

/// The forms in which people write a number or a range that the language does not take.
fn other_spellings(value: &str) -> Vec<(&'static str, String)> {
    let inner = value.trim_matches('"');
    let ends: Vec<&str> = inner.split(" to ").collect();
    let numbers: Vec<f64> = ends.iter().filter_map(|end| end.parse().ok()).collect();
    let quoted = |parts: Vec<String>| format!("\"{}\"", parts.join(" to "));
    let each = |spell: &dyn Fn(&str, f64) -> String| -> Vec<String> {
        ends.iter().zip(&numbers).map(|(text, number)| spell(text, *number)).collect()
    };
    if numbers.len() != ends.len() || numbers.is_empty() {
        return Vec::new();
    }
    let is_share = numbers.iter().all(|number| (0.0..1.0).contains(number)) && numbers.iter().any(|one| *one > 0.0);
    let mut spellings = Vec::new();
    if is_share {
        let percent = |_: &str, number: f64| format!("{} %", (100.0 * number).round());
        spellings.push(("percent", quoted(each(&percent))));
        let comma = |text: &str, _: f64| text.replace('.', ",");
        spellings.push(("decimal comma", quoted(each(&comma))));
    }
    if let ([_], true) = (&ends[..], is_share && inner.starts_with("0.")) {
        spellings.push(("no zero before the point", inner[1..].to_owned()));
    }
    if let [one] = ends[..] {
        spellings.push(("number in quotes", format!("\"{one}\"")));
    }
    spellings
}

/// All slips that are made into `text`, line by line.
fn slips(text: &str) -> Vec<Slip> {
    let lines: Vec<&str> = text.lines().collect();
    let mut slips = Vec::new();
    let mut add = |kind: &'static str, at: usize, line: &str| {
        let mut changed: Vec<&str> = lines.clone();
        changed[at] = line;
        slips.push(Slip { kind, text: changed.join("\n") + "\n" });
    };
    for (at, line) in lines.iter().enumerate() {
        if let Some(header) = line.strip_prefix('[').and_then(|rest| rest.split(']').next()) {
            let (table, id) = header.split_once('.').unwrap_or((header, ""));
            for slip in slipped(table).into_iter().filter(|_| table.len() > 3) {
                add("name of a table", at, &line.replacen(table, &slip, 1));
            }
            if header.starts_with("rung.") && id.len() > 3 {
                slipped(id).iter().for_each(|slip| add("id of a rung", at, &line.replacen(id, slip, 1)));
            }
            continue;
        }
        let Some(value) = value_in(line) else { continue };
        let key = line.split(['=', ' ']).next().unwrap_or_default();
        if key.len() > 3 {
            slipped(key).iter().for_each(|slip| add("key", at, &line.replacen(key, slip, 1)));
        }
        let (head, written, tail) = (&line[..value.start], &line[value.clone()], &line[value.end..]);
        let with = |value: &str| format!("{head}{value}{tail}");
        other_spellings(written).iter().for_each(|(kind, spelled)| add(kind, at, &with(spelled)));
        let is_word = |text: &str| text.len() > 4 && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        if let Some(word) =
            written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).filter(|word| is_word(word))
            && !["name", "title", "source"].contains(&key)
        {
            slipped(word).iter().for_each(|slip| add("word", at, &with(&format!("\"{slip}\""))));
            add("word without quotes", at, &with(word));
        }
        if written.starts_with('[') && !written.contains('{') {
            for word in written.split('"').skip(1).step_by(2).filter(|word| is_word(word)) {
                slipped(word)
                    .iter()
                    .for_each(|slip| add("word in a list", at, &with(&written.replacen(word, slip, 1))));
            }
        }
        if written.starts_with('{') {
            let words = written.split(|c: char| !c.is_ascii_lowercase() && c != '_').filter(|word| is_word(word));
            for word in words {
                slipped(word)
                    .iter()
                    .for_each(|slip| add("word in braces", at, &with(&written.replacen(word, slip, 1))));
            }
        }
        if ["true", "false"].contains(&written) {
            add("flag in capitals", at, &with(&written.to_uppercase()));
            add("flag in quotes", at, &with(&format!("\"{written}\"")));
        }
    }
    slips.push(Slip {
        kind: "key of an earlier version",
        text: format!("{text}\n[escalation]\ntension_breeds_incidents = 0.3\n"),
    });
    slips
}

/// What `fault` proposes to write, where it does so to the letter.
fn proposed(fault: &Fault) -> Option<String> {
    let behind = |words: &str| fault.help.split_once(words).map(|(_, rest)| rest);
    if let Some(word) = behind("did you mean `").or(behind("is now `")) {
        return word.split('`').next().map(str::to_owned);
    }
    let written = behind("write ")?;
    let is_literal = written.starts_with(|c: char| c.is_ascii_digit() || "\"[{-.".contains(c))
        || written.starts_with("true")
        || written.starts_with("false");
    let end = [" without quotes", "; ", ", or ", " or "].iter().filter_map(|end| written.find(end)).min();
    is_literal.then(|| written[..end.unwrap_or(written.len())].to_owned())
}

/// `text` with what is proposed in place of what `fault` is about, and of whatever else is found to be the same and answered alike: an id
/// may be mentioned in several places.
fn applied(text: &str, fault: &Fault, proposal: &str, all: &[Fault]) -> Option<String> {
    let found = text.get(fault.span.clone()?)?;
    // The key of a distribution that is none is named within it.
    if let Some((_, key)) = fault.help.split_once(&format!("`{proposal}` for `")) {
        let key = key.split('`').next()?;
        return Some(text.replace(found, &found.replacen(key, proposal, 1)));
    }
    let is_quoted = found.starts_with('"') && !proposal.starts_with(['"', '[', '{']) && fault.help.contains('`');
    let written = if is_quoted { format!("\"{proposal}\"") } else { proposal.to_owned() };
    let is_alike =
        |other: &&Fault| other.help == fault.help && other.span.clone().and_then(|span| text.get(span)) == Some(found);
    let mut spans: Vec<Range<usize>> = all.iter().filter(is_alike).filter_map(|other| other.span.clone()).collect();
    spans.sort_by_key(|span| std::cmp::Reverse(span.start));
    let mut changed = text.to_owned();
    spans.into_iter().for_each(|span| changed.replace_range(span, &written));
    Some(changed)
}

fn faults(text: &str) -> Vec<Fault> {
    scenario::read_text("case", text, &[]).map_or_else(|found| found.faults().to_vec(), |_| Vec::new())
}

#[test]
fn whatever_a_message_proposes_makes_the_file_better_by_a_fault() {
    // Of each kind: slips that are refused, faults with a proposal, faults in all.
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    let mut wrong = Vec::new();
    for file in files() {
        assert!(faults(&file).is_empty(), "{file}");
        for Slip { kind, text } in slips(&file) {
            let found = faults(&text);
            let count = counts.entry(kind).or_default();
            count[0] += usize::from(!found.is_empty());
            for fault in &found {
                count[2] += 1;
                let Some(proposal) = proposed(fault) else { continue };
                count[1] += 1;
                let after = applied(&text, fault, &proposal, &found).map(|text| faults(&text));
                if after.as_ref().is_none_or(|after| after.len() >= found.len()) {
                    let left: Vec<String> = after.unwrap_or_default().iter().map(|left| left.key.clone()).collect();
                    wrong.push(format!(
                        "{kind}: {}: {}: {} [{proposal}] leaves {left:?}",
                        fault.key, fault.message, fault.help
                    ));
                }
            }
        }
    }
    for (kind, [refused, proposals, all]) in &counts {
        println!("{kind:28} {refused:5} refused, {all:5} faults, {proposals:5} with a proposal");
    }
    println!(
        "{} of {} proposals leave as many faults",
        wrong.len(),
        counts.values().map(|count| count[1]).sum::<usize>()
    );
    wrong.iter().take(40).for_each(|one| println!("{one}"));
    assert_eq!(wrong.len(), 0);
    // A word without quotes may be a part of a list, or several words: then the help says what stands in quotes.
    let without = counts.iter().filter(|(kind, [refused, proposals, _])| {
        **kind != "word without quotes"
            && **kind != "key of an earlier version"
            && (proposals < refused || *refused < FEWEST)
    });
    assert_eq!(without.map(|(kind, _)| *kind).collect::<Vec<_>>(), Vec::<&str>::new());
}
