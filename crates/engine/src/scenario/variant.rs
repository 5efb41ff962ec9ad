//! What was set one value at a time, as a file that extends another.

use super::diagnose::{Diagnostics, ScenarioFaults};
use super::tree::Table;
use super::{flatten, merge, set};

/// The text of a scenario file that extends the file `base` and says what each of `sets`, a `KEY=VALUE`, says.
///
/// # Errors
///
/// Where one of `sets` is none. What they mean is checked where the file is read.
///
/// # Examples
///
/// ```
/// use detente_engine::scenario::variant;
///
/// let text = variant("base.toml", &["messaging.ambiguity=0.6".to_owned()]).unwrap();
/// assert_eq!(text, "extends = \"base.toml\"\n\n[messaging]\nambiguity = 0.6\n");
/// ```
pub fn variant(base: &str, sets: &[String]) -> Result<String, ScenarioFaults> {
    let mut diagnostics = Diagnostics::default();
    let mut root = Table::new();
    for argument in sets {
        if let Some(layer) = set::layer(&mut diagnostics, argument) {
            merge::lay(&mut diagnostics, &mut root, layer);
        }
    }
    if diagnostics.has_faults() {
        return Err(diagnostics.into_faults());
    }
    let own = flatten::text(&diagnostics, &root, "--set");
    let base = toml::Value::String(base.to_owned());
    let gap = if own.starts_with('[') { "\n" } else { "" };
    Ok(format!("extends = {base}\n{gap}{own}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Plan;
    use crate::scenario;
    use crate::tally::Tally;
    use std::collections::BTreeMap;
    use std::path::PathBuf;

    fn counts(files: &BTreeMap<PathBuf, String>, name: &str, sets: &[String]) -> Tally {
        let file = scenario::read(files, name.as_ref(), sets).unwrap_or_else(|faults| panic!("{faults}"));
        let plan = Plan::compile(&file.scenario).expect("no two ids collide");
        let keys = plan.purposes.keys(1);
        let mut tally = Tally::new(&plan, plan.largest_frozen());
        let mut random = crate::random::RandomBlocks::new(&keys);
        crate::batch::BatchSimulator::new(&plan).simulate(&mut random, 0..200, &mut tally);
        tally
    }

    #[test]
    fn a_variant_is_simulated_as_what_was_set() {
        let base = scenario::Template::General.filled("base", "North", "South");
        let mut files = BTreeMap::from([(PathBuf::from("base.toml"), base)]);
        let read = scenario::read(&files, "base.toml".as_ref(), &[]).expect("sound");
        let (rungs, body) = (&read.scenario.rungs, &read.scenario.bodies[0].id);
        let order: Vec<String> = read.scenario.order.iter().rev().map(|at| format!("{:?}", rungs[*at].id)).collect();
        let sets = [
            "horizon_weeks=104".to_owned(),
            "messaging.ambiguity=0.1 to 0.3".to_owned(),
            format!("ladder.order=[{}]", order.join(",")),
            format!("body.{body}=none"),
            "mediator.calming={ min = 0.1, max = 0.4 }".to_owned(),
        ];
        files.insert("mine.toml".into(), variant("base.toml", &sets).expect("sound sets"));
        let (set, extended) = (counts(&files, "base.toml", &sets), counts(&files, "mine.toml", &[]));
        assert_eq!(set.record(), extended.record());
        assert_ne!(set.record().causes, counts(&files, "base.toml", &[]).record().causes);
    }

    #[test]
    fn what_is_no_set_is_told_of() {
        let faults = variant("base.toml", &["ambiguity".to_owned()]).expect_err("no value");
        assert!(faults.to_string().contains("KEY=VALUE"), "{faults}");
    }
}
