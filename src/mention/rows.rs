//! The numbers around a number, as an account of it: the ends of ranges, fractions, coordinates, rows of figures.

use memchr::memchr_iter;

use super::accounts::Look;
use super::keys::{Class, KEYS};
use super::token::{Int, Kind, Token};

/// The fewest numbers side by side that are a row of figures: `vmstat: 1 0 -97 100`.
const LONG_ROW: usize = 4;
/// The status of HTTP beside which a code stands: `(404, -6101)`.
const STATUSES: [i64; 24] = [
    200, 201, 204, 206, 301, 302, 304, 400, 401, 403, 404, 405, 408, 409, 411, 412, 413, 416, 429, 499, 500, 502, 503,
    504,
];

impl Look<'_> {
    pub(super) fn is_end_of_range(&self) -> bool {
        let joins = |at: Option<usize>| {
            at.and_then(|at| self.line.tokens.get(at).map(|token| (at, token.kind))).is_some_and(
                |(at, kind)| match kind {
                    Kind::Word | Kind::Foreign | Kind::Mark(b'~') => KEYS.joins_ranges(self.line.bytes(at)),
                    _ => false,
                },
            )
        };
        let is_number = |at: Option<usize>| at.is_some_and(|at| matches!(self.line.kind(at), Some(Kind::Int(_))));
        let (one, two) = (self.at.checked_sub(1), self.at.checked_sub(2));
        let starts = is_number(Some(self.at + 2)) && joins(Some(self.at + 1));
        let ends = is_number(two) && joins(one);
        if !starts && !ends {
            return false;
        }
        let first = if starts { one } else { two.and_then(|two| two.checked_sub(1)) };
        let word = |at: Option<usize>| at.map_or(&b""[..], |at| self.line.bytes(at));
        let is_join_and = word(if starts { Some(self.at + 1) } else { one }).eq_ignore_ascii_case(b"and");
        // `changed from -97 to -96` names two codes, `-97 and -96` too.
        let is_change = word(first).eq_ignore_ascii_case(b"from")
            && first.and_then(|first| first.checked_sub(1)).is_some_and(|verb| {
                let verb = self.line.bytes(verb).to_ascii_lowercase();
                [&b"changed"[..], b"went", b"switched", b"turned", b"moved"].contains(&verb.as_slice())
            });
        !is_change && (!is_join_and || word(first).eq_ignore_ascii_case(b"between"))
    }

    pub(super) fn is_fraction(&self) -> bool {
        let is_over = self.touches_after()
            && self.after() == Some(Kind::Mark(b'/'))
            && matches!(self.line.kind(self.at + 2), Some(Kind::Int(Int { has_minus: false, .. })));
        let is_under = self.touches_before()
            && self.before() == Some(Kind::Mark(b'/'))
            && !matches!(self.line.before(self.at - 1), Some(Kind::Int(int)) if int.has_minus || STATUSES.contains(&int.value));
        is_over || is_under
    }

    /// Numbers side by side with commas between are coordinates or columns, unless one is a status of HTTP, a name says
    /// what they are, or there is nothing else in the line.
    pub(super) fn is_coordinate(&self) -> bool {
        let is_item = |at: usize| match self.line.kind(at) {
            Some(Kind::Int(int)) => !int.is_dotted,
            Some(Kind::Figure) => is_decimal(self.line.bytes(at)),
            _ => false,
        };
        let (mut first, mut last) = (self.at, self.at);
        while first >= 2 && self.line.is_mark(first - 1, b',') && is_item(first - 2) {
            first -= 2;
        }
        while self.line.is_mark(last + 1, b',') && is_item(last + 2) {
            last += 2;
        }
        if first == last {
            return false;
        }
        let items = (first..=last).step_by(2).map(|at| self.line.kind(at));
        let is_beside_comma =
            |at: usize| self.line.is_mark(at + 1, b',') || (at > 0 && self.line.is_mark(at - 1, b','));
        let is_status = |(at, token): (usize, &Token)| match token.kind {
            Kind::Int(int) => is_beside_comma(at) && STATUSES.contains(&int.value),
            _ => false,
        };
        let is_negative = |item: Option<Kind>| matches!(item, Some(Kind::Int(int)) if int.has_minus);
        let is_alone = first == 0 && last + 1 == self.line.tokens.len() && last - first <= 2;
        let is_of_codes = items.clone().all(is_negative)
            && !matches!(
                first.checked_sub(1).and_then(|before| self.line.kind(before)),
                Some(Kind::Int(_) | Kind::Figure)
            )
            && !matches!(self.line.kind(last + 1), Some(Kind::Int(_) | Kind::Figure));
        let is_map = matches!(self.after(), Some(Kind::Mark(b':')));
        let is_named = self.key.class == Some(Class::Neutral) && self.key.is_joined;
        // `14 times -122, 3 times -123`
        let is_counted = match self.line.kind(last + 1) {
            Some(Kind::Word | Kind::Foreign) => KEYS.counts_times(self.line.bytes(last + 1)),
            _ => false,
        };
        !(self.line.tokens.iter().enumerate().any(is_status)
            || is_alone
            || is_of_codes
            || is_map
            || is_named
            || is_counted)
    }

    /// Numbers side by side are a row of figures if another one has a sign too or there are many, unless one is a status of
    /// HTTP or there is nothing else in the line.
    pub(super) fn is_number_in_a_row(&self) -> bool {
        let tokens = self.line.tokens;
        // A date or an address is no figure of the row.
        let is_number = |at: usize| match (tokens[at].kind, self.line.bytes(at)) {
            (Kind::Int(_), _) => true,
            (Kind::Figure, [figure @ .., b'%'] | figure) => is_decimal(figure),
            _ => false,
        };
        let is_status = |at: usize| matches!(tokens[at].kind, Kind::Int(int) if STATUSES.contains(&int.value));
        let is_negative = |at: usize| self.line.bytes(at).starts_with(b"-");
        let is_signed = |at: usize| is_negative(at) || self.line.text[..tokens[at].range.start].ends_with(b"+");
        let first = (0..self.at).rev().take_while(|&at| is_number(at)).last().unwrap_or(self.at);
        let count = (first..tokens.len()).take_while(|&at| is_number(at)).count();
        let mut row = first..first + count;
        let has_other_sign = row.clone().any(|at| at != self.at && is_signed(at));
        (has_other_sign || (count >= LONG_ROW && !row.any(is_status)))
            && !(0..tokens.len()).all(|at| is_number(at) && is_negative(at))
    }

    /// A table of figures has many in a row, and negative ones among them.
    pub(super) fn is_cell_of_figures(&self) -> bool {
        let is_cell = |at: &usize| matches!(self.line.tokens[*at].kind, Kind::Int(_) | Kind::Figure | Kind::Mark(b'|'));
        let before = (0..self.at).rev().take_while(is_cell).count();
        let after = (self.at..self.line.tokens.len()).take_while(is_cell).count();
        let numbers = (self.at - before..self.at + after).filter(|&at| self.line.kind(at) != Some(Kind::Mark(b'|')));
        let negative = numbers.clone().filter(|&at| self.line.bytes(at).starts_with(b"-")).count();
        numbers.count() >= LONG_ROW && negative > 1
    }
}

fn is_decimal(figure: &[u8]) -> bool {
    let digits = figure.strip_prefix(b"-").unwrap_or(figure);
    memchr_iter(b'.', digits).count() <= 1 && digits.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
}
