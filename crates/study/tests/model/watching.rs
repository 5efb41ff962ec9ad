//! What it is worth to watch before choosing: held against the trials of both plans one by one, and against a choice carried out on trials
//! that had no part in making it.

use detente_engine::divergence::between;
use detente_engine::plan::Plan;
use detente_engine::trial::{Demand, Indicator, Reading};
use detente_study::compare::{Figure, Figures, WorthWatching, side_by_side};
use detente_study::run::{PairedTable, PairedTrial, RunControl, Spec};
use support::{RICH, plan};

/// Landmarks by how often they come in a plan.
const LANDMARKS: usize = 3;

/// A trial under two plans.
struct Pair {
    /// By landmark, what was read under the base where the two still went alike; none elsewhere.
    read: [Option<Reading>; LANDMARKS],
    /// By objective, whether the figure came under the base and under the other.
    happened: [[bool; 2]; Figure::OBJECTIVES.len()],
}

/// Trials of both `plans`. Where they are said to go alike, what is read must be the same in both.
fn pairs(plans: [&Plan; 2], spec: Spec) -> Vec<Pair> {
    let divergences = between(plans[0], plans[1]);
    let landmarks: Vec<u32> = plans[0].landmarks().into_iter().flatten().collect();
    assert_eq!(landmarks.len(), LANDMARKS);
    let figures = plans.map(Figures::of);
    let add = |all: &mut Vec<Pair>, trial: &PairedTrial<'_, '_>| {
        let records = [0, 1].map(|at| trial.simulated[at].record());
        let parted = trial.watch.expect("the first plan is watched").parted_on(&divergences);
        let read = std::array::from_fn(|at| {
            let end = f64::from(landmarks[at]) * plans[0].step_days;
            let [base, other] = records.map(|record| record.readings.get(at).copied());
            assert!(
                parted <= end || base == other,
                "trial {}: parted on day {parted}, read on day {end}",
                trial.number
            );
            base.filter(|_| parted > end)
        });
        let all_figures = [0, 1].map(|at| figures[at].happened(records[at]));
        let happened = Figure::OBJECTIVES.map(|own| all_figures.map(|happened| happened[own.index()]));
        all.push(Pair { read, happened });
    };
    let mut all = Vec::new();
    let table = PairedTable::new(&plans, Demand::Everything, spec.seed, None).watching();
    assert!(table.simulate(spec, 0..spec.blocks(), RunControl::UNWATCHED, &Vec::new, add, |some| all.extend(some)));
    all
}

/// By how much the other plan is better than the base in a trial.
fn better(pair: &Pair, objective: usize) -> f64 {
    let [base, other] = pair.happened[objective].map(f64::from);
    if Figure::OBJECTIVES[objective].is_wanted() { other - base } else { base - other }
}

/// The state in which `indicator` was read; one past the last where it is undefined.
fn state(reading: &Reading, indicator: Indicator) -> usize {
    let bin = usize::from(reading[indicator.index()]);
    indicator.bins_by_state().position(|(_, bins)| bins.contains(&bin)).unwrap_or(indicator.states().len())
}

/// Which plan is chosen where the other one is better by so much in all.
fn choice(sum: f64) -> f64 {
    f64::from(u8::from(sum > 0.0))
}

/// Mean and its variance of what a choice brings in each of the trials.
fn mean(values: &[f64]) -> (f64, f64) {
    let number = values.len() as f64;
    let mean = values.iter().sum::<f64>() / number;
    (mean, values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / number / number)
}

const TRIALS: u64 = 60_000;

fn spec(seed: u64) -> Spec {
    Spec { seed, trials: TRIALS }
}

/// Chosen on the trials of one seed, carried out on those of another: what it brings there must be what was said, within four standard
/// errors of both. Of the 8 differences held here one in 2,000 would fall out by chance; the seeds are fixed. An error of
/// eight standard errors is caught with certainty: about .3 points.
fn carried_out(plans: [&Plan; 2], found: &[WorthWatching], meant: &WorthWatching) {
    let objective = Figure::OBJECTIVES.iter().position(|own| *own == meant.objective).expect("an objective");
    let weeks = plans[0].landmarks().map(|step| plans[0].weeks(step.expect("all landmarks")));
    let at = weeks.iter().position(|week| *week == meant.week).expect("a landmark");
    let [made, fresh] = [1, 2].map(|seed| pairs(plans, spec(seed)));
    let sum = |meant: &dyn Fn(&Pair) -> bool| {
        made.iter().filter(|pair| meant(pair)).map(|pair| better(pair, objective)).sum::<f64>()
    };
    let first = choice(sum(&|_| true));
    let waited = choice(sum(&|pair| pair.read[at].is_some()));
    let read: Vec<f64> = (0..=meant.indicator.states().len())
        .map(|own| choice(sum(&|pair| pair.read[at].is_some_and(|reading| state(&reading, meant.indicator) == own))))
        .collect();
    let brings = |pairs: &[Pair], of: &dyn Fn(&Reading) -> f64| {
        mean(
            &pairs
                .iter()
                .map(|pair| pair.read[at].map_or(0.0, |own| of(&own) * better(pair, objective)))
                .collect::<Vec<_>>(),
        )
    };
    let (waiting, _) = brings(&made, &|_| waited - first);
    assert!((waiting - meant.waiting).abs() < 1e-12, "{meant:?}: {waiting}");
    let alike = made.iter().filter(|pair| pair.read[at].is_some()).count() as f64 / TRIALS as f64;
    assert!((alike - meant.alike).abs() < 1e-12, "{meant:?}: {alike}");
    let by_reading = |reading: &Reading| read[state(reading, meant.indicator)] - waited;
    for (said, of) in
        [(meant.waiting, &(|_: &Reading| waited - first) as &dyn Fn(&Reading) -> f64), (meant.gain, &by_reading)]
    {
        let ((_, own), (brought, others)) = (brings(&made, of), brings(&fresh, of));
        let error = (own + others).sqrt();
        assert!((said - brought).abs() <= 4.0 * error, "{meant:?}: said {said}, brought {brought} ({error})");
    }
    assert!(found.iter().all(|own| own.alike <= 1.0 && own.gain >= 0.0 && own.waiting >= -1e-12));
}

fn found(plans: [&Plan; 2]) -> Vec<WorthWatching> {
    side_by_side(&plans, spec(1), RunControl::UNWATCHED).expect("nobody gives up").worth_watching
}

/// The more a party forgives, the more its channel bears: under rare incidents waiting for the first dispute is worth something.
#[test]
fn waiting_brings_what_is_said() {
    let sets = ["escalation.incidents_per_month=0.1", "party.taker.renege_per_month=0.02"];
    let plans = [plan(RICH, &sets), plan(RICH, &[&sets[..], &["party.giver.forgiveness=0.9"]].concat())];
    let (plans, all) = ([&plans[0], &plans[1]], found([&plans[0], &plans[1]]));
    let most =
        all.iter().max_by(|one, other| one.waiting.total_cmp(&other.waiting)).expect("they do not part at the opening");
    assert!(most.waiting_interval.low > 0.0, "{most:?}");
    carried_out(plans, &all, most);
}

#[test]
fn reading_brings_what_is_said() {
    let sets = [
        "party.taker.trustworthy=0.5",
        "party.giver.trustworthy=0.5",
        "party.taker.renege_per_month=0.3",
        "escalation.incidents_per_month=0.1",
        "body.congress.approval=0.95",
        "body.council.approval=0.95",
        "body.treasury.approval=0.95",
    ];
    let order = "ladder.order=[\"hotline\", \"release\", \"inspections\", \"pause\"]";
    let plans = [plan(RICH, &sets), plan(RICH, &[&sets[..], &[order]].concat())];
    let (plans, all) = ([&plans[0], &plans[1]], found([&plans[0], &plans[1]]));
    assert!(all.iter().any(|own| own.gain > 0.0), "nothing would be held against anything");
    for objective in Figure::OBJECTIVES {
        carried_out(plans, &all, all.iter().find(|own| own.objective == objective).expect("each is told of"));
    }
}

#[test]
fn plans_that_part_at_the_opening_leave_nothing_to_watch() {
    for set in [
        "mediator.calming=0",
        "ladder.order=[\"release\", \"hotline\", \"pause\", \"inspections\"]",
        "title=\"the same\"",
    ] {
        let plans = [plan(RICH, &[]), plan(RICH, &[set])];
        let spec = Spec { seed: 1, trials: 256 };
        let found = side_by_side(&[&plans[0], &plans[1]], spec, RunControl::UNWATCHED).expect("nobody gives up");
        assert!(found.worth_watching.is_empty() && !found.worth_knowing.is_empty(), "{set}");
    }
}
