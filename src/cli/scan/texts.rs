//! Lines of a log that are read again, to be shown.

use std::collections::HashMap;
use std::convert::Infallible;
use std::io;
use std::ops::Range;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};

use super::found::Search;
use super::line::printable;
use super::marking::Marked;
use super::spool::Spool;
use crate::decode::Mark;
use crate::log::{End, Excerpt, LogLine, Place, Wanted};
use crate::mention::{Block, Finder};

/// The number of bytes of a log that are read on either side of a code.
const REACH: usize = 1 << 13;

/// Where the text of a part of a log can be read again.
pub(super) enum Text {
    File(Marked),
    Spool(Arc<Spool>),
}

impl Text {
    /// That many bytes from this one on, or from about there; and the offset at which they begin.
    fn read(&self, from: u64, length: u64) -> io::Result<(u64, Vec<u8>)> {
        match self {
            Self::File(file) => file.read(from, length),
            Self::Spool(spool) => {
                let mut window = vec![0; usize::try_from(length).map_err(io::Error::other)?];
                let count = spool.read_at(&mut window, from)?;
                window.truncate(count);
                Ok((from, window))
            }
        }
    }

    fn kept_from(&self) -> u64 {
        match self {
            Self::File(_) => 0,
            Self::Spool(spool) => spool.kept_from(),
        }
    }
}

/// A report on where texts can be read again.
pub(super) enum Report {
    /// A part was opened.
    Opened(Text),
    /// A part that is a file was read up to this mark.
    Marked(Mark),
    /// The text of a part is gone: its file was truncated.
    Gone,
}

/// Where what reads a part reports.
#[derive(Clone)]
pub(super) struct Reports {
    pub(super) part: usize,
    pub(super) sender: mpsc::Sender<(usize, Report)>,
}

impl Reports {
    pub(super) fn send(&self, report: Report) {
        // Nobody reads lines again once the browser has ended.
        let _ = self.sender.send((self.part, report));
    }
}

/// The texts of a log.
pub(super) struct Texts<'s> {
    search: &'s Search<'s>,
    finder: Finder<'s>,
    blocks: [Block; 2],
    /// The reports on each part while it is read.
    reports: Receiver<(usize, Report)>,
    known: HashMap<usize, Text>,
}

impl<'s> Texts<'s> {
    pub(super) fn new(search: &'s Search<'s>, reports: Receiver<(usize, Report)>) -> Self {
        let finder = Finder::new(&search.session.catalog, &search.args.keys);
        Self { search, finder, blocks: Default::default(), reports, known: HashMap::new() }
    }

    /// Reads the lines that are wanted. One that is gone, or has changed, is none.
    pub(super) fn excerpt(&mut self, wanted: &Wanted) -> Excerpt {
        self.learn();
        let mut excerpt = Excerpt::default();
        for (_, place) in &wanted.places {
            let window = self.window(*place, REACH);
            if window.as_ref().is_some_and(|(text, at)| text.len() - at < REACH) {
                excerpt.end = End::Near;
            }
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

    /// Takes note of what was reported.
    fn learn(&mut self) {
        for (part, report) in self.reports.try_iter() {
            match (report, self.known.get_mut(&part)) {
                (Report::Opened(text), _) => drop(self.known.insert(part, text)),
                (Report::Marked(mark), Some(Text::File(file))) => file.add(mark),
                (Report::Marked(_), _) => {}
                (Report::Gone, _) => drop(self.known.remove(&part)),
            }
        }
    }

    /// The text around a place, and where in it the place is.
    fn window(&self, place: Place, reach: usize) -> Option<(Vec<u8>, usize)> {
        let text = self.known.get(&place.part)?;
        let reach = reach as u64;
        let from = place.offset.saturating_sub(reach).max(text.kept_from().min(place.offset));
        let (from, window) = text.read(from, place.offset - from + reach).ok()?;
        let at = usize::try_from(place.offset.checked_sub(from)?).ok()?;
        (at < window.len()).then_some((window, at))
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
