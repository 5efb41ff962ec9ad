//! From the text of a document to its tree, with every fault of syntax located.

use super::diagnose::Diagnostics;
use super::diagnose::syntax;
use super::parse;
use super::tree::Table;
use toml::de::DeTable;

/// What document `document` says, as far as it can be parsed.
pub(super) fn read(diagnostics: &mut Diagnostics, document: usize) -> Table {
    let text = diagnostics.document(document).text.clone();
    let (root, errors) = DeTable::parse_recoverable(&text);
    syntax::report(diagnostics, document, &text, &errors);
    parse::tree(diagnostics, document, root.get_ref())
}
