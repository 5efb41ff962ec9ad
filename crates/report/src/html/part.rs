//! What the parts of a section have in common.

use super::{drawings, heading, said};
use crate::svg::{Chart, Subject};
use maud::{Markup, html};

/// What the parts of a section have in common: the rank of their headings, and the charts of the section.
pub(super) struct Part<'a> {
    pub(super) rank: u8,
    pub(super) charts: &'a [Chart<'a>],
}

impl Part<'_> {
    /// The heading of a part: what it is about, and what was found.
    pub(super) fn head(&self, about: &str, found: &str) -> Markup {
        html! { "\n" p.kicker.part { (about) } (heading(self.rank, found)) }
    }

    /// The chart about a subject, where there is one.
    pub(super) fn chart(&self, subject: Subject) -> Option<&Chart<'_>> {
        self.charts.iter().find(|chart| chart.subject == subject)
    }

    /// A chart, where there is one.
    pub(super) fn drawn(&self, subject: Subject) -> Markup {
        self.chart(subject).map(drawings).unwrap_or_default()
    }

    /// A chart with its title and sentence, where there is one.
    pub(super) fn titled(&self, subject: Subject) -> Markup {
        let Some(chart) = self.chart(subject) else { return Markup::default() };
        html! {
            (heading(self.rank + 1, &chart.title))
            @if !chart.sentence.is_empty() { p { (said(&chart.sentence)) } }
            (drawings(chart))
        }
    }
}
