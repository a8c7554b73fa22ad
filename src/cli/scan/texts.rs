//! Lines of a log that are read again, to be shown.

use std::collections::HashMap;
use std::convert::Infallible;
use std::fs::File;
use std::io;
use std::ops::Range;
use std::sync::Arc;
use std::sync::mpsc::Receiver;

use super::found::Search;
use super::line::printable;
use super::spool::Spool;
use crate::log::{Excerpt, LogLine, Place, Wanted};
use crate::mention::{Block, Finder};
use crate::system::files;

/// So much of a log is read on either side of a code.
const REACH: u64 = 1 << 13;

/// Where the text of a part of a log can be read again.
pub(super) enum Text {
    File(File),
    Spool(Arc<Spool>),
}

impl Text {
    fn read_at(&self, buffer: &mut [u8], from: u64) -> io::Result<usize> {
        match self {
            Self::File(file) => files::read_at(file, buffer, from),
            Self::Spool(spool) => spool.read_at(buffer, from),
        }
    }

    fn kept_from(&self) -> u64 {
        match self {
            Self::File(_) => 0,
            Self::Spool(spool) => spool.kept_from(),
        }
    }
}

/// The texts of a log.
pub(super) struct Texts<'s> {
    search: &'s Search<'s>,
    finder: Finder<'s>,
    blocks: [Block; 2],
    /// The text of each part, as soon as that is opened.
    opened: Receiver<(usize, Text)>,
    known: HashMap<usize, Text>,
}

impl<'s> Texts<'s> {
    pub(super) fn new(search: &'s Search<'s>, opened: Receiver<(usize, Text)>) -> Self {
        let finder = Finder::new(&search.session.catalog, &search.args.keys);
        Self { search, finder, blocks: Default::default(), opened, known: HashMap::new() }
    }

    /// Reads the lines that are wanted. One that is gone, or has changed, is none.
    pub(super) fn excerpt(&mut self, wanted: &Wanted) -> Excerpt {
        self.known.extend(self.opened.try_iter());
        let mut excerpt = Excerpt::default();
        for (_, place) in &wanted.places {
            let window = self.window(*place, REACH);
            excerpt.lines.push(window.and_then(|(text, at)| self.line(&text, at, &wanted.code)));
        }
        if let Some((place, count)) = wanted.around
            && let Some((text, at)) = self.window(place, 8 * REACH)
        {
            let line = line_at(&text, at);
            let before = text[..line.start].split(|byte| *byte == b'\n').rev().skip(1).take(count);
            excerpt.before = before.map(shown).collect();
            excerpt.before.reverse();
            let after = text.get(line.end + 1..).unwrap_or_default().split(|byte| *byte == b'\n');
            excerpt.after = after.take(count).map(shown).collect();
        }
        excerpt
    }

    /// The text around a place, and where in it the place is.
    fn window(&self, place: Place, reach: u64) -> Option<(Vec<u8>, usize)> {
        let text = self.known.get(&place.part)?;
        let from = place.offset.saturating_sub(reach).max(text.kept_from().min(place.offset));
        let at = usize::try_from(place.offset - from).ok()?;
        let mut window = vec![0; at + usize::try_from(reach).ok()?];
        let count = text.read_at(&mut window, from).ok()?;
        window.truncate(count);
        (at < count).then_some((window, at))
    }

    /// The line around this byte, if it still mentions the code there.
    fn line(&mut self, text: &[u8], at: usize, code: &str) -> Option<LogLine> {
        let line = line_at(text, at);
        let is_whole = line.start > 0 && line.end < text.len();
        let text = &text[line.clone()];
        let [block, spare] = &mut self.blocks;
        block.begin();
        let mut input = text;
        while block.read(&mut input).ok()? {}
        block.cut(spare);
        let mut found: Vec<Range<usize>> = Vec::new();
        let search = self.search;
        let Ok(()) = self.finder.find(block, |passage| {
            let mentions = passage.mentions.iter().filter(|mention| mention.code == code && search.admits(mention));
            found.extend(mentions.map(|mention| {
                let start = usize::try_from(passage.start).unwrap_or_default();
                start + mention.range.start..start + mention.range.end
            }));
            Ok::<_, Infallible>(())
        });
        let is_there = found.iter().any(|range| range.contains(&(at - line.start)));
        if is_whole && !is_there {
            return None;
        }
        let mut shown = LogLine::default();
        let mut end = 0;
        for range in found {
            shown.text += &printable(text.get(end..range.start).unwrap_or_default());
            let start = shown.text.len();
            shown.text += &printable(&text[range.clone()]);
            shown.marks.push(start..shown.text.len());
            end = range.end;
        }
        shown.text += printable(&text[end..]).trim_end();
        Some(shown)
    }
}

fn shown(line: &[u8]) -> String {
    printable(&line[..line.len().min(1 << 10)]).trim_end().to_owned()
}

/// The line that holds this byte, as far as it is in the text, without its end.
fn line_at(text: &[u8], at: usize) -> Range<usize> {
    let start = memchr::memrchr(b'\n', &text[..at]).map_or(0, |end| end + 1);
    let end = memchr::memchr(b'\n', &text[at..]).map_or(text.len(), |end| at + end);
    start..end
}
