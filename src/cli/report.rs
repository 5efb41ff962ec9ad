//! `detente report`: what is handed over, written beside the tables that it is made from.

mod add;

pub(super) use add::{add, must_be_possible};

use super::args::ReportArgs;
use super::screen::from_here;
use super::signal::Stop;
use super::{ExitStatus, Failure};
use add::Added;
use detente_report::CHARTS;
use detente_report::results::Manifest;
use detente_study::table::counted;
use std::io;

/// Runs the command.
pub(super) fn report(args: &ReportArgs) -> Result<ExitStatus, Failure> {
    let Some(added) = add(&args.folder, &Stop::listen()?)? else {
        super::remark("interrupted: nothing was written, what is in the folder is as it was");
        return Ok(ExitStatus::Interrupted);
    };
    if !args.quiet {
        super::tell(io::stdout(), &screen(&added))?;
    }
    Ok(ExitStatus::Done)
}

/// Whether a report is among the files of a results folder.
pub(super) fn has_one(manifest: &Manifest) -> bool {
    manifest.paths().any(detente_report::is_of_report)
}

/// What is said of the report that was added.
fn screen(added: &Added) -> String {
    let out = from_here(&added.target).display();
    let (scenarios, charts) = (counted(added.scenarios, "scenario"), counted(added.charts, "chart"));
    format!(
        "detente {}   {out}/   {scenarios}\n\n \
         report.html    one page for the browser and for print\n \
         workbook.xlsx  comparison, charts, and a sheet per table\n \
         brief.md       one page to mail\n \
         {CHARTS}/        {charts}, each with where its figures come from\n\n \
         All figures are those of the tables beside them. It is not a forecast.\n",
        env!("CARGO_PKG_VERSION")
    )
}
