//! X11: the forms in which programs request a text, the primary selection, displays that SSH forwards, and managers.

use std::fs;
use std::sync::mpsc;
use std::thread;

use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xproto::{
    AtomEnum, ConnectionExt, CreateWindowAux, EventMask, PropMode, SELECTION_NOTIFY_EVENT, SelectionNotifyEvent,
    SelectionRequestEvent, Window, WindowClass,
};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

use crate::support::displays::Xvfb;
use crate::support::{XERRNO, command, have, run, wait_for};

const LINE: &str = "-96 签名过期 / Signature expired";

/// Copies [`LINE`] in this environment, and returns the program's report.
fn copy(environment: &[(&str, &str)]) -> String {
    let output = run(command("setsid", environment).args(["--wait", XERRNO, "explain", "-96", "--copy"]));
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn every_form_that_is_offered_is_served() {
    if !have(&["Xvfb", "xclip"]) {
        return;
    }
    let x11 = Xvfb::start();
    copy(&x11.environment());
    let offered = x11.paste_as("clipboard", "TARGETS");
    let forms = ["UTF8_STRING", "text/plain;charset=utf-8", "STRING", "TEXT", "text/plain"];
    for form in forms {
        assert!(offered.lines().any(|target| target == form), "{form} is not among {offered}");
    }
    for form in offered.lines().filter(|form| !["TARGETS", "TIMESTAMP", "MULTIPLE", "SAVE_TARGETS"].contains(form)) {
        let pasted = x11.paste_as("clipboard", form);
        // A STRING only has the characters of Latin-1; others are replaced.
        assert!(pasted == LINE || (form == "STRING" && pasted.starts_with("-96 ")), "{form}: {pasted:?}");
    }
}

#[test]
fn the_primary_selection_is_filled_where_the_config_asks_for_it() {
    if !have(&["Xvfb", "xclip"]) {
        return;
    }
    for (config, primary) in [("", ""), ("primary = true\n", LINE)] {
        let x11 = Xvfb::start();
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("xerrno")).expect("a folder");
        fs::write(folder.path().join("xerrno/config.toml"), config).expect("a file");
        let home = ("XDG_CONFIG_HOME", folder.path().to_str().expect("a readable name"));
        copy(&[&x11.environment()[..], &[home]].concat());
        assert_eq!(x11.paste(), LINE);
        assert_eq!(x11.paste_as("primary", "UTF8_STRING"), primary, "{config:?}");
    }
}

#[test]
fn a_display_that_ssh_forwards_is_that_of_the_users_desk() {
    if !have(&["Xvfb", "xclip"]) {
        return;
    }
    let x11 = Xvfb::on_network();
    let forwarded = format!("localhost{}", x11.display);
    let [_, mark] = x11.environment();
    let said = copy(&[("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22"), ("DISPLAY", &forwarded), mark]);
    assert!(said.contains("copied: "), "{said}");
    assert_eq!(x11.paste(), LINE);
    // The user can't see a display of the remote machine itself.
    let said = copy(&[("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22"), ("DISPLAY", &x11.display), mark]);
    assert!(!said.contains("copied: ") || said.contains("not copied"), "{said}");
}

#[test]
fn a_manager_that_waits_to_be_asked_takes_the_text_over_and_no_process_stays() {
    if !have(&["Xvfb", "xclip"]) {
        return;
    }
    let x11 = Xvfb::start();
    let (ready, is_ready) = mpsc::channel();
    let display = x11.display.clone();
    thread::spawn(move || {
        let (connection, screen) = x11rb::connect(Some(&display)).expect("a connection");
        Manager::new(&connection, screen).serve(&|| ready.send(()).expect("the test waits"));
    });
    is_ready.recv().expect("a manager");
    let said = copy(&x11.environment());
    assert!(said.contains("copied: "), "{said}");
    wait_for("the end of the holder", || x11.holders().is_empty().then_some(()));
    assert_eq!(x11.paste(), LINE);
}

/// A clipboard manager as in the freedesktop convention: on the owner's request it saves the clipboard and becomes its owner.
struct Manager<'x> {
    connection: &'x RustConnection,
    window: Window,
    saved: Vec<u8>,
}

impl<'x> Manager<'x> {
    fn new(connection: &'x RustConnection, screen: usize) -> Self {
        let window = connection.generate_id().expect("an id");
        let root = connection.setup().roots[screen].root;
        let [depth, visual] = [x11rb::COPY_DEPTH_FROM_PARENT, 0];
        let nothing = CreateWindowAux::new();
        connection
            .create_window(depth, window, root, 0, 0, 1, 1, 0, WindowClass::INPUT_OUTPUT, visual.into(), &nothing)
            .expect("a window");
        Self { connection, window, saved: Vec::new() }
    }

    fn atom(&self, name: &str) -> u32 {
        self.connection.intern_atom(false, name.as_bytes()).expect("a request").reply().expect("an atom").atom
    }

    fn own(&self, selection: &str) {
        let selection = self.atom(selection);
        self.connection.set_selection_owner(self.window, selection, x11rb::CURRENT_TIME).expect("a request");
        self.connection.sync().expect("a server");
    }

    fn serve(&mut self, is_ready: &dyn Fn()) {
        self.own("CLIPBOARD_MANAGER");
        is_ready();
        // The request to save, until the text has arrived.
        let mut asked: Option<SelectionRequestEvent> = None;
        while let Ok(event) = self.connection.wait_for_event() {
            match event {
                Event::SelectionRequest(request) if request.target == self.atom("SAVE_TARGETS") => {
                    let [clipboard, utf_8] = ["CLIPBOARD", "UTF8_STRING"].map(|name| self.atom(name));
                    let property = u32::from(AtomEnum::CUT_BUFFE_R0);
                    self.connection
                        .convert_selection(self.window, clipboard, utf_8, property, x11rb::CURRENT_TIME)
                        .expect("a request");
                    self.connection.flush().expect("a server");
                    asked = Some(request);
                }
                Event::SelectionNotify(_) => {
                    let property = u32::from(AtomEnum::CUT_BUFFE_R0);
                    let request = self.connection.get_property(true, self.window, property, 0u32, 0, u32::MAX);
                    self.saved = request.expect("a request").reply().expect("a text").value;
                    self.own("CLIPBOARD");
                    if let Some(request) = asked.take() {
                        self.answer(&request, request.property);
                    }
                }
                Event::SelectionRequest(request) => {
                    let utf_8 = self.atom("UTF8_STRING");
                    let property = if request.target == utf_8 { request.property } else { 0 };
                    if property != 0 {
                        self.connection
                            .change_property8(PropMode::REPLACE, request.requestor, property, utf_8, &self.saved)
                            .expect("a request");
                    }
                    self.answer(&request, property);
                }
                _ => {}
            }
        }
    }

    fn answer(&self, request: &SelectionRequestEvent, property: u32) {
        let event = SelectionNotifyEvent {
            response_type: SELECTION_NOTIFY_EVENT,
            sequence: 0,
            time: request.time,
            requestor: request.requestor,
            selection: request.selection,
            target: request.target,
            property,
        };
        self.connection.send_event(false, request.requestor, EventMask::NO_EVENT, event).expect("a request");
        self.connection.flush().expect("a server");
    }
}
