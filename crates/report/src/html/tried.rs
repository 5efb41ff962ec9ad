//! Where a report can be changed: a button that opens the page within it.

use crate::page::Embedded;
use crate::svg::escaped;

/// What the button does, and what to do where there is none. It opens the page on the scenario `stem`; empty where the report has no
/// page within.
pub(super) fn tried(page: Option<&Embedded>, stem: &str) -> String {
    let Some(page) = page else { return String::new() };
    let stem = escaped(stem);
    if !page.has(&stem.to_string()) {
        return format!(
            "<p class=\"facts\">This scenario is left out of the part that simulates, to keep the file small. \
             <code>detente page inputs/{stem}.toml</code> writes a page for it.</p>\n"
        );
    }
    format!(
        "<p>The engine of the program is in this file. Change values, the ladder, or who takes part, and see what becomes of the figures \
         on the same random numbers. It simulates in your browser; nothing is sent anywhere.</p>\n\
         <p><button type=\"button\" class=\"try\" data-scenario=\"{stem}\" hidden>Change values and simulate</button></p>\n\
         <p class=\"facts no-button\">A button stands here in a browser that runs scripts. Previews of mails mostly run none: save this file, \
         and open it in a browser.</p>\n"
    )
}
