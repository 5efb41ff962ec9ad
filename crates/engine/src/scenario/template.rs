//! The scenario that one starts from.

const TEMPLATE: &str = include_str!("template.toml");

/// A short commented scenario, sound as it stands, for a file called `name` (without `.toml`).
#[must_use]
pub fn template(name: &str) -> String {
    let plain: String = name.chars().filter(|c| !c.is_control() && *c != '"' && *c != '\\').collect();
    TEMPLATE.replace("{{name}}", &plain).replace("{{title}}", &plain.replace('_', " "))
}
