//! The context with which every panel is drawn: styles, language, texts and keys.

use std::rc::Rc;

use super::keys::Keymap;
use super::theme::Theme;
use crate::lang::Lang;
use crate::words::Words;

/// The context with which every panel is drawn.
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
