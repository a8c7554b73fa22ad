//! The events that the browser handles, and the effects that it asks its caller for.

use std::path::PathBuf;

use crate::app::Unedited;
use crate::app::prompt::Edit;
use crate::app::results::Results;
use crate::catalog::{EntryId, SubsystemId};
use crate::clipboard::Outcome;
use crate::log::{Excerpt, Growth, Wanted};

/// An event that the browser handles.
#[derive(Clone, Debug)]
pub enum Event {
    /// A character is typed.
    Type(char),
    /// A block of text is pasted.
    Paste(String),
    /// The prompt is edited.
    Edit(Edit),
    /// The selection moves; or the open panel scrolls.
    Move(Motion),
    /// The open panel, or else the detail pane, scrolls by this many lines, down if positive.
    Scroll(isize),
    /// The next subsystem is chosen; after the last one, all of them.
    NextTab,
    /// The previous subsystem is chosen.
    PreviousTab,
    /// This subsystem is chosen, or all of them.
    PickTab(Option<SubsystemId>),
    /// The hit at this position of the results is selected.
    PickHit(usize),
    /// The form at this position is selected, if forms are offered.
    PickForm(usize),
    /// The selected code is copied; or the open panel is confirmed.
    Accept,
    /// The selected entry is copied as a line.
    CopyLine,
    /// The forms in which to copy are offered.
    AskForm,
    /// The selected entry's mark is set or removed, and the next entry selected.
    Mark,
    /// The list of recent copies and searches opens or closes.
    Recent,
    /// The list of complaints about settings and tables opens or closes.
    Complaints,
    /// If there is no query, the last one comes back; otherwise the detail pane scrolls up.
    Recall,
    /// The page of the selected code's source is opened.
    OpenPage,
    /// The related code with this number is selected; numbers start at 1.
    Jump(usize),
    /// The selection returns to the place before the last jump.
    Back,
    /// The open panel closes, or else the query is cleared, or else the marks are, or else the browser ends.
    Escape,
    /// The character after the caret is deleted; if there is no query, the browser ends.
    DeleteOrQuit,
    /// The browser ends.
    Quit,
    /// The help page opens or closes.
    Help,
    /// The interface changes its language.
    SwitchLang,
    /// The browser takes the mouse from the terminal, or gives it back.
    SwitchMouse,
    /// The program is suspended.
    Suspend,
    /// Everything is drawn again.
    Redraw,
    /// A search has ended.
    Found {
        /// The query.
        query: String,
        /// The results.
        results: Results,
    },
    /// The page with this address was passed to a program that opens it.
    Opened(String),
    /// More of the log has been read.
    Grown(Box<Growth>),
    /// Lines of the log have been read.
    Lines(Box<Wanted>, Box<Excerpt>),
    /// The list of the selected code's lines opens or closes.
    OpenLines,
    /// The selected line of the log is opened in an editor.
    EditLine,
    /// A line of the log could not be opened in an editor.
    NotEdited(Unedited),
    /// The list switches between the codes of the log and the whole table.
    SwitchTable,
    /// The codes of the log change their order.
    SwitchOrder,
    /// An attempt to copy has ended.
    Answered {
        /// The text that was to be copied.
        text: String,
        /// The result.
        outcome: Outcome,
    },
}

impl Event {
    /// True if the event refers to one of the hits, so that it must wait until they answer the current query.
    pub fn needs_hits(&self) -> bool {
        matches!(
            self,
            Self::Accept
                | Self::CopyLine
                | Self::AskForm
                | Self::Mark
                | Self::OpenPage
                | Self::Jump(_)
                | Self::Back
                | Self::PickHit(_)
                | Self::SwitchTable
                | Self::OpenLines
                | Self::EditLine
        )
    }
}

/// A movement of the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// To the one above.
    Up,
    /// To the one below.
    Down,
    /// Up by the height of the list.
    PageUp,
    /// Down by the height of the list.
    PageDown,
    /// To the first.
    First,
    /// To the last.
    Last,
}

/// An action outside the browser's state, which its caller must perform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Put this text on the clipboard, and answer with [`Event::Answered`].
    Copy(String),
    /// Open the page with this address, and answer with [`Event::Opened`]; if that is impossible, copy the address.
    Open(String),
    /// Lend the terminal to an editor that opens this line of a file, from 1, and answer with [`Event::NotEdited`] where that
    /// can't be.
    Edit(PathBuf, u64),
    /// End the browser, with the entries that the user chose, if it was started to choose some.
    Quit(Vec<EntryId>),
    /// Suspend the program.
    Suspend,
    /// Clear the terminal and draw everything again.
    Redraw,
    /// Take the mouse from the terminal (`true`) or give it back.
    Mouse(bool),
}
