//! The language of scenarios: what is read, what is refused and how, and the scenarios that are shipped.

mod proposals;
mod scenario_language;
mod shipped_scenarios;
mod targets;
mod typos;
mod worlds;
