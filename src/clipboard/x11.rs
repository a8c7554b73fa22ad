//! The selection of X11, in the process that holds the text.

use std::error::Error;

use arboard::Clipboard;
use x11rb::connection::Connection;
use x11rb::protocol::Event;
use x11rb::protocol::xfixes::{ConnectionExt as _, SelectionEventMask};
use x11rb::protocol::xproto::{ConnectionExt as _, Window};
use x11rb::rust_connection::RustConnection;

use super::holding::{HELD, REPLACED, UNREACHABLE};

/// Holds `text` until another program has copied something, or the X server is gone. An empty text only asks whether
/// there is one.
///
/// The library serves the text, but can wait for the end only by setting it anew, which would undo what another program
/// has copied meanwhile; and it waits on when the server has gone away. So the waiting is done on a connection of our
/// own, which is told of every new owner and breaks with the server.
pub(super) fn hold(text: &str, answer: impl FnOnce(&str)) {
    let (Ok((connection, screen)), Ok(mut clipboard)) = (x11rb::connect(None), Clipboard::new()) else {
        return answer(UNREACHABLE);
    };
    if text.is_empty() {
        return answer(HELD);
    }
    match take(&connection, screen, &mut clipboard, text) {
        Ok(owner) => {
            answer(HELD);
            wait_for_another(&connection, owner);
        }
        Err(error) => answer(&error.to_string()),
    }
}

/// Puts `text` into the selection, reads it back, and gives the window that owns it.
fn take(
    connection: &RustConnection,
    screen: usize,
    clipboard: &mut Clipboard,
    text: &str,
) -> Result<Window, Box<dyn Error>> {
    let selection = connection.intern_atom(false, b"CLIPBOARD")?.reply()?.atom;
    let root = connection.setup().roots[screen].root;
    let ends = SelectionEventMask::SET_SELECTION_OWNER
        | SelectionEventMask::SELECTION_WINDOW_DESTROY
        | SelectionEventMask::SELECTION_CLIENT_CLOSE;
    connection.xfixes_query_version(5, 0)?.reply()?;
    connection.xfixes_select_selection_input(root, selection, ends)?.check()?;
    clipboard.set_text(text)?;
    if clipboard.get_text()? != text {
        return Err(REPLACED.into());
    }
    Ok(connection.get_selection_owner(selection)?.reply()?.owner)
}

fn wait_for_another(connection: &RustConnection, owner: Window) {
    while let Ok(event) = connection.wait_for_event() {
        if matches!(event, Event::XfixesSelectionNotify(change) if change.owner != owner) {
            return;
        }
    }
}
