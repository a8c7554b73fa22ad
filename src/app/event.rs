//! What can happen to the browser, and what it can't do itself.

use crate::app::prompt::Edit;
use crate::app::results::Results;
use crate::catalog::{EntryId, SubsystemId};
use crate::clipboard::Outcome;
use crate::log::{Excerpt, Growth, Wanted};

/// Something that happens to the browser.
#[derive(Clone, Debug)]
pub enum Event {
    /// A character is typed.
    Type(char),
    /// A block of text is pasted.
    Paste(String),
    /// The prompt is edited.
    Edit(Edit),
    /// The selection moves; or what is open scrolls.
    Move(Motion),
    /// What is open, else the detail pane, scrolls by this many lines, down if positive.
    Scroll(isize),
    /// The next subsystem, after the last all of them.
    NextTab,
    /// The subsystem before.
    PreviousTab,
    /// This subsystem, or all of them.
    PickTab(Option<SubsystemId>),
    /// The hit at this position of the results is selected.
    PickHit(usize),
    /// The form at this position is selected, if forms are offered.
    PickForm(usize),
    /// The selected code is copied; or what is open is confirmed.
    Accept,
    /// The selected entry is copied as a line.
    CopyLine,
    /// The forms to copy are offered.
    AskForm,
    /// The selected entry is marked, or no longer, and the next one selected.
    Mark,
    /// What was copied and searched for lately is offered.
    Recent,
    /// The complaints about settings and tables are listed, or no longer.
    Complaints,
    /// Where there is no query, the last one comes back; else the detail pane scrolls up.
    Recall,
    /// The page that says what is known of the selected code is opened.
    OpenPage,
    /// The related code with this number is selected; numbers start at 1.
    Jump(usize),
    /// The place before the last jump.
    Back,
    /// What is open closes, else the query is cleared, else the browser is left.
    Escape,
    /// The character after the caret goes; where there is no query, the browser is left.
    DeleteOrQuit,
    /// The browser is left.
    Quit,
    /// The help page opens or closes.
    Help,
    /// The interface changes its language.
    SwitchLang,
    /// The mouse is taken from the terminal or given back.
    SwitchMouse,
    /// The program is suspended.
    Suspend,
    /// Everything is drawn anew.
    Redraw,
    /// A search has ended.
    Found {
        /// What was searched for.
        query: String,
        /// What was found.
        results: Results,
    },
    /// A page was handed on to be opened.
    Opened(String),
    /// More of the log has been read.
    Grown(Box<Growth>),
    /// Lines of the log have been read.
    Lines(Box<Wanted>, Box<Excerpt>),
    /// The lines of the selected code open or close.
    OpenLines,
    /// The list turns between the codes of the log and the whole table.
    SwitchTable,
    /// The codes of the log change their order.
    SwitchOrder,
    /// An attempt to copy has ended.
    Answered {
        /// What was to be copied.
        text: String,
        /// How it went.
        outcome: Outcome,
    },
}

impl Event {
    /// Whether the event means one of the hits, so that it must wait until they answer the query as it stands.
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
        )
    }
}

/// A way for the selection to move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// To the one above.
    Up,
    /// To the one below.
    Down,
    /// Up by what the list has room for.
    PageUp,
    /// Down by what the list has room for.
    PageDown,
    /// To the first.
    First,
    /// To the last.
    Last,
}

/// Something that the browser wants done outside itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Put this text on the clipboard, and answer with [`Event::Answered`].
    Copy(String),
    /// Open the page with this address, and answer with [`Event::Opened`]; where that can't be, copy the address.
    Open(String),
    /// End the browser, with the entries that were chosen, if any were asked for.
    Quit(Vec<EntryId>),
    /// Suspend the program.
    Suspend,
    /// Clear the terminal and draw everything.
    Redraw,
    /// Take the mouse from the terminal (`true`) or give it back.
    Mouse(bool),
}
