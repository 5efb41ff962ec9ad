//! Column names and their order are a promise; so are the shapes of the tables.

use detente_engine::domain::{Cause, Outcome, Until};
use detente_engine::plan::Plan;
use detente_engine::tally::Tally;
use detente_engine::trial::{Indicator, Quantity};
use detente_report::results::{Dialect, Documented, TableWriter, columns_markdown, data_package, write_table};
use detente_study::scenario::Scenario;
use detente_study::table::{Cell, Column, Kind, ScenarioResult, Status, Table, summarise, trial_columns, trial_row};

const SUMMARY_HEADER: &str = "scenario,title,start_date,horizon_weeks,trials,status,scaling_share,scaling_lo,scaling_hi,stalling_share,stalling_lo,stalling_hi,overtaken_share,overtaken_lo,overtaken_hi,collapse_share,collapse_lo,collapse_hi,scaling_assumed_p05,scaling_assumed_p95,collapse_assumed_p05,collapse_assumed_p95,end_weeks_p50,confrontation_share,confrontation_share_no_channel,confrontation_difference,confrontation_difference_lo,confrontation_difference_hi,time_bought_weeks_p50,time_bought_weeks_mean,collapse_cause,collapse_cause_share,sticking_point,sticking_point_share,most_vetoes_by,funds_delivered_usd_bn_mean,funds_diverted_usd_bn_mean,values_documented,values_press,values_judgement,values_template,values_default,both_claim_success_share";

struct Case {
    scenario: Scenario,
    plan: Plan,
    tally: Tally,
}

impl Case {
    fn new(stem: &str, until: Until, trials: u64) -> Self {
        let plan = support::fixture::plan(until);
        let tally = support::fixture::tally(&plan, 0, trials);
        Self { scenario: support::fixture::scenario(stem), plan, tally }
    }

    fn result(&self) -> ScenarioResult<'_> {
        ScenarioResult {
            worlds: None,
            histories: None,
            scenario: &self.scenario,
            plan: &self.plan,
            tally: &self.tally,
            exact: None,
            status: Status::Complete,
        }
    }
}

fn tables(cases: &[Case]) -> Vec<Table> {
    summarise(&cases.iter().map(Case::result).collect::<Vec<_>>())
}

fn named<'a>(tables: &'a [Table], name: &str) -> &'a Table {
    tables.iter().find(|table| table.name == name).expect("a published table")
}

fn header(columns: &[Column]) -> String {
    columns.iter().map(|column| column.name.as_ref()).collect::<Vec<_>>().join(",")
}

/// The numbers in column `name` of the rows of `scenario`.
fn numbers(table: &Table, scenario: &str, name: &str) -> Vec<f64> {
    let column = table.columns.iter().position(|column| column.name == name).expect("a column");
    let rows = table.rows.iter().filter(|row| row[0] == Cell::from(scenario));
    let number = |cell: &Cell| match cell {
        Cell::Number(number) | Cell::Tidy(number) | Cell::Exact(number) => *number,
        Cell::Count(count) => *count as f64,
        _ => f64::NAN,
    };
    rows.map(|row| number(&row[column])).collect()
}

#[test]
fn column_names_and_their_order_are_as_promised() {
    let case = Case::new("doha", Until::Horizon, 10);
    let mut lines: Vec<String> = tables(std::slice::from_ref(&case))
        .iter()
        .map(|table| format!("{}: {}", table.name, header(&table.columns)))
        .collect();
    lines.push(format!("trials: {}", header(&trial_columns(&case.plan))));
    let found = lines.join("\n") + "\n";
    support::golden::check("columns.txt", &found);
}

#[test]
fn the_summary_has_the_published_header() {
    let tables = tables(&[Case::new("doha", Until::Horizon, 10)]);
    assert_eq!(header(&named(&tables, "summary").columns), SUMMARY_HEADER);
}

#[test]
fn every_row_is_as_long_as_its_header_whatever_was_simulated() {
    for (until, trials) in [(Until::Horizon, 0), (Until::Horizon, 1), (Until::Horizon, 300), (Until::ChannelEnds, 40)] {
        for table in tables(&[Case::new("doha", until, trials)]) {
            assert!(table.rows.iter().all(|row| row.len() == table.columns.len()), "{}", table.name);
            assert!(table.columns.iter().all(|column| !column.description.is_empty()), "{}", table.name);
        }
    }
}

#[test]
fn cells_are_of_the_kind_that_their_column_names() {
    for table in tables(&[Case::new("doha", Until::Horizon, 100)]) {
        for cells in &table.rows {
            for (column, cell) in table.columns.iter().zip(cells) {
                let fits = match cell {
                    Cell::Empty => true,
                    Cell::Text(_) => column.kind == Kind::Text,
                    Cell::Count(_) => column.kind == Kind::Count,
                    Cell::Date(_) => column.kind == Kind::Date,
                    Cell::Number(_) | Cell::Tidy(_) => matches!(column.kind, Kind::Share | Kind::Real),
                    Cell::Exact(_) => column.kind == Kind::Real || column.name == "value",
                };
                assert!(fits, "{}.{}: {cell:?}", table.name, column.name);
            }
        }
    }
}

#[test]
fn scenarios_are_stacked_by_stem_with_a_fixed_number_of_rows() {
    let cases = [Case::new("oslo", Until::Horizon, 20), Case::new("doha", Until::Horizon, 20)];
    let tables = tables(&cases);
    for (name, rows) in [
        ("summary", 1),
        ("outcomes", Outcome::ALL.len()),
        ("causes", Cause::ALL.len()),
        ("quantities", 5 * Quantity::COUNT),
        ("rungs", 3),
        ("actors", 5),
        ("baseline", 4),
        ("base_rates", 9),
        ("fates", 4 * 30),
        ("leverage", 7),
        ("parameters", 2),
    ] {
        let table = named(&tables, name);
        assert_eq!(table.rows.len(), 2 * rows, "{name}");
        assert!(table.rows[..rows].iter().all(|row| row[0] == Cell::from("doha")), "{name}");
        assert!(table.rows[rows..].iter().all(|row| row[0] == Cell::from("oslo")), "{name}");
    }
}

#[test]
fn shares_sum_to_what_they_should() {
    let tables = tables(&[Case::new("doha", Until::Horizon, 500)]);
    let is_one = |sum: f64| (sum - 1.0).abs() < 1e-9;
    assert!(is_one(numbers(named(&tables, "outcomes"), "doha", "share").iter().sum()));
    assert!(is_one(numbers(named(&tables, "causes"), "doha", "share").iter().sum()));
    let sums = |table: &Table, names: &[&str]| -> Vec<f64> {
        let columns: Vec<Vec<f64>> = names.iter().map(|name| numbers(table, "doha", name)).collect();
        (0..columns[0].len()).map(|row| columns.iter().map(|column| column[row]).sum()).collect()
    };
    let timeline = ["scaling", "stalling", "overtaken", "collapse", "undecided"];
    assert!(sums(named(&tables, "timeline"), &timeline).into_iter().all(is_one));
    let kinds =
        ["none_share", "averted_share", "later_share", "same_week_share", "earlier_share", "only_with_channel_share"];
    assert!(sums(named(&tables, "baseline"), &kinds).into_iter().all(is_one));
}

#[test]
fn every_undecided_trial_is_in_one_state_of_each_indicator() {
    let tables = tables(&[Case::new("doha", Until::Horizon, 900)]);
    let [watch, indicators] = ["watch", "indicators"].map(|name| named(&tables, name));
    let text = |row: &[Cell], table: &Table, name: &str| {
        let column = table.columns.iter().position(|column| column.name == name).expect("a column");
        format!("{:?}", row[column])
    };
    let undecided = numbers(indicators, "doha", "undecided");
    let counts = numbers(watch, "doha", "count");
    assert!(!indicators.rows.is_empty() && undecided[0] > 200.0, "the law was tried on {undecided:?}");
    for (row, undecided) in indicators.rows.iter().zip(&undecided).step_by(4) {
        let same = |other: &[Cell]| {
            ["landmark_week", "indicator"].iter().all(|name| text(row, indicators, name) == text(other, watch, name))
        };
        let sum: f64 = watch.rows.iter().zip(&counts).filter(|(other, _)| same(other)).map(|(_, count)| count).sum();
        assert!((sum - undecided).abs() < 0.5, "{row:?}: {sum}");
    }
}

#[test]
fn indicators_are_ranked_by_the_information_that_they_give() {
    let tables = tables(&[Case::new("doha", Until::Horizon, 900)]);
    let watch = named(&tables, "watch");
    let [week, rank, bits] = ["landmark_week", "rank", "information_bits"].map(|name| numbers(watch, "doha", name));
    for row in 1..watch.rows.len() {
        let same_landmark = (week[row] - week[row - 1]).abs() < 1e-9;
        let ordered = rank[row] >= rank[row - 1] && bits[row] <= bits[row - 1] + 1e-9;
        assert!(if same_landmark { ordered } else { rank[row] < 1.5 }, "row {row}");
    }
}

#[test]
fn shares_of_states_that_few_trials_are_in_are_not_shown() {
    let tables = tables(&[Case::new("doha", Until::Horizon, 900)]);
    let watch = named(&tables, "watch");
    let [trials, share] = ["trials", "share"].map(|name| numbers(watch, "doha", name));
    assert!(trials.iter().any(|trials| *trials < 200.0) && trials.iter().any(|trials| *trials >= 200.0));
    assert!(trials.iter().zip(&share).all(|(trials, share)| share.is_nan() == (*trials < 200.0)));
}

#[test]
fn the_glossary_lists_every_indicator_with_its_states() {
    let glossary = include_str!("../../../../docs/glossary.md");
    for indicator in Indicator::ALL {
        let states = indicator.bins_by_state().map(|(word, _)| word).chain(indicator.undefined());
        let states: Vec<String> = states.map(|word| format!("`{word}`")).collect();
        let row = format!("| `{}` | {} | {} |", indicator.word(), indicator.meaning(), states.join(", "));
        assert!(glossary.contains(&row), "{row}");
    }
}

#[test]
fn the_timeline_ends_with_what_the_other_tables_say() {
    let tables = tables(&[Case::new("doha", Until::Horizon, 500)]);
    let timeline = named(&tables, "timeline");
    let last = |name: &str| numbers(timeline, "doha", name).pop().expect("a last row");
    let summary = |name: &str| numbers(named(&tables, "summary"), "doha", name)[0];
    assert!((last("week") - summary("horizon_weeks")).abs() < 1e-12);
    assert!((last("collapse") - summary("collapse_share")).abs() < 1e-12);
    assert!((last("confrontation") - summary("confrontation_share")).abs() < 1e-12);
    assert!((last("confrontation_no_channel") - summary("confrontation_share_no_channel")).abs() < 1e-12);
    assert_eq!(timeline.rows[0][2], Cell::Date(jiff::civil::date(2026, 7, 2)));
}

#[test]
fn without_a_counterfactual_nothing_is_compared() {
    let tables = tables(&[Case::new("doha", Until::ChannelEnds, 50)]);
    assert!(named(&tables, "baseline").rows.is_empty() && named(&tables, "leverage").rows.is_empty());
    assert!(numbers(named(&tables, "summary"), "doha", "confrontation_difference")[0].is_nan());
}

#[test]
fn tables_made_again_from_the_written_record_are_the_same() {
    let mut case = Case::new("doha", Until::Horizon, 120);
    let before = tables(std::slice::from_ref(&case));
    let json = serde_json::to_string(case.tally.record()).expect("plain data");
    let record = serde_json::from_str(&json).expect("own form");
    case.tally = Tally::restore(record, &case.plan, support::fixture::frozen()).expect("same plan");
    assert_eq!(tables(&[case]), before);
}

#[test]
fn quantiles_are_ordered_and_within_the_extremes() {
    let tables = tables(&[Case::new("doha", Until::Horizon, 700)]);
    let table = named(&tables, "quantities");
    let figures: Vec<Vec<f64>> = ["min", "p05", "p25", "median_lo", "median", "median_hi", "p75", "p95", "max"]
        .iter()
        .map(|name| numbers(table, "doha", name))
        .collect();
    for row in 0..figures[0].len() {
        let defined = figures.iter().map(|column| column[row]).filter(|figure| !figure.is_nan());
        assert!(defined.is_sorted(), "{:?}", table.rows[row]);
    }
}

#[test]
fn a_trial_row_fits_its_columns_and_streams() {
    let plan = support::fixture::plan(Until::Horizon);
    let columns = trial_columns(&plan);
    let mut writer = TableWriter::new(&columns, Dialect::Standard, Vec::new()).expect("memory");
    for trial in 0..5 {
        let row = trial_row("doha", &plan, &support::fixture::record(&plan, trial), trial, &[0.25]);
        writer.row(&row).expect("memory");
    }
    let text = String::from_utf8(writer.finish().expect("memory")).expect("UTF-8");
    assert_eq!(text.lines().count(), 6);
    assert!(text.lines().skip(1).all(|line| line.starts_with("doha,") && line.ends_with(",0.250000")));
}

#[test]
fn no_cell_of_any_table_begins_like_a_formula() {
    for dialect in Dialect::ALL {
        for table in tables(&[Case::new("doha", Until::Horizon, 30)]) {
            let mut bytes = Vec::new();
            write_table(&table, dialect, &mut bytes).expect("memory");
            let delimiter = u8::try_from(dialect.delimiter()).expect("ASCII");
            let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(bytes.as_slice());
            for (row, cells) in reader.records().zip(&table.rows) {
                for (text, cell) in row.expect("own form").iter().zip(cells) {
                    let is_text = matches!(cell, Cell::Text(_));
                    assert!(!is_text || !text.starts_with(['=', '+', '-', '@', '\t', '\r']), "{text}");
                }
            }
        }
    }
}

#[test]
fn the_dictionary_names_every_column_of_every_file() {
    let case = Case::new("doha", Until::Horizon, 5);
    let tables = tables(std::slice::from_ref(&case));
    let trials = trial_columns(&case.plan);
    let mut files: Vec<Documented<'_>> = tables.iter().map(Documented::table).collect();
    files.push(Documented::trials("doha", &trials));
    let package: serde_json::Value = serde_json::from_str(&data_package(&files, Dialect::Eu)).expect("JSON");
    let markdown = columns_markdown(&files);
    let resources = package["resources"].as_array().expect("a list");
    assert_eq!(resources.len(), files.len());
    for (resource, file) in resources.iter().zip(&files) {
        let fields = resource["schema"]["fields"].as_array().expect("a list");
        assert_eq!(fields.len(), file.columns.len());
        assert!(fields.iter().filter(|field| field["type"] == "number").all(|field| field["decimalChar"] == ","));
        assert!(file.columns.iter().all(|column| markdown.contains(&format!("| `{}` |", column.name))));
    }
}

/// What stands in `quantity`, `measure` and `indicator` is explained wherever a table has it.
#[test]
fn the_dictionary_explains_the_words_that_stand_in_cells() {
    let case = Case::new("doha", Until::Horizon, 5);
    let tables = tables(std::slice::from_ref(&case));
    let markdown = columns_markdown(&tables.iter().map(Documented::table).collect::<Vec<_>>());
    let mut explained = 0;
    for table in &tables {
        let words = ["quantity", "measure", "indicator"];
        let Some(at) = table.columns.iter().position(|column| words.contains(&column.name.as_ref())) else { continue };
        for row in &table.rows {
            let Cell::Text(word) = &row[at] else { panic!("a word") };
            assert!(markdown.contains(&format!("| `{word}` |")), "{}: {word}", table.name);
            explained += 1;
        }
    }
    assert!(explained > 200, "{explained}");
}
