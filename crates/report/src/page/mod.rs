//! A page that simulates: one HTML file with the engine in it, which needs no network and no second file.
//!
//! The engine is `engine.wasm.gz`, made by `scripts/page_engine.sh` from the sources beside it; a test fails where it is older than
//! they are. The scripts are modules of their own in `script/`, put one after the other here. What they draw the engine says
//! (`crates/wasm`); no figure is worked out in a script.

mod embedded;
mod frame;
mod script;

pub(crate) use embedded::{Embedded, policy_around};

use crate::one_file::{one_file, script_element};
use crate::results::sha256;
use detente_study::scenario::{self, CheckedFile};
use maud::html;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The engine for WebAssembly, gzipped.
const ENGINE: &[u8] = include_bytes!("engine.wasm.gz");
/// A digest of the sources that it was made from.
const SOURCES: &str = include_str!("engine.sources");
const STYLE: &str = include_str!("style.css");
/// What every such page holds, and nothing else does.
pub const MARK: &str = "<script type=\"application/json\" id=\"scenario-files\">";
/// Digits of the digest that the page shows.
const SHORT: usize = 12;
/// Seed of all draws of a page where nothing is said: that of the program.
pub const SEED: u64 = 1;

/// The page that simulates `scenarios` under `seed`, and shows the first of them. Each is one text without a file that it extends, as run.
#[must_use]
pub fn page(scenarios: &[&CheckedFile], seed: u64) -> String {
    let main = script::main();
    let engine: String = SOURCES.chars().take(SHORT).collect();
    let body = html! {
        (frame::frame(scenarios, seed, &engine))
        (script_element(Some("application/json"), Some("scenario-files"), &files(scenarios, seed)))
        (script_element(Some("text/plain"), Some("worker-script"), &script::worker()))
        (script_element(Some("text/plain"), Some("engine"), &base64(ENGINE)))
        (script_element(Some("module"), None, &main))
    };
    one_file(frame::title(scenarios), &policy(&[&main], &[STYLE]), STYLE, &body)
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
