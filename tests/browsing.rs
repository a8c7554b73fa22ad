//! The browser's state after tables of events and after random ones, without a terminal.

use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use xerrno::app::prompt::Edit;
use xerrno::app::results::Results;
use xerrno::app::{App, Effect, Event, Mode, Motion, Notice, Room, Start};
use xerrno::catalog::Catalog;
use xerrno::clipboard::{Mode as ModeOfCopying, Outcome, Place, Reason, Way, chain};
use xerrno::search::Search;
use xerrno::tui::theme::Theme;
use xerrno::tui::view::View;

/// A browser that runs each search at once, as on a small table.
struct Browser<'c> {
    app: App<'c>,
    search: Search<'c>,
    effects: Vec<Effect>,
}

impl<'c> Browser<'c> {
    fn new(catalog: &'c Catalog, start: &Start) -> Self {
        let mut browser = Self { app: App::new(catalog, start), search: Search::new(catalog), effects: Vec::new() };
        browser.app.settle(Room { list: 10, detail: 3, open: Some(20) });
        browser.find();
        browser
    }

    fn find(&mut self) {
        if let Some(query) = self.app.wanted().map(str::to_owned) {
            let results = Results::new(self.app.catalog(), self.search.run(&query));
            self.app.update(Event::Found { query, results });
        }
    }

    fn happen(&mut self, event: Event) {
        self.effects.extend(self.app.update(event));
        self.find();
    }

    fn code(&self) -> &str {
        self.app.entry().map_or("", |entry| entry.code())
    }
}

/// Parses a script of events: a word in quotes such as `"-97"` is typed, the others are names of events.
fn events(script: &str) -> Vec<Event> {
    let mut events = Vec::new();
    for word in script.split_whitespace() {
        match word {
            "up" => events.push(Event::Move(Motion::Up)),
            "down" => events.push(Event::Move(Motion::Down)),
            "page-down" => events.push(Event::Move(Motion::PageDown)),
            "page-up" => events.push(Event::Move(Motion::PageUp)),
            "first" => events.push(Event::Move(Motion::First)),
            "last" => events.push(Event::Move(Motion::Last)),
            "tab" => events.push(Event::NextTab),
            "back-tab" => events.push(Event::PreviousTab),
            "enter" => events.push(Event::Accept),
            "line" => events.push(Event::CopyLine),
            "forms" => events.push(Event::AskForm),
            "back" => events.push(Event::Back),
            "esc" => events.push(Event::Escape),
            "help" => events.push(Event::Help),
            "lang" => events.push(Event::SwitchLang),
            "mark" => events.push(Event::Mark),
            "recent" => events.push(Event::Recent),
            "recall" => events.push(Event::Recall),
            "backspace" => events.push(Event::Edit(Edit::Backspace)),
            "delete" => events.push(Event::DeleteOrQuit),
            "quit" => events.push(Event::Quit),
            word => match word.split_once('-') {
                Some(("jump", number)) => events.push(Event::Jump(number.parse().expect("a number"))),
                Some(("click", hit)) => events.push(Event::PickHit(hit.parse().expect("a number"))),
                Some(("form", form)) => events.push(Event::PickForm(form.parse().expect("a number"))),
                Some(("scroll", lines)) => events.push(Event::Scroll(lines.parse().expect("a number"))),
                _ => events.extend(word.trim_matches('"').chars().map(Event::Type)),
            },
        }
    }
    events
}

fn copied(text: &str) -> Vec<Effect> {
    vec![Effect::Copy(text.to_owned())]
}

#[test]
fn events_lead_from_a_query_to_a_copy() {
    let catalog = Catalog::embedded();
    let cases = [
        // the events, then: the query, the selected code, the effects
        ("", "", "-6101", vec![]),
        ("enter", "", "-6101", copied("-6101")),
        ("\"签名过期\" enter", "签名过期", "-96", copied("-96")),
        ("\"-97\" enter", "-97", "-97", copied("-97")),
        ("\"97\" enter", "97", "-97", copied("-97")),
        ("\"签名过期\" line", "签名过期", "-96", copied("-96 签名过期 / Signature expired")),
        ("down down up", "", "-5062", vec![]),
        ("page-down", "", "-108", vec![]),
        ("page-down page-down page-up first", "", "-6101", vec![]),
        ("last down", "", "-64", vec![]),
        ("tab", "", "-6101", vec![]),
        ("tab tab", "", "-2000", vec![]),
        ("back-tab", "", "-99", vec![]),
        ("back-tab tab", "", "-99", vec![]),
        ("tab tab tab tab tab tab", "", "-99", vec![]),
        ("\"签名过期\" tab", "签名过期", "", vec![]),
        ("\"签名过期\" tab enter", "签名过期", "", vec![]),
        ("\"签名过期\" esc", "", "-6101", vec![]),
        ("\"签名过期\" esc esc", "", "-6101", vec![Effect::Quit(vec![])]),
        ("\"签名过期\" quit", "签名过期", "-96", vec![Effect::Quit(vec![])]),
        ("delete", "", "-6101", vec![Effect::Quit(vec![])]),
        ("\"-96\" delete", "-96", "-96", vec![]),
        ("help esc", "", "-6101", vec![]),
        ("mark mark enter", "", "-902", copied("-6101\n-5062")),
        ("\"-96\" mark esc \"-97\" mark enter", "-97", "-97", copied("-96\n-97")),
        ("mark up mark enter", "", "-5062", copied("-5062")),
        ("\"签名过期\" forms tab enter", "签名过期", "-96", copied("-96\n-74\n-73")),
        ("\"签名过期\" esc recall", "签名过期", "-96", vec![]),
        ("\"签名过期\" enter esc recent enter", "签名过期", "-96", copied("-96")),
        ("\"签名过期\" enter esc recent down enter", "", "-96", copied("-96")),
        ("recent", "", "-6101", vec![]),
        ("help \"-96\" enter", "-96", "-96", copied("-96")),
        ("\"-96\" forms \"5\"", "-96", "-96", copied("X-ErrNo: -96")),
        ("\"-96\" forms down down enter", "-96", "-96", copied("| -96 | 签名过期 | Signature expired |")),
        ("\"-96\" forms esc enter", "-96", "-96", copied("-96")),
        ("\"-96\" jump-1", "", "-97", vec![]),
        ("\"-96\" jump-2", "", "-81", vec![]),
        ("\"-96\" jump-9", "-96", "-96", vec![]),
        ("\"-96\" jump-2 back", "-96", "-96", vec![]),
        ("\"-96\" jump-1 jump-1 back back back", "-96", "-96", vec![]),
        ("\"-189\" jump-1", "", "-69", vec![]),
        ("\"-189\" jump-1 back jump-2", "", "-182", vec![]),
        ("\"-96\" forms click-0 enter", "-96", "-96", copied("-96")),
        ("\"签名\" forms click-1 enter", "签名", "-96", copied("-96")),
        ("\"-96\" forms form-4 enter", "-96", "-96", copied("X-ErrNo: -96")),
        ("\"-96\" forms form-9 up up up enter", "-96", "-96", copied("-96 签名过期 / Signature expired")),
        ("\"-96\" forms scroll-4 enter", "-96", "-96", copied("X-ErrNo: -96")),
        ("\"-96\" form-4 enter", "-96", "-96", copied("-96")),
        ("\"签名\" click-1 enter", "签名", "-81", copied("-81")),
        ("back", "", "-6101", vec![]),
    ];
    for (script, query, code, effects) in cases {
        let mut browser = Browser::new(&catalog, &Start::default());
        for event in events(script) {
            browser.happen(event);
        }
        assert_eq!(browser.app.prompt().text(), query, "the query after {script:?}");
        assert_eq!(browser.code(), code, "the selection after {script:?}");
        assert_eq!(browser.effects, effects, "the effects of {script:?}");
    }
}

#[test]
fn a_key_that_means_a_hit_waits_for_the_hits_of_the_query() {
    let catalog = Catalog::embedded();
    let mut browser = Browser::new(&catalog, &Start::default());
    for event in events("\"签名\" down") {
        assert!(!browser.app.must_wait(&event), "typing and moving never wait");
        assert_eq!(browser.app.update(event), None);
    }
    assert!(browser.app.must_wait(&Event::Accept));
    assert!(browser.app.must_wait(&Event::Jump(1)));
    let mut settled = Browser::new(&catalog, &Start::default());
    for event in events("\"签名\" down") {
        settled.happen(event);
    }
    browser.find();
    assert!(!browser.app.must_wait(&Event::Accept));
    assert_eq!(browser.code(), settled.code(), "what was moved meanwhile is moved in the new hits");
}

#[test]
fn results_of_an_older_query_are_not_taken() {
    let catalog = Catalog::embedded();
    let mut browser = Browser::new(&catalog, &Start::default());
    let results = Results::new(&catalog, browser.search.run("签名"));
    browser.app.update(Event::Type('x'));
    browser.app.update(Event::Found { query: "签名".to_owned(), results });
    assert_eq!(browser.app.wanted(), Some("x"));
    assert_eq!(browser.app.results().hits.len(), catalog.len());
}

/// The ways to copy that fail, with their reasons.
fn failure() -> Vec<(Way, Reason)> {
    let steps = chain(&ModeOfCopying::Desktop, &Place::default()).into_iter();
    steps.filter_map(|step| Some((step.way, step.objection?))).collect()
}

fn failed() -> Event {
    Event::Answered { text: "-96".to_owned(), outcome: Outcome::Failed(failure()) }
}

fn notice_of_failure() -> Notice {
    Notice::Answered { text: "-96".to_owned(), outcome: Outcome::Failed(failure()) }
}

#[test]
fn a_copy_that_fails_keeps_its_text_in_view() {
    let catalog = Catalog::embedded();
    let mut browser = Browser::new(&catalog, &Start::default());
    let reasons = failure();
    browser.happen(Event::Answered { text: "-96".to_owned(), outcome: Outcome::Failed(reasons.clone()) });
    assert_eq!(*browser.app.mode(), Mode::NotCopied { text: "-96".to_owned(), reasons, scroll: 0 });
    browser.happen(Event::Escape);
    assert_eq!(*browser.app.mode(), Mode::Browse);
    assert_eq!(browser.effects, []);
}

#[test]
fn a_copy_that_fails_while_the_query_is_typed_is_told_until_something_else_is_done() {
    let catalog = Catalog::embedded();
    for (script, is_told) in [
        ("\"96\"", true),
        ("\"96\" backspace", true),
        ("esc", false),
        ("enter", false),
        ("esc \"96\"", false),
        ("\"96\" down", false),
        ("\"96\" esc", false),
    ] {
        let mut browser = Browser::new(&catalog, &Start::default());
        browser.happen(failed());
        for event in events(script) {
            browser.happen(event);
        }
        let notice = is_told.then(notice_of_failure);
        assert_eq!(browser.app.notice(), notice.as_ref(), "after {script:?}");
    }
}

#[test]
fn what_there_is_no_room_for_does_not_open() {
    let catalog = Catalog::embedded();
    let (failed, notice) = (failed(), Some(notice_of_failure()));
    for (event, notice) in [(Event::Help, None), (Event::AskForm, None), (failed, notice), (Event::Redraw, None)] {
        let mut browser = Browser::new(&catalog, &Start::default());
        browser.happen(event.clone());
        let opens = !matches!(event, Event::Redraw);
        assert_eq!(browser.app.settle(Room { list: 1, detail: 0, open: None }), opens, "{event:?}");
        assert_eq!(*browser.app.mode(), Mode::Browse, "{event:?}");
        assert_eq!(browser.app.notice(), notice.as_ref(), "{event:?}");
        assert!(!browser.app.settle(Room { list: 1, detail: 0, open: None }), "{event:?}");
    }
}

/// The scroll positions of the open panel and of the detail pane.
fn scrolled(app: &App<'_>) -> (usize, usize) {
    let open = match app.mode() {
        Mode::Help(scroll) | Mode::Complaints(scroll) | Mode::NotCopied { scroll, .. } => *scroll,
        Mode::Browse | Mode::Forms(..) | Mode::Recent(_) | Mode::Lines(_) => 0,
    };
    (open, app.scroll())
}

#[test]
fn what_is_open_scrolls_and_nothing_behind_it() {
    let catalog = Catalog::embedded();
    for open in [Event::Help, Event::Complaints, failed()] {
        for (script, lines) in [
            ("down down up", 1),
            ("page-down", 10),
            ("page-down page-up", 0),
            ("last down", 20),
            ("last first", 0),
            ("scroll-2 scroll-30", 20),
            ("scroll-5 scroll--2", 3),
        ] {
            let start = Start { complaints: vec!["own.csv:3: no code".to_owned()], ..Start::default() };
            let mut browser = Browser::new(&catalog, &start);
            browser.happen(Event::Scroll(1));
            browser.happen(open.clone());
            for event in events(script) {
                browser.happen(event);
            }
            assert_eq!(scrolled(&browser.app), (lines, 1), "{script} in {open:?}");
            assert_eq!(browser.code(), "-6101", "{script} in {open:?}");
        }
    }
}

#[test]
fn choosing_ends_the_browser_with_the_entry() {
    let catalog = Catalog::embedded();
    let mut browser = Browser::new(&catalog, &Start { choosing: true, query: "-96".to_owned(), ..Start::default() });
    browser.happen(Event::Accept);
    assert_eq!(browser.effects, [Effect::Quit(catalog.find("-96").to_vec())]);
}

fn any_event() -> impl Strategy<Value = Event> {
    let motions = [Motion::Up, Motion::Down, Motion::PageUp, Motion::PageDown, Motion::First, Motion::Last];
    let edits = [Edit::Left, Edit::Right, Edit::WordLeft, Edit::Backspace, Edit::DeleteWord, Edit::DeleteToEnd];
    let plain = [
        Event::NextTab,
        Event::PreviousTab,
        Event::Accept,
        Event::CopyLine,
        Event::AskForm,
        Event::Back,
        Event::Escape,
        Event::DeleteOrQuit,
        Event::Help,
        Event::SwitchLang,
        Event::SwitchMouse,
    ];
    prop_oneof![
        6 => "[a-z0-9'!^$@ \\-签名过期图片下载失败]".prop_map(|text| Event::Type(text.chars().next().unwrap_or(' '))),
        1 => any::<char>().prop_map(Event::Type),
        1 => any::<String>().prop_map(Event::Paste),
        4 => proptest::sample::select(motions.to_vec()).prop_map(Event::Move),
        3 => proptest::sample::select(edits.to_vec()).prop_map(Event::Edit),
        4 => proptest::sample::select(plain.to_vec()),
        1 => (0_usize..12).prop_map(Event::Jump),
        1 => (0_usize..120).prop_map(Event::PickHit),
        1 => (0_usize..9).prop_map(Event::PickForm),
        1 => (-3_isize..4).prop_map(Event::Scroll),
        1 => any::<String>().prop_map(|text| Event::Answered {
            text,
            outcome: Outcome::Failed(failure())
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_happens_the_selection_is_a_visible_hit_and_the_screen_can_be_drawn(
        steps in proptest::collection::vec((any_event(), 1_u16..130, 1_u16..50), 0..24),
        ascii in any::<bool>(),
    ) {
        let catalog = Catalog::embedded();
        let mut browser = Browser::new(&catalog, &Start::default());
        let mut view = View::new(Theme::new(true, ascii));
        for (event, columns, rows) in steps {
            if !browser.app.must_wait(&event) {
                browser.happen(event);
            }
            let visible = browser.app.visible();
            prop_assert_eq!(browser.app.selected().is_none(), visible.is_empty());
            prop_assert!(browser.app.selected().is_none_or(|position| visible.contains(&position)));

            let mut room = Room::default();
            let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a backend in memory");
            terminal.draw(|frame| room = view.render(&browser.app, frame)).expect("a backend in memory");
            browser.app.settle(room);
        }
    }
}

#[test]
fn every_size_from_1x1_to_500x200_can_be_drawn() {
    let catalog = Catalog::embedded();
    let mut browser = Browser::new(&catalog, &Start { query: "签名".to_owned(), ..Start::default() });
    let mut view = View::new(Theme::new(true, false));
    let columns = (1..100).chain([119, 120, 200, 255, 256, 500]);
    for columns in columns {
        for rows in [1, 2, 3, 4, 5, 11, 12, 13, 24, 29, 30, 40, 200] {
            for mode in [Event::Escape, Event::Help, Event::AskForm] {
                if *browser.app.mode() != Mode::Browse {
                    browser.app.update(Event::Escape);
                }
                if !matches!(mode, Event::Escape) {
                    browser.app.update(mode);
                }
                let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a backend in memory");
                let render = |frame: &mut ratatui::Frame<'_>| {
                    view.render(&browser.app, frame);
                };
                terminal.draw(render).expect("a backend in memory");
            }
        }
    }
}
