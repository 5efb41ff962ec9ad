//! Finite scenarios as models for other programs.

use crate::Desk;
use support::shipped;

#[test]
fn models_are_written_for_finite_scenarios_only_and_over_models_only() {
    let desk = Desk::with("open.toml", "horizon_weeks = 26\ndefaults = \"fixed\"\n");
    let chain = shipped("reference/tranche_chain.toml");
    let chain = chain.to_str().expect("UTF-8");
    let said = desk.done(&["prism", chain]);
    assert!(said.contains("model: prism/tranche_chain.prism"), "{said}");
    assert!(desk.read("prism/tranche_chain.prism").contains("\ndtmc\n"));
    assert!(desk.read("prism/tranche_chain.props").contains("P=? [ F \"collapse\" ]"));
    desk.done(&["prism", chain]);
    desk.put("prism/tranche_chain.prism", "mine\n");
    let foreign = desk.run(&["prism", chain]);
    assert_eq!(foreign.status.code(), Some(3));
    assert_eq!(desk.read("prism/tranche_chain.prism"), "mine\n");
    let open = desk.run(&["prism", "open.toml"]);
    assert_eq!(open.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&open.stderr).contains("no exact answer: `party."));
}
