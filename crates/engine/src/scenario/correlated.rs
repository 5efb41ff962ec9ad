//! Uncertain values that hang together: the entries of `[[correlated]]`, and whether any values can hang together so.

use super::diagnose::Diagnostic;
use super::diagnose::Place;
use super::diagnose::help;
use super::model::{CorrelatedPair, UncertainValue};
use super::resolver::{Resolver, Slot};

use crate::parameter::registry::TableName;
use crate::parameter::{Correlation, NotDefinite};
use std::collections::BTreeMap;

/// Every pair of values that is said to hang together, in order of their positions in `uncertain`.
pub(super) fn resolve(resolver: &mut Resolver<'_>, uncertain: &[UncertainValue]) -> Vec<CorrelatedPair> {
    let given = resolver.given;
    let mut pairs: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    let mut last: Option<&Place> = None;
    for (id, header) in &given.correlated {
        let slot = Slot::of(TableName::Correlated, id, 0);
        resolver.fill(&slot, &[]);
        let members = members(resolver, &slot, header, uncertain);
        let rank = rank(resolver, &slot, header);
        for (at, one) in members.iter().enumerate() {
            for other in &members[at + 1..] {
                let pair = (*one.min(other), *one.max(other));
                if pairs.insert(pair, rank).is_some() {
                    let keys = [pair.0, pair.1].map(|at| uncertain[at].key.as_str()).join(" and ");
                    let diagnostic = Diagnostic::new(slot.name("keys"), format!("{keys} are correlated twice"));
                    resolver.diagnostics.fault(header, diagnostic.help("say of each pair once how it hangs together"));
                }
            }
        }
        last = Some(header);
    }
    let pairs: Vec<CorrelatedPair> =
        pairs.into_iter().map(|((one, other), rank)| CorrelatedPair { one, other, rank }).collect();
    if let (Some(place), Err(wrong)) = (last, correlation(&pairs)) {
        let key = &uncertain[members_of(&pairs)[wrong.member]].key;
        let diagnostic = Diagnostic::new(TableName::Correlated.word(), wrong.to_string());
        let help = format!("{key} cannot go with the others as it should: bring its correlations nearer to 0");
        resolver.diagnostics.fault(place, diagnostic.help(help));
    }
    pairs
}

/// The positions that stand in some pair, ascending.
fn members_of(pairs: &[CorrelatedPair]) -> Vec<usize> {
    let mut members: Vec<usize> = pairs.iter().flat_map(|pair| [pair.one, pair.other]).collect();
    members.sort_unstable();
    members.dedup();
    members
}

/// The copula of `pairs`, none where there are none.
pub fn correlation(pairs: &[CorrelatedPair]) -> Result<Option<Correlation>, NotDefinite> {
    let members = members_of(pairs);
    if members.is_empty() {
        return Ok(None);
    }
    let ranks: BTreeMap<(usize, usize), f64> = pairs.iter().map(|pair| ((pair.one, pair.other), pair.rank)).collect();
    let order = members.clone();
    let rank = |i: usize, j: usize| ranks.get(&(order[j], order[i])).copied().unwrap_or(0.0);
    Correlation::new(members, rank).map(Some)
}

/// The positions of the values that an entry names. A key that has one value takes no part, with a remark: a sweep may have fixed it.
fn members(resolver: &mut Resolver<'_>, slot: &Slot, header: &Place, uncertain: &[UncertainValue]) -> Vec<usize> {
    let Some((keys, place)) = resolver.ids(slot, "keys") else {
        if resolver.lookup(slot, "keys").is_none() {
            let diagnostic = Diagnostic::new(slot.name("keys"), "missing");
            resolver
                .diagnostics
                .missing(header, diagnostic.help("say which: keys = [\"messaging.ambiguity\", \"...\"]"));
        }
        return Vec::new();
    };
    if keys.len() < 2 {
        let diagnostic = Diagnostic::new(slot.name("keys"), "nothing to hang together with");
        resolver.diagnostics.fault(place, diagnostic.found(format!("{} keys", keys.len())).allowed("two keys or more"));
    }
    let mut members = Vec::new();
    for (key, place) in keys {
        if let Some(position) = uncertain.iter().position(|value| value.key == *key) {
            members.push(position);
        } else if resolver.is_valued(key) {
            let diagnostic =
                Diagnostic::new(slot.name("keys"), format!("`{key}` is drawn with its world: it takes no part"));
            resolver.diagnostics.note(place, diagnostic.help("what the worlds hold goes together as it does there"));
        } else if resolver.given.values.contains_key(key) {
            let diagnostic = Diagnostic::new(slot.name("keys"), format!("`{key}` has one value: it takes no part"));
            resolver.diagnostics.note(place, diagnostic.help("only uncertain values can hang together"));
        } else {
            let known = uncertain.iter().map(|value| value.key.as_str());
            let help = help(key, known, "uncertain values");
            let diagnostic = Diagnostic::new(slot.name("keys"), format!("there is no uncertain value `{key}`"));
            resolver.diagnostics.fault(place, diagnostic.help(help));
        }
    }
    members
}

fn rank(resolver: &mut Resolver<'_>, slot: &Slot, header: &Place) -> f64 {
    if resolver.lookup(slot, "rank").is_none() {
        let diagnostic = Diagnostic::new(slot.name("rank"), "missing");
        resolver.diagnostics.missing(header, diagnostic.help("say how strongly: rank = 0.5"));
    }
    resolver.setting(slot, "rank")
}
