//! The contents of a log, as far as it has been read: how often each code occurs, and where.

mod excerpt;
mod growth;
mod places;
mod spread;

use std::collections::HashMap;
use std::path::PathBuf;

pub use excerpt::{End, Excerpt, LogLine, Wanted};
pub use growth::Growth;
pub use places::Place;
pub use spread::Spread;

use growth::Fresh;
use places::Places;

/// The number of a code's first lines that are kept, and also of its last ones.
pub const KEPT: usize = 100_000;

/// The most codes whose places are kept. Further ones are only counted; no real log has that many.
const MOST_CODES: usize = 10_000;

/// A part of a log: a file, or the text from a pipe. A file that was replaced or truncated continues as another part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Its name; empty for standard input.
    pub name: String,
    /// Where its text stands, beside what is kept of it here.
    pub origin: Origin,
    /// The number of its bytes that have been read.
    pub read: u64,
    /// Its size in bytes, if known.
    pub size: Option<u64>,
    /// The number of its lines that have been read.
    pub lines: u64,
    /// The offset of the first byte that can still be read again; earlier ones are gone.
    pub kept_from: u64,
    /// Its state.
    pub state: State,
}

/// Where a part of a log comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// A pipe: its text stands nowhere.
    #[default]
    Pipe,
    /// A file in which it is packed.
    Packed,
    /// This file, which has its lines as they are.
    File(PathBuf),
}

/// The state of a part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// It will be read after other parts.
    #[default]
    Waiting,
    /// It is being read.
    Reading,
    /// It has been read, and is read further as it grows.
    Following,
    /// It has been read to its end.
    Ended,
    /// Another file has its name now, and is the next part.
    Replaced,
    /// It became shorter, and its new contents are the next part.
    Truncated,
    /// No file has its name; one is awaited.
    Gone,
    /// It can't be read, for this reason.
    Failed(String),
}

/// The mentions of a code in one part of a log: their number, and the first and the last line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The part, as a position among [`Log::parts`].
    pub part: usize,
    /// The number of mentions.
    pub times: u64,
    /// The first line with it, from 1.
    pub first: u64,
    /// The last one.
    pub last: u64,
}

impl Span {
    /// Adds a span that was read later, of any part.
    fn add(spans: &mut Vec<Self>, later: Self) {
        match spans.iter_mut().rev().find(|span| span.part == later.part) {
            Some(span) => {
                span.times += later.times;
                span.last = later.last;
            }
            None => spans.push(later),
        }
    }
}

/// The mentions of one code.
#[derive(Debug, Default)]
pub struct Tally {
    /// The number of mentions.
    pub count: u64,
    /// The number of lines with the code.
    pub lines: u64,
    /// Their distribution over the log.
    pub spread: Spread,
    /// The position of the last mention, in bytes of the whole log.
    pub seen: u64,
    spans: Vec<Span>,
    first: Places,
    latest: Places,
}

impl Tally {
    fn add(&mut self, fresh: Fresh) {
        self.count += fresh.count;
        self.lines += fresh.lines;
        self.seen = fresh.seen;
        fresh.spans.into_iter().for_each(|span| Span::add(&mut self.spans, span));
        self.spread.add(fresh.spread);
        let mut places = fresh.places.into_iter().peekable();
        // A line longer than one read may come in two growths, and must not count twice.
        let last = self.last().map(|last| (last.part, last.line));
        if places.next_if(|first| Some((first.part, first.line)) == last).is_some() {
            self.lines -= 1;
        }
        for place in places {
            if self.first.len() < KEPT { self.first.push(place) } else { self.latest.push(place) }
        }
        self.latest.keep(KEPT);
    }

    /// The number of its lines whose places are kept.
    pub fn known(&self) -> usize {
        self.first.len() + self.latest.len()
    }

    /// The place of a line, by its position among those that are kept, from 0.
    pub fn place(&self, position: usize) -> Option<Place> {
        match position.checked_sub(self.first.len()) {
            None => self.first.get(position),
            Some(position) => self.latest.get(position),
        }
    }

    /// The place of the last line.
    pub fn last(&self) -> Option<Place> {
        self.latest.last().or_else(|| self.first.last())
    }

    /// The number of a line among all lines of the code, from 1, by its position among those that are kept.
    pub fn number(&self, position: usize) -> u64 {
        let number = position as u64 + 1;
        if position < self.first.len() { number } else { number + self.lines - self.known() as u64 }
    }
}

/// The contents of a log, as far as it has been read.
#[derive(Debug, Default)]
pub struct Log {
    parts: Vec<Part>,
    /// Each code, in the order of their first mentions.
    codes: Vec<(String, Tally)>,
    positions: HashMap<String, usize>,
    /// Codes beyond [`MOST_CODES`], of which only the spans are kept.
    others: HashMap<String, Vec<Span>>,
    lines: u64,
    tail: Vec<(String, Place)>,
}

impl Log {
    /// Adds the growth since the last call.
    pub fn add(&mut self, growth: Growth) {
        self.parts = growth.parts;
        self.lines += growth.lines;
        self.tail = growth.tail;
        for (code, fresh) in growth.codes {
            if let Some(position) = self.position(&code) {
                self.codes[position].1.add(fresh);
            } else {
                let spans = self.others.entry(code).or_default();
                fresh.spans.into_iter().for_each(|span| Span::add(spans, span));
            }
        }
        for at in 0..self.tail.len() {
            let code = self.tail[at].0.clone();
            self.position(&code);
        }
    }

    /// The position of a code, which is added if it is new; `None` if there are too many codes already.
    fn position(&mut self, code: &str) -> Option<usize> {
        if let Some(&position) = self.positions.get(code) {
            return Some(position);
        }
        let position = self.codes.len();
        if position >= MOST_CODES {
            return None;
        }
        self.codes.push((code.to_owned(), Tally::default()));
        self.positions.insert(code.to_owned(), position);
        Some(position)
    }

    /// The parts of the log, in the order in which they are read.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The number of this part among the earlier contents of its file, from 1; `None` if it is what the file holds now.
    pub fn earlier(&self, part: usize) -> Option<usize> {
        let is_earlier = |part: &&Part| matches!(part.state, State::Replaced | State::Truncated);
        let name = &self.parts.get(part).filter(is_earlier)?.name;
        Some(self.parts[..=part].iter().filter(is_earlier).filter(|other| other.name == *name).count())
    }

    /// The number of bytes that have been read.
    pub fn bytes(&self) -> u64 {
        self.parts.iter().map(|part| part.read).sum()
    }

    /// The codes in the order of their first mentions; each keeps its position for good.
    pub fn codes(&self) -> &[(String, Tally)] {
        &self.codes
    }

    /// The number of further codes, whose places are not kept.
    pub fn others(&self) -> usize {
        self.others.len()
    }

    /// The number of mentions of the code at this position.
    pub fn count(&self, position: usize) -> u64 {
        let (code, tally) = &self.codes[position];
        tally.count + self.tail.iter().filter(|(other, _)| other == code).count() as u64
    }

    /// The number of lines with the code at this position.
    pub fn lines(&self, position: usize) -> u64 {
        let (code, tally) = &self.codes[position];
        tally.lines + self.unfinished_lines(Some(code))
    }

    /// The number of lines with any code.
    pub fn lines_with_codes(&self) -> u64 {
        self.lines + self.unfinished_lines(None)
    }

    /// The number of unfinished lines with this code, or with any. Each part has one at most.
    fn unfinished_lines(&self, code: Option<&str>) -> u64 {
        let has_one = |part: usize| {
            self.tail.iter().any(|(other, place)| place.part == part && code.is_none_or(|code| code == other))
        };
        (0..self.parts.len()).filter(|&part| has_one(part)).count() as u64
    }

    /// The first place of the code at this position.
    pub fn first(&self, position: usize) -> Option<Place> {
        self.codes[position].1.place(0).or_else(|| self.unfinished_place(position))
    }

    /// The last place of the code at this position.
    pub fn last(&self, position: usize) -> Option<Place> {
        self.unfinished_place(position).or_else(|| self.codes[position].1.last())
    }

    fn unfinished_place(&self, position: usize) -> Option<Place> {
        let code = &self.codes[position].0;
        self.tail.iter().rev().find(|(other, _)| other == code).map(|(_, place)| *place)
    }

    /// The number of lines of the code at this position whose places are kept.
    pub fn known(&self, position: usize) -> usize {
        self.codes[position].1.known() + usize::from(self.unfinished_place(position).is_some())
    }

    /// The place of the line `at` among them, from 0, and its number among all lines of the code, from 1.
    pub fn place(&self, position: usize, at: usize) -> Option<(u64, Place)> {
        let tally = &self.codes[position].1;
        match tally.place(at) {
            Some(place) => Some((tally.number(at), place)),
            None if at == tally.known() => Some((tally.lines + 1, self.unfinished_place(position)?)),
            None => None,
        }
    }

    /// Every code with its mentions by part, in no order.
    pub fn spans(&self) -> impl Iterator<Item = (&str, Vec<Span>)> {
        let known = self.codes.iter().map(|(code, tally)| {
            let mut spans = tally.spans.clone();
            for (_, place) in self.tail.iter().filter(|(other, _)| other == code) {
                Span::add(&mut spans, Span { part: place.part, times: 1, first: place.line, last: place.line });
            }
            (code.as_str(), spans)
        });
        let others = self.others.iter().map(|(code, spans)| (code.as_str(), spans.clone()));
        known.chain(others).filter(|(_, spans)| !spans.is_empty())
    }

    /// Every code with its number of mentions, in no order.
    pub fn counts(&self) -> impl Iterator<Item = (&str, u64)> {
        self.spans().map(|(code, spans)| (code, spans.iter().map(|span| span.times).sum()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A growth of a log of one part, in which every line has 100 bytes. `lines` are line numbers with codes.
    fn growth(lines: impl IntoIterator<Item = (u64, &'static str)>) -> Growth {
        let mut growth = Growth::default();
        for (line, codes) in lines {
            growth.parts = vec![Part { read: line * 100, lines: line, ..Part::default() }];
            growth.lines_with_codes(1);
            for code in codes.split_whitespace() {
                let offset = (line - 1) * 100;
                growth.mention(code, Place { part: 0, line, offset }, offset);
            }
        }
        growth
    }

    #[test]
    fn codes_are_counted_by_mention_and_by_line() {
        let mut log = Log::default();
        log.add(growth([(1, "-97 -96 -97"), (3, "-97")]));
        log.add(growth([(4, "-96"), (9, "-3004")]));
        let mut counts: Vec<_> = log.counts().collect();
        counts.sort_unstable();
        assert_eq!(counts, [("-3004", 1), ("-96", 2), ("-97", 3)]);
        let position = log.codes().iter().position(|(code, _)| code == "-97").expect("it occurs");
        assert_eq!((log.lines(position), log.lines_with_codes()), (2, 4));
        assert_eq!(log.first(position).map(|place| place.line), Some(1));
        assert_eq!(log.last(position).map(|place| place.line), Some(3));
        assert_eq!(log.bytes(), 900);
    }

    #[test]
    fn the_first_and_the_last_lines_of_a_code_are_kept_and_counts_stay_exact() {
        let mut log = Log::default();
        for piece in 0..10 {
            log.add(growth((1..=50_000).map(|line| (piece * 50_000 + line, "-97"))));
        }
        assert_eq!((log.count(0), log.lines(0)), (500_000, 500_000));
        let known = log.known(0);
        assert!((2 * KEPT..2 * KEPT + 1_000).contains(&known), "{known}");
        let numbers: Vec<_> = [0, KEPT - 1, known - 1].into_iter().filter_map(|at| log.place(0, at)).collect();
        for (number, place) in numbers {
            assert_eq!(number, place.line);
        }
        assert_eq!(log.place(0, known), None);
    }

    #[test]
    fn a_growth_that_nobody_took_in_time_keeps_its_ends() {
        let mut log = Log::default();
        log.add(growth((1..=1_000_000).map(|line| (line, "-97"))));
        assert_eq!((log.count(0), log.lines(0)), (1_000_000, 1_000_000));
        assert_eq!(log.place(0, KEPT - 1).map(|(_, place)| place.line), Some(KEPT as u64));
        assert_eq!(log.last(0).map(|place| place.line), Some(1_000_000));
    }

    #[test]
    fn what_is_counted_in_stretches_side_by_side_is_what_is_counted_in_one() {
        let lines = |from: u64, to: u64| {
            growth((from..to).map(|line| (line, if line % 7 == 0 { "-97 -3004 -97" } else { "-97" })))
        };
        let mut whole = Log::default();
        whole.add(lines(1, 900_000));
        let mut stretches = Growth::default();
        let bounds = [1, 2, 1_000, 300_000, 450_001, 899_999, 900_000];
        for pair in bounds.windows(2) {
            let stretch = lines(pair[0], pair[1]);
            stretches.lines_with_codes(stretch.lines);
            stretches.add(stretch);
        }
        let mut joined = Log::default();
        joined.add(stretches);
        assert_eq!(joined.lines_with_codes(), whole.lines_with_codes());
        for (code, tally) in whole.codes() {
            let at = joined.codes().iter().position(|(other, _)| other == code).expect("it is there too");
            let other = &joined.codes()[at].1;
            assert_eq!((other.count, other.lines, other.seen), (tally.count, tally.lines, tally.seen), "{code}");
            assert_eq!(other.spread, tally.spread, "{code}");
            assert_eq!(other.last(), tally.last(), "{code}");
            let ends = [0, 1, KEPT - 1];
            assert_eq!(ends.map(|at| other.place(at)), ends.map(|at| tally.place(at)), "{code}");
        }
    }

    #[test]
    fn a_line_in_two_stretches_is_one() {
        let mut both = growth([(1, "-97"), (2, "-97")]);
        both.add(growth([(2, "-97"), (3, "-97")]));
        let mut log = Log::default();
        log.add(both);
        assert_eq!((log.count(0), log.lines(0)), (4, 3));
    }

    #[test]
    fn an_unfinished_line_counts_until_it_is_read_anew() {
        let mut log = Log::default();
        let mut first = growth([(1, "-97")]);
        first.unfinished("-9", Place { part: 0, line: 2, offset: 100 });
        log.add(first);
        assert_eq!(log.lines_with_codes(), 2);
        assert_eq!(log.counts().count(), 2);
        log.add(growth([(2, "-96")]));
        let mut counts: Vec<_> = log.counts().collect();
        counts.sort_unstable();
        assert_eq!(counts, [("-96", 1), ("-97", 1)]);
    }

    #[test]
    fn a_log_full_of_codes_that_nobody_knows_is_counted_all_the_same() {
        let mut log = Log::default();
        let mut growth = Growth::default();
        for code in 0..MOST_CODES as u64 + 500 {
            growth.mention(&code.to_string(), Place { part: 0, line: code + 1, offset: code }, code);
        }
        log.add(growth);
        assert_eq!((log.codes().len(), log.others()), (MOST_CODES, 500));
        assert_eq!(log.counts().map(|(_, count)| count).sum::<u64>(), MOST_CODES as u64 + 500);
    }
}
