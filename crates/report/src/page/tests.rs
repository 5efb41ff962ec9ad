use super::*;
use crate::{AllAsRun, AsRun};
use std::fs;
use std::path::Path;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

#[test]
fn base64_is_that_of_the_standard() {
    let pairs = [("", ""), ("a", "YQ=="), ("an", "YW4="), ("and", "YW5k"), ("sand", "c2FuZA==")];
    assert!(pairs.iter().all(|(plain, spelled)| base64(plain.as_bytes()) == *spelled));
    assert_eq!(digest("abc"), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
}

#[test]
fn a_page_is_small_asks_for_nothing_and_holds_what_it_is_told() {
    let file = of_text("mine", "title = \"Ends </script> & <b> {facts} {holds}\"");
    let page = page(&[&file], SEED);
    assert!(page.len() < 3_000_000, "{} bytes", page.len());
    assert_eq!(page.matches("</script>").count(), 4, "no text ends a script");
    assert!(page.contains(">Ends &lt;/script&gt; &amp; &lt;b&gt; {facts} {holds}</h1>"));
    // The name of the language of drawings is no address that anybody asks.
    let page = page.replace("\"http://www.w3.org/2000/svg\"", "");
    for asks in ["src=\"", "https:", "http:", "@import", "url(", "fetch(", "import("] {
        assert!(!page.contains(asks), "{asks}");
    }
    assert_eq!(page.matches(MARK).count(), 1);
}

#[test]
fn a_report_takes_the_scenarios_that_fit_and_holds_the_page_as_data() {
    let as_run = |name: &str, bytes: usize| {
        let mut file = of_text(name, "title = \"</script>\"");
        file.flattened.extend(std::iter::repeat_n('#', bytes));
        (name.to_owned(), AsRun { file, tales: Vec::new() })
    };
    let all = AllAsRun::from([as_run("a", 600_000), as_run("b", 600_000), as_run("c", 100)]);
    let embedded = Embedded::of(&all, 7).expect("some scenarios");
    assert_eq!(["a", "b", "c"].map(|stem| embedded.has(stem)), [true, false, true]);
    let element = embedded.element().into_string();
    let text = element.split_once('>').and_then(|(_, rest)| rest.rsplit_once("</script>")).expect("an element").0;
    assert!(!text.contains('<') && element.len() < 3_000_000, "{} bytes", element.len());
    let page: String = serde_json::from_str(text).expect("JSON");
    assert_eq!(page, super::page(&[&all["a"].file, &all["c"].file], 7));
    assert!(Embedded::of(&AllAsRun::new(), 7).is_none());
}

/// Every file below `folder`.
fn below(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            below(&path, found);
        } else {
            found.push(path.strip_prefix(ROOT).expect("within").to_str().expect("UTF-8").replace('\\', "/"));
        }
    }
}

/// As `scripts/page_engine.sh` works it out: the digest of a list of files, each with its own.
#[test]
fn the_engine_in_the_page_was_made_from_these_sources() {
    let mut files = Vec::new();
    for name in ["engine", "study", "wasm"] {
        below(&Path::new(ROOT).join(format!("crates/{name}/src")), &mut files);
        files.push(format!("crates/{name}/Cargo.toml"));
    }
    files.sort();
    assert!(files.len() > 300);
    let line = |file: &String| {
        let bytes = fs::read(Path::new(ROOT).join(file)).expect("a source");
        format!("{}  {file}\n", sha256(&bytes))
    };
    let list: String = files.iter().map(line).collect();
    let hint = "the engine in the page is older than its sources: run scripts/page_engine.sh";
    assert_eq!(sha256(list.as_bytes()), SOURCES.trim(), "{hint}");
}
