//! Files of targets, sound and unsound.

use super::*;
use crate::figure::{Figure, Scale};
use crate::scenario;
use detente_engine::plan::Plan;
use detente_engine::statistics::Interval;

const HEAD: &str = "figure,value,low,high,source,discrepancy";
const SOUND: &str = "left.week_52,0.2,0.1,0.3,somebody,0.05";

fn list(text: &str) -> TargetList {
    read_text("targets.csv", text.as_bytes()).unwrap_or_else(|faults| panic!("{text}\n{faults}"))
}

fn faults(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes).into_owned();
    read_text("targets.csv", bytes).map(|list| list.targets.len()).expect_err(&text).to_string()
}

#[test]
fn a_sound_file_is_read_however_it_is_spelled() {
    let text = "id,figure,value,sd,source,discrepancy,compares,measured\n\
                A,scaling given collapse,0.25,0.05,a survey,0.1,at_most,something\n,incidents,12.5,2,counted,0,,\n";
    let plain = list(text);
    let windows = text.replace(',', ";").replace('.', ",").replace('\n', "\r\n");
    let utf16: Vec<u8> =
        format!("\u{feff}{}", text.replace(',', "\t")).encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [windows.as_bytes(), format!("\u{feff}{text}").as_bytes(), &utf16] {
        let other = read_text("targets.csv", bytes).unwrap_or_else(|faults| panic!("{faults}"));
        let bare = |list: &TargetList| {
            list.targets.iter().map(|target| Target { place: 0..0, ..target.clone() }).collect::<Vec<_>>()
        };
        assert_eq!(bare(&other), bare(&plain));
    }
    let [first, second] = &plain.targets[..] else { panic!("two targets") };
    assert_eq!((first.id.as_str(), first.compares, first.measured.as_str()), ("A", Compares::AtMost, "something"));
    assert_eq!((first.value, first.spread, first.discrepancy), (0.25, Spread::Sd(0.05), 0.1));
    assert_eq!((second.id.as_str(), second.compares), ("T2", Compares::Yes));
    assert_eq!(second.measured, Figure::parse("incidents").map(|figure| figure.meaning()).expect("a figure"));
}

/// On the logit: 0.1 and 0.3 are 1.3499 apart, over 3.919928 that is .34437; 0.05 at 0.2 is .05 / .16 = .3125; both .46503.
#[test]
fn chance_and_discrepancy_add_up_on_the_scale_of_the_figure() {
    let list = list(&format!("{HEAD}\n{SOUND}\nweeks_between_steps,9,2,30,somebody,2.25\n"));
    let [share, weeks] = &list.targets[..] else { panic!("two targets") };
    assert_eq!((share.scale(), weeks.scale()), (Scale::Logit, Scale::Log));
    let near = |found: f64, expected: f64| assert!((found - expected).abs() < 2e-5, "{found}, not {expected}");
    near(share.spread_sd(), 0.344_37);
    near(share.discrepancy_sd(), 0.3125);
    near(share.sd(), 0.465_02);
    near(weeks.spread_sd(), libm::log(15.0) / 3.919_928);
    near(weeks.discrepancy_sd(), 0.25);
    near(share.transformed(), libm::log(0.25));
    assert_eq!(share.interval(), Interval { low: 0.1, high: 0.3 });
}

/// An interval made of a standard deviation gives it back.
#[test]
fn an_sd_is_an_interval_as_wide() {
    let text = "figure,value,sd,source,discrepancy\nleft.week_52,0.2,0.04,somebody,0\nscaling - collapse,-0.1,0.02,somebody,0\n";
    for target in list(text).targets {
        let again = Spread::Interval(target.interval()).sd(target.scale(), target.value);
        assert!((again - target.spread_sd()).abs() < 1e-9, "{target:?}");
    }
}

/// Each kind of unsound file: what it is, its bytes, and words that the message must have.
#[test]
fn every_kind_of_unsound_file_is_refused_with_its_place_and_what_to_do() {
    let row = |row: &str| format!("{HEAD}\n{row}\n");
    let with = |column: &str, cell: &str| format!("{HEAD},{column}\n{SOUND},{cell}\n");
    let two = |column: &str, one: &str, other: &str| {
        format!("{HEAD},{column}\n{SOUND},{one}\nscaling,0.2,0.1,0.3,x,0,{other}\n")
    };
    let kinds: Vec<(&str, String, Vec<&str>)> = vec![
        (
            "no table of targets",
            "Dear all,\nplease find the numbers below\n".into(),
            vec!["has no column `figure`", "add it to the first row"],
        ),
        ("empty", String::new(), vec!["holds no table", "the first row names the columns"]),
        ("a header alone", format!("{HEAD}\n"), vec!["holds no target", "each further row is a target"]),
        (
            "missing column",
            "figure,value,low,high,source\nscaling,0.2,0.1,0.3,x\n".into(),
            vec!["has no column `discrepancy`", "how far the model may miss"],
        ),
        (
            "no column of chance",
            "figure,value,source,discrepancy\nscaling,0.2,x,0.1\n".into(),
            vec!["neither the columns `low` and `high` nor `sd`"],
        ),
        (
            "half the columns of an interval",
            "figure,value,low,source,discrepancy\nscaling,0.2,0.1,x,0.1\n".into(),
            vec!["has no column `high` beside `low`"],
        ),
        (
            "both sd and interval",
            with("sd", "0.05"),
            vec!["both an interval and a standard deviation", "in row 2, column G", "keep one of the two"],
        ),
        (
            "neither sd nor interval",
            row("scaling,0.2,,,x,0.1"),
            vec!["neither an interval nor a standard deviation", "in row 2, column C", "`low` and `high`, or `sd`"],
        ),
        (
            "half an interval",
            row("scaling,0.2,0.1,,x,0.1"),
            vec!["half an interval: only `low` is given", "in row 2, column D"],
        ),
        (
            "unknown column",
            with("discrepency_why", "x"),
            vec!["no such column", "did you mean `discrepancy_why`?", "in row 1, column G"],
        ),
        ("column twice", with("value", "0.2"), vec!["also the name of column B", "keep one of the two"]),
        (
            "unknown figure with a near one",
            row("left.week_53,0.2,0.1,0.3,x,0.1"),
            vec!["no such figure", "did you mean `left.week_52`?", "in row 2, column A"],
        ),
        (
            "unknown observable after given",
            row("scaling given colapse,0.2,0.1,0.3,x,0.1"),
            vec!["no such figure", "found colapse", "did you mean `scaling given collapse`?"],
        ),
        (
            "a condition read in two ways",
            row("scaling - stalling given confrontation,0.2,0.1,0.3,x,0.1"),
            vec!["for the second side or for both", "scaling - (stalling given confrontation)"],
        ),
        ("no figure", row(",0.2,0.1,0.3,x,0.1"), vec!["figure: no figure"]),
        ("no value", row("scaling,,0.1,0.3,x,0.1"), vec!["no value", "in row 2, column B"]),
        (
            "value not a number",
            row("scaling,few,0.1,0.3,x,0.1"),
            vec!["not a number", "found few", "in row 2, column B"],
        ),
        ("value not finite", row("scaling,inf,0.1,0.3,x,0.1"), vec!["not a number", "found inf"]),
        (
            "decimal comma in a comma file",
            row("scaling,\"0,2\",0.1,0.3,x,0.1"),
            vec!["a decimal comma", "write 0.2", "in row 2, column B"],
        ),
        (
            "decimal commas that part cells",
            row("scaling,0,2,0,1,0,3,x,0,1"),
            vec!["has no name", "a comma within a cell"],
        ),
        (
            "decimal point among decimal commas",
            HEAD.replace(',', ";") + "\nscaling;0,25;0.1;0,3;x;0,1\n",
            vec!["a decimal point among decimal commas", "in row 2, column C"],
        ),
        (
            "a number with two readings",
            HEAD.replace(',', ";") + "\nincidents;1.500;1;2000;x;1\n",
            vec!["may be 1.5 or 1500", "in row 2, column B"],
        ),
        ("percent sign", row("scaling,20 %,0.1,0.3,x,0.1"), vec!["a percent sign", "written without it: 0.2"]),
        (
            "value outside the interval",
            row("scaling,0.4,0.1,0.3,x,0.1"),
            vec!["outside its own interval", "found 0.4; allowed: 0.1 to 0.3"],
        ),
        (
            "interval reversed",
            row("scaling,0.2,0.3,0.1,x,0.1"),
            vec!["lower end lies above its upper end", "exchange `low` and `high`"],
        ),
        (
            "share outside 0 to 1",
            row("scaling,20,10,30,x,0.1"),
            vec!["a share outside 0 to 1", "in percent, write 0.2"],
        ),
        ("share below 0", row("scaling,-0.2,-0.3,0.1,x,0.1"), vec!["a share outside 0 to 1", "found -0.2"]),
        ("share at an end of the scale", row("scaling,0,0,0.1,x,0.1"), vec!["exactly 0 or 1", "(0 + 0.5) / (n + 1)"]),
        ("ratio not positive", row("scaling / collapse,-1,-2,0.5,x,0.1"), vec!["not above 0", "found -1", "(ratio)"]),
        (
            "negative sd",
            "figure,value,sd,source,discrepancy\nscaling,0.2,-0.1,x,0.1\n".into(),
            vec!["a negative standard deviation", "in row 2, column C"],
        ),
        (
            "negative discrepancy",
            row("scaling,0.2,0.1,0.3,x,-0.1"),
            vec!["a negative discrepancy", "allowed: 0 or more"],
        ),
        (
            "empty discrepancy",
            row("scaling,0.2,0.1,0.3,x,"),
            vec!["no discrepancy", "0 says that it may not miss at all"],
        ),
        ("neither chance nor discrepancy", row("scaling,0.2,0.2,0.2,x,0"), vec!["neither chance nor discrepancy"]),
        (
            "unknown word in compares",
            with("compares", "at_mst"),
            vec!["no such word", "did you mean `at_most`?", "in row 2, column G"],
        ),
        ("nothing to compare with", row("none,0.2,0.1,0.3,x,0.1"), vec!["nothing to compare with", "write `no`"]),
        ("id twice", two("id", "A", "A"), vec!["also the id of the target in row 2", "in row 3, column G"]),
        ("id twice, one of them by row", two("id", "T2", ""), vec!["also the id of the target in row 2"]),
        (
            "the same figure twice",
            format!("{HEAD}\n{SOUND}\n{SOUND}\n"),
            vec!["also the figure of `T1`: which of the two is meant?", "in row 3, column A"],
        ),
        ("no source", row("scaling,0.2,0.1,0.3,,0.1"), vec!["no source", "in row 2, column E"]),
        ("a quote never closed", row("scaling,0.2,0.1,0.3,\"x,0.1"), vec!["a quote that is never closed"]),
    ];
    for (kind, text, parts) in kinds {
        let message = faults(text.as_bytes());
        for part in parts {
            assert!(message.contains(part), "{kind}: {part} missing in\n{message}");
        }
        assert!(message.contains("targets.csv"), "{kind}: {message}");
    }
    let message = faults(&[0, 159, 146, 150, 255, 0, 10, 0]);
    assert!(message.contains("has no column `figure`") || message.contains("no table"), "bytes: {message}");
}

#[test]
fn all_faults_come_at_once() {
    let message =
        faults(format!("{HEAD},compares\nscalling,few,0.1,0.3,,-1,perhaps\nscaling,0.9,0.1,0.3,x,0.1,\n").as_bytes());
    for part in [
        "no such figure",
        "not a number",
        "no source",
        "a negative discrepancy",
        "no such word",
        "outside its own",
        "6 faults",
    ] {
        assert!(message.contains(part), "{part} missing in\n{message}");
    }
}

#[test]
fn bounds_of_one_figure_may_stand_beside_each_other() {
    let text = format!("{HEAD},compares\n{SOUND},yes\n{SOUND},at_most\n{SOUND},no\nnone,7,6,8,x,,no\n");
    let list = list(&text);
    assert_eq!(list.targets.len(), 4);
    assert_eq!((list.targets[3].figure.as_ref(), list.targets[3].discrepancy), (None, 0.0));
}

#[test]
fn what_the_scenario_has_not_is_told_with_its_place() {
    let sets = ["horizon_weeks=104".to_owned()];
    let checked =
        scenario::read_text("built_in", "defaults = \"fixed\"", &sets).unwrap_or_else(|faults| panic!("{faults}"));
    let plan = Plan::compile(&checked.scenario).expect("no two ids collide");
    let rows = "left.week_260,0.2,0.1,0.3,x,0.1,yes\nrung.no_such.offered,0.2,0.1,0.3,x,0.1,yes\n\
                counterfactual.confrontation.week_104,0.2,0.1,0.3,x,0.1,yes\nstructural.week_260,0.2,0.1,0.3,x,0.1,no\n";
    let list = list(&format!("{HEAD},compares\n{rows}"));
    let message = list.fit(&plan).expect_err("faults").to_string();
    for part in [
        "a week beyond the horizon",
        "in row 2, column A",
        "weeks up to 104",
        "no such rung",
        "in row 3, column A",
        "2 faults",
    ] {
        assert!(message.contains(part), "{part} missing in\n{message}");
    }
    assert!(list.targets[2].fits(&plan).is_empty() && list.targets[3].fits(&plan).is_empty());
    let stops = Plan { until: detente_engine::domain::Until::ChannelEnds, ..plan };
    assert!(list.targets[2].fits(&stops)[0].message().contains("no arm without a channel"));
}
