//! How cells look.

use detente_study::table::{Cell, Kind};
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// The formats of a workbook.
#[derive(Debug)]
pub(super) struct Formats {
    /// What a table or page is about.
    pub(super) title: Format,
    /// Units and remarks.
    pub(super) soft: Format,
    /// Columns in words, above their names.
    pub(super) words: Format,
    /// The same over numbers.
    pub(super) words_right: Format,
    /// Headers.
    pub(super) head: Format,
    /// The finding.
    pub(super) finding: Format,
    /// Text over several lines.
    pub(super) prose: Format,
    /// Text.
    pub(super) text: Format,
    /// Text that must not become a formula, even when its cell is edited.
    pub(super) quoted: Format,
    /// Whole numbers.
    pub(super) count: Format,
    share: Format,
    real: Format,
    plain: Format,
    /// Lengths of intervals, which stay behind.
    pub(super) length: Format,
    /// Days.
    pub(super) date: Format,
}

impl Formats {
    /// The formats.
    pub(super) fn new() -> Self {
        let number = |pattern: &str| Format::new().set_num_format(pattern);
        Self {
            title: Format::new().set_bold(),
            soft: Format::new().set_italic().set_font_color(Color::RGB(0x56_5B_63)),
            words: Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Bottom),
            words_right: Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Right),
            finding: Format::new().set_bold().set_font_size(16).set_text_wrap().set_align(FormatAlign::Top),
            head: Format::new()
                .set_font_color(Color::RGB(0x56_5B_63))
                .set_background_color(Color::RGB(0xEC_EE_F1))
                .set_border_bottom(FormatBorder::Thin),
            prose: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            text: number("@"),
            quoted: number("@").set_quote_prefix(),
            count: number("#,##0"),
            share: number("0.00%"),
            real: number("#,##0.000"),
            plain: Format::new(),
            length: number("0.000%").set_font_color(Color::RGB(0x56_5B_63)),
            date: number("yyyy-mm-dd"),
        }
    }

    /// Shares.
    pub(super) fn share(&self) -> &Format {
        &self.share
    }

    /// The format of a number in a column of `kind`.
    pub(super) fn number(&self, kind: Kind, cell: &Cell) -> &Format {
        match (kind, cell) {
            (Kind::Share, _) => &self.share,
            (Kind::Count, _) => &self.count,
            (_, Cell::Tidy(_) | Cell::Exact(_)) => &self.plain,
            (Kind::Text | Kind::Real | Kind::Date, _) => &self.real,
        }
    }
}
