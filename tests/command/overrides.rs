//! No table states a value that was not simulated: of random pairs of overrides in random spellings, those that contradict each
//! other are refused, and all others are what `parameters.csv` holds.

use crate::Desk;
use detente_study::scenario::{Over, Overlay, ParameterRow, Scenario, read_text_over};
use std::collections::BTreeMap;

/// Pseudo-random numbers that need no crate: xorshift64*.
struct Numbered(u64);

impl Numbered {
    fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % count as u64) as usize
    }

    fn one_of<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }

    fn happens(&mut self, in_hundred: usize) -> bool {
        self.below(100) < in_hundred
    }
}

const PARTIES: [&str; 2] = ["north", "south"];
const RUNGS: [&str; 3] = ["first", "second", "third"];

/// A scenario of two parties and up to three rungs, some of whose values are given in one way or another.
fn scenario(random: &mut Numbered) -> String {
    let mut text =
        String::from("horizon_weeks = 52\n[party.north]\nrole = \"sender\"\n[party.south]\nrole = \"target\"\n");
    let rungs = &RUNGS[..1 + random.below(3)];
    text += &format!("[ladder]\norder = {rungs:?}\n");
    if random.happens(30) {
        text += "[ladder.concession]\ndetection = 0.33\n";
    }
    for rung in rungs {
        text += &format!("[rung.{rung}]\n");
        for side in ["sender", "south", "both"] {
            if side == "sender" || random.happens(60) {
                let given = random.one_of(&["", "detection = 0.44", "false_alarm = 0.055", "compliance = 0.66"]);
                text += &format!("[rung.{rung}.{side}]\nkind = \"easing\"\n{given}\n");
            }
        }
    }
    text
}

/// An override: its spelling, and the rows of `parameters.csv` that must have its value. Without rows it is a default, which some
/// row must take.
#[derive(Clone, Debug)]
struct Override {
    key: String,
    value: String,
    /// The rows, each with its value.
    rows: Vec<(String, String)>,
    /// The places that it reaches: the rows, or the default itself.
    places: Vec<String>,
    is_default: bool,
}

/// How a probability may be written, and its value.
const NUMBERS: [(&str, &str); 6] =
    [("0.1", "0.1"), ("0.10", "0.1"), ("1e-1", "0.1"), ("0.5", "0.5"), ("0.25", "0.25"), ("1", "1")];

/// `path` with `value`, of which the last `inner` keys stand in tables.
fn spelled(path: &[&str], value: &str, inner: usize) -> (String, String) {
    let (outer, within) = path.split_at(path.len() - inner);
    let value = within.iter().rev().fold(value.to_owned(), |value, key| format!("{{ {key} = {value} }}"));
    (outer.join("."), value)
}

fn random_override(random: &mut Numbered) -> Override {
    let (text, value) = match random.below(20) {
        0..2 => ("0.1 to 0.3", "0.1 to 0.3"),
        2 => ("{ min = 0.1, max = 0.3 }", "{ min = 0.1, max = 0.3 }"),
        _ => random.one_of(&NUMBERS),
    };
    let (text, value) = (text.to_owned(), value.to_owned());
    let quoted = if text.contains(" to ") { format!("\"{text}\"") } else { text.clone() };
    let rung = random.one_of(&RUNGS);
    let (path, rows): (Vec<&str>, Vec<String>) = match random.below(9) {
        0 => {
            let key = random.one_of(&["ambiguity", "ambiguity"]);
            (vec!["messaging", key], vec![format!("messaging.{key}")])
        }
        1 => (vec!["verification", "cost_per_check_usd_bn"], vec!["verification.cost_per_check_usd_bn".to_owned()]),
        2 => {
            let party = random.one_of(&PARTIES);
            (vec!["party", party, "trustworthy"], vec![format!("party.{party}.trustworthy")])
        }
        3 => {
            let key = random.one_of(&["detection", "false_alarm"]);
            (vec!["ladder", "concession", key], Vec::new())
        }
        _ => {
            let side = random.one_of(&["sender", "target", "north", "south", "both"]);
            let key = random.one_of(&["detection", "detection", "false_alarm", "compliance", "compliance_exploiter"]);
            let sides: &[&str] = match side {
                "sender" | "north" => &["sender"],
                "target" | "south" => &["target"],
                _ => &["sender", "target"],
            };
            let keys: &[&str] =
                if key == "compliance" { &["compliance_trustworthy", "compliance_exploiter"] } else { &[key] };
            let rows = sides.iter().flat_map(|side| keys.iter().map(move |key| format!("rung.{rung}.{side}.{key}")));
            (vec!["rung", rung, side, key], rows.collect())
        }
    };
    let inner = random.one_of(&[0, 0, 0, 1, 2]).min(path.len() - 1);
    // The language's own tables can be given whole; `ladder` has keys of its own beside them.
    let inner = if path[0] == "party" || path[0] == "ladder" { inner.min(1) } else { inner };
    let (key, value_text) = spelled(&path, if inner > 0 { &quoted } else { &text }, inner);
    let is_default = rows.is_empty();
    let places = if is_default { vec![path.join(".")] } else { rows.clone() };
    Override {
        key,
        value: value_text,
        rows: rows.into_iter().map(|row| (row, value.clone())).collect(),
        places,
        is_default,
    }
}

/// The value of a row, or its distribution.
fn shown(row: &ParameterRow) -> String {
    if row.value.is_empty() { row.distribution.clone() } else { row.value.clone() }
}

/// Whether `scenario` is simulated with what `one` says.
fn is_simulated(scenario: &Scenario, one: &Override, option: &str) -> Result<(), String> {
    let rows: BTreeMap<&str, &ParameterRow> = scenario.parameters.iter().map(|row| (row.key.as_str(), row)).collect();
    let mut any = false;
    for (key, value) in &one.rows {
        // A side on which nothing is given has no rows.
        let Some(row) = rows.get(key.as_str()) else { continue };
        any = true;
        if shown(row) != *value {
            return Err(format!("{key} is {}, not {value}", shown(row)));
        }
    }
    let is_taken = |row: &&ParameterRow| row.origin == option;
    if any || one.is_default && scenario.parameters.iter().any(|row| is_taken(&row)) {
        Ok(())
    } else {
        Err("nothing was simulated with it".to_owned())
    }
}

/// 10,000 pairs. A pair that contradicts itself must be refused: the rows of the two cannot both have their values.
#[test]
fn of_two_overrides_both_are_simulated_or_they_are_refused() {
    let mut random = Numbered(20_261_128);
    let (mut accepted, mut refused, mut needless) = (0, 0, 0);
    for number in 0..10_000 {
        let text = scenario(&mut random);
        let pair = [random_override(&mut random), random_override(&mut random)];
        let overlays =
            [0, 1].map(|at: usize| Overlay::of_option(["--values", "--vary"][at], &pair[at].key, &pair[at].value));
        let as_set = random.happens(50);
        let sets = if as_set { vec![format!("{}={}", pair[0].key, pair[0].value)] } else { Vec::new() };
        let over = Over { overlays: if as_set { &overlays[1..] } else { &overlays }, sets: &sets, ..Over::default() };
        match read_text_over("case", &text, over) {
            Ok(file) => {
                accepted += 1;
                let option = [if as_set { "--set" } else { "--values" }, "--vary"];
                for (one, option) in pair.iter().zip(option).skip(usize::from(as_set)) {
                    if let Err(why) = is_simulated(&file.scenario, one, option) {
                        panic!("pair {number}: {one:?} beside {:?}: {why}\n{text}", pair[0]);
                    }
                }
            }
            Err(faults) => {
                refused += 1;
                let said = faults.to_string();
                let meets = pair[0].places.iter().any(|place| pair[1].places.contains(place));
                assert!(!said.contains("reaches") || meets, "pair {number}: {pair:?} lie apart\n{said}");
                needless += usize::from(!meets && said.contains("reaches"));
            }
        }
    }
    assert_eq!(needless, 0);
    assert!(accepted > 2_000 && refused > 1_000, "{accepted} accepted, {refused} refused");
}

/// The same through the command, with the columns that the sweep itself writes.
#[test]
fn the_columns_of_a_sweep_are_what_parameters_say() {
    let mut random = Numbered(42);
    let (mut accepted, mut refused) = (0, 0);
    for _ in 0..120 {
        let desk = Desk::with("case.toml", &scenario(&mut random));
        let pair = [random_override(&mut random), random_override(&mut random)];
        let set = format!("{}={}", pair[0].key, pair[0].value);
        let vary = format!("{}={}", pair[1].key, pair[1].value);
        let args = ["sweep", "case.toml", "--set", &set, "--vary", &vary, "--trials", "16", "--quiet", "--out", "out"];
        let output = desk.run(&args);
        if !output.status.success() {
            assert!(matches!(output.status.code(), Some(1 | 2)), "{output:?}");
            assert!(!desk.path("out").exists(), "{output:?}");
            refused += 1;
            continue;
        }
        accepted += 1;
        let text = desk.read("out/parameters.csv");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(|row| row.expect("a row")).collect();
        let column = if pair[1].key.contains('.') { pair[1].key.clone() } else { format!("varied_{}", pair[1].key) };
        for (key, value) in &pair[1].rows {
            for row in rows.iter().filter(|row| row["key"] == *key) {
                let shown = if row["value"].is_empty() { &row["distribution"] } else { &row["value"] };
                let same = |one: &str, other: &str| match (one.parse::<f64>(), other.parse::<f64>()) {
                    (Ok(one), Ok(other)) => one.total_cmp(&other).is_eq(),
                    _ => one == other,
                };
                assert!(same(shown, value), "{key}: {shown}, not {value}: {set} {vary}");
                let stated = &row[&column];
                assert!(same(stated, value) || *stated == pair[1].value, "{set} {vary}: {row:?}");
            }
        }
    }
    assert!(accepted > 20 && refused > 20, "{accepted} accepted, {refused} refused");
}

fn refusal(desk: &Desk, args: &[&str], status: i32) -> String {
    let output = desk.run(args);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(status), "{said}");
    assert!(!desk.path("out").exists(), "{said}");
    said
}

/// Those that were found in use: the tables said .1 and .2, both points were simulated with .9.
#[test]
fn what_is_set_and_varied_at_once_is_refused_with_both_spellings() {
    let desk = Desk::with("m.toml", "[party.north]\nrole = \"sender\"\n[party.south]\nrole = \"target\"\n");
    let sweep =
        |extra: &[&str]| refusal(&desk, &[&["sweep", "m.toml", "--trials", "16", "--out", "out"], extra].concat(), 2);
    for (set, vary, place) in [
        ("messaging={ambiguity=0.9}", "messaging.ambiguity=0.1,0.2", "messaging.ambiguity"),
        ("rung.step_1.sender.detection=0.9", "rung.step_1.north.detection=0.1,0.5", "rung.step_1.sender.detection"),
        ("rung.step_1.both.detection=0.9", "rung.step_1.north.detection=0.1,0.5", "rung.step_1.sender.detection"),
        ("rung.step_1=none", "rung.step_1.tranches=1,2", "rung.step_1.tranches"),
        ("messaging.ambiguity=0.9", "messaging={ambiguity=0.1},{ambiguity=0.2}", "messaging.ambiguity"),
    ] {
        let said = sweep(&["--set", set, "--vary", vary]);
        let key = vary.split('=').next().expect("a key");
        let wanted = format!("`--vary {key}` reaches {place}, which `--set {set}` reaches too");
        assert!(said.contains(&wanted) && said.contains("leave one out"), "{said}");
    }
    let twice = ["--vary", "rung.step_1.sender.detection=0.1,0.2", "--vary", "rung.step_1.north.detection=0.3,0.4"];
    assert!(sweep(&twice).contains("`--vary rung.step_1.north.detection` reaches rung.step_1.sender.detection"));
    let run =
        ["run", "m.toml", "--out", "out", "--set", "messaging.ambiguity=0.1", "--set", "messaging={ambiguity=0.2}"];
    assert!(
        refusal(&desk, &run, 1)
            .contains("reaches messaging.ambiguity, which `--set messaging.ambiguity=0.1` reaches too")
    );
    let compare =
        ["compare", "m.toml", "m.toml", "--out", "out", "--set", "horizon_weeks=12", "--set", "horizon_weeks=13"];
    assert!(refusal(&desk, &compare, 1).contains("which `--set horizon_weeks=12` reaches too"));
}

#[test]
fn columns_of_a_table_of_cases_that_mean_one_place_are_refused() {
    let desk = Desk::with("m.toml", "[party.north]\nrole = \"sender\"\n[party.south]\nrole = \"target\"\n");
    desk.put("c.csv", "case,rung.step_1.sender.detection,rung.step_1.north.detection\na,0.1,\nb,,0.2\n");
    let sweep = ["sweep", "m.toml", "--trials", "16", "--out", "out", "--quiet", "--cases", "c.csv"];
    desk.done(&sweep);
    let rows = desk.read("out/summary.csv");
    // Either column holds what was simulated, also where the other one gives it.
    assert!(rows.contains("m-1,a,0.100000,0.100000,") && rows.contains("m-2,b,0.200000,0.200000,"), "{rows}");
    std::fs::remove_dir_all(desk.path("out")).expect("a folder");
    desk.put("c.csv", "case,rung.step_1.sender.detection,rung.step_1.north.detection\na,0.1,\nb,0.3,0.2\n");
    let said = refusal(&desk, &sweep, 1);
    assert!(
        said.contains(
            "reaches rung.step_1.sender.detection, which `rung.step_1.sender.detection` in c.csv reaches too"
        ),
        "{said}"
    );
    assert!(said.contains("in row 1, column C"), "{said}");
    let set = [&sweep[..], &["--set", "rung.step_1.north.detection=0.7"]].concat();
    assert!(refusal(&desk, &set, 1).contains("which `rung.step_1.sender.detection` in c.csv reaches too"));
}

#[test]
fn a_varied_value_that_nothing_takes_is_refused() {
    let text = "[party.north]\nrole = \"sender\"\n[party.south]\nrole = \"target\"\n[ladder]\norder = [\"a\", \"b\"]\n\
                [rung.a]\n[rung.a.both]\nkind = \"easing\"\ndetection = 0.5\n[rung.a.sender]\ndetection = 0.6\n\
                [rung.b]\n[rung.b.both]\nkind = \"easing\"\ndetection = 0.7\n";
    let desk = Desk::with("m.toml", text);
    let sweep =
        |extra: &[&str]| refusal(&desk, &[&["sweep", "m.toml", "--trials", "16", "--out", "out"], extra].concat(), 1);
    let said = sweep(&["--vary", "ladder.concession.detection=0.1,0.2"]);
    assert!(said.contains("ladder.concession.detection: nothing takes this value"), "{said}");
    let said = sweep(&["--vary", "rung.a.both.detection=0.1,0.2"]);
    assert!(said.contains("rung.a.both.detection: rung.a.sender.detection is 0.6 all the same"), "{said}");
    let said = sweep(&["--vary", "ladder.order=[\"a\"]", "--vary", "rung.b.tranches=1,2"]);
    assert!(said.contains("rung.b.tranches: nothing takes this value"), "{said}");
    let said = sweep(&["--set", "rung.b=none", "--vary", "ladder.order=[\"a\", \"b\"],[\"b\", \"a\"]"]);
    assert!(said.contains("ladder.order: ladder.order is a all the same"), "{said}");
}

#[test]
fn a_key_that_stands_twice_in_a_questionnaire_is_refused_in_any_spelling() {
    let desk = Desk::with("m.toml", "[party.north]\nrole = \"sender\"\n[party.south]\nrole = \"target\"\n");
    for (other, spelled) in [
        ("rung.step_1.sender.detection", ""),
        ("rung.step_1.north.detection", " as rung.step_1.sender.detection"),
        ("rung.step_1.both.detection", " as rung.step_1.sender.detection"),
    ] {
        desk.put(
            "v.csv",
            &format!("key,value\nrung.step_1.sender.detection,0.4\nmessaging.ambiguity,0.2\n{other},0.5\n"),
        );
        let said = refusal(&desk, &["run", "m.toml", "--values", "v.csv", "--out", "out"], 1);
        let wanted = format!("{other}: also in row 2{spelled}, in row 4, column A");
        assert!(said.contains(&wanted) && said.contains("one key, one answer"), "{said}");
    }
    // Answers and `--set` for one place; an answer that nobody has touched is none.
    let text = desk.read("m.toml");
    desk.put("m.toml", &format!("{text}[messaging]\nambiguity = 0.2\n"));
    desk.put("v.csv", "key,value\nmessaging.ambiguity,0.5\n");
    let run =
        ["run", "m.toml", "--values", "v.csv", "--set", "messaging.ambiguity=0.4", "--out", "out", "--trials", "16"];
    assert!(refusal(&desk, &run, 1).contains("`messaging.ambiguity` in v.csv reaches too"));
    desk.put("v.csv", "key,value\nmessaging.ambiguity,0.2\nverification.cost_per_check_usd_bn,0.1\n");
    desk.done(&run);
    let parameters = desk.read("out/parameters.csv");
    assert!(parameters.contains("messaging.ambiguity") && parameters.contains(",'--set\n"), "{parameters}");
}

/// Whatever is proposed is accepted.
#[test]
fn what_a_value_rests_on_is_set_beside_it_as_the_message_says() {
    let desk = Desk::with("m.toml", "[party.north]\nrole = \"sender\"\n[party.south]\nrole = \"target\"\n");
    for set in [
        "basis=press",
        "messaging.ambiguity.basis=press",
        "party.north.source=a friend",
        "messaging.basis=documented",
        "horizon_weeks.basis=x",
    ] {
        let said = refusal(&desk, &["run", "m.toml", "--out", "out", "--set", set], 1);
        let key = set.split('=').next().expect("a key");
        assert!(said.contains(&format!("{key}: says what a value rests on")), "{said}");
        let proposed =
            said.split("write it beside a value: ").nth(1).and_then(|rest| rest.lines().next()).expect("a proposal");
        desk.done(&["run", "m.toml", "--trials", "16", "--quiet", "--out", "accepted", "--set", proposed]);
        std::fs::remove_dir_all(desk.path("accepted")).expect("a folder");
    }
    let said = refusal(&desk, &["run", "m.toml", "--out", "out", "--set", "bassis=press"], 1);
    assert!(said.contains("bassis: unknown key") && !said.contains("basis`"), "{said}");
}

/// Three rungs, of which the stakes double from place to place.
const STAKES: &str = "\
[ladder]
order = [\"hotline\", \"funds\", \"inspections\"]
stake_growth = 2
total_stake = 7
[rung]
hotline = { both = { kind = \"deconfliction\" } }
funds = { sender = { kind = \"funds\", money_usd_bn = 1 } }
inspections = { target = { kind = \"monitoring\" } }
";

/// The scaled stake of every rung, by id, with `sets` laid over the text.
fn stakes(text: &str, sets: &[&str]) -> Vec<(String, f64)> {
    let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
    let checked = detente_study::scenario::read_text("mine", text, &sets).unwrap_or_else(|faults| panic!("{faults}"));
    let of = |checked: &detente_study::scenario::CheckedFile| {
        let plan = detente_engine::plan::Plan::compile(&checked.scenario).expect("no two ids collide");
        let world = detente_engine::plan::World::derive(&plan, &plan.numbers);
        let stakes = plan.ladder.iter().zip(&world.ladder);
        let mut stakes: Vec<_> = stakes.map(|(rung, terms)| (rung.label.clone(), terms.stake)).collect();
        stakes.sort_by(|one, other| one.0.cmp(&other.0));
        stakes
    };
    // The text as run says the same.
    let again =
        detente_study::scenario::read_text("mine", &checked.flattened, &[]).unwrap_or_else(|faults| panic!("{faults}"));
    assert_eq!(of(&again), of(&checked));
    of(&checked)
}

#[test]
fn a_variant_that_only_reorders_moves_no_stake_unless_it_says_so() {
    let named =
        |stakes: [f64; 3]| ["funds", "hotline", "inspections"].map(str::to_owned).into_iter().zip(stakes).collect();
    let base: Vec<(String, f64)> = named([2.0, 1.0, 4.0]);
    assert_eq!(stakes(STAKES, &[]), base);
    let order = "ladder.order=[\"inspections\",\"hotline\",\"funds\"]";
    assert_eq!(stakes(STAKES, &[order]), base, "--set");
    let by_place: Vec<(String, f64)> = named([4.0, 2.0, 1.0]);
    assert_eq!(stakes(STAKES, &[order, "ladder.stakes=by_place"]), by_place);
    assert_eq!(stakes(STAKES, &["ladder.stakes=by_place", order]), by_place, "in whatever order it is said");
    // A rung that is left out takes no stake with it; what a rung says for itself stands.
    assert_eq!(stakes(STAKES, &["ladder.order=[\"inspections\",\"funds\"]"])[1].1, 7.0 * 4.0 / 6.0);
    let own = stakes(STAKES, &[order, "rung.funds.place=0"]);
    assert!((own[0].1 - own[1].1).abs() < 1e-12, "{own:?}");
    // The same by files, one on top of the other.
    let desk = Desk::with("base.toml", STAKES);
    desk.put("variant.toml", "extends = \"base.toml\"\n[ladder]\norder = [\"inspections\", \"hotline\", \"funds\"]\n");
    desk.put("placed.toml", "extends = \"variant.toml\"\n[ladder]\nstakes = \"by_place\"\n");
    for (name, expected) in [("variant.toml", &base), ("placed.toml", &by_place)] {
        let file = detente_study::scenario::read(&desk.path(name), &[]).unwrap_or_else(|faults| panic!("{faults}"));
        assert_eq!(&stakes(&file.flattened, &[]), expected, "{name}");
    }
}
