//! What every panel is drawn with: the styles, the language, the words, the keys.

use std::rc::Rc;

use super::keys::Keymap;
use super::theme::Theme;
use crate::lang::Lang;
use crate::words::Words;

/// What every panel is drawn with.
pub(super) struct Skin {
    pub(super) theme: Theme,
    pub(super) lang: Lang,
    pub(super) words: &'static Words,
    pub(super) keys: Rc<Keymap>,
}

impl Skin {
    pub(super) fn new(theme: Theme, lang: Lang, keys: Rc<Keymap>) -> Self {
        Self { theme, lang, words: Words::of(lang), keys }
    }
}
