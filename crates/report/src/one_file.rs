//! A page in one file, which needs no network and no second file.

use crate::cell::printable;
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// The page: what a browser must know of it, with the `policy` of what it may do, then its `body`. The digest of its `style` stands in
/// the policy.
pub(crate) fn one_file(title: &str, policy: &str, style: &str, body: &Markup) -> String {
    let page = html! {
        (DOCTYPE) "\n"
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (without_controls(html! { "detente: " (title) })) } "\n"
                style { (PreEscaped(style)) }
            }
            "\n"
            body { (body) }
        }
        "\n"
    };
    page.into_string()
}

/// A script, or data for one, of the type `kind`: `text` must not hold what ends it. Where it runs, its digest stands in the policy.
pub(crate) fn script_element(kind: Option<&str>, id: Option<&str>, text: &str) -> Markup {
    html! { script type=[kind] id=[id] { (PreEscaped(text)) } "\n" }
}

/// `markup` in which no sign stands that readers of XML would refuse: text of a scenario may hold any.
pub(crate) fn without_controls(markup: Markup) -> Markup {
    let signs = markup.into_string();
    PreEscaped(signs.chars().map(|sign| if sign == '\n' { sign } else { printable(sign) }).collect())
}
