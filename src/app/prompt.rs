//! The line editor of the prompt: text, a caret on a grapheme boundary, and readline's editing commands.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use crate::catalog::is_control;

/// The longest query, in bytes. A pasted log fits; a pasted dump of megabytes is cut, and the caller told.
pub const LONGEST: usize = 64 * 1024;

/// A change of the prompt's text or of its caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Caret one grapheme to the left.
    Left,
    /// Caret one grapheme to the right.
    Right,
    /// Caret to the start of the word on its left.
    WordLeft,
    /// Caret to the end of the word on its right.
    WordRight,
    /// Caret to the start.
    Home,
    /// Caret to the end.
    End,
    /// Delete the grapheme before the caret.
    Backspace,
    /// Delete the grapheme after the caret.
    Delete,
    /// Delete back to the last white space before the caret.
    DeleteWord,
    /// Delete the word after the caret.
    DeleteWordRight,
    /// Delete everything before the caret.
    DeleteToStart,
    /// Delete everything after the caret.
    DeleteToEnd,
}

/// A line of text with a caret.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prompt {
    text: String,
    caret: usize,
}

impl Prompt {
    /// A prompt with `text`, cleaned as by [`insert`](Self::insert), and the caret after it.
    pub fn new(text: &str) -> Self {
        let mut prompt = Self::default();
        prompt.insert(text);
        prompt
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The caret's position, in bytes of the text, always on a grapheme boundary.
    pub fn caret(&self) -> usize {
        self.caret
    }

    /// Inserts text at the caret: line ends and tabs become spaces, other control characters are dropped. False if it did not
    /// all fit into [`LONGEST`].
    pub fn insert(&mut self, text: &str) -> bool {
        let room = LONGEST - self.text.len();
        let mut clean = String::new();
        // "\r\n" is one grapheme and one line end, hence one space.
        for grapheme in text.graphemes(true) {
            let before = clean.len();
            if matches!(grapheme, "\n" | "\r" | "\r\n" | "\t") {
                clean.push(' ');
            } else {
                clean.extend(grapheme.chars().filter(|&c| !is_control(c)));
            }
            if clean.len() > room {
                clean.truncate(before);
                self.put(&clean);
                return false;
            }
        }
        self.put(&clean);
        true
    }

    fn put(&mut self, clean: &str) {
        self.text.insert_str(self.caret, clean);
        self.caret = self.bound_at_or_after(self.caret + clean.len());
    }

    /// Applies an edit; true if the text has changed.
    pub fn edit(&mut self, edit: Edit) -> bool {
        let caret = self.caret;
        match edit {
            Edit::Left => self.caret = self.left(),
            Edit::Right => self.caret = self.right(),
            Edit::WordLeft => self.caret = self.word_left(),
            Edit::WordRight => self.caret = self.word_right(),
            Edit::Home => self.caret = 0,
            Edit::End => self.caret = self.text.len(),
            Edit::Backspace => return self.remove(self.left()..caret),
            Edit::Delete => return self.remove(caret..self.right()),
            Edit::DeleteWord => return self.remove(self.blank_left()..caret),
            Edit::DeleteWordRight => return self.remove(caret..self.word_right()),
            Edit::DeleteToStart => return self.remove(0..caret),
            Edit::DeleteToEnd => return self.remove(caret..self.text.len()),
        }
        false
    }

    /// Deletes the text; true if there was any.
    pub fn clear(&mut self) -> bool {
        self.remove(0..self.text.len())
    }

    fn remove(&mut self, range: std::ops::Range<usize>) -> bool {
        let changes = !range.is_empty();
        self.caret = range.start;
        self.text.replace_range(range, "");
        // The text on both sides may now join into one grapheme with the caret inside.
        self.caret = self.bound_at_or_after(self.caret);
        changes
    }

    fn left(&self) -> usize {
        self.text[..self.caret].grapheme_indices(true).next_back().map_or(0, |(start, _)| start)
    }

    fn right(&self) -> usize {
        self.caret + self.text[self.caret..].graphemes(true).next().map_or(0, str::len)
    }

    fn word_left(&self) -> usize {
        let word = self.text[..self.caret].unicode_word_indices().next_back();
        word.map_or(0, |(start, _)| self.bound_at_or_before(start))
    }

    fn word_right(&self) -> usize {
        let word = self.text[self.caret..].unicode_word_indices().next();
        word.map_or(self.text.len(), |(start, word)| self.bound_at_or_after(self.caret + start + word.len()))
    }

    fn blank_left(&self) -> usize {
        let kept = self.text[..self.caret].trim_end();
        kept.rfind(char::is_whitespace).map_or(0, |blank| {
            let width = kept[blank..].chars().next().map_or(0, char::len_utf8);
            blank + width
        })
    }

    /// Needed because a word may begin or end within a grapheme: some combining marks join what word boundaries part.
    fn bound_at_or_before(&self, position: usize) -> usize {
        let mut cursor = GraphemeCursor::new(position, self.text.len(), true);
        match cursor.is_boundary(&self.text, 0) {
            Ok(true) => position,
            _ => cursor.prev_boundary(&self.text, 0).ok().flatten().unwrap_or(0),
        }
    }

    fn bound_at_or_after(&self, position: usize) -> usize {
        let mut cursor = GraphemeCursor::new(position, self.text.len(), true);
        match cursor.is_boundary(&self.text, 0) {
            Ok(true) => position,
            _ => cursor.next_boundary(&self.text, 0).ok().flatten().unwrap_or(self.text.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The prompt as text with `|` for the caret.
    fn picture(prompt: &Prompt) -> String {
        let (before, after) = prompt.text().split_at(prompt.caret());
        format!("{before}|{after}")
    }

    #[test]
    fn edits_move_by_graphemes_and_words() {
        let family = "👩‍👩‍👧";
        let joining = "\u{d4e}🫎";
        let cases: [(&str, &[Edit], &str); 16] = [
            ("签名", &[Edit::Left], "签|名"),
            ("签名", &[Edit::Left, Edit::Backspace], "|名"),
            ("e\u{301}x", &[Edit::Home, Edit::Delete], "|x"),
            (family, &[Edit::Backspace], "|"),
            ("ab", &[Edit::Left, Edit::Left, Edit::Left], "|ab"),
            ("ab", &[Edit::Home, Edit::Right, Edit::Right, Edit::Right], "ab|"),
            ("sign expired", &[Edit::WordLeft], "sign |expired"),
            ("sign expired", &[Edit::Home, Edit::WordRight], "sign| expired"),
            ("sign  expired ", &[Edit::DeleteWord], "sign  |"),
            ("sign\u{3000}过期", &[Edit::DeleteWord], "sign\u{3000}|"),
            ("a b c", &[Edit::Left, Edit::DeleteToStart], "|c"),
            ("a b c", &[Edit::WordLeft, Edit::DeleteToEnd], "a b |"),
            ("a b c", &[Edit::Home, Edit::DeleteWordRight], "| b c"),
            (joining, &[Edit::WordLeft, Edit::WordRight], "\u{d4e}🫎|"),
            (joining, &[Edit::WordLeft], "|\u{d4e}🫎"),
            ("", &[Edit::Backspace, Edit::Delete, Edit::DeleteWord], "|"),
        ];
        for (text, edits, expected) in cases {
            let mut prompt = Prompt::new(text);
            for &edit in edits {
                prompt.edit(edit);
            }
            assert_eq!(picture(&prompt), expected, "{text:?} {edits:?}");
        }
    }

    #[test]
    fn a_pasted_block_becomes_one_line_without_controls() {
        let prompt = Prompt::new("HTTP/1.1 404\r\nX-ErrNo: -6101\n\tx\u{1b}[31m\u{7}\u{202e}");
        assert_eq!(prompt.text(), "HTTP/1.1 404 X-ErrNo: -6101  x[31m");
    }

    #[test]
    fn a_paste_of_megabytes_is_cut_on_a_character() {
        let mut prompt = Prompt::default();
        assert!(!prompt.insert(&"图".repeat(4_000_000)));
        assert_eq!(prompt.text().len(), LONGEST - LONGEST % "图".len());
    }

    fn any_edit() -> impl Strategy<Value = Result<Edit, String>> {
        use Edit::{
            Backspace, Delete, DeleteToEnd, DeleteToStart, DeleteWord, DeleteWordRight, End, Home, Left, Right,
            WordLeft, WordRight,
        };
        let edits = [
            Left,
            Right,
            WordLeft,
            WordRight,
            Home,
            End,
            Backspace,
            Delete,
            DeleteWord,
            DeleteWordRight,
            DeleteToStart,
            DeleteToEnd,
        ];
        prop_oneof![proptest::sample::select(edits.to_vec()).prop_map(Ok), any::<String>().prop_map(Err)]
    }

    proptest! {
        #[test]
        fn the_caret_is_always_on_a_grapheme_bound(steps in proptest::collection::vec(any_edit(), 0..40)) {
            let mut prompt = Prompt::default();
            for step in steps {
                match step {
                    Ok(edit) => { prompt.edit(edit); }
                    Err(text) => { prompt.insert(&text); }
                }
                let caret = prompt.caret();
                let bounds = prompt.text().grapheme_indices(true).map(|(start, _)| start);
                prop_assert!(bounds.chain([prompt.text().len()]).any(|bound| bound == caret));
                prop_assert!(!prompt.text().chars().any(is_control));
            }
        }
    }
}
