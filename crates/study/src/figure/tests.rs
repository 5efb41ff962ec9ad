//! Figures of simulated trials, against what is counted of the same trials by others.

use super::*;
use crate::run::{self, Spec};
use crate::scenario;
use detente_engine::domain::{Confronted, Fate};
use detente_engine::plan::Plan;
use detente_engine::random::RandomBlocks;
use detente_engine::trial::TrialSimulator;

const SEED: u64 = 7;

fn plan(sets: &[&str]) -> Plan {
    let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
    let checked =
        scenario::read_text("built_in", "defaults = \"fixed\"", &sets).unwrap_or_else(|faults| panic!("{faults}"));
    Plan::compile(&checked.scenario).expect("no two ids collide")
}

fn figures(texts: &[&str]) -> Vec<Figure> {
    texts.iter().map(|text| Figure::parse(text).unwrap_or_else(|error| panic!("{error}"))).collect()
}

fn values(plan: &Plan, texts: &[&str], trials: u64) -> Vec<Option<f64>> {
    let found = simulate(plan, &figures(texts), SEED, 0..trials);
    found.into_iter().map(|estimate| estimate.map(|estimate| estimate.value)).collect()
}

/// Counts of histories as they are made with everything asked of a trial.
fn counts(plan: &Plan, trials: u64) -> Counts {
    let keys = plan.purposes.keys(SEED);
    let (mut random, mut simulator) = (RandomBlocks::new(&keys), TrialSimulator::new(plan));
    let (mut watch, mut counts) = (TrialWatch::new(plan), Counts::new(plan));
    for trial in 0..trials {
        random.turn_to(trial);
        watch.clear();
        let record = simulator.simulate(&mut random, &mut watch);
        counts.add(plan, record, watch.history());
    }
    counts
}

#[test]
fn a_plan_without_a_ladder_is_the_scenario_without_one() {
    for sets in [&["horizon_weeks=520"][..], &["horizon_weeks=104", "escalation.incidents_per_month=0.3"]] {
        let weeks = if sets[0].ends_with("104") { "horizon_weeks=104" } else { "horizon_weeks=260" };
        let scenario = plan(&[&sets[1..], &["ladder.order=[]", weeks]].concat());
        let own = without_ladder(&plan(sets));
        let (found, expected) = (counts(&own, 400), counts(&scenario, 400));
        assert_eq!(found, expected, "{sets:?}");
        assert!(found.incidents > 100 && own.horizons == scenario.horizons);
    }
}

#[test]
fn named_figures_are_those_of_trials_of_which_everything_is_asked() {
    let plan = plan(&["horizon_weeks=520"]);
    let trials = 400;
    let every: Vec<Figure> = NamedFigure::ALL.into_iter().map(Figure::Named).collect();
    let (channel, no_ladder) = (counts(&plan, trials), counts(&without_ladder(&plan), trials));
    let counted = Counted { plan: &plan, channel: Some(&channel), no_ladder: Some(&no_ladder) };
    let expected: Vec<_> = NamedFigure::ALL.into_iter().map(|figure| estimate(figure, &counted)).collect();
    assert_eq!(simulate(&plan, &every, SEED, 0..trials), expected);
    assert!(expected.iter().all(Option::is_some));
    for (figure, expected) in every.iter().zip(expected) {
        let alone = simulate(&plan, std::slice::from_ref(figure), SEED, 0..trials);
        assert_eq!(alone, [expected], "{}: alone as among others", figure.word());
    }
}

#[test]
fn what_one_axis_and_both_say_at_a_horizon_is_what_the_table_of_fates_says() {
    let plan = plan(&["horizon_weeks=260"]);
    let trials = 600;
    let tally = run::trials(&plan, Spec { seed: SEED, trials }, &|_| ());
    let record = tally.record();
    let mut kinds = 0;
    for horizon in &record.confrontation.horizons {
        let week = plan.weeks(horizon.step);
        for fate in Fate::ALL {
            let share = |confronted: &dyn Fn(Confronted) -> bool| {
                let of = |kind: &Confronted| horizon.fates[fate.index()][kind.index()];
                Confronted::ALL.iter().filter(|kind| confronted(**kind)).map(of).sum::<u64>()
            };
            let all = share(&|_| true);
            let with = share(&|kind| !matches!(kind, Confronted::None | Confronted::Averted));
            let word = format!("channel.{}.week_{week}", fate.word());
            let given = format!("confrontation.week_{week} given {word}");
            let expected = [Some(all as f64 / trials as f64), (all > 0).then(|| with as f64 / all as f64)];
            assert_eq!(values(&plan, &[&word, &given], trials), expected, "{word}");
            kinds += usize::from(all > 0 && with > 0);
        }
    }
    assert!(kinds > 10, "something to count: {kinds}");
}

#[test]
fn means_and_shares_are_those_of_the_records() {
    let plan = plan(&["horizon_weeks=104"]);
    let trials = 300;
    let keys = plan.purposes.keys(SEED);
    let (mut random, mut simulator) = (RandomBlocks::new(&keys), TrialSimulator::new(&plan));
    let (mut broke, mut confronted, mut disputes, mut weeks, mut disputes_of_broken) = (0.0, 0.0, 0.0, Vec::new(), 0.0);
    for trial in 0..trials {
        random.turn_to(trial);
        let record = simulator.simulate(&mut random, &mut detente_engine::trial::Unobserved);
        let count = record.quantities[detente_engine::trial::Quantity::Disputes.index()];
        let first = record.quantities[detente_engine::trial::Quantity::FirstInForceWeeks.index()];
        disputes += count;
        confronted += f64::from(u8::from(record.confrontation_step.is_some()));
        weeks.extend(Some(first).filter(|week| !week.is_nan()));
        if record.channel_end == detente_engine::domain::ChannelEnd::Broken {
            broke += 1.0;
            disputes_of_broken += count;
        }
    }
    let all = trials as f64;
    let texts = [
        "channel.broken",
        "disputes",
        "first_in_force_weeks",
        "disputes given channel.broken",
        "channel.broken - confrontation",
        "channel.broken / confrontation",
    ];
    let expected = [
        broke / all,
        disputes / all,
        weeks.iter().sum::<f64>() / weeks.len() as f64,
        disputes_of_broken / broke,
        broke / all - confronted / all,
        broke / confronted,
    ];
    for ((text, found), expected) in texts.iter().zip(values(&plan, &texts, trials)).zip(expected) {
        assert!(found.is_some_and(|found| (found - expected).abs() < 1e-9), "{text}: {found:?}, {expected}");
    }
    assert!(broke > 20.0 && confronted > 5.0 && weeks.len() < 300, "something to count");
}

#[test]
fn merged_parts_are_the_whole() {
    let plan = plan(&["horizon_weeks=104"]);
    let figures = figures(&["collapse", "left.week_26", "incidents_per_month", "confrontation.week_52 - collapse"]);
    let plans = FigurePlans::new(&plan, &figures);
    let keys = plan.purposes.keys(SEED);
    let of = |trials: std::ops::Range<u64>| {
        let (mut random, mut simulator) = (RandomBlocks::new(&keys), FigureSimulator::new(&plans, &figures));
        for trial in trials {
            random.turn_to(trial);
            simulator.simulate(&mut random);
        }
        simulator.counts().clone()
    };
    let whole = of(0..60);
    for cut in [0, 1, 31, 60] {
        assert_eq!(of(0..cut).merged(&of(cut..60)), whole);
    }
    assert_eq!(simulate(&plan, &figures, SEED, 0..60), whole.estimates(&plans, &figures));
    assert!(of(0..30) != of(30..60), "trials differ");
}

#[test]
fn of_no_trials_only_what_the_plan_says_is_told() {
    let plan = plan(&[]);
    assert_eq!(values(&plan, &["collapse", "left.week_26", "gravest_share"], 0), [None; 3]);
    assert_eq!(values(&plan, &["half_life_weeks"], 0), [Some(plan.numbers.escalation.half_life_weeks)]);
}

#[test]
fn what_the_scenario_has_not_is_found() {
    let short = plan(&["horizon_weeks=52"]);
    let stops = plan(&["run.until=\"channel_ends\""]);
    let messages = |plan: &Plan, text: &str| {
        let found = figures(&[text])[0].misfits(plan);
        found.iter().map(|one| one.message().to_owned()).collect::<Vec<_>>()
    };
    let beyond = ["a week beyond the horizon of the scenario"];
    for text in
        ["confrontation.week_104", "left.week_52", "channel.left.week_53", "step_after_quiet", "incidents_per_month"]
    {
        assert_eq!(messages(&short, text), beyond, "{text}");
    }
    for text in
        ["confrontation.week_52", "left.week_26", "channel.left.week_52", "weeks_between_steps", "half_life_weeks"]
    {
        assert!(messages(&short, text).is_empty(), "{text}");
    }
    let no_arm = ["trials of this scenario have no arm without a channel"];
    for text in
        ["counterfactual.confrontation", "hazard.channel_over_none", "collapse given cause.postponed", "gravest_share"]
    {
        assert_eq!(messages(&stops, text), no_arm, "{text}");
    }
    assert_eq!(messages(&short, "rung.no_such.offered"), ["no such rung on the ladder of the scenario"]);
    let id = &short.rungs[short.ladder[0].rung].id;
    assert!(messages(&short, &format!("rung.{id}.offered - rungs.offered")).is_empty());
}
