//! Whether a scenario has what a figure is about.

use super::figure::Figure;
use crate::scenario::{Diagnostic, nearest};
use detente_engine::plan::Plan;

impl Figure {
    /// Why it cannot be told of trials of `plan`: a rung that is not on its ladder, a horizon that ends before the week of the
    /// figure, no arm without a channel. Empty where it can.
    #[must_use]
    pub fn misfits(&self, plan: &Plan) -> Vec<Diagnostic> {
        let mut misfits: Vec<Diagnostic> = self.missing_rungs(plan).collect();
        let (needed, horizon) = (self.shortest_horizon(), plan.weeks(plan.steps));
        if horizon + 1e-9 < f64::from(needed) {
            let diagnostic = Diagnostic::new("figure", "a week beyond the horizon of the scenario").found(self.word());
            misfits.push(
                diagnostic
                    .allowed(format!("weeks up to {horizon}, where its horizon lies"))
                    .help(format!("set `horizon_weeks` to {needed} or more, or take the row out")),
            );
        }
        let needs_world = self.needs_counterfactual() || self.needs_no_ladder();
        if needs_world && !plan.simulates_counterfactual() {
            let diagnostic = Diagnostic::new("figure", "trials of this scenario have no arm without a channel");
            let help = "set `until = \"horizon\"` in the scenario, or take the row out";
            misfits.push(diagnostic.found(self.word()).help(help));
        }
        misfits
    }

    /// The shortest horizon at which it can be told, weeks.
    fn shortest_horizon(&self) -> u32 {
        match self {
            Self::Named(named) => named.shortest_horizon(),
            _ => self.observables().iter().filter_map(|observable| observable.week()).max().unwrap_or(0),
        }
    }

    fn missing_rungs(&self, plan: &Plan) -> impl Iterator<Item = Diagnostic> {
        let ids: Vec<&str> = plan.ladder.iter().map(|instance| plan.rungs[instance.rung].id.as_str()).collect();
        let named = self.observables().into_iter().filter_map(|observable| observable.rung().map(str::to_owned));
        named.filter_map(move |id| {
            let is_missing = !ids.contains(&id.as_str());
            let near =
                nearest(&id, ids.iter().copied()).map(|near| format!("did you mean `{near}`? ")).unwrap_or_default();
            is_missing.then(|| {
                Diagnostic::new("figure", "no such rung on the ladder of the scenario")
                    .found(&id)
                    .help(format!("{near}rungs: {}", ids.join(", ")))
            })
        })
    }
}
