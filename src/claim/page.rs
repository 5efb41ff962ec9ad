//! Findings as a page of Markdown.
use super::judge::Finding;
use super::model::*;
use std::fmt::Write as _;
/// One line.
#[must_use]
pub fn summary(_list: &ClaimList, findings: &[Finding<'_>]) -> String {
    let mut t = String::new();
    for f in findings {
        let d = f.main.iter().map(|e| format!("{:+.5} [{:.5} {:.5}]", e.difference().unwrap_or(f64::NAN), e.figures[0].unwrap_or(f64::NAN), e.figures[1].unwrap_or(f64::NAN))).collect::<Vec<_>>().join(" ");
        let what = match &f.row.measure { Measure::Ratio(r) => format!("{}{}{}", r.of.word, r.per.as_ref().map_or(String::new(), |p| format!(" per {}", p.word)), if r.among.is_empty() {""} else {" among.."}), Measure::Tells{from,..} => format!("tells {}", from.word) };
        let _ = writeln!(t, "{:5} {:?} {:9} {:42} {:9} p {:.1e} {d} scan {:?} bg {:?}", f.claim.id, f.verdict, f.claim.kind.word(), what, match f.row.direction { Direction::Rises => "rises", Direction::Falls => "falls", Direction::Stays(_) => "stays", Direction::Peaks(_) => "peaks" }, f.chance,
            f.sights.iter().map(|s| format!("{s:?}").chars().next().unwrap()).collect::<String>(), f.backgrounds.iter().map(|s| format!("{s:?}").chars().next().unwrap()).collect::<String>());
    }
    t
}
/// The page.
#[must_use]
pub fn page(_list: &ClaimList, _findings: &[Finding<'_>]) -> String { String::new() }
