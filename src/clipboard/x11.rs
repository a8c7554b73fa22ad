//! The selection of X11, in the process that holds the text.

use std::error::Error;

use arboard::Clipboard;
use x11rb::COPY_DEPTH_FROM_PARENT;
use x11rb::connection::{Connection, RequestConnection};
use x11rb::protocol::Event;
use x11rb::protocol::xfixes::{ConnectionExt as _, SelectionEventMask};
use x11rb::protocol::xproto::{Atom, AtomEnum, ConnectionExt as _, CreateWindowAux, Window, WindowClass};
use x11rb::rust_connection::RustConnection;

use super::holding::{HELD, REPLACED, TOO_LONG, UNREACHABLE};

/// What a request takes beside the text in it.
const REQUEST: usize = 64;

/// Holds `text` until another program has copied something, or the X server is gone. An empty text only asks whether
/// there is one.
///
/// The library serves the text, but can wait for the end only by setting it anew, which would undo what another program
/// has copied meanwhile; it waits on when the server has gone away; and asked for a text that it serves itself, it asks
/// nobody. So the reading back and the waiting are done on a connection of our own, which pastes as any other program
/// does, is told of every new owner, and breaks with the server.
pub(super) fn hold(text: &str, answer: impl FnOnce(&str)) {
    let (Ok((connection, screen)), Ok(mut clipboard)) = (x11rb::connect(None), Clipboard::new()) else {
        return answer(UNREACHABLE);
    };
    if text.is_empty() {
        return answer(HELD);
    }
    // The library hands a text over in one request, and hangs whoever pastes one that is longer.
    if text.len() + REQUEST > connection.maximum_request_bytes() {
        return answer(TOO_LONG);
    }
    let taken = Watch::new(&connection, screen).and_then(|watch| {
        clipboard.set_text(text)?;
        // The library does not wait for the server, and ours is another connection. It asks over its own who the owner is
        // before it answers, so that by then the text is there, or was.
        let _ = clipboard.get_text();
        let owner = watch.owner()?;
        Ok((watch.reads(text)?, watch, owner))
    });
    match taken {
        Ok((true, watch, owner)) => {
            answer(HELD);
            // It fails when the server has gone, and the text with it.
            let _ = watch.wait_for_another(owner);
        }
        Ok((false, ..)) => answer(REPLACED),
        Err(error) => answer(&error.to_string()),
    }
}

/// Another program's view of the selection.
struct Watch<'c> {
    connection: &'c RustConnection,
    selection: Atom,
    window: Window,
}

impl<'c> Watch<'c> {
    /// A window to paste into, told of every change of the selection's owner from now on.
    fn new(connection: &'c RustConnection, screen: usize) -> Result<Self, Box<dyn Error>> {
        let selection = connection.intern_atom(false, b"CLIPBOARD")?.reply()?.atom;
        let root = connection.setup().roots[screen].root;
        let window = connection.generate_id()?;
        let (class, none) = (WindowClass::INPUT_ONLY, CreateWindowAux::new());
        connection.create_window(COPY_DEPTH_FROM_PARENT, window, root, 0, 0, 1, 1, 0, class, 0, &none)?.check()?;
        let changes = SelectionEventMask::SET_SELECTION_OWNER
            | SelectionEventMask::SELECTION_WINDOW_DESTROY
            | SelectionEventMask::SELECTION_CLIENT_CLOSE;
        connection.xfixes_query_version(5, 0)?.reply()?;
        connection.xfixes_select_selection_input(window, selection, changes)?.check()?;
        Ok(Self { connection, selection, window })
    }

    /// The window that owns the selection.
    fn owner(&self) -> Result<Window, Box<dyn Error>> {
        Ok(self.connection.get_selection_owner(self.selection)?.reply()?.owner)
    }

    /// Whether who pastes gets `text`. Whoever owns the selection is asked, so another's text is another text.
    fn reads(&self, text: &str) -> Result<bool, Box<dyn Error>> {
        let Self { connection, selection, window } = *self;
        let target = connection.intern_atom(false, b"UTF8_STRING")?.reply()?.atom;
        connection.convert_selection(window, selection, target, selection, x11rb::CURRENT_TIME)?.check()?;
        let property = loop {
            if let Event::SelectionNotify(pasted) = connection.wait_for_event()? {
                break pasted.property;
            }
        };
        if property == x11rb::NONE {
            return Ok(false);
        }
        let length = u32::try_from(text.len())?.div_ceil(4);
        let pasted = connection.get_property(true, window, property, AtomEnum::ANY, 0, length)?.reply()?;
        Ok(pasted.value == text.as_bytes() && pasted.bytes_after == 0)
    }

    /// Waits until `owner` owns the selection no longer. An event alone does not say so: one that still waits to be read
    /// may tell of an owner from before.
    fn wait_for_another(&self, owner: Window) -> Result<(), Box<dyn Error>> {
        while self.owner()? == owner {
            self.connection.wait_for_event()?;
        }
        Ok(())
    }
}
