//! The pages for readers: every link leads somewhere, every page of the documentation says whom it is for and stands in the index.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Folders that hold no page of ours.
const PASSED_OVER: [&str; 6] = ["target", "results", "tests", "dist", "shards", "fuzz"];

/// All pages below `folder`, as paths.
fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && !name.starts_with('.') && !PASSED_OVER.contains(&name.as_str()) {
            found.extend(pages(&path));
        } else if name.ends_with(".md") && !path.ends_with("src/scenario/reference.md") {
            // The text of docs/scenario.md, which is written there, is read there.
            found.push(path);
        }
    }
    found.sort();
    found
}

/// `text` without its blocks of code.
fn prose(text: &str) -> String {
    let mut is_code = false;
    let mut kept = |line: &&str| {
        let is_fence = line.trim_start().starts_with("```");
        is_code ^= is_fence;
        !is_code && !is_fence
    };
    text.lines().filter(|line| kept(line)).fold(String::new(), |all, line| all + line + "\n")
}

/// What the links of `text` lead to: what stands in brackets behind brackets.
fn links(text: &str) -> Vec<String> {
    let ends = text.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
    ends.map(|(link, _)| link.to_owned()).filter(|link| !link.contains(' ')).collect()
}

/// The names by which the headings of `text` are linked to.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = prose(text);
    let headings = headings.lines().filter(|line| line.starts_with('#'));
    let name = |line: &str| {
        let words = line.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
        words.chars().filter(|letter| letter.is_alphanumeric() || "-_".contains(*letter)).collect()
    };
    headings.map(name).collect()
}

#[test]
fn every_link_between_pages_leads_somewhere() {
    let mut astray = Vec::new();
    let mut count = 0;
    for page in pages(root()) {
        let text = fs::read_to_string(&page).expect("a page");
        for link in links(&prose(&text)).iter().filter(|link| !link.contains("://") && !link.starts_with("mailto:")) {
            count += 1;
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if path.is_empty() { page.clone() } else { page.parent().expect("a folder").join(path) };
            let is_there = target.exists()
                && (anchor.is_empty() || anchors(&fs::read_to_string(&target).expect("a page")).contains(anchor));
            if !is_there {
                astray.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(count > 100, "{count} links were found");
    assert!(astray.is_empty(), "links that lead nowhere:\n{}", astray.join("\n"));
}

#[test]
fn every_page_of_the_documentation_says_whom_it_is_for_and_stands_in_the_index() {
    let docs = root().join("docs");
    let index = fs::read_to_string(docs.join("README.md")).expect("the index");
    let listed = links(&index);
    for page in pages(&docs).into_iter().filter(|page| !page.ends_with("docs/README.md")) {
        let text = fs::read_to_string(&page).expect("a page");
        let name = page.strip_prefix(&docs).expect("below").display().to_string().replace('\\', "/");
        let purpose = text.lines().nth(2).unwrap_or_default();
        assert!(
            purpose.starts_with("*For ") && purpose.ends_with(".*"),
            "docs/{name}: below its title stands whom it is for, as *For those who ... .*, and not: {purpose}"
        );
        assert!(listed.contains(&name), "docs/README.md does not list {name}");
    }
}

#[test]
fn links_and_headings_are_read_as_readers_see_them() {
    let text = "# One `thing`, two\n[a](b.md#c) and ![d](e.svg)\n```\n[no](link)\n# none\n```\n";
    assert_eq!(links(&prose(text)), ["b.md#c", "e.svg"]);
    assert_eq!(anchors(text).into_iter().collect::<Vec<_>>(), ["one-thing-two"]);
}
