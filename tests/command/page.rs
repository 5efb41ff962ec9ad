//! `detente page`: what is written, what gives way to it, what is refused. What the page does is tried in a browser (`tests/page`).

use crate::Desk;

const SOUND: &str = "title = \"A sound one\"\n";

#[test]
fn a_page_has_the_shipped_case_or_what_is_named_the_first_first() {
    let desk = Desk::with("zeta.toml", SOUND);
    desk.put("alpha.toml", "title = \"Another one\"\n");
    let said = desk.done(&["page"]);
    assert!(said.starts_with("wrote detente.html (") && said.contains("doha_2026"), "{said}");
    assert!(desk.read("detente.html").contains("<title>detente: Doha 2026: funds"));
    desk.done(&["page", "zeta.toml", "alpha.toml", "--out", "two.html"]);
    let two = desk.read("two.html");
    assert!(two.contains("<title>detente: A sound one</title>") && two.contains("\"names\":[\"zeta\",\"alpha\"]"));
    assert!(two.len() < 3_000_000, "{} bytes", two.len());
    assert_eq!(desk.done(&["page", "zeta.toml", "--quiet"]), "");
}

#[test]
fn the_same_scenarios_make_the_same_page() {
    let desk = Desk::with("mine.toml", SOUND);
    desk.done(&["page", "mine.toml", "--out", "one.html"]);
    desk.done(&["page", "mine.toml", "--out", "other.html"]);
    assert!(desk.read("one.html") == desk.read("other.html"));
}

#[test]
fn a_page_gives_way_to_a_page_and_nothing_else_does() {
    let desk = Desk::with("mine.toml", SOUND);
    desk.done(&["page", "mine.toml"]);
    desk.done(&["page", "mine.toml"]);
    desk.put("notes.html", "<p>my notes</p>");
    let refused = desk.run(&["page", "mine.toml", "--out", "notes.html"]);
    let said = String::from_utf8_lossy(&refused.stderr);
    assert_eq!(refused.status.code(), Some(3), "{said}");
    assert!(said.contains("notes.html is there already and is no page of detente"), "{said}");
    assert_eq!(desk.read("notes.html"), "<p>my notes</p>");
    desk.done(&["page", "mine.toml", "--out", "notes.html", "--force"]);
    assert!(desk.read("notes.html").contains("A sound one"));
    let input = desk.run(&["page", "mine.toml", "--out", "mine.toml", "--force"]);
    assert_eq!(
        (input.status.code(), desk.read("mine.toml").as_str()),
        (Some(3), SOUND),
        "an input is never written over"
    );
    let folder = desk.run(&["page", "mine.toml", "--out", "."]);
    assert_eq!(folder.status.code(), Some(3));
}

#[test]
fn faults_are_told_as_by_check_and_no_page_is_written() {
    let desk = Desk::with("faulty.toml", "[messaging]\nambiguty = 0.3\n");
    let refused = desk.run(&["page", "faulty.toml"]);
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(refused.stderr, desk.run(&["check", "faulty.toml"]).stderr);
    assert!(!desk.path("detente.html").exists());
}
