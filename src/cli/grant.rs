//! What a scheduler has granted: how many threads, and which shard. Read from the environment.

use super::{ExitStatus, Failure};
use anyhow::Context;
use detente_report::THREADS;
use detente_study::run::Part;
use rayon::ThreadPoolBuilder;
use std::env;
use std::io;

/// Variables that name a task of an array, with what must be added to count from 1.
const TASKS: [(&str, u64); 3] = [("DETENTE_SHARD", 0), ("SLURM_ARRAY_TASK_ID", 0), ("JOB_COMPLETION_INDEX", 1)];

/// The shard that `text` names: `I/N`, or `auto/N`, where the number comes from the first of [`TASKS`] that is set.
pub(super) fn part(text: &str) -> Result<Part, String> {
    match text.strip_prefix("auto/") {
        None => text.parse().map_err(|error: detente_study::run::PartError| error.to_string()),
        Some(count) => automatic(count, |name| env::var(name).ok()),
    }
}

fn automatic(count: &str, variable: impl Fn(&str) -> Option<String>) -> Result<Part, String> {
    let set = TASKS.iter().find_map(|(name, add)| variable(name).map(|value| (name, value, add)));
    let Some((name, value, add)) = set else {
        let names = TASKS.map(|(name, _)| name).join(", ");
        return Err(format!("`auto` needs one of {names} in the environment; elsewhere give I/N"));
    };
    let index = value.trim().parse::<u64>().map_err(|_| format!("{name} is `{value}`, not a number"))?;
    let part = format!("{}/{count}", index.saturating_add(*add)).parse::<Part>();
    part.map_err(|error| format!("{name} is {index}: {error}"))
}

/// How many threads to use: as `asked`, else as Slurm grants each task, else as many processors as this process may use.
pub(super) fn threads(asked: Option<u16>) -> usize {
    let granted = env::var("SLURM_CPUS_PER_TASK").ok();
    let own = || std::thread::available_parallelism().map_or(1, usize::from);
    chosen(asked, granted.as_deref()).unwrap_or_else(own)
}

fn chosen(asked: Option<u16>, granted: Option<&str>) -> Option<usize> {
    let granted = granted.and_then(|text| text.trim().parse::<u16>().ok()).filter(|threads| *threads > 0);
    asked.or(granted).map(|threads| usize::from(threads.min(1024)))
}

/// The threads on which trials are simulated.
pub(super) fn pool(asked: Option<u16>) -> Result<rayon::ThreadPool, Failure> {
    // The builder's error says twice what the system said.
    let pool = ThreadPoolBuilder::new().num_threads(threads(asked)).build();
    let pool = pool.map_err(|error| io::Error::other(error.to_string()));
    pool.context(THREADS).map_err(|error| Failure::new(ExitStatus::Files, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: &'static str, value: &'static str) -> impl Fn(&str) -> Option<String> {
        move |asked| (asked == name).then(|| value.to_owned())
    }

    #[test]
    fn what_is_asked_goes_before_what_is_granted() {
        assert_eq!(chosen(Some(2), Some("8")), Some(2));
        assert_eq!(chosen(None, Some("8")), Some(8));
        assert_eq!(chosen(None, Some("0")), None);
        assert_eq!(chosen(None, Some("many")), None);
        assert_eq!(chosen(None, None), None);
    }

    #[test]
    fn the_task_of_an_array_names_the_shard() {
        assert_eq!(automatic("7", with("SLURM_ARRAY_TASK_ID", "3")), Ok(Part::new(3, 7).expect("in range")));
        assert_eq!(automatic("7", with("JOB_COMPLETION_INDEX", "0")), Ok(Part::new(1, 7).expect("in range")));
        assert_eq!(automatic("7", with("DETENTE_SHARD", "7")), Ok(Part::new(7, 7).expect("in range")));
    }

    #[test]
    fn a_task_that_is_no_shard_is_refused_by_name() {
        for (name, value) in [("SLURM_ARRAY_TASK_ID", "0"), ("JOB_COMPLETION_INDEX", "7"), ("DETENTE_SHARD", "x")] {
            assert!(automatic("7", with(name, value)).expect_err("no shard").contains(name));
        }
        assert!(automatic("7", |_| None).expect_err("no variable").contains("SLURM_ARRAY_TASK_ID"));
    }
}
