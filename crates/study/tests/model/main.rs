//! The model: laws, answers that are known or worked out, and that however a trial is simulated it is the same trial.

mod calibrate;
mod closed_forms;
mod compare;
mod correlated;
mod directions;
mod divergence;
mod exact;
mod finite;
mod intervals;
mod kernel;
mod laws;
mod news;
mod opening;
mod oracle;
mod order;
mod passing;
mod pool;
mod recovery;
mod reference;
mod repeatable;
mod sequential;
mod shared_random_numbers;
mod tally;
mod trust;
mod watching;
mod worlds;
