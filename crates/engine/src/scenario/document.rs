//! From the text of a document to its tree, with every fault of syntax located.

use super::findings::Findings;
use super::tree::Table;
use super::{parse, syntax};
use toml::de::DeTable;

/// What document `document` says, as far as it can be parsed.
pub(super) fn read(findings: &mut Findings, document: usize) -> Table {
    let text = findings.document(document).text.clone();
    let (root, errors) = DeTable::parse_recoverable(&text);
    syntax::report(findings, document, &text, &errors);
    parse::tree(findings, document, root.get_ref())
}
