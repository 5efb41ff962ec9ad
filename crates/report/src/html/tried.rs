//! Where a report can be changed: a button that opens the page within it.

use crate::page::Embedded;
use maud::{Markup, html};

/// What the button does, and what to do where there is none. It opens the page on the scenario `stem`.
pub(super) fn tried(page: &Embedded, stem: &str) -> Markup {
    if !page.has(stem) {
        return html! {
            p.facts {
                "This scenario is left out of the part that simulates, to keep the file small. "
                code { "detente page inputs/" (stem) ".toml" } " writes a page for it."
            }
        };
    }
    html! {
        p {
            "The engine of the program is in this file. Change values, the ladder, or who takes part, and see what becomes of the figures \
             on the same random numbers. It simulates in your browser; nothing is sent anywhere."
        }
        p { button type="button" class="try" data-scenario=(stem) hidden { "Change values and simulate" } }
        p.facts.no-button {
            "A button stands here in a browser that runs scripts. Previews of mails mostly run none: save this file, and open it in a \
             browser."
        }
    }
}
