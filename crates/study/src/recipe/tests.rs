//! Which results may give way to which, and what is said of them.

use super::*;
use crate::run::Spec;
use crate::table::grouped;

const SPEC: Spec = Spec { seed: 1, trials: 1000 };

/// A recipe with the names of its scenarios.
type Asked = (Recipe, Names);

fn names(stems: &[&str]) -> Names {
    Names::of(stems.iter().copied())
}

fn run(stems: &[&str]) -> Asked {
    compared(stems, &[])
}

/// A run of `stems` beside which some are compared, the base first.
fn compared(stems: &[&str], base_and_others: &[&str]) -> Asked {
    let compared = base_and_others.iter().map(|stem| (*stem).to_owned()).collect();
    (Recipe::Run(RunRecipe { spec: SPEC, shard: None, trial_rows: false, sequential: None, compared }), names(stems))
}

fn shard(part: &str) -> Asked {
    let shard = Some(part.parse().expect("a part"));
    (
        Recipe::Run(RunRecipe { spec: SPEC, shard, trial_rows: false, sequential: None, compared: Vec::new() }),
        names(&["a"]),
    )
}

fn lean(swept: Asked) -> Asked {
    let (Recipe::Sweep(sweep), names) = swept else { panic!("a sweep") };
    (Recipe::Sweep(SweepRecipe { lean: true, ..sweep }), names)
}

fn sweep(base: &str, keys: &[&str], points: usize) -> Asked {
    let stems: Vec<String> = (1..=points).map(|point| format!("{base}-{point}")).collect();
    let keys = keys.iter().map(|key| (*key).to_owned()).collect();
    let varied = Varied { keys, ..Varied::default() };
    (Recipe::Sweep(SweepRecipe { spec: SPEC, varied, lean: false }), Names::of(stems.iter().map(String::as_str)))
}

fn compare(question: Question, stems: &[&str]) -> Asked {
    let scenarios = stems.iter().map(|stem| (*stem).to_owned()).collect();
    (Recipe::Compare(CompareRecipe { spec: SPEC, question, scenarios }), names(stems))
}

fn without(stem: &str, parts: &[&str]) -> Asked {
    compare(Question::Without(parts.iter().map(|part| (*part).to_owned()).collect()), &[stem])
}

fn sensitivity(stem: &str) -> Asked {
    (Recipe::Sensitivity(SensitivityRecipe { spec: Spec { seed: 1, trials: 1000 } }), names(&[stem]))
}

fn pool(stem: &str, seed: u64) -> Asked {
    let recipe = PoolRecipe { seed, draws: 10, experts: Vec::new(), weighing: crate::expert::Weighing::Equal };
    (Recipe::Pool(recipe), names(&[stem]))
}

fn gives_way(held: &Asked, asked: &Asked) -> bool {
    held.0.gives_way_to(&asked.0, &held.1, &asked.1)
}

#[test]
fn a_run_gives_way_to_one_of_the_same_scenarios_or_more_and_to_no_other() {
    let other = RunRecipe {
        spec: Spec { seed: 2, trials: 7 },
        shard: None,
        trial_rows: true,
        sequential: None,
        compared: Vec::new(),
    };
    assert!(gives_way(&run(&["a"]), &(Recipe::Run(other), names(&["a"]))), "other trials of the same");
    assert!(gives_way(&run(&["a", "b"]), &run(&["a", "b", "c"])), "a batch that has grown");
    assert!(!gives_way(&run(&["a", "b"]), &run(&["a"])), "b would be lost");
    assert!(!gives_way(&run(&["a"]), &run(&["b"])));
    assert!(!gives_way(&run(&["a"]), &shard("1/2")) && !gives_way(&shard("1/2"), &run(&["a"])));
    let plans = compared(&["a", "b"], &["b", "a"]);
    assert!(gives_way(&run(&["a", "b"]), &plans) && gives_way(&plans, &run(&["a", "b"])), "it goes with its report");
    assert!(!gives_way(&plans, &run(&["b"])) && !gives_way(&plans, &compare(Question::Plans, &["b", "a"])));
    assert!(gives_way(&shard("1/2"), &shard("1/2")) && !gives_way(&shard("1/2"), &shard("2/2")));
    assert!(gives_way(&pool("a", 1), &pool("a", 2)) && !gives_way(&pool("a", 1), &pool("b", 1)));
    assert!(!gives_way(&pool("a", 1), &run(&["a"])) && !gives_way(&run(&["a"]), &pool("a", 1)));
    assert!(gives_way(&sensitivity("a"), &sensitivity("a")) && !gives_way(&sensitivity("a"), &run(&["a"])));
}

#[test]
fn a_sweep_gives_way_to_one_of_the_same_scenario() {
    let held = sweep("t-1", &["x.y", "z"], 12);
    assert!(gives_way(&held, &sweep("t-1", &["z", "x.y"], 3)), "other values, fewer points");
    assert!(gives_way(&held, &sweep("t-1", &["z"], 12)), "other keys");
    assert!(!gives_way(&held, &sweep("t-2", &["x.y", "z"], 12)));
    let few = lean(held.clone());
    assert!(gives_way(&few, &held) && gives_way(&few, &few));
    assert!(!gives_way(&held, &few), "its tables would be lost");
    assert!(!gives_way(&held, &run(&["t-1"])));
}

#[test]
fn a_comparison_gives_way_to_one_that_asks_the_same_or_more() {
    let held = compare(Question::Plans, &["a", "b"]);
    assert!(gives_way(&held, &compare(Question::Plans, &["a", "c", "b"])));
    assert!(!gives_way(&held, &compare(Question::Plans, &["b", "a"])), "another base");
    assert!(!gives_way(&held, &compare(Question::Keys, &["a", "b"])));
    let (some, each) = (without("a", &["x"]), without("a", &[]));
    assert!(gives_way(&some, &each) && !gives_way(&each, &some) && gives_way(&each, &each));
    assert!(!gives_way(&some, &without("a", &["y"])));
}

#[test]
fn what_a_folder_holds_is_said_in_words() {
    let said = |asked: &Asked, status| asked.0.in_words(&asked.1, status);
    let many = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let thousand = grouped(1000);
    for (asked, words) in [
        (run(&["t"]), format!("a run of t with {thousand} trials")),
        (run(&many), format!("a run of a, b, c, d, e, f and 2 more with {thousand} trials each")),
        (
            compared(&["a", "b"], &["b", "a"]),
            format!("a run of a, b with {thousand} trials each, and a comparison of b with a"),
        ),
        (sweep("t", &["x.y"], 2), "a sweep of t over x.y".to_owned()),
        (lean(sweep("t", &["x.y"], 2)), "a lean sweep of t over x.y".to_owned()),
        (compare(Question::Plans, &["a", "b"]), "a comparison of a with b".to_owned()),
        (without("a", &["x", "y"]), "a comparison of a without x, y".to_owned()),
        (sensitivity("t"), "a sensitivity analysis of t".to_owned()),
    ] {
        assert_eq!(said(&asked, Status::Complete), words);
    }
    assert!(said(&run(&["t"]), Status::Interrupted).starts_with("an unfinished run of t"));
}

#[test]
fn a_recipe_is_read_as_it_was_written() {
    let order = r#"{"command":"order","seed":3,"trials":7000,"objective":"scaling","delta":"0.01","confidence":"0.99",
        "plans":24,"keep_order":false,"first_movers":["sender"],"tranches":[1,3]}"#;
    let order = serde_json::from_str(order).expect("a search");
    let plans = compared(&["a", "b"], &["b", "a"]).0;
    let spelled = |recipe: &Recipe| serde_json::to_string(recipe).expect("integers and text");
    assert!(spelled(&plans).contains("compared") && !spelled(&run(&["a"]).0).contains("compared"));
    let all = [
        run(&["a"]).0,
        plans,
        shard("1/2").0,
        sweep("t", &["x.y"], 0).0,
        without("a", &["x"]).0,
        sensitivity("a").0,
        order,
    ];
    for recipe in all {
        let text = spelled(&recipe);
        assert_eq!(serde_json::from_str::<Recipe>(&text).ok(), Some(recipe), "{text}");
    }
    assert!(serde_json::from_str::<Recipe>(r#"{"command":"guess","seed":1}"#).is_err());
}
