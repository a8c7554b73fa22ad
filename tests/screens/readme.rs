//! The picture that the README opens with, and the recording: frames as they are drawn, as SVG.
//!
//! `XERRNO_UPDATE_PICTURES=1 cargo test --test screens readme` draws both anew.

use std::path::Path;

use xerrno::app::{Event, Start};
use xerrno::catalog::Catalog;
use xerrno::clipboard::{Mode, Outcome, Place, chain};

use super::svg::{moving, still};
use super::{Session, screen};

const SIZE: (u16, u16) = (112, 24);

#[test]
fn the_readme_shows_the_screen_as_it_is() {
    let start = Start { query: "签名过期".to_owned(), ..Start::default() };
    keeps("assets/screen.svg", &still(&screen(SIZE, &start, &[])));
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

/// What happens in the recording, each with the milliseconds for which its frame is shown.
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
