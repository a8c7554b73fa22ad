//! The clipboard of X11, for the process that holds the text.

use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::{Duration, Instant};

use x11rb::COPY_DEPTH_FROM_PARENT;
use x11rb::connection::{Connection, RequestConnection};
use x11rb::errors::ReplyOrIdError;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    Atom, AtomEnum, ConnectionExt as _, CreateWindowAux, EventMask, PropMode, SELECTION_NOTIFY_EVENT,
    SelectionNotifyEvent, SelectionRequestEvent, Timestamp, Window, WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

use super::desktop::{self, HELD, REPLACED, TOO_LONG, UNREACHABLE};
use super::means::{Means, Mode, far_machine};
use super::place::System;
use super::reason::Reason;

/// The way to the X11 selection. A display that SSH forwards is on the user's own machine, so it is tried.
pub(super) static X11: Means = Means {
    name: |words| words.x11,
    mode: Mode::Desktop,
    systems: &[System::Unix, System::Wsl],
    objection: |place| match &place.x11 {
        _ if place.ssh && !place.has_forwarded_display() => far_machine(place),
        None => Some(Reason::Unset("DISPLAY")),
        Some(_) => None,
    },
    copy: |settings, text| desktop::copy(desktop::X11, settings, text).map(|()| None),
    probe: |settings, words| {
        desktop::copy(desktop::X11, settings, "")?;
        let is_forwarded = settings.place.has_forwarded_display();
        Ok(if is_forwarded { words.will_hold_far } else { words.will_hold }.to_owned())
    },
    reads_back: true,
};

/// The bytes of a request beside the text in it.
const REQUEST: usize = 64;

/// The longest time from a clipboard manager's promise to save the text until it owns the clipboard.
const HANDOVER: Duration = Duration::from_millis(500);

/// The time between two checks.
const PAUSE: Duration = Duration::from_millis(2);

x11rb::atom_manager! {
    /// The atoms that programs which copy and paste have agreed on.
    Names:
    NamesCookie {
        CLIPBOARD,
        CLIPBOARD_MANAGER,
        SAVE_TARGETS,
        TARGETS,
        TIMESTAMP,
        MULTIPLE,
        UTF8_STRING,
        TEXT,
        PLAIN: b"text/plain",
        PLAIN_UTF_8: b"text/plain;charset=utf-8",
    }
}

type Result<T> = std::result::Result<T, ReplyOrIdError>;

/// Holds `text` until another program has copied something, a clipboard manager has taken it over, or the X server is gone;
/// with `primary` on the primary selection too. An empty text only tests whether there is a server.
pub(super) fn hold(text: &str, primary: bool, answer: impl FnOnce(&str)) {
    let Ok((connection, screen)) = x11rb::connect(None) else { return answer(UNREACHABLE) };
    if text.is_empty() {
        return answer(HELD);
    }
    // The text must fit into one request.
    if text.len() + REQUEST > connection.maximum_request_bytes() {
        return answer(TOO_LONG);
    }
    let (sender, verdicts) = mpsc::channel();
    let own = text.to_owned();
    let server = thread::spawn(move || {
        // This fails when the server is gone, and the text with it.
        if let Err(error) = serve(&connection, screen, (&own, primary), &sender) {
            let _ = sender.send(error.to_string());
        }
    });
    let verdict = verdicts.recv().unwrap_or_else(|_| REPLACED.to_owned());
    answer(&verdict);
    if verdict == HELD {
        let _ = server.join();
    }
}

/// True if another program would paste `text`: reads it by a common library, on a connection of its own.
fn is_pasted(text: &str) -> bool {
    let pasted = arboard::Clipboard::new().and_then(|mut clipboard| clipboard.get_text());
    pasted.is_ok_and(|pasted| pasted == text)
}

/// Serves a text, and sends through `verdict` whether it could be read back.
fn serve(
    connection: &RustConnection,
    screen: usize,
    (text, primary): (&str, bool),
    verdict: &Sender<String>,
) -> Result<()> {
    let Some(mut owner) = Owner::new(connection, screen, text, primary)? else {
        let _ = verdict.send(REPLACED.to_owned());
        return Ok(());
    };
    let is_held = owner.reads_back()? && owner.lets_others_read()?;
    let _ = verdict.send(if is_held { HELD } else { REPLACED }.to_owned());
    if !is_held {
        return Ok(());
    }
    // Clipboard managers ignore the primary selection.
    if !primary && owner.is_saved()? {
        connection.destroy_window(owner.window)?.check()?;
        if is_taken_over(connection, owner.names.CLIPBOARD)? {
            return Ok(());
        }
        // The manager did not do what it promised.
        match Owner::new(connection, screen, text, primary)? {
            Some(again) => owner = again,
            None => return Ok(()),
        }
    }
    owner.serve_on()
}

/// True if the selection has a new owner within [`HANDOVER`].
fn is_taken_over(connection: &RustConnection, selection: Atom) -> Result<bool> {
    let deadline = Instant::now() + HANDOVER;
    while Instant::now() < deadline {
        if connection.get_selection_owner(selection)?.reply()?.owner != x11rb::NONE {
            return Ok(true);
        }
        thread::sleep(PAUSE);
    }
    Ok(false)
}

/// The owner of the selection.
struct Owner<'t> {
    connection: &'t RustConnection,
    names: Names,
    window: Window,
    time: Timestamp,
    text: &'t str,
    /// The selections that this window still owns.
    selections: Vec<Atom>,
}

impl<'t> Owner<'t> {
    /// Takes the selection; `None` if another program took it at the same moment.
    fn new(connection: &'t RustConnection, screen: usize, text: &'t str, primary: bool) -> Result<Option<Self>> {
        let names = Names::new(connection)?.reply()?;
        let root = connection.setup().roots[screen].root;
        let window = connection.generate_id()?;
        let changes = CreateWindowAux::new().event_mask(EventMask::PROPERTY_CHANGE);
        let class = WindowClass::INPUT_OUTPUT;
        connection.create_window(COPY_DEPTH_FROM_PARENT, window, root, 0, 0, 1, 1, 0, class, 0, &changes)?;
        // The server's time comes with the change of a property.
        connection.change_property8(PropMode::APPEND, window, names.TIMESTAMP, AtomEnum::STRING, &[])?.check()?;
        let time = loop {
            if let Event::PropertyNotify(changed) = connection.wait_for_event()? {
                break changed.time;
            }
        };
        let mut selections = vec![names.CLIPBOARD];
        selections.extend(primary.then_some(Atom::from(AtomEnum::PRIMARY)));
        for &selection in &selections {
            connection.set_selection_owner(window, selection, time)?;
        }
        let is_taken = connection.get_selection_owner(names.CLIPBOARD)?.reply()?.owner == window;
        Ok(is_taken.then_some(Self { connection, names, window, time, text, selections }))
    }

    /// The targets under which the text is served, the most common first.
    fn targets(&self) -> [Atom; 5] {
        let Names { UTF8_STRING, PLAIN_UTF_8, TEXT, PLAIN, .. } = self.names;
        [UTF8_STRING, PLAIN_UTF_8, AtomEnum::STRING.into(), TEXT, PLAIN]
    }

    /// The type and bytes of the text for `target`. `STRING` is Latin-1 by agreement, and by habit UTF-8 if the text has other
    /// characters; `TEXT` may have any type.
    fn form(&self, target: Atom) -> (Atom, Vec<u8>) {
        let latin_1 = || self.text.chars().map(u8::try_from).collect::<std::result::Result<Vec<u8>, _>>();
        match target {
            _ if target == Atom::from(AtomEnum::STRING) => (target, latin_1().unwrap_or_else(|_| self.text.into())),
            _ if target == self.names.TEXT => (self.names.UTF8_STRING, self.text.into()),
            _ => (target, self.text.into()),
        }
    }

    /// Pastes every target as another program would, while serving them; true if each returned the text.
    fn reads_back(&mut self) -> Result<bool> {
        let Self { connection, window, time, .. } = *self;
        let targets = self.targets();
        for target in targets {
            connection.convert_selection(window, self.names.CLIPBOARD, target, target, time)?;
        }
        let mut missing = targets.len();
        while missing > 0 && self.owns(self.names.CLIPBOARD) {
            let Some(pasted) = self.step()?.filter(|pasted| pasted.selection == self.names.CLIPBOARD) else { continue };
            if pasted.property == x11rb::NONE {
                return Ok(false);
            }
            let length = u32::try_from(self.text.len()).unwrap_or(u32::MAX).div_ceil(4);
            let read = connection.get_property(true, window, pasted.property, AtomEnum::ANY, 0, length)?.reply()?;
            if (read.type_, read.value) != self.form(pasted.target) {
                return Ok(false);
            }
            missing -= 1;
        }
        Ok(missing == 0)
    }

    /// Serves while another connection pastes; true if that got the text. It must be over before a clipboard manager is asked,
    /// since nothing is served while the manager takes over.
    fn lets_others_read(&mut self) -> Result<bool> {
        let text = self.text.to_owned();
        let reader = thread::spawn(move || is_pasted(&text));
        while !reader.is_finished() {
            while let Some(event) = self.connection.poll_for_event()? {
                self.handle(&event)?;
            }
            self.connection.flush()?;
            thread::sleep(PAUSE);
        }
        Ok(reader.join().unwrap_or_default() && self.owns(self.names.CLIPBOARD))
    }

    /// Asks the clipboard manager, if one is running, to save the text; true once it has.
    fn is_saved(&mut self) -> Result<bool> {
        let Self { connection, window, time, .. } = *self;
        let Names { CLIPBOARD_MANAGER: manager, SAVE_TARGETS: save, .. } = self.names;
        if connection.get_selection_owner(manager)?.reply()?.owner == x11rb::NONE {
            return Ok(false);
        }
        connection.change_property32(PropMode::REPLACE, window, save, AtomEnum::ATOM, &self.targets())?;
        connection.convert_selection(window, manager, save, save, time)?;
        while self.owns(self.names.CLIPBOARD) {
            if let Some(told) = self.step()?.filter(|told| told.selection == manager) {
                return Ok(told.property != x11rb::NONE);
            }
        }
        Ok(false)
    }

    /// Serves until other programs own all selections.
    fn serve_on(&mut self) -> Result<()> {
        while !self.selections.is_empty() {
            self.step()?;
        }
        Ok(())
    }

    fn owns(&self, selection: Atom) -> bool {
        self.selections.contains(&selection)
    }

    /// Waits for one event and handles it; returns it if it is an answer to this window.
    fn step(&mut self) -> Result<Option<SelectionNotifyEvent>> {
        self.connection.flush()?;
        let event = self.connection.wait_for_event()?;
        self.handle(&event)
    }

    fn handle(&mut self, event: &Event) -> Result<Option<SelectionNotifyEvent>> {
        match event {
            Event::SelectionRequest(request) => self.give(request)?,
            Event::SelectionClear(lost) => self.selections.retain(|&selection| selection != lost.selection),
            Event::SelectionNotify(answer) => return Ok(Some(*answer)),
            _ => {}
        }
        Ok(None)
    }

    /// Answers the request of a program that pastes.
    fn give(&self, request: &SelectionRequestEvent) -> Result<()> {
        let SelectionRequestEvent { requestor, selection, target, time, .. } = *request;
        // Old programs leave the choice of the property to the owner.
        let property = if request.property == x11rb::NONE { target } else { request.property };
        let is_given = if target == self.names.MULTIPLE {
            self.give_several(requestor, property)?
        } else {
            self.convert(requestor, target, property)?
        };
        let property = if is_given { property } else { x11rb::NONE };
        let response_type = SELECTION_NOTIFY_EVENT;
        let answer = SelectionNotifyEvent { response_type, sequence: 0, time, requestor, selection, target, property };
        self.connection.send_event(false, requestor, EventMask::NO_EVENT, answer)?;
        Ok(())
    }

    /// Puts the text as `target` into a property of a window; false if there is no such target.
    fn convert(&self, window: Window, target: Atom, property: Atom) -> Result<bool> {
        let Names { TARGETS, TIMESTAMP, MULTIPLE, .. } = self.names;
        let connection = self.connection;
        if target == TARGETS {
            let all = [&[TARGETS, TIMESTAMP, MULTIPLE], &self.targets()[..]].concat();
            connection.change_property32(PropMode::REPLACE, window, property, AtomEnum::ATOM, &all)?;
        } else if target == TIMESTAMP {
            connection.change_property32(PropMode::REPLACE, window, property, AtomEnum::INTEGER, &[self.time])?;
        } else if self.targets().contains(&target) {
            let (kind, bytes) = self.form(target);
            connection.change_property8(PropMode::REPLACE, window, property, kind, &bytes)?;
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    /// Serves the pairs of target and property in `list`, and removes from it those that can't be served.
    fn give_several(&self, window: Window, list: Atom) -> Result<bool> {
        let asked = self.connection.get_property(false, window, list, AtomEnum::ANY, 0, 1024)?.reply()?;
        let Some(pairs) = asked.value32() else { return Ok(false) };
        let mut pairs: Vec<Atom> = pairs.collect();
        for pair in pairs.chunks_exact_mut(2) {
            if !self.convert(window, pair[0], pair[1])? {
                pair[1] = x11rb::NONE;
            }
        }
        self.connection.change_property32(PropMode::REPLACE, window, list, asked.type_, &pairs)?;
        Ok(true)
    }
}
