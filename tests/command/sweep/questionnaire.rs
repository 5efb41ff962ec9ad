//! Questionnaires: `run --values`, and what comes back from a spreadsheet.

use super::{doha, message, table};
use crate::Desk;
use detente_study::sheet::{Cell, Sheet};
use support::RICH;

#[test]
fn a_filled_questionnaire_changes_just_what_was_changed() {
    let changed = [
        ("party.iran.policy", "grit"),
        ("party.iran.trustworthy", "0.2 to 0.6"),
        ("rung.first_release.target.detection", "{ min = 0.2, max = 0.6 }"),
        ("messaging.ambiguity", "0.3 to 0.5"),
        ("money.frozen_usd_bn", "30"),
        ("money.diverted_share", "{ values = [0.1, 0.2, 0.5], weights = [0.185, 0.63, 0.185] }"),
    ];
    let desk = doha(&[("values_en.csv", "en/values.csv"), ("values_de.csv", "de/values.csv")]);
    let run = |extra: &[&str]| {
        let output = desk.run(&[&["run", "doha_2026.toml", "--trials", "64"][..], extra].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    run(&["--out", "plain"]);
    for country in ["en", "de"] {
        let remark = run(&["--values", &format!("{country}/values.csv"), "--out", &format!("out_{country}")]);
        let keys = changed.map(|(key, _)| key).join(", ");
        assert!(remark.contains(&format!("changes 6 values of doha_2026.toml: {keys}")), "{remark}");
    }
    assert_eq!(desk.digest("out_en"), desk.digest("out_de"));
    let (_, before) = table(&desk, "plain/parameters.csv");
    let (_, after) = table(&desk, "out_de/parameters.csv");
    // What a policy bundles follows it; nothing else may move.
    let follows = |key: &str| key.starts_with("party.iran.");
    for (old, new) in before.iter().zip(&after) {
        let key = old["key"].as_str();
        let shown = if new["value"].is_empty() { &new["distribution"] } else { &new["value"] };
        match changed.iter().find(|(changed, _)| *changed == key) {
            Some((_, value)) => assert_eq!((shown.as_str(), new["origin"].as_str()), (*value, "values.csv"), "{key}"),
            None if follows(key) => assert!(old == new || new["origin"] == "default", "{key}"),
            None => assert_eq!(old, new),
        }
    }
    let row = |key: &str| after.iter().find(|row| row["key"] == key).expect("a row");
    assert_eq!(row("party.iran.trustworthy")["source"], "Zürich interview");
    assert_eq!(row("party.iran.trustworthy")["basis"], "press");
    assert_eq!(row("money.frozen_usd_bn")["source"], "our own count; checked twice");
    assert_eq!(row("messaging.ambiguity")["source"], "", "the old source does not speak of the new value");
}

#[test]
fn an_untouched_questionnaire_changes_nothing_in_any_dialect() {
    let desk = doha(&[]);
    for dialect in ["standard", "excel", "eu"] {
        desk.done(&["run", "doha_2026.toml", "--trials", "64", "--csv-dialect", dialect, "--out", dialect, "--quiet"]);
        let values = format!("{dialect}/parameters.csv");
        let args = ["run", "doha_2026.toml", "--trials", "64", "--csv-dialect", dialect, "--out", "again", "--quiet"];
        desk.done(&[&args[..], &["--values", &values]].concat());
        assert_eq!(desk.digest(dialect), desk.digest("again"), "{dialect}");
    }
}

#[test]
fn a_questionnaire_that_cannot_be_meant_is_refused_cell_by_cell() {
    let desk = Desk::with("case.toml", RICH);
    let sheet = "scenario,key,value,low,best,high,distribution,basis,source\n\
                 case,messaging.ambiguity,1.4,,,,,,\n\
                 case,party.giver.trustworthy,,0.3,,,,,\n\
                 case,party.taker.patience_weks,3,,,,,,\n\
                 case,party.giver.turnover_per_month,0.03,,,,,rumour,a friend\n";
    desk.put("filled.csv", sheet);
    let run = ["run", "case.toml", "--values", "filled.csv", "--trials", "64"];
    let text = message(&desk, &run, 1);
    assert!(text.contains("party.giver.trustworthy: low and high go together, in row 3, column D"), "{text}");
    desk.put("filled.csv", &sheet.replace("case,party.giver.trustworthy,,0.3,,,,,\n", ""));
    let text = message(&desk, &run, 1);
    for part in [
        "messaging.ambiguity: out of range, in row 2, column C",
        "party.taker.patience_weks: unknown key, in row 3, column B",
        "party.giver.turnover_per_month.basis: unknown word, in row 4, column H",
    ] {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
}

#[test]
fn a_day_that_a_spreadsheet_has_spelled_anew_is_said_both_ways_and_how_to_keep_it() {
    let desk = Desk::with("case.toml", RICH);
    desk.put("days.csv", "key,value\nstart,06.01.2026\nmessaging.ambiguity,40%\n");
    let text = message(&desk, &["run", "case.toml", "--values", "days.csv", "--trials", "64"], 1);
    for part in [
        "start: not a date, in row 2, column B",
        "2026-01-06 for 6 January, 2026-06-01 for 1 June; format the column as text",
        "leave the cell empty to keep the date of the file",
        "messaging.ambiguity: not a number, in row 3, column B",
        "help: write 0.4",
        "2 faults in days.csv",
    ] {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
}

#[test]
fn a_day_spelled_anew_that_can_be_the_day_of_the_file_is_left_as_it_is() {
    let desk = doha(&[]);
    desk.done(&["run", "doha_2026.toml", "--trials", "64", "--out", "plain", "--quiet"]);
    let answers = desk.read("plain/parameters.csv");
    let run = ["run", "doha_2026.toml", "--trials", "64", "--values", "days.csv", "--out", "out"];
    for spelled in ["02.07.2026", "7/2/2026", "2/7/2026", "02.07.26", "2 Jul 2026"] {
        desk.put("days.csv", &answers.replacen(",2026-07-02,", &format!(",{spelled},"), 1));
        assert!(message(&desk, &run, 0).contains("changes 0 values"), "{spelled}");
        assert_eq!(desk.digest("plain"), desk.digest("out"), "{spelled}");
    }
    desk.put("days.csv", &answers.replacen(",2026-07-02,", ",03.07.2026,", 1));
    let text = message(&desk, &run, 1);
    assert!(text.contains("start: not a date") && text.contains("leave the cell empty to keep the date"), "{text}");
    desk.put("days.csv", &answers.replacen(",2026-07-02,", ",,", 1));
    assert!(message(&desk, &run, 0).contains("changes 0 values"));
}

#[test]
fn answers_that_would_be_lost_are_refused_or_told() {
    let desk = doha(&[("values_en.csv", "values.csv")]);
    let run = ["run", "doha_2026.toml", "--trials", "64", "--values", "lost.csv", "--out", "out"];
    let answers = desk.read("values.csv");
    for (name, renamed) in [("value", "Wert"), ("low", "tief"), ("distribution", "Verteilung"), ("basis", "Grundlage")]
    {
        desk.put("lost.csv", &answers.replacen(&format!(",{name},"), &format!(",{renamed},"), 1));
        let text = message(&desk, &run, 1);
        for part in [
            format!("{renamed}: no column of the questionnaire, which lacks `{name}`, in row 1, column "),
            format!("name it `{name}`"),
            "found columns scenario, key, ".to_owned(),
            "allowed: values in value, low, best, high, distribution".to_owned(),
        ] {
            assert!(text.contains(&part), "{part} is missing in\n{text}");
        }
    }
    for (table, said) in [
        ("key,Wert\nmessaging.ambiguity,0.3\n", "has no column in which a value can stand"),
        ("key,note\nmessaging.ambiguity,high\n", "has no column in which a value can stand"),
        ("key,Wert,low,high\nmessaging.ambiguity,0.3,,\n", "Wert: no column of the questionnaire, which lacks `value`"),
        ("Key,value\nmessaging.ambiguity,0.3\n", "has no column `key`"),
    ] {
        desk.put("lost.csv", table);
        let text = message(&desk, &run, 1);
        assert!(text.contains(said) && text.contains("columns "), "{said} is missing in\n{text}");
    }
    assert!(!desk.path("out").exists());
    // Columns of one's own beside all that is read are let be.
    desk.put("lost.csv", "key,value,who\nmessaging.ambiguity,0.3,7\n");
    assert!(message(&desk, &run, 0).contains("changes 1 value"));
    desk.put(
        "lost.csv",
        "scenario,key,value\ndoha_2026,messaging.ambiguity,0.3\ndoha_2027,messaging.ambiguity,0.2\n\
         doha_2027,money.diverted_share,0.2\n,money.diverted_share,0.3\n",
    );
    let text = message(&desk, &run, 0);
    assert!(text.contains("lost.csv: 3 rows are left out, about doha_2027, no scenario that is named"), "{text}");
    assert!(text.contains("changes 1 value of doha_2026.toml: messaging.ambiguity"), "{text}");
    desk.put("doha_2027.toml", &desk.read("doha_2026.toml"));
    let both = ["run", "doha_2026.toml", "doha_2027.toml", "--trials", "64", "--values", "lost.csv", "--out", "both"];
    assert!(message(&desk, &both, 0).contains("1 row is left out, about no scenario that is named"));
}

/// In the workbook of `report` the meaning and the units stand above the header. LibreOffice saves its sheet so.
#[test]
fn a_sheet_of_the_workbook_saved_as_csv_is_read_back() {
    let desk = doha(&[]);
    desk.done(&["run", "doha_2026.toml", "--trials", "64", "--out", "plain", "--quiet"]);
    let above = "A row is a value of a scenario. The table doubles as a questionnaire to be filled in and read back.";
    let answers = desk.read("plain/parameters.csv");
    let run = ["run", "doha_2026.toml", "--trials", "64", "--values", "sheet.csv", "--out", "out"];
    desk.put("sheet.csv", &format!("{above},,,,,,,,,,,,\n,,,,see unit,see unit,see unit,,,,,,\n{answers}"));
    assert!(message(&desk, &run, 0).contains("changes 0 values"));
    assert_eq!(desk.digest("plain"), desk.digest("out"));
    let own = format!("{above}\n;;see unit\nkey;value;low\nmessaging.ambiguity;0,3;\nmoney.frozen_usd_bn;-5;\n");
    desk.put("sheet.csv", &own);
    let text = message(&desk, &run, 1);
    assert!(text.contains("money.frozen_usd_bn: out of range, in row 5, column B"), "{text}");
    desk.put("sheet.csv", &own.replace("-5", "30"));
    assert!(message(&desk, &run, 0).contains("changes 2 values"));
}

/// Spreadsheets set to decimal points may still part cells with semicolons; one cell with a comma is one slip.
#[test]
fn one_decimal_comma_in_a_questionnaire_is_one_message_about_its_cell() {
    let desk = doha(&[("values_en.csv", "values.csv")]);
    let sheet = Sheet::read(&desk.path("values.csv")).expect("a sound table");
    let run = ["run", "doha_2026.toml", "--values", "slip.csv", "--trials", "64", "--out", "out"];
    let cells = |row: &[Cell]| row.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>();
    for (delimiter, number, column, slip, said) in [
        (b';', 13, 3, "0,4", "a decimal comma among decimal points, in row 13, column D"),
        (b'\t', 13, 4, "0,4", "a decimal comma among decimal points, in row 13, column E"),
        (b'\t', 13, 7, "0,2 to 0,6", "a decimal comma among decimal points, in row 13, column H"),
        (b',', 13, 3, "0,4", "a decimal comma, in row 13, column D"),
    ] {
        let mut table = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
        table.write_record(cells(&sheet.header)).expect("memory");
        for row in &sheet.rows {
            let mut cells = cells(&row.cells);
            if row.number == number {
                slip.clone_into(&mut cells[column]);
            }
            table.write_record(cells).expect("memory");
        }
        desk.put("slip.csv", &String::from_utf8(table.into_inner().expect("memory")).expect("UTF-8"));
        let text = message(&desk, &run, 1);
        assert!(text.contains(said) && text.contains("1 fault in slip.csv"), "{said}\n{text}");
    }
}

#[test]
fn a_questionnaire_about_another_scenario_is_refused_with_what_it_is_about() {
    let desk = doha(&[("values_en.csv", "values.csv")]);
    desk.put("doha_2027.toml", &desk.read("doha_2026.toml"));
    desk.put("plain.toml", "title = \"plain\"\n");
    let values = ["--values", "values.csv", "--out", "out", "--quiet"];
    for command in [&["run", "doha_2027.toml", "--trials", "64"][..], &["order", "doha_2027.toml"]] {
        let text = message(&desk, &[command, &values].concat(), 1);
        for part in [
            "no row is about the scenario `doha_2027`, in row 1, column A",
            "found rows about doha_2026",
            "is `doha_2026` the same under another name?",
            "take the column out",
        ] {
            assert!(text.contains(part), "{part} is missing in\n{text}");
        }
    }
    let both = ["run", "doha_2027.toml", "plain.toml", "--trials", "64", "--values", "values.csv", "--out", "out"];
    assert!(message(&desk, &both, 1).contains("about any of the 2 scenarios"));
    assert!(!desk.path("out").exists());
    // In a batch, a table may be about some of the files.
    let some = ["run", "doha_2026.toml", "plain.toml", "--trials", "64", "--values", "values.csv", "--out", "out"];
    let text = message(&desk, &some, 0);
    assert!(text.contains("values.csv changes 6 values of doha_2026.toml"), "{text}");
    assert!(text.contains("values.csv holds nothing about plain.toml: its rows are about doha_2026"), "{text}");
    // As the message advises: without the column, the answers are about any scenario.
    let answers = desk.read("values.csv");
    let mut rows = csv::Reader::from_reader(answers.as_bytes()).into_records();
    let mut table = csv::Writer::from_writer(Vec::new());
    let header = "key,question,value,low,best,high,distribution,unit,range,basis,source,origin";
    table.write_record(header.split(',')).expect("memory");
    rows.try_for_each(|row| table.write_record(row?.iter().skip(1))).expect("a table");
    desk.put("any.csv", &String::from_utf8(table.into_inner().expect("memory")).expect("UTF-8"));
    let any = ["run", "doha_2027.toml", "--trials", "64", "--values", "any.csv", "--out", "any"];
    assert!(message(&desk, &any, 0).contains("any.csv changes 6 values of doha_2027.toml"));
    desk.put("none.csv", "key,value\nour.key,\n");
    let none = ["run", "plain.toml", "--trials", "64", "--values", "none.csv", "--out", "none"];
    let text = message(&desk, &none, 1);
    assert!(
        text.contains("no row has a key of the scenario `plain`") && text.contains("keys such as our.key"),
        "{text}"
    );
}
