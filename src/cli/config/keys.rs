//! Reads `[keys]` of the config.

use super::{Mistake, Named, Place, Wrong};
use crate::cli::nearest::nearest;
use crate::tui::keys::{self, Keymap};

/// The keys that `settings` result in, and each mistake: an unknown command, an unknown key, a key that is set twice, and a
/// command that has lost its last key to another.
pub(super) fn keymap(settings: &[Named<Vec<String>>]) -> (Keymap, Vec<Mistake>) {
    let (mut keymap, mut mistakes) = (Keymap::default(), Vec::new());
    let mut taken: Vec<(String, &'static str)> = Vec::new();
    for Named { name, value, line } in settings {
        let mut tell = |what| mistakes.push(Mistake { place: Place::Line(*line), what });
        let Some(known) = keys::names().find(|known| known == name) else {
            tell(Wrong::Unknown(name.clone(), nearest(name, keys::names())));
            continue;
        };
        let mut set = Vec::new();
        for text in value {
            let Some(key) = keys::key_named(text) else {
                tell(Wrong::NoKey(text.clone()));
                continue;
            };
            if let Some((_, other)) = taken.iter().find(|(taken, _)| *taken == key) {
                tell(Wrong::KeyTwice(key, other));
                continue;
            }
            taken.push((key.clone(), known));
            set.push(key);
        }
        // If none of the keys set is valid, the default keys are better than none; an empty list asks for none.
        if !set.is_empty() || value.is_empty() {
            keymap.set(known, set);
        }
    }
    mistakes.extend(lost(&keymap, settings));
    (keymap, mistakes)
}

/// A mistake for each command without a key because its keys were set for others.
fn lost(keymap: &Keymap, settings: &[Named<Vec<String>>]) -> Vec<Mistake> {
    let usual = Keymap::default();
    let mut mistakes = Vec::new();
    for name in keys::names() {
        let is_set = settings.iter().any(|setting| setting.name == name);
        if is_set || !keymap.keys_of(name).is_empty() {
            continue;
        }
        let taken_at = settings
            .iter()
            .find(|setting| usual.keys_of(name).iter().any(|key| keymap.keys_of(&setting.name).contains(key)));
        if let Some(taker) = taken_at {
            mistakes.push(Mistake { place: Place::Line(taker.line), what: Wrong::KeyLost(name, taker.name.clone()) });
        }
    }
    mistakes
}
