//! What many trials leave behind: integers only, so that any order of adding and merging gives the
//! same tally, and no more of them for a million trials than for one.
//!
//! A [`Tally`] takes trials group by group and merges with another. What it holds is its
//! [`TallyRecord`], which is written to `records/` and from which every table can be made again.

mod actors;
mod axis;
mod confrontation;
mod fixed;
mod histogram;
mod inputs;
mod ladder;
mod leverage;
mod measures;
mod moments;
mod most;
mod news;
mod record;
mod shape;
mod timeline;
mod watch;
mod whole;
mod worlds;

pub use actors::{ActorCounts, BodyCounts, ObjectorCounts, PartyCounts, SpoilerCounts};
pub use axis::Axis;
pub use confrontation::{ConfrontationCounts, HorizonCounts};
pub use fixed::{Wide, from_fixed, to_fixed};
pub use histogram::Histogram;
pub use inputs::{CELLS, InputCounts, cell_of, place};
pub use ladder::{LadderCounts, RungCounts, TrustSums};
pub use leverage::LeverageSums;
pub use measures::MeasureCounts;
pub use moments::Moments;
pub use most::most_frequent;
pub use news::{LEARNING_BINS, LearningGrid, NewsCounts};
pub use record::{RecordError, Spread, TallyRecord};
pub use shape::ShapeError;
pub use timeline::TimelineSums;
pub use watch::LandmarkCounts;
pub use whole::Tally;
pub use worlds::WorldTally;
