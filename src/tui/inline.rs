//! Draws the browser in some lines below the shell's own, instead of on the whole screen.
//!
//! ```text
//! $ echo ▏                      the shell's line: what the cursor comes back to
//!  ❯ 签名过期                    our lines: everything in them is written relative to the shell's line,
//!  ...                          since nothing says which row of the screen that is
//! ```

use std::str::FromStr;

/// The smallest height: prompt, tabs, a row of the list.
const LEAST: u16 = 3;

/// The height of the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Height {
    /// This many lines.
    Lines(u16),
    /// This percentage of the terminal's height.
    Percent(u16),
}

impl Height {
    /// The number of lines on a terminal with `rows`, of which one is kept for the shell's own line.
    pub(super) fn of(self, rows: u16) -> u16 {
        let wanted = match self {
            Self::Lines(lines) => lines,
            Self::Percent(percent) => u16::try_from(u32::from(rows) * u32::from(percent) / 100).unwrap_or(rows),
        };
        wanted.max(LEAST).min(rows.saturating_sub(1)).max(1)
    }
}

impl FromStr for Height {
    type Err = ();

    /// Reads `20` or `40%`.
    fn from_str(text: &str) -> Result<Self, ()> {
        let percent = text.strip_suffix('%');
        match percent.unwrap_or(text).parse().map_err(|_| ())? {
            0 => Err(()),
            101.. if percent.is_some() => Err(()),
            number if percent.is_some() => Ok(Self::Percent(number)),
            number => Ok(Self::Lines(number)),
        }
    }
}

/// The place of the cursor before room is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CursorAt {
    /// On the shell's line.
    Shell,
    /// In one of our lines; the terminal has saved the place of the shell's.
    Ours,
    /// In this row of our lines, from 0, on a terminal whose size has changed: it may have moved all lines, and the cursor with
    /// them. The shell then redraws its own line, so its column doesn't matter.
    Resized(u16),
}

/// Makes room for `lines` below the shell's line, saves that line's place, and goes to the first of ours, which are empty then.
pub(super) fn make_room(lines: u16, from: CursorAt) -> String {
    let back = match from {
        CursorAt::Shell => String::new(),
        CursorAt::Ours => "\x1b8".to_owned(),
        CursorAt::Resized(0) => "\r\x1b[J\x1b[A".to_owned(),
        CursorAt::Resized(row) => format!("\r\x1b[{row}A\x1b[J\x1b[A"),
    };
    // At the end of the screen a line feed scrolls, which happens before the place is saved.
    let feeds = "\n".repeat(lines.into());
    format!("{back}{feeds}\x1b[{lines}A\x1b7\x1b[B\r\x1b[J")
}

/// Clears our lines and returns to the shell's, in the column where the cursor was.
pub(super) const LEAVE: &str = "\x1b8\x1b[B\r\x1b[J\x1b8";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_height_is_lines_or_a_share() {
        for (text, rows, expected) in [
            ("10", 24, Some(10)),
            ("40%", 24, Some(9)),
            ("100%", 24, Some(23)),
            ("99", 24, Some(23)),
            ("1", 24, Some(3)),
            ("5", 2, Some(1)),
            ("50%", 0, Some(1)),
            ("0", 24, None),
            ("101%", 24, None),
            ("-5", 24, None),
            ("half", 24, None),
        ] {
            assert_eq!(text.parse().ok().map(|height: Height| height.of(rows)), expected, "{text} of {rows}");
        }
    }
}
