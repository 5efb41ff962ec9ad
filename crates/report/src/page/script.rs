//! The modules of the page, put one after the other: a page in one file has no second file to import from.
//!
//! Each is a module that Node can import by itself; all share one scope in the page, so that no two may declare the same name.

/// The modules of the page, each behind those that it imports.
const MAIN: [&str; 15] = [
    include_str!("script/element.js"),
    include_str!("script/words.js"),
    include_str!("script/scale.js"),
    include_str!("script/changes.js"),
    include_str!("script/files.js"),
    include_str!("script/unpack.js"),
    include_str!("script/pool.js"),
    include_str!("script/trials.js"),
    include_str!("script/inputs.js"),
    include_str!("script/ladder.js"),
    include_str!("script/hundred.js"),
    include_str!("script/outcomes.js"),
    include_str!("script/curve.js"),
    include_str!("script/answer.js"),
    include_str!("script/main.js"),
];

/// The modules of a worker.
const WORKER: [&str; 2] = [include_str!("script/boundary.js"), include_str!("script/worker.js")];

/// The script of the page.
pub(super) fn main() -> String {
    MAIN.iter().copied().map(alone).collect()
}

/// The script of a worker.
pub(super) fn worker() -> String {
    WORKER.iter().copied().map(alone).collect()
}

/// A module without what it imports and exports.
fn alone(module: &str) -> String {
    let lines = module.lines().filter(|line| !line.starts_with("import "));
    lines.map(|line| format!("{}\n", line.strip_prefix("export ").unwrap_or(line))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_imported_and_no_text_ends_a_script() {
        for script in [main(), worker()] {
            assert!(!script.contains("\nimport ") && !script.contains("\nexport "));
            assert!(!script.contains("</") && !script.contains("<!--"));
        }
        assert!(main().contains("function showAnswer(") && worker().contains("onmessage"));
    }
}
