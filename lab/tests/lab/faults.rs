//! Every step on the disk of the lab's commands fails, or is the last of its process, in turn, as of the command `detente`.
#![cfg(unix)]

#[path = "../../../tests/faults/case.rs"]
mod case;

use crate::{Desk, claims};
use case::{Case, assert_enough};

#[test]
fn pages_and_models_are_there_whole_or_not_at_all() {
    let model = Desk::with("case.toml", include_str!("../second_opinion/drawn_00.toml"));
    let args = ["prism", "case.toml", "--out", "models"];
    model.put("models/case.prism", "// written by detente, some time ago\n");
    let counts = Case::new(model, &args, "models/case.prism").try_every_step();
    assert_enough(&counts, 3);
    let desk = Desk::with("claims/_claims.toml", &claims::list(64));
    desk.put("claims/case.toml", "horizon_weeks = 12\n");
    desk.put("page.md", "an earlier page\n");
    let counts = Case::new(desk, &["claims", "claims", "--out", "page.md", "--quiet"], "page.md").try_every_step();
    assert_enough(&counts, 3);
    let rates = Desk::with("rates/targets.csv", include_str!("../../../calibration/targets.csv"));
    rates.put("page.md", "an earlier page\n");
    let args = ["base-rates", "rates", "--trials", "64", "--out", "page.md", "--quiet"];
    let counts = Case::new(rates, &args, "page.md").try_every_step();
    assert_enough(&counts, 3);
}
