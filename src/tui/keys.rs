//! The keys: one table that dispatches them and that the help page prints.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::app::prompt::Edit;
use crate::app::{Event, Motion};
use crate::words::Keys;

/// A text on keys, in the language that is asked.
pub(super) type Text = fn(&Keys) -> &'static str;

/// What a key does.
#[derive(Clone, Debug)]
enum Action {
    Do(Event),
    /// Jump to a related code: the first key to the first, and so on.
    Jump,
}

/// Some keys that do one thing, with what they do in words.
pub(super) struct Binding {
    /// What the config calls it.
    name: &'static str,
    /// The keys, where the config sets none, as [`name`] gives them.
    keys: &'static [&'static str],
    action: Action,
    pub(super) does: Text,
}

/// Bindings that belong together.
pub(super) struct Section {
    pub(super) name: Text,
    pub(super) bindings: &'static [Binding],
}

const fn on(name: &'static str, keys: &'static [&'static str], event: Event, does: Text) -> Binding {
    Binding { name, keys, action: Action::Do(event), does }
}

const DIGITS: &[&str] = &["Alt-1", "Alt-2", "Alt-3", "Alt-4", "Alt-5", "Alt-6", "Alt-7", "Alt-8", "Alt-9"];

/// All keys. Whatever is not among them and prints is typed into the query. What some terminals, desktops or input methods
/// keep for themselves (F1, `^Space`, `^O`, `^Home`, Alt-1, Alt-E, Alt-Left) has a second key that they don't.
pub(super) static SECTIONS: [Section; 4] = [
    Section {
        name: |keys| keys.find,
        bindings: &[
            on("up", &["Up", "^P"], Event::Move(Motion::Up), |keys| keys.up),
            on("down", &["Down", "^N"], Event::Move(Motion::Down), |keys| keys.down),
            on("page-up", &["PgUp"], Event::Move(Motion::PageUp), |keys| keys.page_up),
            on("page-down", &["PgDn"], Event::Move(Motion::PageDown), |keys| keys.page_down),
            on("first", &["^Home", "Alt-<"], Event::Move(Motion::First), |keys| keys.first),
            on("last", &["^End", "Alt->"], Event::Move(Motion::Last), |keys| keys.last),
            on("next-subsystem", &["Tab"], Event::NextTab, |keys| keys.next_tab),
            on("previous-subsystem", &["Shift-Tab"], Event::PreviousTab, |keys| keys.previous_tab),
        ],
    },
    Section {
        name: |keys| keys.read,
        bindings: &[
            on("copy", &["Enter"], Event::Accept, |keys| keys.accept),
            on("copy-line", &["^Y", "Alt-Y"], Event::CopyLine, |keys| keys.copy_line),
            on("copy-as", &["^O", "F4"], Event::AskForm, |keys| keys.ask_form),
            on("mark", &["^Space", "Alt-M"], Event::Mark, |keys| keys.mark),
            on("lines", &["Alt-Enter", "F7"], Event::OpenLines, |keys| keys.lines),
            on("editor", &["Alt-E", "F9"], Event::EditLine, |keys| keys.editor),
            on("order", &["^S", "Alt-S"], Event::SwitchOrder, |keys| keys.order),
            on("table", &["^T"], Event::SwitchTable, |keys| keys.table),
            on("recent", &["^R"], Event::Recent, |keys| keys.recent),
            on("open-page", &["^G"], Event::OpenPage, |keys| keys.open_page),
            Binding { name: "related", keys: DIGITS, action: Action::Jump, does: |keys| keys.jump },
            on("first-related", &["F6"], Event::Jump(1), |keys| keys.first_related),
            on("back", &["Alt-Left", "F5"], Event::Back, |keys| keys.back),
            on("scroll-up", &["Shift-Up"], Event::Scroll(-1), |keys| keys.scroll_up),
            on("scroll-down", &["Shift-Down", "Alt-Down"], Event::Scroll(1), |keys| keys.scroll_down),
        ],
    },
    Section {
        name: |keys| keys.edit,
        bindings: &[
            on("left", &["Left", "^B"], Event::Edit(Edit::Left), |keys| keys.left),
            on("right", &["Right", "^F"], Event::Edit(Edit::Right), |keys| keys.right),
            on("word-left", &["Alt-B", "^Left"], Event::Edit(Edit::WordLeft), |keys| keys.word_left),
            on("word-right", &["Alt-F", "^Right"], Event::Edit(Edit::WordRight), |keys| keys.word_right),
            on("start", &["Home", "^A"], Event::Edit(Edit::Home), |keys| keys.home),
            on("end", &["End", "^E"], Event::Edit(Edit::End), |keys| keys.end),
            on("delete-before", &["Backspace", "^H"], Event::Edit(Edit::Backspace), |keys| keys.backspace),
            on("delete-after", &["Delete"], Event::Edit(Edit::Delete), |keys| keys.delete),
            on("delete-word", &["^W", "Alt-Backspace"], Event::Edit(Edit::DeleteWord), |keys| keys.delete_word),
            on("delete-next-word", &["Alt-D"], Event::Edit(Edit::DeleteWordRight), |keys| keys.delete_word_right),
            on("last-query", &["Alt-Up"], Event::Recall, |keys| keys.recall),
            on("delete-to-start", &["^U"], Event::Edit(Edit::DeleteToStart), |keys| keys.delete_to_start),
            on("delete-to-end", &["^K"], Event::Edit(Edit::DeleteToEnd), |keys| keys.delete_to_end),
        ],
    },
    Section {
        name: |keys| keys.program,
        bindings: &[
            on("escape", &["Esc"], Event::Escape, |keys| keys.escape),
            on("quit", &["^C"], Event::Quit, |keys| keys.quit),
            on("delete-or-quit", &["^D"], Event::DeleteOrQuit, |keys| keys.delete_or_quit),
            on("help", &["F1", "Alt-H"], Event::Help, |keys| keys.help),
            on("language", &["F2"], Event::SwitchLang, |keys| keys.switch_lang),
            on("mouse", &["F3"], Event::SwitchMouse, |keys| keys.switch_mouse),
            on("suspend", &["^Z"], Event::Suspend, |keys| keys.suspend),
            on("complaints", &["F8", "Alt-W"], Event::Complaints, |keys| keys.complaints),
            on("redraw", &["^L"], Event::Redraw, |keys| keys.redraw),
        ],
    },
];

fn bindings() -> impl Iterator<Item = &'static Binding> {
    SECTIONS.iter().flat_map(|section| section.bindings)
}

/// The names by which the config sets keys.
pub fn names() -> impl Iterator<Item = &'static str> {
    bindings().map(|binding| binding.name)
}

/// The keys in force: those of the table, but where the config sets others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap {
    /// What is set, with its keys.
    set: Vec<(&'static str, Vec<String>)>,
}

impl Keymap {
    /// Sets the keys of what has this name in [`names`]. They are taken from whatever else has them.
    pub fn set(&mut self, name: &'static str, keys: Vec<String>) {
        self.set.push((name, keys));
    }

    /// The keys of what has this name.
    pub fn keys_of(&self, name: &str) -> Vec<&str> {
        bindings().find(|binding| binding.name == name).map(|binding| self.keys(binding)).unwrap_or_default()
    }

    /// The first key of what has this name, as far as it has one.
    pub(super) fn key(&self, name: &str) -> Option<&str> {
        self.keys_of(name).into_iter().next()
    }

    /// The keys of a binding.
    pub(super) fn keys(&self, binding: &Binding) -> Vec<&str> {
        if let Some((_, keys)) = self.set.iter().find(|(name, _)| *name == binding.name) {
            return keys.iter().map(String::as_str).collect();
        }
        let is_set = |key: &&str| self.set.iter().any(|(_, keys)| keys.iter().any(|set| set == key));
        binding.keys.iter().copied().filter(|key| !is_set(key)).collect()
    }

    /// The event of a pressed key; `None` where it does nothing here.
    pub(super) fn event(&self, key: KeyEvent) -> Option<Event> {
        // Nothing is bound to a character alone, and of those a whole paste may come.
        if let KeyCode::Char(c) = key.code
            && !key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
        {
            return Some(Event::Type(c));
        }
        let name = name(key)?;
        for binding in bindings() {
            if let Some(at) = self.keys(binding).iter().position(|key| *key == name) {
                return Some(match &binding.action {
                    Action::Do(event) => event.clone(),
                    Action::Jump => Event::Jump(at + 1),
                });
            }
        }
        match key.code {
            // Some layouts need AltGr, reported as Ctrl and Alt together, for ordinary characters.
            KeyCode::Char(c) if name.starts_with("^Alt-") => Some(Event::Type(c)),
            _ => None,
        }
    }
}

/// The name of the key that a config means: `ctrl-p`, `C-p` and `^p` are `^P`, `alt-enter` is `Alt-Enter`. `None` where there
/// is no such key, or where it types a character.
pub fn key_named(text: &str) -> Option<String> {
    const MODIFIERS: [(&str, KeyModifiers); 8] = [
        ("ctrl-", KeyModifiers::CONTROL),
        ("control-", KeyModifiers::CONTROL),
        ("c-", KeyModifiers::CONTROL),
        ("^", KeyModifiers::CONTROL),
        ("alt-", KeyModifiers::ALT),
        ("m-", KeyModifiers::ALT),
        ("shift-", KeyModifiers::SHIFT),
        ("s-", KeyModifiers::SHIFT),
    ];
    let text = text.trim().to_lowercase();
    let (mut rest, mut held) = (text.as_str(), KeyModifiers::NONE);
    while let Some((more, modifier)) = MODIFIERS.iter().find_map(|(prefix, modifier)| {
        let more = rest.strip_prefix(prefix).filter(|more| !more.is_empty())?;
        Some((more, *modifier))
    }) {
        (rest, held) = (more, held | modifier);
    }
    let mut chars = rest.chars();
    let code = match (chars.next()?, chars.as_str()) {
        // The keys that terminals send these for.
        ('i', "") if held == KeyModifiers::CONTROL => return Some("Tab".to_owned()),
        ('m', "") if held == KeyModifiers::CONTROL => return Some("Enter".to_owned()),
        ('[', "") if held == KeyModifiers::CONTROL => return Some("Esc".to_owned()),
        (c, "") => KeyCode::Char(c),
        ('f', number) if number.parse::<u8>().is_ok_and(|number| (1..=12).contains(&number)) => {
            KeyCode::F(number.parse().ok()?)
        }
        _ => code_named(rest)?,
    };
    let types = matches!(code, KeyCode::Char(_)) && !held.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT);
    name(KeyEvent::new(code, held)).filter(|_| !types)
}

/// The code of a key by its name in small letters.
fn code_named(text: &str) -> Option<KeyCode> {
    const OTHER_NAMES: [(&str, KeyCode); 9] = [
        ("space", KeyCode::Char(' ')),
        ("pageup", KeyCode::PageUp),
        ("page-up", KeyCode::PageUp),
        ("pagedown", KeyCode::PageDown),
        ("page-down", KeyCode::PageDown),
        ("return", KeyCode::Enter),
        ("escape", KeyCode::Esc),
        ("del", KeyCode::Delete),
        ("ins", KeyCode::Insert),
    ];
    let named = NAMED.iter().find(|(name, _)| name.eq_ignore_ascii_case(text));
    named.or_else(|| OTHER_NAMES.iter().find(|(name, _)| *name == text)).map(|(_, code)| *code)
}

/// How the table names a key: `^P`, `Alt-B`, `Shift-Tab`, `PgUp`. `None` for keys that it can't name.
pub(super) fn name(key: KeyEvent) -> Option<String> {
    let held = |modifier| key.modifiers.contains(modifier);
    let (base, is_character) = match key.code {
        KeyCode::Char(' ') if held(KeyModifiers::CONTROL) || held(KeyModifiers::ALT) => ("Space".to_owned(), true),
        KeyCode::Char(c) if held(KeyModifiers::CONTROL) || held(KeyModifiers::ALT) => {
            (c.to_uppercase().to_string(), true)
        }
        KeyCode::Char(c) => (c.to_string(), true),
        KeyCode::F(number) => (format!("F{number}"), false),
        KeyCode::BackTab => ("Tab".to_owned(), false),
        code => (NAMED.iter().find(|(_, named)| *named == code)?.0.to_owned(), false),
    };
    let control = if held(KeyModifiers::CONTROL) { "^" } else { "" };
    let alt = if held(KeyModifiers::ALT) { "Alt-" } else { "" };
    let shifted = held(KeyModifiers::SHIFT) || key.code == KeyCode::BackTab;
    let shift = if shifted && !is_character { "Shift-" } else { "" };
    Some(format!("{control}{alt}{shift}{base}"))
}

/// The keys that have a name of their own.
const NAMED: [(&str, KeyCode); 14] = [
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PgUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
    ("Tab", KeyCode::Tab),
    ("Enter", KeyCode::Enter),
    ("Backspace", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
    ("Insert", KeyCode::Insert),
    ("Esc", KeyCode::Esc),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_become_events() {
        let keymap = Keymap::default();
        let none = KeyModifiers::NONE;
        let cases = [
            (KeyCode::Char('p'), KeyModifiers::CONTROL, "Some(Move(Up))"),
            (KeyCode::Char('签'), none, "Some(Type('签'))"),
            (KeyCode::Char('A'), KeyModifiers::SHIFT, "Some(Type('A'))"),
            (KeyCode::Char('@'), KeyModifiers::CONTROL.union(KeyModifiers::ALT), "Some(Type('@'))"),
            (KeyCode::Char('x'), KeyModifiers::CONTROL, "None"),
            (KeyCode::Char('x'), KeyModifiers::ALT, "None"),
            (KeyCode::BackTab, KeyModifiers::SHIFT, "Some(PreviousTab)"),
            (KeyCode::BackTab, none, "Some(PreviousTab)"),
            (KeyCode::Char('3'), KeyModifiers::ALT, "Some(Jump(3))"),
            (KeyCode::Left, KeyModifiers::ALT, "Some(Back)"),
            (KeyCode::Up, KeyModifiers::SHIFT, "Some(Scroll(-1))"),
            (KeyCode::F(1), none, "Some(Help)"),
            (KeyCode::F(12), none, "None"),
            (KeyCode::Insert, none, "None"),
        ];
        for (code, modifiers, expected) in cases {
            assert_eq!(
                format!("{:?}", keymap.event(KeyEvent::new(code, modifiers))),
                expected,
                "{code:?} {modifiers:?}"
            );
        }
    }

    #[test]
    fn no_key_and_no_name_stands_in_the_table_twice() {
        for mut all in [bindings().flat_map(|binding| binding.keys).copied().collect::<Vec<_>>(), names().collect()] {
            let count = all.len();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), count);
        }
    }

    #[test]
    fn every_key_of_the_table_can_be_named_in_a_config() {
        for key in bindings().flat_map(|binding| binding.keys) {
            assert_eq!(key_named(key).as_deref(), Some(*key));
        }
        let cases = [
            ("ctrl-p", Some("^P")),
            ("C-p", Some("^P")),
            ("ALT-enter", Some("Alt-Enter")),
            ("m-x", Some("Alt-X")),
            ("shift-pageup", Some("Shift-PgUp")),
            ("^i", Some("Tab")),
            ("f12", Some("F12")),
            ("alt--", Some("Alt--")),
            ("f13", None),
            ("p", None),
            ("shift-p", None),
            ("签", None),
            ("hyper-p", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(key_named(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_key_that_is_set_does_only_what_it_is_set_for() {
        let mut keymap = Keymap::default();
        keymap.set("copy-line", vec!["Alt-Y".to_owned(), "F1".to_owned()]);
        let event = |code, modifiers| format!("{:?}", keymap.event(KeyEvent::new(code, modifiers)));
        assert_eq!(event(KeyCode::F(1), KeyModifiers::NONE), "Some(CopyLine)");
        assert_eq!(event(KeyCode::Char('y'), KeyModifiers::ALT), "Some(CopyLine)");
        assert_eq!(event(KeyCode::Char('y'), KeyModifiers::CONTROL), "None");
        assert_eq!(keymap.keys_of("help"), ["Alt-H"]);
    }
}
