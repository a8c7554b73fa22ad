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
    /// Jump to the related code with the key's digit.
    JumpToDigit,
}

/// Some keys that do one thing, with what they do in words.
pub(super) struct Binding {
    /// The names of the keys, as [`name`] gives them.
    pub(super) keys: &'static [&'static str],
    action: Action,
    pub(super) does: Text,
}

/// Bindings that belong together.
pub(super) struct Section {
    pub(super) name: Text,
    pub(super) bindings: &'static [Binding],
}

const fn on(keys: &'static [&'static str], event: Event, does: Text) -> Binding {
    Binding { keys, action: Action::Do(event), does }
}

const DIGITS: &[&str] = &["Alt-1", "Alt-2", "Alt-3", "Alt-4", "Alt-5", "Alt-6", "Alt-7", "Alt-8", "Alt-9"];

/// All keys. Whatever is not among them and prints is typed into the query.
pub(super) static SECTIONS: [Section; 4] = [
    Section {
        name: |keys| keys.find,
        bindings: &[
            on(&["Up", "^P"], Event::Move(Motion::Up), |keys| keys.up),
            on(&["Down", "^N"], Event::Move(Motion::Down), |keys| keys.down),
            on(&["PgUp"], Event::Move(Motion::PageUp), |keys| keys.page_up),
            on(&["PgDn"], Event::Move(Motion::PageDown), |keys| keys.page_down),
            on(&["^Home"], Event::Move(Motion::First), |keys| keys.first),
            on(&["^End"], Event::Move(Motion::Last), |keys| keys.last),
            on(&["Tab"], Event::NextTab, |keys| keys.next_tab),
            on(&["Shift-Tab"], Event::PreviousTab, |keys| keys.previous_tab),
        ],
    },
    Section {
        name: |keys| keys.read,
        bindings: &[
            on(&["Enter"], Event::Accept, |keys| keys.accept),
            on(&["^Y"], Event::CopyLine, |keys| keys.copy_line),
            on(&["^O"], Event::AskForm, |keys| keys.ask_form),
            on(&["^Space"], Event::Mark, |keys| keys.mark),
            on(&["^R"], Event::Recent, |keys| keys.recent),
            Binding { keys: DIGITS, action: Action::JumpToDigit, does: |keys| keys.jump },
            on(&["Alt-Left"], Event::Back, |keys| keys.back),
            on(&["Shift-Up"], Event::Scroll(-1), |keys| keys.scroll_up),
            on(&["Shift-Down", "Alt-Down"], Event::Scroll(1), |keys| keys.scroll_down),
        ],
    },
    Section {
        name: |keys| keys.edit,
        bindings: &[
            on(&["Left", "^B"], Event::Edit(Edit::Left), |keys| keys.left),
            on(&["Right", "^F"], Event::Edit(Edit::Right), |keys| keys.right),
            on(&["Alt-B", "^Left"], Event::Edit(Edit::WordLeft), |keys| keys.word_left),
            on(&["Alt-F", "^Right"], Event::Edit(Edit::WordRight), |keys| keys.word_right),
            on(&["Home", "^A"], Event::Edit(Edit::Home), |keys| keys.home),
            on(&["End", "^E"], Event::Edit(Edit::End), |keys| keys.end),
            on(&["Backspace", "^H"], Event::Edit(Edit::Backspace), |keys| keys.backspace),
            on(&["Delete"], Event::Edit(Edit::Delete), |keys| keys.delete),
            on(&["^W", "Alt-Backspace"], Event::Edit(Edit::DeleteWord), |keys| keys.delete_word),
            on(&["Alt-D"], Event::Edit(Edit::DeleteWordRight), |keys| keys.delete_word_right),
            on(&["Alt-Up"], Event::Recall, |keys| keys.recall),
            on(&["^U"], Event::Edit(Edit::DeleteToStart), |keys| keys.delete_to_start),
            on(&["^K"], Event::Edit(Edit::DeleteToEnd), |keys| keys.delete_to_end),
        ],
    },
    Section {
        name: |keys| keys.program,
        bindings: &[
            on(&["Esc"], Event::Escape, |keys| keys.escape),
            on(&["^C"], Event::Quit, |keys| keys.quit),
            on(&["^D"], Event::DeleteOrQuit, |keys| keys.delete_or_quit),
            on(&["F1"], Event::Help, |keys| keys.help),
            on(&["F2"], Event::SwitchLang, |keys| keys.switch_lang),
            on(&["F3"], Event::SwitchMouse, |keys| keys.switch_mouse),
            on(&["^Z"], Event::Suspend, |keys| keys.suspend),
            on(&["^L"], Event::Redraw, |keys| keys.redraw),
        ],
    },
];

/// What a pressed key means to the browser; `None` where it means nothing.
pub(super) fn event(key: KeyEvent) -> Option<Event> {
    let name = name(key)?;
    let bindings = SECTIONS.iter().flat_map(|section| section.bindings);
    if let Some(binding) = bindings.into_iter().find(|binding| binding.keys.contains(&name.as_str())) {
        return match &binding.action {
            Action::Do(event) => Some(event.clone()),
            Action::JumpToDigit => name.chars().next_back()?.to_digit(10).map(|digit| Event::Jump(digit as usize)),
        };
    }
    match key.code {
        // Some layouts need AltGr, reported as Ctrl and Alt together, for ordinary characters.
        KeyCode::Char(c) if !name.contains('^') && !name.contains("Alt-") || name.starts_with("^Alt-") => {
            Some(Event::Type(c))
        }
        _ => None,
    }
}

/// How the table names a key: `^P`, `Alt-B`, `Shift-Tab`, `PgUp`. `None` for keys that it can't name.
pub(super) fn name(key: KeyEvent) -> Option<String> {
    let held = |modifier| key.modifiers.contains(modifier);
    let (base, is_character) = match key.code {
        KeyCode::Char(' ') if held(KeyModifiers::CONTROL) => ("Space".to_owned(), true),
        KeyCode::Char(c) if held(KeyModifiers::CONTROL) || held(KeyModifiers::ALT) => {
            (c.to_uppercase().to_string(), true)
        }
        KeyCode::Char(c) => (c.to_string(), true),
        KeyCode::F(number) => (format!("F{number}"), false),
        KeyCode::BackTab => ("Tab".to_owned(), false),
        code => (named(code)?.to_owned(), false),
    };
    let control = if held(KeyModifiers::CONTROL) { "^" } else { "" };
    let alt = if held(KeyModifiers::ALT) { "Alt-" } else { "" };
    let shifted = held(KeyModifiers::SHIFT) || key.code == KeyCode::BackTab;
    let shift = if shifted && !is_character { "Shift-" } else { "" };
    Some(format!("{control}{alt}{shift}{base}"))
}

fn named(code: KeyCode) -> Option<&'static str> {
    Some(match code {
        KeyCode::Up => "Up",
        KeyCode::Down => "Down",
        KeyCode::Left => "Left",
        KeyCode::Right => "Right",
        KeyCode::Home => "Home",
        KeyCode::End => "End",
        KeyCode::PageUp => "PgUp",
        KeyCode::PageDown => "PgDn",
        KeyCode::Tab => "Tab",
        KeyCode::Enter => "Enter",
        KeyCode::Backspace => "Backspace",
        KeyCode::Delete => "Delete",
        KeyCode::Insert => "Insert",
        KeyCode::Esc => "Esc",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_become_events() {
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
            assert_eq!(format!("{:?}", event(KeyEvent::new(code, modifiers))), expected, "{code:?} {modifiers:?}");
        }
    }

    #[test]
    fn no_key_stands_in_the_table_twice() {
        let mut keys: Vec<_> = SECTIONS.iter().flat_map(|section| section.bindings).flat_map(|b| b.keys).collect();
        let count = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), count);
    }
}
