//! The keys: one table that dispatches them and that the help page prints.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::app::prompt::Edit;
use crate::app::{Event, Motion};

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
    pub(super) zh: &'static str,
    pub(super) en: &'static str,
}

/// Bindings that belong together.
pub(super) struct Section {
    pub(super) zh: &'static str,
    pub(super) en: &'static str,
    pub(super) bindings: &'static [Binding],
}

const fn on(keys: &'static [&'static str], event: Event, zh: &'static str, en: &'static str) -> Binding {
    Binding { keys, action: Action::Do(event), zh, en }
}

const DIGITS: &[&str] = &["Alt-1", "Alt-2", "Alt-3", "Alt-4", "Alt-5", "Alt-6", "Alt-7", "Alt-8", "Alt-9"];

/// All keys. Whatever is not among them and prints is typed into the query.
pub(super) static SECTIONS: [Section; 4] = [
    Section {
        zh: "查找",
        en: "Find",
        bindings: &[
            on(&["Up", "^P"], Event::Move(Motion::Up), "上一条", "previous code"),
            on(&["Down", "^N"], Event::Move(Motion::Down), "下一条", "next code"),
            on(&["PgUp"], Event::Move(Motion::PageUp), "上一页", "a page up"),
            on(&["PgDn"], Event::Move(Motion::PageDown), "下一页", "a page down"),
            on(&["^Home"], Event::Move(Motion::First), "第一条", "first code"),
            on(&["^End"], Event::Move(Motion::Last), "最后一条", "last code"),
            on(&["Tab"], Event::NextTab, "下一个子系统", "next subsystem"),
            on(&["Shift-Tab"], Event::PreviousTab, "上一个子系统", "previous subsystem"),
        ],
    },
    Section {
        zh: "阅读与复制",
        en: "Read and copy",
        bindings: &[
            on(&["Enter"], Event::Accept, "复制错误码", "copy the code"),
            on(&["^Y"], Event::CopyLine, "复制整行", "copy the line"),
            on(&["^O"], Event::AskForm, "以其他格式复制", "copy in another form"),
            Binding {
                keys: DIGITS, action: Action::JumpToDigit, zh: "跳到相关错误码", en: "go to a related code"
            },
            on(&["Alt-Left"], Event::Back, "跳回", "come back"),
            on(&["Shift-Up", "Alt-Up"], Event::Scroll(-1), "详情上滚", "scroll the detail up"),
            on(&["Shift-Down", "Alt-Down"], Event::Scroll(1), "详情下滚", "scroll the detail down"),
        ],
    },
    Section {
        zh: "编辑查询",
        en: "Edit the query",
        bindings: &[
            on(&["Left", "^B"], Event::Edit(Edit::Left), "左移", "left"),
            on(&["Right", "^F"], Event::Edit(Edit::Right), "右移", "right"),
            on(&["Alt-B", "^Left"], Event::Edit(Edit::WordLeft), "左移一词", "a word left"),
            on(&["Alt-F", "^Right"], Event::Edit(Edit::WordRight), "右移一词", "a word right"),
            on(&["Home", "^A"], Event::Edit(Edit::Home), "行首", "to the start"),
            on(&["End", "^E"], Event::Edit(Edit::End), "行尾", "to the end"),
            on(&["Backspace", "^H"], Event::Edit(Edit::Backspace), "删除前一字", "delete before"),
            on(&["Delete"], Event::Edit(Edit::Delete), "删除后一字", "delete after"),
            on(&["^W", "Alt-Backspace"], Event::Edit(Edit::DeleteWord), "删除前一词", "delete the word before"),
            on(&["Alt-D"], Event::Edit(Edit::DeleteWordRight), "删除后一词", "delete the word after"),
            on(&["^U"], Event::Edit(Edit::DeleteToStart), "删到行首", "delete to the start"),
            on(&["^K"], Event::Edit(Edit::DeleteToEnd), "删到行尾", "delete to the end"),
        ],
    },
    Section {
        zh: "程序",
        en: "Program",
        bindings: &[
            on(&["Esc"], Event::Escape, "关闭，清空，退出", "close, clear, quit"),
            on(&["^C"], Event::Quit, "退出", "quit"),
            on(&["^D"], Event::DeleteOrQuit, "删除后一字；空查询时退出", "delete after, or quit"),
            on(&["F1"], Event::Help, "帮助", "help"),
            on(&["F2"], Event::SwitchLang, "English", "中文"),
            on(&["F3"], Event::SwitchMouse, "鼠标", "mouse"),
            on(&["^Z"], Event::Suspend, "挂起", "suspend"),
            on(&["^L"], Event::Redraw, "重绘", "redraw"),
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
fn name(key: KeyEvent) -> Option<String> {
    let held = |modifier| key.modifiers.contains(modifier);
    let (base, is_character) = match key.code {
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
