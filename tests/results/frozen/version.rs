//! Which values belong to which results version.

/// The results versions that a changelog says are released: those in the headings of its versions.
pub(crate) fn released(changelog: &str) -> Vec<u32> {
    let headings = changelog.lines().filter(|line| line.starts_with("## ") && !line.starts_with("## Unreleased"));
    headings.map(|heading| version(heading).unwrap_or_else(|| panic!("no results version in `{heading}`"))).collect()
}

/// The results version that the changelog is heading for.
pub(crate) fn newest(changelog: &str) -> Option<u32> {
    changelog.lines().find(|line| line.starts_with("## ")).and_then(version)
}

fn version(heading: &str) -> Option<u32> {
    heading.split_once("(results version ")?.1.strip_suffix(')')?.parse().ok()
}

/// The record of digests, one line a results version, as it should be now that the values of `version` have `digest`.
///
/// # Errors
/// A sentence, where the values of a version have changed that is released, or that may not be written now.
pub(crate) fn recorded(
    record: &str,
    version: u32,
    digest: &str,
    released: &[u32],
    updating: bool,
) -> Result<String, String> {
    let (head, now) = (format!("results version {version}: "), format!("results version {version}: {digest}"));
    if record.lines().any(|line| line == now) {
        return Ok(record.to_owned());
    }
    if released.contains(&version) {
        return Err(format!(
            "values have changed, but those of results version {version} are released: raise RESULTS_VERSION in \
             src/export/manifest.rs, head CHANGELOG.md with it, and write the golden files again"
        ));
    }
    if !updating {
        return Err(format!("results version {version} has other values: if that is meant, run with DETENTE_UPDATE=1"));
    }
    let kept = record.lines().filter(|line| !line.starts_with(&head));
    Ok(kept.chain([now.as_str()]).map(|line| format!("{line}\n")).collect())
}
