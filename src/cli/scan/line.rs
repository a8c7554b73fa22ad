//! A line of a log as people see it.

use std::borrow::Cow;

use crate::catalog::{self, Entry, Form};
use crate::cli::output::text::{BOLD, DIM, paint};
use crate::cli::session::Session;
use crate::mention::Mention;
use crate::words::Words;

/// A stretch of a line without codes is shown up to this far from its ends, in bytes.
const SHOWN: usize = 200;

/// A line with codes, as people see it.
pub(super) struct Line<'l> {
    pub(super) session: &'l Session,
    pub(super) text: &'l [u8],
    pub(super) found: &'l [(&'l Mention<'l>, Vec<Option<Entry<'l>>>)],
}

impl Line<'_> {
    /// The line, its codes marked, and what steers a terminal left out.
    pub(super) fn shown(&self) -> String {
        let mut shown = String::new();
        let mut end = 0;
        for (mention, _) in self.found {
            shown += &stretch(&self.text[end..mention.range.start]);
            // A number under no key may be something else after all.
            let style = if mention.key.is_some() { BOLD } else { DIM };
            shown += &paint(self.session.color, style, &printable(&self.text[mention.range.clone()]));
            end = mention.range.end;
        }
        shown + stretch(&self.text[end..]).trim_end()
    }

    /// The meaning of each of its codes, once.
    pub(super) fn meanings(&self) -> String {
        let mut meanings: Vec<String> = Vec::new();
        for (mention, entries) in self.found {
            for entry in entries {
                let unknown = || format!("{} {}", mention.code, Words::of(self.session.lang).command.unknown);
                let meaning = entry.map_or_else(unknown, |entry| Form::Line.of(entry));
                if !meanings.contains(&meaning) {
                    meanings.push(meaning);
                }
            }
        }
        paint(self.session.color, DIM, &format!("# {}", meanings.join("; ")))
    }
}

/// A part of a line without codes; if it is long, its ends.
pub(super) fn stretch(text: &[u8]) -> Cow<'_, str> {
    if text.len() <= 2 * SHOWN {
        return printable(text);
    }
    let is_inside = |byte: &&u8| **byte & 0xc0 == 0x80;
    let head = SHOWN - text[..=SHOWN].iter().rev().take_while(is_inside).count();
    let tail = &text[text.len() - SHOWN..];
    let tail = &tail[tail.iter().take_while(is_inside).count()..];
    format!("{} … {}", printable(&text[..head]), printable(tail)).into()
}

/// Text that can stand on a terminal: what sets a colour is left out, and whatever else would steer it becomes a space.
pub(super) fn printable(text: &[u8]) -> Cow<'_, str> {
    // A scan asks this of each key, and nearly all are plain.
    if text.iter().all(|byte| matches!(byte, b' '..=b'~'))
        && let Ok(text) = str::from_utf8(text)
    {
        return Cow::Borrowed(text);
    }
    let text = match String::from_utf8_lossy(text) {
        Cow::Borrowed(text) if !text.contains('\x1b') => return catalog::printable(text),
        text => text,
    };
    let mut parts = text.split("\x1b[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('m') {
            Some((parameters, rest)) if parameters.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b';')) => {
                plain += rest;
            }
            _ => plain.extend([" ", part]),
        }
    }
    catalog::printable(&plain).into_owned().into()
}
