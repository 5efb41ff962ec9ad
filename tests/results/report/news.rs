//! What a report says where something was observed.

use super::{csv_rows, page, simulated, words_of, workbook};
use crate::Desk;
use calamine::Reader;
use support::RICH;

/// What was observed, of which about a fifth of the trials of the rich scenario went so.
const NEWS: &str = "[[observed]]\ndate = 2026-12-01\nevent = \"signed\"\nwho = \"congress\"\nhappened = false\n\
                    [[observed]]\ndate = 2026-01-26\nevent = \"incident\"\nhappened = false\n";

#[test]
fn under_news_every_figure_is_of_the_trials_that_went_so_and_everything_says_so() {
    let desk = Desk::with("news.toml", &format!("{RICH}{NEWS}"));
    desk.done(&["run", "news.toml", "--trials", "3000", "--quiet", "--report", "--out", "out"]);
    let observed = csv_rows(&desk, "observed");
    let kept: u64 = observed[2][8].parse().expect("a count");
    assert!((200..2900).contains(&kept), "{kept}");
    let grouped = detente_study::table::grouped(kept);
    let both = format!("{grouped} of 3 000 trials");
    let said = format!("{both} went as was observed, and all figures are about these");
    let (page, brief) = (page(&desk), desk.read("out/brief.md"));
    let bytes = std::fs::read(desk.path("out/workbook.xlsx")).expect("a workbook");
    let about = workbook(&bytes).worksheet_range("about").expect("a sheet");
    let about: Vec<String> = about.cells().map(|(_, _, cell)| cell.to_string()).collect();
    assert!(page.contains(&said) && brief.contains(&said), "{brief}");
    assert!(about.iter().any(|line| line.contains(&said)) && about.contains(&kept.to_string()), "{about:?}");
    let charts = std::fs::read_dir(desk.path("out/charts")).expect("charts");
    let charts = charts.map(|entry| std::fs::read_to_string(entry.expect("an entry").path()).expect("text"));
    let charts: Vec<String> = charts.map(|text| words_of(&text)).collect();
    assert!(charts.len() >= 4, "{} charts", charts.len());
    for text in charts.iter().chain([&words_of(&page), &brief]) {
        let all = text.matches("3 000 trials").count();
        assert!(all > 0 && all == text.matches(&both).count(), "3 000 trials without the number kept: {text}");
    }
    assert!(brief.contains(&format!(" of {grouped} trials (chance")) && brief.contains("of these trials)"), "{brief}");
    let counterfactuals = "The no-channel trials are those of the trials kept, and need not have gone as was observed";
    assert!(
        page.contains(counterfactuals)
            && brief.contains(counterfactuals)
            && about.iter().any(|line| line.starts_with(counterfactuals))
    );
}

#[test]
fn page_and_brief_list_what_was_observed_and_what_it_teaches() {
    let desk = Desk::with("news.toml", &format!("{RICH}{NEWS}"));
    desk.done(&["run", "news.toml", "--trials", "6000", "--quiet", "--report", "--out", "out"]);
    let (page, brief) = (page(&desk), desk.read("out/brief.md"));
    let share = |row: &[String]| format!("{:.1} %", 100.0 * row[7].parse::<f64>().expect("a share"));
    for (row, day) in csv_rows(&desk, "observed")[1..].iter().zip(["26 Jan 2026", "1 Dec 2026"]) {
        let cells = format!("<td class=\"n\">{day}</td><td class=\"n\">{}</td>", share(row));
        assert!(page.contains(&format!("<tr><th scope=\"row\">{}</th>{cells}</tr>", row[4])), "{row:?}");
        assert!(brief.contains(&format!("- {}, by {day}: {} of trials went so", row[4], share(row))), "{brief}");
    }
    let learned = csv_rows(&desk, "learned");
    let number = |row: &[String], at: usize| row[at].parse::<f64>().expect("a number");
    let taught = page.split("aria-label=\"What it teaches\"").nth(1).and_then(|rest| rest.split("</table>").next());
    let taught = taught.expect("a table");
    let seen = learned[1..].iter().filter(|row| number(row, 8) > number(row, 9)).count();
    assert!(seen > 0 && seen < learned.len() - 1 && seen <= 6, "{seen} of {}", learned.len() - 1);
    for row in &learned[1..] {
        let teaches = number(row, 8) > number(row, 9);
        assert_eq!(brief.contains(&format!("\n- {}: ", row[1])), teaches, "{row:?}");
        assert_eq!(taught.contains(&format!("<th scope=\"row\">{}</th>", row[1])), teaches, "{row:?}");
    }
}

#[test]
fn without_news_nothing_is_said_of_them() {
    let desk = simulated(&["--report"]);
    for text in [page(&desk), desk.read("out/brief.md")] {
        assert!(!text.contains("observed,") && !text.contains("The no-channel trials are those"));
    }
}
