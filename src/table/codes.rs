//! The codes in a cell: one, several, a range, or one with another spelling after it.

use super::inline;
use crate::catalog::number;
use crate::fold::plain_text;

/// A code, and its other spellings in the cell.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Code {
    pub(super) text: String,
    pub(super) spellings: Vec<String>,
}

/// What may stand between codes: between names, all but the last.
const BETWEEN: [char; 8] = [',', '，', '、', '/', ';', '；', '\n', ' '];

/// The longest range that is expanded into its codes.
const LONGEST_RANGE: i64 = 1_000;

/// The codes in a cell. Several numbers are a row each; a range, or several names, are one row that each of them finds.
pub(super) fn in_cell(cell: &str) -> Vec<Code> {
    let one = |text: &str| Code { text: text.to_owned(), spellings: Vec::new() };
    if let Some(number) = spelt_number(cell) {
        return vec![one(&number)];
    }
    if number(cell).is_some() || !cell.contains(|c: char| !c.is_alphanumeric() && c != '_') {
        return vec![one(cell)];
    }
    let parts = || cell.split(BETWEEN).map(str::trim).filter(|part| !part.is_empty());
    if parts().all(|part| number(part).is_some()) {
        return parts().map(one).collect();
    }
    if let Some((text, other)) = with_other(cell) {
        return vec![Code { text, spellings: other }];
    }
    if let Some(spellings) = range(cell) {
        return vec![Code { text: cell.to_owned(), spellings }];
    }
    if let Some((first, rest)) = cell.split_once([' ', '\u{a0}', '\n'])
        && number(first).is_some()
        && rest.trim_start_matches(['-', ' ', '–', ':']).starts_with(char::is_alphabetic)
    {
        // The number with its name: `404 Not Found`.
        return vec![Code { text: first.to_owned(), spellings: vec![cell.to_owned()] }];
    }
    let are_names = parts().count() > 1 && cell.contains(&BETWEEN[..7]) && parts().all(is_one);
    let spellings = if are_names { parts().map(str::to_owned).collect() } else { Vec::new() };
    vec![Code { text: cell.to_owned(), spellings }]
}

/// A cell of codes without the marks of footnotes at its end: `1013¹`, `1013[^1]`, `1013†`, and the star of `1013*`.
pub(super) fn without_footnote(cell: &str) -> &str {
    let is_mark = |c: char| inline::is_raised(c) || matches!(c, '†' | '‡');
    let bare = cell.trim_end_matches(is_mark);
    let bare = match bare.rfind("[^") {
        Some(at) if bare.ends_with(']') => &bare[..at],
        _ => bare,
    };
    let bare = bare.strip_suffix('*').filter(|bare| number(bare).is_some()).unwrap_or(bare).trim_end();
    if bare.is_empty() { cell } else { bare }
}

/// True if a text looks like a code by itself: a number, or one ASCII word with a digit, an underscore or capitals in it.
pub(super) fn is_one(text: &str) -> bool {
    spelt_number(text).is_some()
        || number(text).is_some()
        || (text.len() > 1
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':'))
            && text.bytes().any(|byte| byte.is_ascii_alphabetic())
            && text.bytes().skip(1).any(|byte| byte.is_ascii_digit() || byte == b'_' || byte.is_ascii_uppercase()))
}

/// Splits a code from another spelling in brackets: `404 (NOT FOUND)`, `-50002(or 15)`.
fn with_other(cell: &str) -> Option<(String, Vec<String>)> {
    let (code, rest) = cell.split_once(['(', '（'])?;
    let other = rest.trim_end().strip_suffix([')', '）'])?.trim();
    let other =
        ["or ", "或者", "或", "即", "aka "].iter().find_map(|word| other.strip_prefix(word)).unwrap_or(other).trim();
    let code = code.trim();
    let code = spelt_number(code).unwrap_or_else(|| code.to_owned());
    let fits = is_one(&code) && !other.is_empty() && other.len() <= 60 && !other.contains(['(', '（']);
    fits.then(|| (code, vec![cell.to_owned(), other.to_owned()]))
}

/// All numbers of a range: `-30001~-30003`, `100..103`, `40001 - 40003`, `10007-10009`. `None` if it is none, or too long.
fn range(cell: &str) -> Option<Vec<String>> {
    const MARKS: [&str; 9] = ["~", "～", "..", "…", " - ", " to ", " 至 ", "至", "–"];
    // A hyphen is in many names and dates too: in a range it stands between numbers of one length that go up.
    let hyphen = cell.split_once('-').filter(|(first, last)| first.len() == last.len() && first.len() > 2);
    let hyphen = hyphen.filter(|(first, last)| number(first) < number(last));
    let (first, last) = MARKS.iter().find_map(|mark| cell.split_once(mark)).or(hyphen)?;
    let (first, last) = (number(first.trim())?, number(last.trim_matches(['.', ' ', '~']))?);
    let (low, high) = (first.min(last), first.max(last));
    let numbers = || (low..=high).map(|number| number.to_string());
    (high.checked_sub(low)? < LONGEST_RANGE).then(|| numbers().collect())
}

/// Rewrites a number with full-width digits or a typographic minus, or as a spreadsheet has it, in plain ASCII: `−97`, `－９７`,
/// `="-97"`, `'-97`, `-97.0`, `-30,005`. `None` if it is plain already, or no number.
pub(super) fn spelt_number(code: &str) -> Option<String> {
    let is_plain = code.is_ascii() && !code.contains('.') && number(code).is_some();
    // Names are ruled out first, which saves copying them.
    if is_plain || code.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let ascii = plain_text(code);
    let bare = ascii.trim_start_matches(['=', '\'']).trim_matches('"');
    let whole = bare.strip_suffix(".0").unwrap_or(bare);
    if number(whole).is_some() {
        return Some(whole.to_owned());
    }
    if let Some(number) = scientific(whole) {
        return Some(number);
    }
    // `101,102` may be two codes; `30,005` is one, since a code of one or two digits beside one of three is rare.
    let (first, groups) = whole.split_once(',')?;
    let is_group = |group: &str| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
    let digits = first.trim_start_matches('-');
    let is_one = (1..=2).contains(&digits.len()) && number(first).is_some() && groups.split(',').all(is_group);
    is_one.then(|| whole.replace(',', ""))
}

/// The number that a spreadsheet shows as `6.0105E+04`. `None` if digits are missing, as they may have been rounded away.
fn scientific(text: &str) -> Option<String> {
    let (mantissa, exponent) = text.split_once("E+")?;
    let (whole, fraction) = mantissa.split_once('.')?;
    let is_exact = exponent.parse() == Ok(fraction.len());
    let digits = format!("{whole}{fraction}");
    (is_exact && whole.trim_start_matches('-').len() == 1 && number(&digits).is_some()).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_found_by_each_of_its_codes() {
        type Case = (&'static str, &'static [(&'static str, &'static [&'static str])]);
        let cases: [Case; 17] = [
            ("-97", &[("-97", &[])]),
            ("1, 2", &[("1", &[]), ("2", &[])]),
            ("ID070;ID071", &[("ID070;ID071", &["ID070", "ID071"])]),
            ("A1, A2", &[("A1, A2", &["A1", "A2"])]),
            ("404 Not Found", &[("404", &["404 Not Found"])]),
            ("404 (NOT FOUND)", &[("404", &["404 (NOT FOUND)", "NOT FOUND"])]),
            ("-50002(or 15)", &[("-50002", &["-50002(or 15)", "15"])]),
            ("-30001~-30003", &[("-30001~-30003", &["-30003", "-30002", "-30001"])]),
            ("a line of words", &[("a line of words", &[])]),
            ("-30,005", &[("-30005", &[])]),
            ("10007-10009", &[("10007-10009", &["10007", "10008", "10009"])]),
            ("0x8001-0x8003", &[("0x8001-0x8003", &["32769", "32770", "32771"])]),
            ("2024-05", &[("2024-05", &[])]),
            ("P2002\nP2003", &[("P2002\nP2003", &["P2002", "P2003"])]),
            ("404\r\n405", &[("404", &[]), ("405", &[])]),
            ("6.0105E+04", &[("60105", &[])]),
            ("6.01E+10", &[("6.01E+10", &[])]),
        ];
        for (cell, expected) in cases {
            let found = in_cell(cell);
            let found: Vec<(&str, Vec<&str>)> = found
                .iter()
                .map(|code| (code.text.as_str(), code.spellings.iter().map(String::as_str).collect()))
                .collect();
            let expected: Vec<(&str, Vec<&str>)> =
                expected.iter().map(|(text, spellings)| (*text, spellings.to_vec())).collect();
            assert_eq!(found, expected, "{cell}");
        }
    }
}
