//! Reads `[colors]` of the config.

use ratatui::style::Color;

use super::{Mistake, Named, Place, Wrong};
use crate::cli::nearest::nearest;
use crate::tui::theme::{COLOURS, PARTS};

/// A part of the screen and its colour.
pub(in crate::cli) type Coloured = (&'static str, Color);

/// The colours that `settings` set, and a mistake for each unknown part of the screen and each unknown colour.
pub(super) fn colors(settings: &[Named<String>]) -> (Vec<Coloured>, Vec<Mistake>) {
    let (mut colors, mut mistakes) = (Vec::new(), Vec::new());
    for Named { name, value, line } in settings {
        let part = PARTS.into_iter().find(|part| part == name);
        let color = COLOURS.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(value));
        let what = match (part, color) {
            (Some(part), Some((_, color))) => {
                colors.push((part, color));
                continue;
            }
            (None, _) => Wrong::Unknown(name.clone(), nearest(name, PARTS.into_iter())),
            (_, None) => Wrong::NoColor(value.clone(), nearest(value, COLOURS.into_iter().map(|(name, _)| name))),
        };
        mistakes.push(Mistake { place: Place::Line(*line), what });
    }
    (colors, mistakes)
}
