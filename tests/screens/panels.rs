//! Pictures of the panels that open over the list.

use xerrno::app::{Event, Motion, Start};
use xerrno::clipboard::{Mode, Outcome, Place, chain};
use xerrno::lang::Lang;

use super::pictures::{query, shows};
use super::screen;

#[test]
fn the_help_page_lists_every_key() {
    shows(
        &screen((120, 37), &query(""), &[Event::Help]),
        "
 ❯ a number, words, pinyin, or a line of a log                                                                  104/104
       ╭─ Keys ────────────────────────────────────────────────────────────────────────────────────────────────╮
       │ Find                                                      A query may say                             │
       │   Up  ^P                previous code                       -97  97  code=-97  a code in any spelling │
       │   Down  ^N              next code                           qianming gq        pinyin or initials     │
       │   PgUp                  a page up                           'word              exactly this           │
       │   PgDn                  a page down                         ^word              at the start           │
       │   ^Home  Alt-<          first code                          word$              at the end             │
       │   ^End  Alt->           last code                           !word              without this           │
       │   Tab                   next subsystem                      @proxy             in this subsystem only │
       │   Shift-Tab             previous subsystem                                                            │
       │                                                           Edit the query                              │
       │ Read and copy                                               Left  ^B           left                   │
       │   Enter                 copy the code                       Right  ^F          right                  │
       │   ^Y  Alt-Y             copy the line                       Alt-B  ^Left       a word left            │
       │   ^O  F4                copy in another form                Alt-F  ^Right      a word right           │
       │   ^Space  Alt-M         mark, or unmark                     Home  ^A           to the start           │
       │   Alt-Enter  F7         lines of a log with the code        End  ^E            to the end             │
       │   Alt-E  F9             open the line in an editor          Backspace  ^H      delete before          │
       │   ^S  Alt-S             order of a log's codes              Delete             delete after           │
       │   ^T                    codes of a log, or the table        ^W  Alt-Backspace  delete the word before │
       │   ^R                    recently used                       Alt-D              delete the word after  │
       │   ^G                    open the source's page              Alt-Up             the last query again   │
       │   Alt-1 .. Alt-9        go to a related code                ^U                 delete to the start    │
       │   F6                    go to the first related code        ^K                 delete to the end      │
       │   Alt-Left  F5          come back                                                                     │
       │   Shift-Up              scroll the detail up              Program                                     │
       │   Shift-Down  Alt-Down  scroll the detail down              Esc                close, clear, quit     │
       │                                                             ^C                 quit                   │
       │                                                             ^D                 delete after, or quit  │
       │                                                             F1  Alt-H          help                   │
       │                                                             F2                 中文                   │
       │                                                             F3                 mouse                  │
       │                                                             ^Z                 suspend                │
       │                                                             F8  Alt-W          what tables lack       │
       ╰──────────────────────────────────────────────────────────────────────────────────────────────────────↓╯
 Up Down scroll   Esc close
",
    );
}

#[test]
fn the_help_page_speaks_chinese_and_scrolls() {
    shows(
        &screen((60, 14), &Start { lang: Lang::Zh, ..query("") }, &[Event::Help]),
        "
 ❯ 错误码、词语、拼音，或一行日志                   104/104
    ╭─ 按键 ───────────────────────────────────────────╮
    │ 查找                                             │
    │   Up  ^P                上一条                   │
    │   Down  ^N              下一条                   │
    │   PgUp                  上一页                   │
    │   PgDn                  下一页                   │
    │   ^Home  Alt-<          第一条                   │
    │   ^End  Alt->           最后一条                 │
    │   Tab                   下一个子系统             │
    │   Shift-Tab             上一个子系统             │
    │                                                  │
    ╰─────────────────────────────────────────────────↓╯
 Up Down 滚动   Esc 关闭
",
    );
}

#[test]
fn the_forms_to_copy_are_shown_as_they_would_be_copied() {
    shows(
        &screen((80, 14), &query("-96"), &[Event::AskForm]),
        "
 ❯ -96                                                                    1/104
  All 1   Download 0   Plugin 0   Cache 0   cmd 0   proxy 1
 proxy · signature checks, and forwarding to the cmd and process services ─── 1
╭─ Copy as ───────────────────────────────────────────────────────────────────╮
│  1  code             -96                                                    │
│  2  line             -96 签名过期 / Signature expired                       │
│  3  Markdown row     | -96 | 签名过期 | Signature expired |                 │
│  4  JSON             {\"code\":\"-96\",\"subsystem\":\"proxy\",\"zh\":\"签名过期\",\"en… │
│  5  response header  X-ErrNo: -96                                           │
╰─────────────────────────────────────────────────────────────────────────────╯
 Source     COS 错误码（JSON API） · 2020
            https://cloud.tencent.com/document/product/436/6059
                                                                               ↓
 Enter copy   Up Down select   Tab the whole list, or back   Esc close
",
    );
}

/// The event that copying `-6101` has failed in two ways.
fn failed() -> Event {
    // Over SSH without any other setup no way to copy is usable: the last two are shown.
    let steps = chain(&Mode::Auto, &Place { ssh: true, ..Place::default() });
    let reasons = steps.into_iter().filter_map(|step| Some((step.way, step.objection?))).skip(3).collect();
    Event::Answered {
        text: "-6101 Image does not exist, or was never uploaded".to_owned(),
        outcome: Outcome::Failed(reasons),
    }
}

#[test]
fn a_copy_that_failed_shows_its_text_first_and_the_rest_by_scrolling() {
    shows(
        &screen((40, 8), &query(""), &[failed()]),
        "
 ❯ a number or words            104/104
 ╭─ Not copied ───────────────────────╮
 │ -6101 Image does not exist, or was │
 │ never uploaded                     │
 │ Copy this by hand                  │
 │                                    │
 ╰───────────────────────────────────↓╯
 Up Down scroll   Esc close
",
    );
    shows(
        &screen((40, 8), &query(""), &[failed(), Event::Move(Motion::Last)]),
        "
 ❯ a number or words            104/104
 ╭─ Not copied ──────────────────────↑╮
 │   TMUX is not set                  │
 │ OSC 52                             │
 │   there is no terminal that would  │
 │   take it                          │
 ╰────────────────────────────────────╯
 Up Down scroll   Esc close
",
    );
    shows(
        &screen((20, 5), &query(""), &[failed()]),
        "
 ❯
 ╭─ Not copied ───╮
 │ -6101 Image    │
 ╰───────────────↓╯
 Esc close
",
    );
}

#[test]
fn the_reasons_of_a_copy_that_failed_turn_with_the_language() {
    shows(
        &screen((40, 9), &query(""), &[failed(), Event::Move(Motion::Last), Event::SwitchLang]),
        "
 ❯ 错误码或词语                 104/104
 ╭─ 未能复制 ────────────────────────↑╮
 │                                    │
 │ tmux 缓冲区                        │
 │   未设置 TMUX                      │
 │ OSC 52                             │
 │   没有可用的终端                   │
 ╰────────────────────────────────────╯
 Up Down 滚动   Esc 关闭
",
    );
}

#[test]
fn the_form_that_is_selected_is_always_in_view() {
    shows(
        &screen((30, 8), &query("-96"), &[Event::AskForm, Event::Move(Motion::Last)]),
        "
 ❯ -96                  1/104
╭─ Copy as ────────────────↑╮
│  2  line             -96… │
│  3  Markdown row     | -… │
│  4  JSON             {\"c… │
│  5  response header  X-E… │
╰───────────────────────────╯
 Enter copy   Esc close
",
    );
    shows(
        &screen((20, 5), &query("-96"), &[Event::AskForm, Event::Move(Motion::Down)]),
        "
 ❯ -96        1/104
╭─ Copy as ───────↑╮
│  2  line         │
╰─────────────────↓╯
 Enter copy
",
    );
}

#[test]
fn a_screen_without_room_for_the_forms_goes_on_as_it_was() {
    shows(
        &screen((30, 4), &query("-96"), &[Event::AskForm]),
        "
 ❯ -96                  1/104
  All 1  proxy 1
 ▌ -96    Signature expired
 Enter copy -96   F1 help
",
    );
}

#[test]
fn a_narrow_help_page_wraps_what_it_says() {
    shows(
        &screen((36, 20), &query(""), &[Event::Help]),
        "
 ❯ a number or words        104/104
╭─ Keys ───────────────────────────╮
│ Find                             │
│   Up  ^P        previous code    │
│   Down  ^N      next code        │
│   PgUp          a page up        │
│   PgDn          a page down      │
│   ^Home  Alt-<  first code       │
│   ^End  Alt->   last code        │
│   Tab           next subsystem   │
│   Shift-Tab     previous         │
│                 subsystem        │
│                                  │
│ Read and copy                    │
│   Enter         copy the code    │
│   ^Y  Alt-Y     copy the line    │
│   ^O  F4        copy in another  │
│                 form             │
╰─────────────────────────────────↓╯
 Up Down scroll   Esc close
",
    );
    shows(
        &screen((20, 8), &query(""), &[Event::Help, Event::Scroll(14)]),
        "
 ❯
╭─ Keys ──────────↑╮
│   Tab            │
│     next         │
│     subsystem    │
│   Shift-Tab      │
╰─────────────────↓╯
 Esc close
",
    );
}

#[test]
fn a_panel_has_a_blank_column_on_either_side() {
    shows(
        &screen((60, 11), &query("'Image"), &[failed()]),
        "
 ❯ 'Image                                             9/104
   ╭─ Not copied ──────────────────────────────────────╮  0
 I │ -6101 Image does not exist, or was never uploaded │  7
 ▌ │ Copy this by hand                                 │
   │                                                   │ pr…
   │ tmux buffer                                       │ nt…
   │   TMUX is not set                                 │ nt…
   │ OSC 52                                            │ pl…
   │   there is no terminal that would take it         │ ou…
   ╰───────────────────────────────────────────────────╯ ble
 Up Down scroll   Esc close
",
    );
}
