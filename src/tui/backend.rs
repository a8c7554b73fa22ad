//! Writes cells to a terminal in as few bytes as possible: over a slow line every one of them is felt.
//!
//! ratatui's own backend moves the cursor before each wide character and after each gap, and sets every attribute by a sequence
//! of its own.

use std::convert::Infallible;
use std::fmt::Write;

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

use super::link::{self, Link};

/// Attributes, with the parameters that set them.
const MODIFIERS: [(Modifier, u8); 7] = [
    (Modifier::BOLD, 1),
    (Modifier::DIM, 2),
    (Modifier::ITALIC, 3),
    (Modifier::UNDERLINED, 4),
    (Modifier::REVERSED, 7),
    (Modifier::HIDDEN, 8),
    (Modifier::CROSSED_OUT, 9),
];

/// The terminal's own sixteen colours, in the order of their numbers.
const NAMED: [Color; 16] = [
    Color::Black,
    Color::Red,
    Color::Green,
    Color::Yellow,
    Color::Blue,
    Color::Magenta,
    Color::Cyan,
    Color::Gray,
    Color::DarkGray,
    Color::LightRed,
    Color::LightGreen,
    Color::LightYellow,
    Color::LightBlue,
    Color::LightMagenta,
    Color::LightCyan,
    Color::White,
];

/// Attributes that are visible on a blank.
const SHOWS_ON_BLANK: Modifier = Modifier::UNDERLINED.union(Modifier::REVERSED).union(Modifier::CROSSED_OUT);

/// The style of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Style {
    fg: Color,
    bg: Color,
    modifier: Modifier,
    is_link: bool,
}

/// The bytes of a frame, and the state of the terminal after it has read them.
#[derive(Debug)]
pub(super) struct BufferedBackend {
    bytes: String,
    size: Size,
    /// True if the frame has the whole screen; otherwise the cursor can only be moved relative to its place.
    is_whole: bool,
    style: Style,
    /// The row and the column of the cursor, as far as they are known.
    row: Option<u16>,
    column: Option<u16>,
    is_cursor_shown: Option<bool>,
    link: Link,
}

impl BufferedBackend {
    /// A backend for a frame of this size, about which nothing else is known. A frame that doesn't have the whole screen begins
    /// where the cursor is, at the start of a line.
    pub(super) fn new(size: Size, is_whole: bool) -> Self {
        let (bytes, style) = (String::new(), Style::default());
        Self { bytes, size, is_whole, style, row: None, column: None, is_cursor_shown: None, link: Link::default() }
    }

    /// Sets the terminal's size. Nothing else is known about it after that.
    pub(super) fn renew(&mut self, size: Size) {
        let (bytes, link) = (std::mem::take(&mut self.bytes), self.link.clone());
        *self = Self { bytes, link, ..Self::new(size, self.is_whole) };
    }

    /// The size of the frame.
    pub(super) fn frame(&self) -> Size {
        self.size
    }

    /// The row of the frame in which the cursor is.
    pub(super) fn row(&self) -> u16 {
        self.row.unwrap_or_default()
    }

    /// Adds a sequence that neither moves the cursor nor changes the style.
    pub(super) fn add(&mut self, command: impl crossterm::Command) {
        // Writing to a string can't fail.
        let _ = command.write_ansi(&mut self.bytes);
    }

    /// The bytes to write. The caller empties the buffer.
    pub(super) fn bytes(&mut self) -> &mut String {
        &mut self.bytes
    }

    fn go_to(&mut self, x: u16, y: u16) {
        if !self.is_whole {
            return self.go_along_to(x, y);
        }
        let known = (self.row, self.column);
        let _ = match known {
            (Some(row), Some(column)) if (row, column) == (y, x) => Ok(()),
            (Some(row), Some(column)) if row == y && column + 1 == x => write!(self.bytes, "\x1b[C"),
            (Some(row), Some(column)) if row == y && column < x => write!(self.bytes, "\x1b[{}C", x - column),
            (Some(row), _) if row == y => write!(self.bytes, "\x1b[{}G", x + 1),
            _ if x == 0 => write!(self.bytes, "\x1b[{}H", y + 1),
            _ => write!(self.bytes, "\x1b[{};{}H", y + 1, x + 1),
        };
        (self.row, self.column) = (Some(y), Some(x));
    }

    /// Moves the cursor relative to its place. Its row is always known here: a frame begins in its first, and nothing that is
    /// written in between leaves it.
    fn go_along_to(&mut self, x: u16, y: u16) {
        let row = self.row.unwrap_or_default();
        let _ = match row.abs_diff(y) {
            0 => Ok(()),
            rows if row < y => write!(self.bytes, "\x1b[{rows}B"),
            rows => write!(self.bytes, "\x1b[{rows}A"),
        };
        let column = self.column.filter(|&column| column <= x).unwrap_or_else(|| {
            self.bytes.push('\r');
            0
        });
        if column < x {
            let _ = write!(self.bytes, "\x1b[{}C", x - column);
        }
        (self.row, self.column) = (Some(y), Some(x));
    }

    /// The target of the frame's link.
    pub(super) fn link(&self) -> Link {
        self.link.clone()
    }

    fn write_as(&mut self, style: Style) {
        if std::mem::replace(&mut self.style.is_link, style.is_link) != style.is_link {
            let change = if style.is_link { self.link.start() } else { link::END.to_owned() };
            self.bytes.push_str(&change);
        }
        let before = self.style;
        if before == style {
            return;
        }
        let is_added = style.modifier.contains(before.modifier);
        let from = if is_added { before } else { Style::default() };
        self.bytes.push_str(if is_added { "\x1b[" } else { "\x1b[;" });
        for (modifier, parameter) in MODIFIERS {
            if style.modifier.contains(modifier) && !from.modifier.contains(modifier) {
                let _ = write!(self.bytes, "{parameter};");
            }
        }
        if style.fg != from.fg {
            self.add_colour(style.fg, 30);
        }
        if style.bg != from.bg {
            self.add_colour(style.bg, 40);
        }
        // Each parameter has added a semicolon.
        self.bytes.pop();
        self.bytes.push('m');
        self.style = style;
    }

    /// Adds the parameters of a colour; `base` is that of black.
    fn add_colour(&mut self, colour: Color, base: usize) {
        let _ = match (colour, NAMED.iter().position(|&named| named == colour)) {
            (_, Some(bright @ 8..)) => write!(self.bytes, "{};", base + 60 + bright - 8),
            (_, Some(number)) => write!(self.bytes, "{};", base + number),
            (Color::Indexed(number), _) => write!(self.bytes, "{};5;{number};", base + 8),
            (Color::Rgb(r, g, b), _) => write!(self.bytes, "{};2;{r};{g};{b};", base + 8),
            _ => write!(self.bytes, "{};", base + 9),
        };
    }

    fn put(&mut self, symbol: &str) {
        self.bytes.push_str(symbol);
        let end = self.column.and_then(|column| column.checked_add(columns_for_sure(symbol)?));
        // Terminals differ in where the cursor is after the last column.
        self.column = end.filter(|&end| end < self.size.width);
    }
}

/// The columns that a symbol takes, if all terminals agree: it is ASCII, or East Asian text and punctuation.
fn columns_for_sure(symbol: &str) -> Option<u16> {
    let mut chars = symbol.chars();
    match (chars.next()?, chars.next()) {
        (' '..='~', None) => Some(1),
        (
            '\u{3000}'..='\u{303d}' | '\u{3041}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{ff01}'..='\u{ff60}',
            None,
        ) if symbol.width() == 2 => Some(2),
        _ => None,
    }
}

/// True if a blank looks the same in both styles.
fn are_alike_on_blank(one: Style, other: Style) -> bool {
    let shown = |style: Style| style.modifier.intersection(SHOWS_ON_BLANK);
    one.is_link == other.is_link
        && one.bg == other.bg
        && shown(one) == shown(other)
        && (shown(one).is_empty() || one.fg == other.fg)
}

impl Backend for BufferedBackend {
    type Error = Infallible;

    fn draw<'a, I>(&mut self, content: I) -> Result<(), Infallible>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        // Other programs may have written to the terminal since the last frame.
        self.column = None;
        if self.is_whole {
            self.row = None;
        }
        for (x, y, cell) in content {
            self.go_to(x, y);
            let (is_link, modifier) = link::split(cell.modifier);
            let style = Style { fg: cell.fg, bg: cell.bg, modifier, is_link };
            if cell.symbol() != " " || !are_alike_on_blank(self.style, style) {
                self.write_as(style);
            }
            self.put(cell.symbol());
        }
        self.write_as(Style::default());
        Ok(())
    }

    fn hide_cursor(&mut self) -> Result<(), Infallible> {
        if self.is_cursor_shown.replace(false) != Some(false) {
            self.bytes.push_str("\x1b[?25l");
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> Result<(), Infallible> {
        if self.is_cursor_shown.replace(true) != Some(true) {
            self.bytes.push_str("\x1b[?25h");
        }
        Ok(())
    }

    fn get_cursor_position(&mut self) -> Result<Position, Infallible> {
        Ok(Position::new(self.column.unwrap_or_default(), self.row.unwrap_or_default()))
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), Infallible> {
        let Position { x, y } = position.into();
        self.go_to(x, y);
        Ok(())
    }

    /// Lines below the shell's are empty when they are made, and need no clearing.
    fn clear(&mut self) -> Result<(), Infallible> {
        if self.is_whole {
            self.bytes.push_str("\x1b[2J");
        }
        Ok(())
    }

    /// Clears all of the frame, which is never cleared in part.
    fn clear_region(&mut self, _: ClearType) -> Result<(), Infallible> {
        self.clear()
    }

    fn size(&self) -> Result<Size, Infallible> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> Result<WindowSize, Infallible> {
        Ok(WindowSize { columns_rows: self.size, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> Result<(), Infallible> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZero;

    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style as Look;
    use ratatui::{Terminal, TerminalOptions, Viewport};

    use super::super::wide::WideCells;
    use super::*;

    const SIZE: Size = Size { width: 12, height: 3 };

    /// A text at a position, in a style.
    type Piece = (u16, u16, &'static str, Look);

    fn pieces() -> impl Strategy<Value = Vec<Piece>> {
        let texts = [
            "ab",
            " ",
            "word and word!",
            "签名过期",
            "混 x  合，",
            "── ·",
            "▌",
            "e\u{301}",
            "，、。",
            "    ",
            "     期",
        ];
        let colours = [Color::Reset, Color::Magenta, Color::LightCyan, Color::Indexed(200), Color::Rgb(1, 2, 3)];
        let look = (0..5_usize, 0..5_usize, 0..512_u16).prop_map(move |(fg, bg, modifier)| {
            // The attributes that the emulator also knows, and tells apart.
            let known = Modifier::BOLD | Modifier::UNDERLINED | Modifier::REVERSED;
            Look::new().fg(colours[fg]).bg(colours[bg]).add_modifier(Modifier::from_bits_truncate(modifier) & known)
        });
        let text = (0..texts.len()).prop_map(move |text| texts[text]);
        prop::collection::vec((0..SIZE.width, 0..SIZE.height, text, look), 0..12)
    }

    fn draw(pieces: &[Piece], buffer: &mut Buffer) {
        for &(x, y, text, look) in pieces {
            if x > 0 && buffer[(x - 1, y)].symbol().width() == 2 {
                // No panel writes over half of what another has drawn.
                continue;
            }
            buffer.set_stringn(x, y, text, usize::from(SIZE.width - x), look);
        }
    }

    /// A cell as the emulator has it, or should have it, without anything that can't be seen.
    fn seen(symbol: &str, colours: [vt100::Color; 2], [bold, underlined, reversed]: [bool; 3]) -> String {
        let [fg, bg] = colours;
        if symbol.trim().is_empty() {
            let fg = if underlined || reversed { format!("{fg:?}") } else { String::new() };
            return format!("blank {fg} {bg:?} {underlined} {reversed}");
        }
        format!("{symbol} {fg:?} {bg:?} {bold} {underlined} {reversed}")
    }

    fn colour(colour: Color) -> vt100::Color {
        match colour {
            Color::Magenta => vt100::Color::Idx(5),
            Color::LightCyan => vt100::Color::Idx(14),
            Color::Indexed(number) => vt100::Color::Idx(number),
            Color::Rgb(r, g, b) => vt100::Color::Rgb(r, g, b),
            _ => vt100::Color::Default,
        }
    }

    proptest! {
        #[test]
        fn what_is_drawn_stands_on_the_terminal(frames in prop::collection::vec(pieces(), 1..5), above in 0..3_u16) {
            let options = TerminalOptions { viewport: Viewport::Fullscreen };
            let Ok(mut terminal) = Terminal::with_options(BufferedBackend::new(SIZE, above == 0), options);
            let side = |side| NonZero::<u16>::new(side).expect("not zero");
            let mut wide = WideCells::default();
            let mut emulator = vt100::Parser::new(side(SIZE.height + above), side(SIZE.width), 0);
            // The frame begins below other text on the screen.
            emulator.process("\n".repeat(above.into()).as_bytes());
            for pieces in frames {
                let Ok(_) = terminal.draw(|frame| {
                    draw(&pieces, frame.buffer_mut());
                    wide.mend(frame.buffer_mut());
                    frame.set_cursor_position((3, 1));
                });
                emulator.process(terminal.backend_mut().bytes().as_bytes());
                terminal.backend_mut().bytes().clear();
                let mut wanted = Buffer::empty(Rect::from(SIZE));
                draw(&pieces, &mut wanted);
                let mut covered = false;
                for position in Rect::from(SIZE).positions() {
                    let cell = &wanted[position];
                    if std::mem::replace(&mut covered, cell.symbol().width() == 2) {
                        covered = false;
                        continue;
                    }
                    let has = |modifier| cell.modifier.contains(modifier);
                    let modifiers = [Modifier::BOLD, Modifier::UNDERLINED, Modifier::REVERSED].map(has);
                    let wanted = seen(cell.symbol(), [cell.fg, cell.bg].map(colour), modifiers);
                    let shown = emulator.screen().cell(above + position.y, position.x).expect("a cell");
                    let modifiers = [shown.bold(), shown.underline(), shown.inverse()];
                    let shown = seen(shown.contents(), [shown.fgcolor(), shown.bgcolor()], modifiers);
                    prop_assert_eq!(shown, wanted, "at {:?}", position);
                }
                prop_assert_eq!(emulator.screen().cursor_position(), (above + 1, 3));
            }
        }
    }

    #[test]
    fn an_address_is_written_as_a_link_and_again_when_it_leads_elsewhere() {
        let Ok(mut terminal) = Terminal::with_options(
            BufferedBackend::new(SIZE, true),
            TerminalOptions { viewport: Viewport::Fullscreen },
        );
        let mut written = Vec::new();
        for address in ["https://a", "https://a", "https://b"] {
            let link = terminal.backend().link();
            let Ok(_) = terminal.draw(|frame| {
                frame.buffer_mut().set_string(0, 0, "http", link::style());
                link.lead_to(address, frame.buffer_mut());
            });
            written.push(std::mem::take(terminal.backend_mut().bytes()));
        }
        let link = |address| format!("\x1b[1H\x1b]8;;{address}\x1b\\http\x1b]8;;\x1b\\");
        assert!(written[0].starts_with(&link("https://a")), "{written:?}");
        assert_eq!(written[1], "");
        assert_eq!(written[2], link("https://b"));
    }

    #[test]
    fn chinese_costs_no_more_than_its_own_bytes() {
        let Ok(mut terminal) = Terminal::with_options(
            BufferedBackend::new(SIZE, true),
            TerminalOptions { viewport: Viewport::Fullscreen },
        );
        let Ok(_) = terminal.draw(|frame| {
            frame.buffer_mut().set_string(0, 0, "签名过期", Look::new());
            frame.set_cursor_position((8, 0));
        });
        assert_eq!(terminal.backend_mut().bytes(), "\x1b[1H签名过期\x1b[?25h");
    }
}
