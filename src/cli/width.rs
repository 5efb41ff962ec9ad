//! How many columns text takes on a screen: a Chinese sign takes two, an accent put over a letter none.

use unicode_width::UnicodeWidthStr;

/// The columns that `text` takes.
pub(super) fn columns(text: &str) -> usize {
    text.width()
}

/// `text` cut to `most` columns, the cut marked.
pub(super) fn shortened(text: &str, most: usize) -> String {
    if columns(text) <= most {
        return text.to_owned();
    }
    let ends = text.char_indices().map(|(at, letter)| at + letter.len_utf8());
    let kept = ends.take_while(|end| columns(&text[..*end]) < most).last().unwrap_or(0);
    format!("{}~", &text[..kept])
}

/// A name cut to `wide` columns and filled up to them: both its ends are kept, as names that begin alike differ at the end.
pub(super) fn filled_name(name: &str, wide: usize) -> String {
    let letters = name.chars().count();
    if columns(name) <= wide || letters != columns(name) {
        return filled(name, wide);
    }
    let tail = wide / 2 - 1;
    let kept = |from: usize, count: usize| name.chars().skip(from).take(count).collect::<String>();
    kept(0, wide - 1 - tail) + "~" + &kept(letters - tail, tail)
}

/// `text` cut to `wide` columns and filled up to them with spaces.
pub(super) fn filled(text: &str, wide: usize) -> String {
    let mut text = shortened(text, wide);
    text.extend(std::iter::repeat_n(' ', wide.saturating_sub(columns(&text))));
    text
}

/// `text` in lines of up to `wide` columns, broken between words; a word that is longer stands on a line of its own.
pub(super) fn wrapped(text: &str, wide: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if columns(line) + 1 + columns(word) <= wide => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_broken_between_words_and_no_word_is_lost() {
        assert_eq!(wrapped("one two  three", 7), ["one two", "three"]);
        assert_eq!(wrapped("停火 换取 a_word_without_end", 9), ["停火 换取", "a_word_without_end"]);
        assert_eq!(wrapped("", 9), [""; 0]);
    }

    #[test]
    fn columns_are_filled_whatever_the_script() {
        for text in
            ["short", "a name that is longer than its column", "停火换取援助的框架协议", "e\u{301}te\u{301}", "هدنة"]
        {
            assert_eq!(columns(&filled(text, 12)), 12, "{text}");
        }
        assert_eq!(filled_name("a_scenario_with_a_long_name_7", 18), "a_scenari~g_name_7");
        assert_eq!(filled_name("short", 7), "short  ");
        assert_eq!(shortened("停火换取援助", 12), "停火换取援助");
        assert_eq!(shortened("停火换取援助", 11), "停火换取援~");
        assert_eq!(shortened("停火换取援助", 10), "停火换取~");
        assert_eq!(shortened("e\u{301}te\u{301}", 3), "e\u{301}te\u{301}");
    }
}
