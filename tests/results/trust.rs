//! Trust needed against trust earned, as a report shows it.

use crate::Desk;
use support::RICH;

#[test]
fn the_ladder_of_a_report_shows_the_trust_of_rungs_csv() {
    let desk = Desk::with("rich.toml", RICH);
    desk.done(&["run", "rich.toml", "--trials", "500", "--quiet", "--report", "--out", "out"]);
    let (chart, table) = (desk.read("out/charts/rich_ladder.svg"), desk.read("out/rungs.csv"));
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let at = |name: &str| header.iter().position(|column| column == name).expect("a column");
    let percent = |share: f64| format!("{:.1} %", (1e6 * share).round() / 1e4);
    let mut compared = 0;
    for row in reader.records().map(|row| row.expect("a row")) {
        let called = match row[at("rung")].split_once('.') {
            Some((id, number)) => format!("{id} ({number})"),
            None => row[at("rung")].to_owned(),
        };
        let own = chart.split(&format!(" {} {called}: ", &row[at("position")])).nth(1).expect("a rung");
        let own = own.split("stops here").nth(1).expect("its stops");
        for (party, name) in [("sender", "giver"), ("target", "taker")] {
            let mean = |what: &str| row[at(&format!("trust_{party}_{what}_mean"))].parse::<f64>();
            let Ok(needed) = mean("needed") else {
                assert!(mean("earned").is_err(), "both or none");
                continue;
            };
            let needed = if needed > 0.0 { percent(needed) } else { "none".to_owned() };
            let told = format!("{name} has {} trust, needs {needed}.", percent(mean("earned").expect("with needed")));
            assert!(own.contains(&told), "{told}: {own}");
            compared += 1;
        }
    }
    assert!(compared >= 8, "{compared} of the parties");
}
