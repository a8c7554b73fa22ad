//! The lines around those with codes, as `grep -C` shows them.

use std::collections::VecDeque;
use std::io::{self, Write};

use super::found::{Found, Search};
use super::line::stretch;
use crate::cli::output::text::{DIM, paint};
use crate::mention::Block;

/// Shows so many lines before and after each line with codes.
pub(super) struct Around {
    lines: usize,
    /// The file that is being shown, and the last line of it that was.
    file: usize,
    shown: Option<u64>,
    /// True once a line has been shown.
    has_shown: bool,
    /// The lines before, each with its number, as they are shown.
    before: VecDeque<(u64, String)>,
    /// The number of lines after it that are still to be shown.
    after: usize,
}

impl Around {
    pub(super) fn new(lines: usize) -> Self {
        Self { lines, file: 0, shown: None, has_shown: false, before: VecDeque::new(), after: 0 }
    }

    /// Writes what there is to show of a block of file number `file`.
    pub(super) fn block(
        &mut self,
        search: &Search<'_>,
        (file, block): (usize, &Block),
        found: &Found<'_>,
        output: &mut dyn Write,
    ) -> io::Result<()> {
        if file != self.file {
            *self = Self { file, has_shown: self.has_shown, ..Self::new(self.lines) };
        }
        let mut found = found.lines.iter().peekable();
        let (mut number, offset) = block.place();
        let mut is_begun = offset > 0;
        for line in block.text().split_inclusive(|byte| *byte == b'\n') {
            let mut has_codes = false;
            while let Some((_, text)) = found.next_if(|(line, _)| *line == number) {
                self.lead_up_to(number, output)?;
                writeln!(output, "{text}")?;
                has_codes = true;
            }
            if has_codes {
                self.after = self.lines;
            } else if !is_begun {
                let place = paint(search.session.color, DIM, &search.place(file, number, '-'));
                self.other(number, format!("{place} {}", stretch(line.trim_ascii_end())), output)?;
            }
            is_begun = false;
            number += 1;
        }
        Ok(())
    }

    /// Shows the lines before line `number`.
    fn lead_up_to(&mut self, number: u64, output: &mut dyn Write) -> io::Result<()> {
        let first = self.before.front().map_or(number, |(first, _)| *first);
        let goes_on = self.shown.is_some_and(|shown| first <= shown + 1);
        if self.lines > 0 && self.has_shown && !goes_on {
            writeln!(output, "--")?;
        }
        for (_, text) in self.before.drain(..) {
            writeln!(output, "{text}")?;
        }
        (self.shown, self.has_shown) = (Some(number), true);
        Ok(())
    }

    /// A line without codes is shown if it stands after one with codes, and else kept.
    fn other(&mut self, number: u64, text: String, output: &mut dyn Write) -> io::Result<()> {
        if self.after > 0 {
            self.after -= 1;
            self.shown = Some(number);
            return writeln!(output, "{text}");
        }
        self.before.push_back((number, text));
        if self.before.len() > self.lines {
            self.before.pop_front();
        }
        Ok(())
    }
}
