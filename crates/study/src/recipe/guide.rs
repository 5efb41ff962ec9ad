//! What to open first in a folder that answers one question.

/// The guide to a folder of tables that answer one question: what was done, and what to read in which table.
pub(super) fn guide(title: &str, what: &str, tables: &str) -> String {
    format!(
        "# {title}\n\n{what} The tables say what follows if the assumptions of the scenarios hold. They are no forecast.\n\n{tables} \
         Every column is explained below, for programs in `datapackage.json`.\n\n\
         `detente verify` on this folder says whether anything was changed since; `detente verify --rerun` simulates all again and \
         compares every byte. Do not edit the files here: work on a copy.\n"
    )
}
