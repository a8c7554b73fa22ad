//! The pictures of the README: the list, a log, and a recording, drawn by the program and saved as SVG.
//!
//! `XERRNO_UPDATE_PICTURES=1 cargo test --test screens readme` draws them anew.

use std::path::Path;

use xerrno::app::{Event, Start};
use xerrno::catalog::Catalog;
use xerrno::clipboard::{Mode, Outcome, Place, chain};
use xerrno::log::{self, Excerpt, Growth, LogLine, Part, State};

use super::svg::{moving, still};
use super::{Session, screen};

const SIZE: (u16, u16) = (112, 24);

#[test]
fn the_readme_shows_the_screen_as_it_is() {
    let start = Start { query: "签名过期".to_owned(), ..Start::default() };
    keeps("assets/screen.svg", &still(&screen(SIZE, &start, &[])));
}

#[test]
fn the_picture_of_a_log_shows_the_browser_over_it() {
    let catalog = Catalog::embedded();
    let mut session = Session::new(&catalog, SIZE, &Start { watches: true, ..Start::default() });
    session.update(Event::Grown(Box::new(growth())));
    session.draw();
    let wanted = session.app.wanted_lines().expect("the latest lines of the code are shown");
    let line = |(number, _): &(u64, log::Place)| {
        let text = format!("10:42:{:02} upload: sign check failed, ret=-96, appid 10012345", number % 60);
        let start = text.find("-96").expect("the code stands in it");
        Some(LogLine { marks: std::iter::once(start..start + 3).collect(), text })
    };
    let excerpt = Excerpt { lines: wanted.places.iter().map(line).collect(), ..Excerpt::default() };
    session.update(Event::Lines(Box::new(wanted), Box::new(excerpt)));
    keeps("docs/log.svg", &still(&session.draw()));
}

/// The counts of a log of 12,000 lines that is still growing: each code occurs in a range of lines, at an interval.
fn growth() -> Growth {
    const LINES: u64 = 12_000;
    const LENGTH: u64 = 96;
    let mut growth = Growth::default();
    for (code, first, last, every) in
        [("-96", 5_000, 11_990, 11), ("-6101", 0, 12_000, 40), ("-2000", 8_000, 9_500, 20), ("-3004", 0, 12_000, 900)]
    {
        for line in (first..last).step_by(every) {
            let offset = line * LENGTH;
            growth.mention(code, log::Place { part: 0, line: line + 1, offset }, offset);
            growth.lines_with_codes(1);
        }
    }
    let bytes = LINES * LENGTH;
    let (name, state) = ("upload.log".to_owned(), State::Following);
    growth.parts = vec![Part { name, state, read: bytes, size: Some(bytes), lines: LINES, ..Part::default() }];
    growth
}

#[test]
fn the_recording_shows_the_program_as_it_is() {
    let catalog = Catalog::embedded();
    let mut session = Session::new(&catalog, SIZE, &Start::default());
    let mut frames = vec![(session.draw(), 1500)];
    for (event, milliseconds) in story() {
        session.update(event);
        frames.push((session.draw(), milliseconds));
    }
    keeps("docs/recording.svg", &moving(&frames));
}

/// The events of the recording, each with the time to show its frame, in milliseconds.
fn story() -> Vec<(Event, u32)> {
    let typed = |text: &str, last: u32| {
        let mut keys: Vec<(Event, u32)> = text.chars().map(|c| (Event::Type(c), 120)).collect();
        keys.last_mut().expect("something is typed").1 = last;
        keys
    };
    let way = chain(&Mode::Desktop, &Place::default()).into_iter().map(|step| step.way).next().expect("a way");
    let copied = Event::Answered { text: "-96".to_owned(), outcome: Outcome::Copied(way) };
    let paste = Event::Paste("HTTP/1.1 404 Not Found  X-ErrNo: -6101".to_owned());
    let mut story = typed("qmgq", 1600);
    story.push((copied, 1800));
    story.push((Event::Escape, 600));
    story.extend(typed("too many requests", 1800));
    story.push((Event::Escape, 600));
    story.push((paste, 2000));
    story.push((Event::Jump(1), 2000));
    story
}

#[track_caller]
fn keeps(path: &str, drawn: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("XERRNO_UPDATE_PICTURES").is_some() {
        std::fs::write(&file, drawn).expect("the picture can be written");
    }
    let kept = std::fs::read_to_string(&file).expect("there is a picture");
    assert!(kept == drawn, "{path} is out of date; XERRNO_UPDATE_PICTURES=1 draws it anew");
}
