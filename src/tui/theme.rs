//! The look: the terminal's own sixteen colours, one of them for accents, and modifiers that tell the same without
//! any colour.

use ratatui::style::{Color, Modifier, Style};

/// The styles and signs of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// What is selected: the pointer, the chosen tab.
    pub accent: Style,
    /// What answers the query, within a text.
    pub mark: Style,
    /// The same in the selected row, where the accent would be a solid block.
    pub selected_mark: Style,
    /// Names and codes, and what is typed.
    pub strong: Style,
    /// What can be overlooked: rules, counts, hints, reasons.
    pub dim: Style,
    /// The selected row.
    pub selected: Style,
    /// What went wrong.
    pub warning: Style,
    /// The signs that the screen is drawn with.
    pub signs: &'static Signs,
}

/// The signs that the screen is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signs {
    /// Before the query.
    pub prompt: &'static str,
    /// Before the selected row.
    pub pointer: &'static str,
    /// Horizontal rules.
    pub across: &'static str,
    /// Vertical rules.
    pub down: &'static str,
    /// Between two parts of one thing.
    pub dot: &'static str,
    /// Before what answers in another way than by its own words, and before what can't be confirmed.
    pub about: &'static str,
    /// Before what went well.
    pub done: &'static str,
    /// Before what went wrong.
    pub wrong: &'static str,
    /// For text that is left out.
    pub ellipsis: &'static str,
    /// More lies above.
    pub above: &'static str,
    /// More lies below.
    pub below: &'static str,
    /// The corners of a frame, clockwise from the top left.
    pub corners: [&'static str; 4],
}

static BOX: Signs = Signs {
    prompt: "❯",
    pointer: "▌",
    across: "─",
    down: "│",
    dot: "·",
    about: "~",
    done: "✓",
    wrong: "!",
    ellipsis: "…",
    above: "↑",
    below: "↓",
    corners: ["╭", "╮", "╯", "╰"],
};

/// For terminals in which the signs of [`BOX`] are two columns wide, or missing.
static ASCII: Signs = Signs {
    prompt: ">",
    pointer: ">",
    across: "-",
    down: "|",
    dot: "-",
    about: "~",
    done: "*",
    wrong: "!",
    ellipsis: "~",
    above: "^",
    below: "v",
    corners: ["+", "+", "+", "+"],
};

impl Theme {
    /// The theme with or without `colour`, and with plain signs where `ascii` asks for them.
    ///
    /// The accent is light blue: none of the sixteen colours reads well in every palette that terminals come with, on black
    /// and on white, but that one is legible in most of both, and it is calm. It means one thing, so weight and space tell
    /// the rest.
    pub fn new(colour: bool, ascii: bool) -> Self {
        let accent = if colour { Style::new().fg(Color::LightBlue) } else { Style::new() };
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let underlined = bold.add_modifier(Modifier::UNDERLINED);
        Self {
            accent,
            mark: accent.patch(underlined),
            selected_mark: underlined,
            strong: bold,
            dim: Style::new().add_modifier(Modifier::DIM),
            selected: Style::new().add_modifier(Modifier::REVERSED),
            warning: Style::new().add_modifier(Modifier::REVERSED),
            signs: if ascii { &ASCII } else { &BOX },
        }
    }
}
