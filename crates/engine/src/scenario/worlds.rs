//! The worlds from which a scenario draws what no file states: those of a file that it names, or those that come with the program.

use super::diagnose::{Diagnostic, Diagnostics, Place, help, nearest};
use super::model::Scenario;
use super::source::Source;
use super::text;
use super::tree::{Item, Node, Table, Value};
use crate::parameter::{VALUE, Worlds, allowed_values, is_key_of_worlds, unstated_keys};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

/// The key at the head of a scenario that names a file of worlds.
pub(super) const KEY: &str = "worlds";

/// The worlds that come with the program: the built-in scenario held against base rates.
const SHIPPED: &str = include_str!("../../../../calibration/worlds.csv");

/// Most worlds of a file.
pub const MOST_WORLDS: usize = 10_000;
/// Largest weight of a world.
const LARGEST_WEIGHT: u32 = 1_000_000;

/// The worlds that come with the program.
pub(super) fn shipped() -> Arc<Worlds> {
    static WORLDS: OnceLock<Arc<Worlds>> = OnceLock::new();
    let read = || {
        let mut diagnostics = Diagnostics::default();
        let document = diagnostics.add("calibration/worlds.csv", "default", SHIPPED);
        Arc::new(read(&mut diagnostics, document).expect("the shipped worlds are sound").worlds)
    };
    Arc::clone(WORLDS.get_or_init(read))
}

/// Worlds that a scenario names.
pub(super) struct NamedWorlds {
    /// The worlds.
    pub(super) worlds: Arc<Worlds>,
    /// The value of the key, in which they stand themselves.
    pub(super) item: Item,
    /// The file that they were read from, if there was one.
    pub(super) path: Option<PathBuf>,
    /// Where the heads of their columns stand, key by key.
    heads: Vec<Place>,
}

impl NamedWorlds {
    /// Refuses columns of values that nothing in `scenario` takes.
    pub(super) fn must_be_taken(&self, diagnostics: &mut Diagnostics, scenario: &Scenario) {
        let is_taken = |column| scenario.world_values.iter().any(|value| value.column == column);
        for (key, column) in self.worlds.valued().filter(|(_, column)| !is_taken(*column)) {
            let rows = || scenario.parameters.iter().map(|row| row.key.as_str());
            let near = nearest(key, rows()).filter(|near| *near != key);
            let meant = near.map(|near| format!("did you mean `{VALUE}{near}`? ")).unwrap_or_default();
            let diagnostic = Diagnostic::new(&self.worlds.keys()[column], "nothing in the scenario takes this value");
            let help = format!(
                "{meant}drop the column, or the values that stand in its way: parameters.csv lists the keys that are simulated"
            );
            diagnostics.fault(&self.heads[column], diagnostic.help(help));
        }
    }
}

/// Takes the key `worlds` out of `root`. Paths are relative to the folder of the document, which `folders` has; none of those laid
/// over files has one.
pub(super) fn take(
    diagnostics: &mut Diagnostics,
    source: Option<&dyn Source>,
    folders: &BTreeMap<usize, PathBuf>,
    root: &mut Table,
) -> Option<NamedWorlds> {
    let item = root.remove(KEY)?;
    let place = item.node.place.clone();
    let Value::Text(written) = &item.node.value else {
        let diagnostic = Diagnostic::new(KEY, "not text").found(item.node.kind()).allowed("a path in quotes");
        diagnostics.fault(&place, diagnostic);
        return None;
    };
    let (document, text, path) = if written.contains('\n') {
        (diagnostics.add(KEY, "worlds", written.as_str()), written.clone(), None)
    } else {
        let Some(source) = source else {
            let diagnostic = Diagnostic::new(KEY, "a path is not possible in a text that is not a file");
            diagnostics.fault(&place, diagnostic.help("give the worlds themselves, as the text of their file"));
            return None;
        };
        let path = folders.get(&place.document).cloned().unwrap_or_default().join(written);
        let file = text::of(source.bytes(&path));
        let name = path.display().to_string();
        if let Some((_, diagnostic)) = file.fault {
            let diagnostic = Diagnostic::new(KEY, format!("{name} cannot be used: {}", diagnostic.message()));
            diagnostics
                .fault(&place, diagnostic.help("name a worlds.csv; the path is relative to the file that names it"));
            return None;
        }
        (diagnostics.add(&name, &name, file.text.as_str()), file.text, Some(path))
    };
    let ReadWorlds { worlds, heads } = read(diagnostics, document)?;
    let node = Node { value: Value::Text(text), ..item.node };
    Some(NamedWorlds { worlds: Arc::new(worlds), item: Item { node, ..item }, path, heads })
}

/// Worlds as they were read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ReadWorlds {
    worlds: Worlds,
    /// Where the heads of their columns stand, key by key.
    heads: Vec<Place>,
}

/// What the document says, a file of worlds: a comma between cells, or a semicolon where the head has one. None where something is
/// wrong, of which `diagnostics` then tell all.
pub(super) fn read(diagnostics: &mut Diagnostics, document: usize) -> Option<ReadWorlds> {
    let text = Arc::clone(&diagnostics.document(document).text);
    let mut reader = Reader {
        diagnostics,
        document,
        keys: Vec::new(),
        heads: Vec::new(),
        weights: Vec::new(),
        cells: Vec::new(),
        is_sound: true,
    };
    let mut lines = lines(&text);
    let head = lines.next().unwrap_or_default();
    let separator = if head.1.contains(';') { ';' } else { ',' };
    reader.head(&cells(head, separator));
    if reader.is_sound {
        let heads = reader.keys.clone();
        lines.for_each(|line| reader.world(&heads, &cells(line, separator), line));
    }
    reader.finish()
}

/// A stretch of the text, with the byte at which it begins.
type Stretch<'t> = (usize, &'t str);

/// Every line in which something stands.
fn lines(text: &str) -> impl Iterator<Item = Stretch<'_>> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line.trim_end())
    });
    lines.filter(|(_, line)| !line.trim().is_empty())
}

fn cells(line: Stretch<'_>, separator: char) -> Vec<Stretch<'_>> {
    let mut at = line.0;
    let cells = line.1.split(separator).map(|cell| {
        let start = at;
        at += cell.len() + separator.len_utf8();
        (start, cell.trim().trim_matches('"'))
    });
    cells.collect()
}

struct Reader<'a> {
    diagnostics: &'a mut Diagnostics,
    document: usize,
    keys: Vec<String>,
    heads: Vec<Place>,
    weights: Vec<u32>,
    cells: Vec<f64>,
    is_sound: bool,
}

impl Reader<'_> {
    fn fault(&mut self, at: Stretch<'_>, diagnostic: Diagnostic) {
        self.is_sound = false;
        self.diagnostics.fault(&self.place(at), diagnostic);
    }

    fn place(&self, at: Stretch<'_>) -> Place {
        Place { document: self.document, span: at.0..at.0 + at.1.len() }
    }

    fn head(&mut self, heads: &[Stretch<'_>]) {
        let names: Vec<&str> = heads.iter().map(|(_, head)| *head).collect();
        if names.get(..2) != Some(&["world", "weight"]) || names.len() < 3 {
            let diagnostic = Diagnostic::new("", "not the head of a file of worlds").found(names.join(","));
            let allowed = "the columns world and weight, then one for each key, as `detente calibrate` writes them";
            return self.fault(heads[0], diagnostic.allowed(allowed));
        }
        for (at, head) in heads.iter().enumerate().skip(2) {
            if names[..at].contains(&head.1) {
                self.fault(*head, Diagnostic::new(head.1, "stands twice").help("give each key one column"));
            } else if head.1.starts_with(VALUE) && !is_key_of_worlds(head.1) {
                let diagnostic = Diagnostic::new(head.1, "no key that has values which worlds can hold");
                let allowed = "value. and the key of a number that need not be whole, as parameters.csv spells it";
                self.fault(*head, diagnostic.allowed(allowed));
            } else if !is_key_of_worlds(head.1) {
                let known: Vec<String> = unstated_keys().collect();
                let help = help(head.1, known.iter().map(String::as_str), "keys");
                self.fault(*head, Diagnostic::new(head.1, "no key that worlds can have").help(help));
            }
            self.keys.push(head.1.to_owned());
            self.heads.push(self.place(*head));
        }
    }

    fn world(&mut self, heads: &[String], cells: &[Stretch<'_>], line: Stretch<'_>) {
        if cells.len() != heads.len() + 2 {
            let diagnostic =
                Diagnostic::new("", "not one cell for each column").found(format!("{} cells", cells.len()));
            let help = "numbers have a point, not a comma, where cells have commas between them";
            return self.fault(line, diagnostic.allowed(format!("{} cells", heads.len() + 2)).help(help));
        }
        match cells[1].1.parse::<u32>() {
            Ok(weight) if weight <= LARGEST_WEIGHT => self.weights.push(weight),
            _ => {
                let diagnostic = Diagnostic::new("weight", "not a weight").found(cells[1].1);
                self.fault(cells[1], diagnostic.allowed(format!("a whole number, 0 to {LARGEST_WEIGHT}")));
            }
        }
        for (head, cell) in heads.iter().zip(&cells[2..]) {
            match read_cell(head, cell.1) {
                Ok(number) => self.cells.push(number),
                Err(diagnostic) => self.fault(*cell, diagnostic),
            }
        }
    }

    fn finish(mut self) -> Option<ReadWorlds> {
        let worlds = self.weights.len();
        if self.is_sound && self.weights.iter().all(|weight| *weight == 0) {
            let diagnostic = Diagnostic::new("weight", "no world has any weight");
            self.fault((0, ""), diagnostic.help("give at least one world a weight above 0"));
        }
        if worlds > MOST_WORLDS {
            let diagnostic = Diagnostic::new("", "too many worlds").found(worlds.to_string());
            self.fault((0, ""), diagnostic.allowed(format!("at most {MOST_WORLDS}")));
        }
        self.is_sound
            .then(|| ReadWorlds { worlds: Worlds::new(self.keys, self.weights, self.cells), heads: self.heads })
    }
}

/// What a cell under `head` says.
fn read_cell(head: &str, cell: &str) -> Result<f64, Diagnostic> {
    let number = cell.parse::<f64>().ok().map(|number| number + 0.0);
    if let Some(range) = head.strip_prefix(VALUE).and_then(allowed_values) {
        let fits = number.filter(|value| value.is_finite() && range.contains(*value));
        let fault = || Diagnostic::new(head, "not a value that the key can have").found(cell);
        return fits.ok_or_else(|| fault().allowed(range.to_string()));
    }
    let fits = number.filter(|quantile| 0.0 < *quantile && *quantile < 1.0);
    let fault = || Diagnostic::new(head, "not a quantile").found(cell);
    fits.ok_or_else(|| fault().allowed("a number above 0 and below 1: 0.5 is the default"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "world,weight,default.party.temptation,default.escalation.branching\n";

    fn of(text: &str) -> Result<Worlds, String> {
        let mut diagnostics = Diagnostics::default();
        let document = diagnostics.add("worlds.csv", "worlds.csv", text);
        let found = read(&mut diagnostics, document).map(|found| found.worlds);
        found.ok_or_else(|| diagnostics.into_faults().to_string())
    }

    #[test]
    fn worlds_are_read_as_they_are_written() {
        let worlds = of(&format!("{HEAD}0,2,0.2500,0.5000\n1,1,0.7500,0.1250\n")).expect("sound");
        assert_eq!((worlds.weights(), worlds.of(1)), (&[2, 1][..], &[0.75, 0.125][..]));
        assert_eq!(of(&worlds.to_csv()), Ok(worlds.clone()));
        assert_eq!(of(&worlds.to_csv().replace(',', ";").replace('\n', "\r\n")), Ok(worlds));
    }

    #[test]
    fn the_shipped_worlds_are_sound_and_of_unstated_keys_alone() {
        let known: Vec<String> = unstated_keys().collect();
        assert!(shipped().keys().iter().all(|key| known.contains(key)));
    }

    #[test]
    fn all_that_is_wrong_is_told_with_its_line_and_column() {
        let message = of(&format!("{HEAD}0,x,0.5,0.5\n1,1,1.0,0,5\n2,1,0.5,nan\n3,1,0\n")).expect_err("faults");
        for part in
            ["worlds.csv:2", "not a weight", "worlds.csv:3", "5 cells", "worlds.csv:4", "not a quantile", "3 cells"]
        {
            assert!(message.contains(part), "{part} missing in\n{message}");
        }
        for (text, part) in [
            ("", "not the head"),
            ("world,weight,default.party.temptations\n", "did you mean `default.party.temptation`?"),
            (&format!("{},default.party.temptation\n", HEAD.trim()), "stands twice"),
            (HEAD, "no world has any weight"),
        ] {
            let message = of(text).expect_err("faults");
            assert!(message.contains(part), "{part} missing in\n{message}");
        }
    }
}
