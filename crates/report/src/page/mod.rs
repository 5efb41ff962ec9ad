//! A page that simulates: one HTML file with the engine in it, which needs no network and no second file.
//!
//! The engine is `engine.wasm.gz`, made by `scripts/page_engine.sh` from the sources beside it; a test fails where it is older than
//! they are. The scripts are modules of their own in `script/`, put one after the other here. What they draw the engine says
//! (`crates/wasm`); no figure is worked out in a script.

mod embedded;
mod script;

pub(crate) use embedded::{Embedded, policy_around};

use crate::results::sha256;
use crate::svg::escaped;
use detente_study::scenario::{self, CheckedFile};
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

/// The engine for WebAssembly, gzipped.
const ENGINE: &[u8] = include_bytes!("engine.wasm.gz");
/// A digest of the sources that it was made from.
const SOURCES: &str = include_str!("engine.sources");
const STYLE: &str = include_str!("style.css");
const FRAME: &str = include_str!("frame.html");
/// What every such page holds, and nothing else does.
pub const MARK: &str = "<script type=\"application/json\" id=\"scenario-files\">";
/// Digits of the digest that the page shows.
const SHORT: usize = 12;
/// Seed of all draws of a page where nothing is said: that of the program.
pub const SEED: u64 = 1;

/// The page that simulates `scenarios` under `seed`, and shows the first of them. Each is one text without a file that it extends, as run.
#[must_use]
pub fn page(scenarios: &[&CheckedFile], seed: u64) -> String {
    let scenario = scenarios.first().map(|file| &file.scenario);
    let title = scenario.map_or("detente", |scenario| scenario.title.as_str());
    let start = scenario.and_then(|scenario| scenario.start);
    let facts = scenario.map_or(String::new(), |scenario| {
        let start = start.map_or(String::new(), |day| format!("From {day}. "));
        format!("{start}Confrontation means: {}", scenario.confrontation)
    });
    let frame = filled(&[
        ("title", escaped(title).to_string()),
        ("facts", escaped(&facts).to_string()),
        ("holds", scenarios.iter().copied().map(holds).collect()),
        ("version", env!("CARGO_PKG_VERSION").to_owned()),
        ("seed", seed.to_string()),
        ("engine", SOURCES.chars().take(SHORT).collect()),
    ]);
    let main = script::main();
    let policy = policy(&[&main], &[STYLE]);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>detente: {}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n{frame}\
         {MARK}{}</script>\n\
         <script type=\"text/plain\" id=\"worker-script\">\n{}</script>\n\
         <script type=\"text/plain\" id=\"engine\">{}</script>\n\
         <script type=\"module\">{main}</script>\n</body>\n</html>\n",
        escaped(title),
        files(scenarios, seed),
        script::worker(),
        base64(ENGINE),
    )
}

/// What a browser may do with a page of these scripts and styles: run those, run the engine in workers, and ask nobody for anything.
fn policy(scripts: &[&str], styles: &[&str]) -> String {
    let sources =
        |texts: &[&str]| texts.iter().map(|text| format!("'sha256-{}'", digest(text))).collect::<Vec<_>>().join(" ");
    format!(
        "default-src 'none'; script-src {} 'wasm-unsafe-eval'; worker-src blob:; style-src {}; img-src data:; base-uri 'none'; \
         form-action 'none'",
        sources(scripts),
        sources(styles)
    )
}

/// The scenarios as data for the script; no text in them can end its element. The seed is text: scripts have no numbers of 64 bits.
fn files(scenarios: &[&CheckedFile], seed: u64) -> String {
    let name = |file: &&CheckedFile| file.scenario.stem.clone();
    let texts: BTreeMap<PathBuf, &str> =
        scenarios.iter().map(|file| (format!("{}.toml", name(file)).into(), file.flattened.as_str())).collect();
    let names: Vec<String> = scenarios.iter().map(name).collect();
    json!({ "seed": seed.to_string(), "names": names, "files": texts }).to_string().replace('<', "\\u003c")
}

/// What a scenario holds, for readers without a script.
fn holds(file: &CheckedFile) -> String {
    let scenario = &file.scenario;
    let [sender, target] = scenario.parties.each_ref().map(|party| escaped(&party.name).to_string());
    let mut text = format!(
        "<h3>{}</h3>\n<p>Gives relief: {sender}. Gives restraint: {target}. Goes between: {}. The ladder:</p>\n<ol>\n",
        escaped(&scenario.title),
        escaped(&scenario.mediator)
    );
    for at in &scenario.order {
        let _ = writeln!(text, "<li>{}</li>", escaped(&scenario.rungs[*at].title));
    }
    text.push_str("</ol>\n");
    text
}

fn filled(fields: &[(&str, String)]) -> String {
    fields.iter().fold(FRAME.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

/// The SHA-256 of `text` as policies spell it.
fn digest(text: &str) -> String {
    let hex = sha256(text.as_bytes());
    let byte = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal digits");
    base64(&(0..hex.len()).step_by(2).map(byte).collect::<Vec<u8>>())
}

/// `bytes` in base64, as in RFC 4648.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = three.iter().chain([0, 0].iter()).take(3).fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte));
        for place in 0..4 {
            let letter = char::from(LETTERS[bits >> (18 - 6 * place) & 63]);
            text.push(if place <= three.len() { letter } else { '=' });
        }
    }
    text
}

/// The scenario that stands in a page where none is named, as run.
///
/// # Panics
///
/// Never: a test reads it.
#[must_use]
pub fn of_text(name: &str, text: &str) -> CheckedFile {
    scenario::read_text(name, text, &[]).unwrap_or_else(|faults| panic!("{faults}"))
}

#[cfg(test)]
mod tests;
