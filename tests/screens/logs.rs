//! Pictures of the browser over a log where there is little room.

use xerrno::app::{Event, Start};
use xerrno::catalog::Catalog;
use xerrno::log::{Excerpt, Growth, LogLine, Part, Place, State};

use super::Session;
use super::pictures::shows;

/// What the lines of the log say that have the code.
const LINES: [&str; 3] = [
    "2016-05-12 10:22:31.727 [ERROR] GET /b/3f9a.jpg?sign=q-sign-algorithm%3Dsha1%26q-ak%3DAKID ret=-96 cost=12ms",
    "2016-05-12 10:22:33.671 X-ErrNo: -96",
    "2016-05-12 10:22:41.727 WARN {\"code\":-96,\"msg\":\"image not found\"}",
];

/// The browser over a log of 5,000 lines, the last of which have a code, with that code's lines open or not.
fn over_a_log(size: (u16, u16), state: State, opens: bool, catalog: &Catalog) -> Session<'_> {
    let mut session = Session::new(catalog, size, &Start { watches: true, ..Start::default() });
    let mut growth = Growth::default();
    for line in 4_998..=5_000 {
        growth.mention("-96", Place { part: 0, line, offset: line * 70 }, line * 70);
        growth.lines_with_codes(1);
    }
    growth.mention("-6101", Place { part: 0, line: 12, offset: 800 }, 800);
    let name = "logs/download-proxy.log".to_owned();
    growth.parts = vec![Part { name, state, read: 350_000, lines: 5_000, ..Part::default() }];
    session.update(Event::Grown(Box::new(growth)));
    if opens {
        session.update(Event::OpenLines);
    }
    let wanted = session.app.wanted_lines().expect("lines are shown");
    let lines = LINES.map(|text| {
        let start = text.find("-96").expect("the code stands in it");
        Some(LogLine { text: text.to_owned(), marks: std::iter::once(start..start + 3).collect() })
    });
    let excerpt = Excerpt { lines: lines.into(), before: vec!["before it".to_owned()], ..Excerpt::default() };
    session.update(Event::Lines(Box::new(wanted), Box::new(excerpt)));
    session
}

#[test]
fn of_a_long_name_the_number_of_the_line_stays_and_of_a_long_line_its_time_and_the_code_with_its_key() {
    let catalog = Catalog::embedded();
    shows(
        &over_a_log((80, 12), State::Following, true, &catalog).draw(),
        "
 ❯ a number, words, pinyin, or a line of a log                              2/2
╭─ -96 - line 3 of 3 ──────────────────────────────────────────────────────────╮
│ 1  download-proxy.log:4998  2016-05-12 10:22:31.727 [ERROR…ret=-96 cost=12ms │
│ 2  download-proxy.log:4999  2016-05-12 10:22:33.671 X-ErrNo: -96             │
│    │                        before it                                        │
│ 3  download-proxy.log:5000  2016-05-12 10:22:41.727 WARN {\"code\":-96,\"msg\":… │
│                                                                              │
│                                                                              │
│                                                                              │
│                                                                              │
╰──────────────────────────────────────────────────────────────────────────────╯
 Enter copy the line   Alt-E editor   Up Down select   Esc close
",
    );
    shows(
        &over_a_log((40, 12), State::Following, true, &catalog).draw(),
        "
 ❯ a number or words                2/2
╭─ -96 - line 3 of 3 ──────────────────╮
│ 1  …oxy.log:4998  2016-…ret=-96 cos… │
│ 2  …oxy.log:4999  2016-05-12…No: -96 │
│    │              before it          │
│ 3  …oxy.log:5000  2016-…de\":-96,\"ms… │
│                                      │
│                                      │
│                                      │
│                                      │
╰──────────────────────────────────────╯
 Enter copy the line   Esc close
",
    );
}

#[test]
fn on_a_small_screen_the_list_has_the_room_and_the_header_says_how_the_log_goes_on() {
    let catalog = Catalog::embedded();
    shows(
        &over_a_log((40, 12), State::Following, false, &catalog).draw(),
        "
 ❯ a number or words                2/2
  All 2  Download 1  proxy 1
 download-proxy.log · following
 Codes in the log ─────────────────── 2
 ▌ -96      3  Signature expired
   -6101    1  Image does not exist, was
               never uploaded, or has
               been deleted



 Enter copy -96   F1 help   Esc quit
",
    );
    let cause = "No such file or directory (os error 2)".to_owned();
    shows(
        &over_a_log((40, 8), State::Failed(cause), false, &catalog).draw(),
        "
 ❯ a number or words                2/2
  All 2  Download 1  proxy 1
 could not read logs/download-proxy.log…
 Codes in the log ─────────────────── 2
 ▌ -96      3  Signature expired
   -6101    1  Image does not exist, wa…

 Enter copy -96   F1 help   Esc quit
",
    );
}
