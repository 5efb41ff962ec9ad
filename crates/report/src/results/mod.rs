//! From tables to files: CSV, data dictionary, manifest, and the results folder that appears whole
//! or not at all. Writers know tables, not simulations; nothing here reads a clock.

mod checkpoint;
mod dictionary;
mod digest;
mod disk;
mod error;
mod filling;
mod guide;
mod manifest;
mod outdir;
mod place;
mod table_files;
mod tree;
mod verify;
mod workplace;

pub use checkpoint::{Checkpoint, Checkpoints, Identity};
pub use detente_study::spelling::{Dialect, TableWriter, spelled_rows, unmarked, write_table};
pub use dictionary::{Documented, columns_markdown, data_package};
pub use digest::{DigestWriter, sha256, sha256_file, sha256_file_unless};
pub use error::{ExportError, LINE_ENDS};
pub use guide::guide_markdown;
pub use manifest::{GENERATOR, MANIFEST, Manifest, RESULTS_VERSION, RunFacts, ScenarioFacts};
pub use outdir::{OutDir, OutFile};
pub use place::{folder, must_lead_on, spare_inputs};
pub(crate) use table_files::text_of;
pub use table_files::{TableFiles, write_dictionary, write_tables};
pub(crate) use tree::is_of_a_server;
pub use verify::{Discrepancy, Fault, Inspection, inspect, inspect_unless};
pub use workplace::set_aside;
