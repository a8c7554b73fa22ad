//! The theme: the terminal's own sixteen colours, one of them as the accent, and attributes that show the same without any
//! colour.

use ratatui::style::{Color, Modifier, Style};

/// The styles and signs of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// The selection: the pointer, the chosen tab.
    pub accent: Style,
    /// Text that matches the query.
    pub mark: Style,
    /// The same in the selected row, where the accent would be a solid block.
    pub selected_mark: Style,
    /// Names, codes and typed text.
    pub strong: Style,
    /// Less important text: rules, counts, hints, reasons.
    pub dim: Style,
    /// The selected row.
    pub selected: Style,
    /// Problems and failures.
    pub warning: Style,
    /// True if an address is a link, for terminals that support links.
    pub links: bool,
    /// The signs that the screen is drawn with.
    pub signs: &'static Signs,
}

/// The parts of the screen whose colours can be set in the config.
pub const PARTS: [&str; 6] = ["accent", "match", "strong", "dim", "selected", "warning"];

/// The colours by their names in the config: the terminal's own sixteen, and its default.
pub const COLOURS: [(&str, Color); 17] = [
    ("default", Color::Reset),
    ("black", Color::Black),
    ("red", Color::Red),
    ("green", Color::Green),
    ("yellow", Color::Yellow),
    ("blue", Color::Blue),
    ("magenta", Color::Magenta),
    ("cyan", Color::Cyan),
    ("white", Color::Gray),
    ("bright-black", Color::DarkGray),
    ("bright-red", Color::LightRed),
    ("bright-green", Color::LightGreen),
    ("bright-yellow", Color::LightYellow),
    ("bright-blue", Color::LightBlue),
    ("bright-magenta", Color::LightMagenta),
    ("bright-cyan", Color::LightCyan),
    ("bright-white", Color::White),
];

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
    /// Before an indirect match, and before a result that can't be confirmed.
    pub about: &'static str,
    /// Before a success.
    pub done: &'static str,
    /// Before a failure.
    pub wrong: &'static str,
    /// For text that is left out.
    pub ellipsis: &'static str,
    /// The bars of a sparkline, the lowest first.
    pub levels: [&'static str; 8],
    /// There is more above.
    pub above: &'static str,
    /// There is more below.
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
    levels: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
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
    levels: [".", ":", "-", "=", "+", "*", "#", "@"],
    above: "^",
    below: "v",
    corners: ["+", "+", "+", "+"],
};

impl Theme {
    /// A theme with or without `colour`, and with plain signs if `ascii` is true.
    ///
    /// The accent is light blue: none of the sixteen colours reads well in every palette that terminals come with, on black and
    /// on white, but that one is legible in most of both, and it is calm. It has only one meaning, so weight and space show the
    /// rest.
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
            links: false,
            signs: if ascii { &ASCII } else { &BOX },
        }
    }

    /// The same theme, with or without addresses as links.
    #[must_use]
    pub fn with_links(self, links: bool) -> Self {
        Self { links, ..self }
    }

    /// The same theme, with these colours for some of its [`PARTS`]. By default matches have the colour of the accent.
    #[must_use]
    pub fn with_colours(mut self, colours: &[(&'static str, Color)]) -> Self {
        let colour = |part| colours.iter().find(|(name, _)| *name == part).map(|(_, colour)| *colour);
        let parts = [
            (&mut self.accent, colour("accent")),
            (&mut self.mark, colour("match").or_else(|| colour("accent"))),
            (&mut self.strong, colour("strong")),
            (&mut self.dim, colour("dim")),
            (&mut self.selected, colour("selected")),
            (&mut self.warning, colour("warning")),
        ];
        for (style, colour) in parts {
            style.fg = colour.or(style.fg);
        }
        self
    }
}
