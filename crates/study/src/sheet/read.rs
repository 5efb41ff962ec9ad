//! From the bytes of a file to cells with their places.

use super::holds::Holds;
use super::model::{Asked, Cell, Head, Row, Sheet, VALUES, letters};
use super::{decimal, numbers, quotes};
use crate::scenario::{Diagnostic, Fault, MOST_FAULTS, alike};
use csv_core::{ReadFieldResult, Reader, ReaderBuilder};
use encoding_rs::WINDOWS_1252;
use std::io::Read as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The largest file that is read, bytes.
const MOST_BYTES: u64 = 1 << 22;
/// Most columns of a table.
const MOST_COLUMNS: usize = 1_000;
/// Most cells of a table, its header and what holds nothing included: each takes many times its bytes in memory.
const MOST_CELLS: usize = 250_000;
/// Most lines that may stand above the header of a questionnaire.
const MOST_LINES_ABOVE: usize = 20;

impl Sheet {
    /// Reads the file `path`.
    ///
    /// # Errors
    ///
    /// All faults at once: the file cannot be read, or cells cannot be told what they mean.
    pub fn read(path: &Path) -> Result<Self, Vec<Fault>> {
        Self::opened(path, None)
    }

    /// Reads the file `path`, whose columns are no keys of a scenario: `holds` says by its name what a column holds.
    ///
    /// # Errors
    ///
    /// As [`Self::read`].
    pub fn read_holding(path: &Path, holds: fn(&str) -> Holds) -> Result<Self, Vec<Fault>> {
        Self::opened(path, Some(holds))
    }

    fn opened(path: &Path, own: Option<fn(&str) -> Holds>) -> Result<Self, Vec<Fault>> {
        let name = called(path);
        let bytes = bytes(path).map_err(|diagnostic| vec![diagnostic.at(&name, &"".into(), None)])?;
        Self::parsed(&name, &bytes, own)
    }

    /// Reads `bytes`, which messages call `name`.
    ///
    /// # Errors
    ///
    /// As [`Self::read`].
    pub fn of_bytes(name: &str, bytes: &[u8]) -> Result<Self, Vec<Fault>> {
        Self::parsed(name, bytes, None)
    }

    /// Reads `bytes`, which messages call `name`, and whose columns are no keys of a scenario.
    ///
    /// # Errors
    ///
    /// As [`Self::read`].
    pub fn of_bytes_holding(name: &str, bytes: &[u8], holds: fn(&str) -> Holds) -> Result<Self, Vec<Fault>> {
        Self::parsed(name, bytes, Some(holds))
    }

    fn parsed(name: &str, bytes: &[u8], own: Option<fn(&str) -> Holds>) -> Result<Self, Vec<Fault>> {
        let (text, is_windows_1252) = decoded(bytes);
        let text: Arc<str> = text.replace("\r\n", "\n").replace('\r', "\n").into();
        let head = head(&text);
        let rows = records(&text, &head).map_err(|diagnostic| vec![diagnostic.at(name, &text, None)])?;
        quotes::check(name, &text, rows.first().map_or(&[], |row| &row.cells), &head, own)?;
        let mut rows = rows.into_iter();
        let Row { number: header_row, cells: mut header } = rows.next().unwrap_or(Row { number: 1, cells: Vec::new() });
        header.iter_mut().for_each(|cell| cell.text = decimal::plain(&cell.text));
        let mut sheet = Self { name: name.to_owned(), text, header, header_row, rows: rows.collect(), is_windows_1252 };
        let mut faults = sheet.shape();
        if faults.is_empty() {
            faults = numbers::settle(&mut sheet, head.delimiter, own);
        }
        if faults.is_empty() { Ok(sheet) } else { Err(sheet.located(faults)) }
    }

    /// Makes every row as long as the header, and drops rows and columns that hold nothing.
    fn shape(&mut self) -> Vec<Fault> {
        let mut faults = Vec::new();
        if self.header.iter().all(|cell| cell.text.is_empty()) {
            let diagnostic = Diagnostic::new("", "holds no table")
                .help("the first row names the columns, each further row is one of the table");
            return vec![diagnostic.at(&self.name, &self.text, None)];
        }
        self.rows.retain(|row| row.cells.iter().any(|cell| !cell.text.is_empty()));
        let used = self.header.iter().rposition(|cell| !cell.text.is_empty()).map_or(0, |last| last + 1);
        self.header.truncate(used);
        for (at, cell) in self.header.iter().enumerate() {
            if let Some(first) =
                self.header[..at].iter().position(|other| !cell.text.is_empty() && other.text == cell.text)
            {
                let diagnostic = Diagnostic::new(&cell.text, format!("also the name of column {}", letters(first)));
                faults.push(self.fault(cell, diagnostic.help("keep one of the two")));
            }
        }
        for row in &self.rows {
            for (column, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.text.is_empty()) {
                if faults.len() < MOST_FAULTS && self.header.get(column).is_none_or(|name| name.text.is_empty()) {
                    let diagnostic = Diagnostic::new(
                        "",
                        format!("column {} has no name in row {}", letters(column), self.header_row),
                    )
                    .help("name the column; or, where a comma within a cell has parted it, put that cell in quotes");
                    faults.push(self.fault(cell, diagnostic.found(&cell.text)));
                }
            }
        }
        if !faults.is_empty() {
            return faults;
        }
        let width = self.header.len();
        if self.rows.len().saturating_mul(width) > MOST_CELLS {
            return vec![too_many_cells().at(&self.name, &self.text, None)];
        }
        self.rows.iter_mut().for_each(|row| row.cells.resize(width, Cell::default()));
        faults
    }
}

/// Whether `path` stands for standard input.
fn is_standard_input(path: &Path) -> bool {
    path == Path::new("-")
}

/// Whether `path` is a pipe or the like, which can be read once: standard input, also as it stands in `/dev`, is one even where a file
/// was put into it.
#[must_use]
pub fn is_pipe(path: &Path) -> bool {
    let is_other = || path.metadata().is_ok_and(|found| !found.is_file() && !found.is_dir());
    is_standard_input(path) || path.starts_with("/dev") || is_other()
}

/// What messages and tables call the table at `path`. A pipe has no name that says anything: a shell numbers them.
#[must_use]
pub fn called(path: &Path) -> String {
    if is_pipe(path) { "a pipe".to_owned() } else { path.display().to_string() }
}

/// What stands in the file, the pipe or the device at `path`, as far as it can be a table. A pipe is read once and to its end.
fn bytes(path: &Path) -> Result<Vec<u8>, Diagnostic> {
    let unreadable = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            let near = meant(path).map(|near| format!("did you mean {}? ", near.display())).unwrap_or_default();
            Diagnostic::new("", "there is no such file").help(format!("{near}check the spelling of the path"))
        }
        _ => Diagnostic::new("", format!("cannot be read: {error}")),
    };
    if path.is_dir() {
        return Err(Diagnostic::new("", "a folder, not a file").help("name a table saved as CSV"));
    }
    let mut bytes = Vec::new();
    let read = match is_standard_input(path) {
        true => std::io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes),
        false => std::fs::File::open(path).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes)),
    };
    read.map_err(unreadable)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Diagnostic::new("", "larger than 4 MiB").help("is this the right file?"));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(Diagnostic::new("", "a workbook, not a table of text")
            .help("in the spreadsheet, save the sheet with the answers as CSV, and name that"));
    }
    Ok(bytes)
}

/// The table in the same folder that a path which leads nowhere must mean.
fn meant(path: &Path) -> Option<PathBuf> {
    let mut ended = path.to_owned();
    ended.as_mut_os_string().push(".csv");
    if ended.is_file() { Some(ended) } else { alike(path, ".csv") }
}

/// The text of `bytes`, and whether they had to be taken for Windows-1252.
fn decoded(bytes: &[u8]) -> (String, bool) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.trim_start_matches('\u{feff}').to_owned(), false),
        Err(_) => {
            // A byte order mark of UTF-16 is honoured.
            let (text, encoding, _) = WINDOWS_1252.decode(bytes);
            (text.into_owned(), encoding == WINDOWS_1252)
        }
    }
}

/// Where the table begins, and what stands between its cells: as a line `sep=` says, else the one that the header has most.
fn head(text: &str) -> Head {
    let first = text.lines().next().unwrap_or_default();
    if let Some(&[delimiter]) = first.strip_prefix("sep=").map(str::as_bytes) {
        return Head { start: first.len().saturating_add(1).min(text.len()), row: 2, delimiter };
    }
    if let Some(head) = head_of_questionnaire(text) {
        return head;
    }
    let outside: String = first.split('"').step_by(2).collect();
    let count = |delimiter: &u8| outside.bytes().filter(|byte| byte == delimiter).count();
    let most = *b",;\t".iter().rev().max_by_key(|delimiter| count(delimiter)).expect("there are three");
    Head { start: 0, row: 1, delimiter: most }
}

/// The header of a questionnaire, which may have lines above it: in workbooks a table has its meaning and its units there.
fn head_of_questionnaire(text: &str) -> Option<Head> {
    let (mut start, mut row, mut is_quoted) = (0, 1, false);
    for line in text.split_inclusive('\n').take(MOST_LINES_ABOVE + 1) {
        let is_header = |delimiter: &&u8| {
            let cells = || line.split(char::from(**delimiter)).map(|cell| cell.trim().trim_matches('"'));
            cells().any(|cell| cell == Asked::key.name()) && cells().any(|cell| VALUES.contains(&cell))
        };
        if let Some(&delimiter) = b",;\t".iter().find(is_header).filter(|_| !is_quoted) {
            return Some(Head { start, row, delimiter });
        }
        is_quoted ^= line.matches('"').count() % 2 == 1;
        start += line.len();
        row += usize::from(!is_quoted);
    }
    None
}

fn too_many_cells() -> Diagnostic {
    let message = format!("too large a table: at most {MOST_CELLS} cells in {MOST_COLUMNS} columns are read");
    Diagnostic::new("", message).help("is this the right file? rows and columns that hold nothing count as well")
}

/// All records from `head` on, the number of each counted as spreadsheets do.
fn records(text: &str, head: &Head) -> Result<Vec<Row>, Diagnostic> {
    let &Head { start, row, delimiter } = head;
    let mut reader: Reader = ReaderBuilder::new().delimiter(delimiter).build();
    let (mut rows, mut cells, mut count) = (Vec::new(), Vec::new(), 0);
    let (mut at, mut number) = (start, row);
    let (mut first, mut length) = (at, 0);
    let mut field = vec![0_u8; text.len() + 1];
    loop {
        // At the end of the input, asking once more ends the last record.
        let (result, read, written) = reader.read_field(&text.as_bytes()[at..], &mut field[length..]);
        at += read;
        length += written;
        let record_end = match result {
            ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => continue,
            ReadFieldResult::End => return Ok(rows),
            ReadFieldResult::Field { record_end } => record_end,
        };
        if cells.is_empty() {
            // Empty lines before a record are rows too.
            let skipped = text[first..at].bytes().take_while(|byte| *byte == b'\n').count();
            number += skipped;
            first += skipped;
        }
        count += 1;
        if count > MOST_CELLS || cells.len() >= MOST_COLUMNS {
            return Err(too_many_cells());
        }
        cells.push(cell(text, first..at, &field[..length], delimiter));
        if record_end {
            rows.push(Row { number, cells: std::mem::take(&mut cells) });
            number += 1;
        }
        (first, length) = (at, 0);
    }
}

/// The cell that stands in `range`, its delimiter or line end included.
fn cell(text: &str, range: Range<usize>, field: &[u8], delimiter: u8) -> Cell {
    let raw = &text[range.clone()];
    let shown = raw.strip_suffix([char::from(delimiter), '\n']).unwrap_or(raw);
    let inner = shown.trim();
    let start = range.start + shown.find(inner).unwrap_or(0);
    Cell { text: String::from_utf8_lossy(field).trim().to_owned(), span: start..start + inner.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(bytes: &[u8]) -> Vec<Vec<String>> {
        let sheet = Sheet::of_bytes("t.csv", bytes).unwrap_or_else(|faults| panic!("{faults:?}"));
        let row = |cells: &[Cell]| cells.iter().map(|cell| cell.text.clone()).collect();
        std::iter::once(row(&sheet.header)).chain(sheet.rows.iter().map(|own| row(&own.cells))).collect()
    }

    fn messages(bytes: &[u8]) -> Vec<String> {
        let faults = Sheet::of_bytes("t.csv", bytes).expect_err("faults");
        faults.into_iter().map(|fault| fault.message).collect()
    }

    #[test]
    fn the_same_table_is_read_however_it_is_spelled() {
        let table = [["a.b", "c"], ["0.5", "gr\u{fc}n, blau"], ["-2", ""]];
        for bytes in [
            "a.b,c\n0.5,\"gr\u{fc}n, blau\"\n-2,\n".as_bytes(),
            "a.b,c\r\n0.5,\"gr\u{fc}n, blau\"\r\n-2,".as_bytes(),
            "\u{feff}a.b;c\r\n0,5;gr\u{fc}n, blau\r\n-2;\r\n;;\r\n".as_bytes(),
            "sep=;\na.b;c\n0,5;gr\u{fc}n, blau\n\u{2212}2;\n".as_bytes(),
            "a.b\tc\t\n\n0,5\tgr\u{fc}n, blau\n-2\n".as_bytes(),
            b"a.b;c\n0,5;gr\xfcn, blau\n-2;\n",
        ] {
            assert_eq!(texts(bytes), table);
        }
        let utf16: Vec<u8> =
            "\u{feff}a.b\tc\r\n0,5\tgr\u{fc}n, blau\r\n-2\t".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(texts(&utf16), table);
    }

    #[test]
    fn rows_are_counted_as_the_spreadsheet_counts_them() {
        let sheet = Sheet::of_bytes("t.csv", b"a,b\n\n1,2\n,\n3,\"x\ny\"\n4,5\n").expect("a table");
        assert_eq!(sheet.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [3, 5, 6]);
        assert_eq!(&sheet.text[sheet.rows[2].cells[1].span.clone()], "5");
        assert_eq!([0, 25, 26, 701, 702].map(letters), ["A", "Z", "AA", "ZZ", "AAA"]);
    }

    #[test]
    fn what_stands_above_the_header_of_a_questionnaire_is_passed_over() {
        for text in [
            "A row, as said; see below,,,\n,,see unit,\nscenario,key,value,low\na,b.c,0.5,\n",
            "A row, as said; see below\n;;see unit;\nscenario;key;value;low\na;b.c;0,5;\n",
            "\"A row\nof\"\t\n\t\nscenario\tkey\t\"value\"\tlow\na\tb.c\t0.5\t\n",
        ] {
            let sheet = Sheet::of_bytes("t.csv", text.as_bytes()).expect("a table");
            assert_eq!((sheet.header.len(), sheet.header_row, sheet.rows[0].number), (4, 3, 4), "{text}");
            assert_eq!(sheet.rows[0].cells[2].text, "0.5", "{text}");
        }
        let fault = &Sheet::of_bytes("t.csv", b"About\n\nkey,value\na,1,2\n").expect_err("a fault")[0];
        assert_eq!(fault.message, "column C has no name in row 3, in row 4, column C");
    }

    #[test]
    fn what_cannot_be_told_is_refused_with_its_row_and_column() {
        assert_eq!(messages(b"a;b\n0,5;1.234\n"), ["a decimal point among decimal commas, in row 2, column B"]);
        assert_eq!(messages(b"a;b\n1.234,5;7\n"), ["points between the thousands, in row 2, column A"]);
        let one_among_many = b"a;b\n0.5;1.25\n0,5;0.1 to 0.3\n0.75;7\n";
        assert_eq!(messages(one_among_many), ["a decimal comma among decimal points, in row 3, column A"]);
        let range_among_many = b"a\tb\n0.5\t1.25\n0.5\t0,1 to 0,3\n0.75\t7\n";
        assert_eq!(messages(range_among_many), ["a decimal comma among decimal points, in row 3, column B"]);
        assert_eq!(messages(b"a;b\n0,5;1,25\n0.5;7\n"), ["a decimal point among decimal commas, in row 3, column A"]);
        assert_eq!(messages(b"a,a\n1,2\n"), ["also the name of column A, in row 1, column B"]);
        assert_eq!(messages(b"a\n1,9\n"), ["column B has no name in row 1, in row 2, column B"]);
        assert_eq!(messages(b""), ["holds no table"]);
    }

    #[test]
    fn points_are_left_alone_where_there_are_no_commas() {
        assert_eq!(texts(b"a;b\n0.5;1.25\n"), [["a", "b"], ["0.5", "1.25"]]);
    }
}
