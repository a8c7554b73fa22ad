//! The only link on the screen: the address of the selected code's source, as OSC 8.
//!
//! A cell has no room for an address. The cells of the link have a modifier that nothing here draws with, and another such one
//! after each change of the address, so that they differ from those before and are written again.

use std::cell::RefCell;
use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::style::{Modifier, Style};

/// The modifiers of a link's cells, in turn. No theme has blinking text.
const MODIFIERS: [Modifier; 2] = [Modifier::RAPID_BLINK, Modifier::SLOW_BLINK];

/// The sequence that ends a link.
pub(super) const END: &str = "\x1b]8;;\x1b\\";

/// The target of the link, shared by the code that renders and the code that writes.
#[derive(Clone, Debug, Default)]
pub(super) struct Link(Rc<RefCell<Target>>);

#[derive(Debug, Default)]
struct Target {
    address: String,
    /// True after every other change of the address.
    is_odd: bool,
}

impl Link {
    /// Sets the address of the link in `frame`.
    pub(super) fn lead_to(&self, address: &str, frame: &mut Buffer) {
        let mut target = self.0.borrow_mut();
        if target.address != address {
            *target = Target { address: address.to_owned(), is_odd: !target.is_odd };
        }
        if target.is_odd {
            for cell in frame.content.iter_mut().filter(|cell| cell.modifier.contains(MODIFIERS[0])) {
                cell.modifier.toggle(MODIFIERS[0] | MODIFIERS[1]);
            }
        }
    }

    /// The sequence that begins a link to the address.
    pub(super) fn start(&self) -> String {
        format!("\x1b]8;;{}\x1b\\", self.0.borrow().address)
    }
}

/// The style of a link's cells.
pub(super) fn style() -> Style {
    Style::new().add_modifier(MODIFIERS[0])
}

/// Returns true if a cell with this modifier belongs to a link, and the modifier to draw it with.
pub(super) fn split(modifier: Modifier) -> (bool, Modifier) {
    let either = MODIFIERS[0] | MODIFIERS[1];
    (modifier.intersects(either), modifier.difference(either))
}

/// True if an address can be a link and be opened: a table may have any text as its source.
pub(super) fn is_page(address: &str) -> bool {
    let is_plain = address.bytes().all(|byte| byte.is_ascii_graphic());
    is_plain && (address.starts_with("https://") || address.starts_with("http://"))
}
