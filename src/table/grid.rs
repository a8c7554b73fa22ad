//! Grids drawn with `+`, `-` and `|`: those of reStructuredText, with rules between rows of one or more lines, and those that
//! database clients print, with one line per row.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

/// A row: the number of its first line, and its cells.
pub(super) type Row = (u64, Vec<String>);

/// True if a line draws a border: `+-----+-----+`.
pub(super) fn is_border(line: &str) -> bool {
    let line = line.trim();
    line.len() > 2
        && line.starts_with('+')
        && line.ends_with('+')
        && line.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'=' | b':'))
}

/// The rows of a grid, its header first. `lines` go from its first border to its last.
pub(super) fn rows(lines: &[(u64, &str)]) -> Vec<Row> {
    let borders = lines.iter().filter(|(_, line)| is_border(line)).count();
    let has_row_a_line = borders <= 3;
    let cuts = lines.first().map(|(_, line)| cuts(line.trim())).unwrap_or_default();
    let mut rows: Vec<Row> = Vec::new();
    let mut open = false;
    for &(number, line) in lines {
        let line = line.trim();
        if is_border(line) {
            open = false;
            continue;
        }
        // A database writes a plus at the end of a cell whose text goes on in the next line.
        let goes_on = has_row_a_line && line.contains("+|");
        let line = if goes_on { Cow::Owned(line.replace("+|", " |")) } else { Cow::Borrowed(line) };
        let cells = cells(&line, &cuts);
        match rows.last_mut().filter(|_| open) {
            Some((_, row)) => {
                if row.len() < cells.len() {
                    row.resize(cells.len(), String::new());
                }
                for (whole, cell) in row.iter_mut().zip(cells) {
                    if !whole.is_empty() && !cell.is_empty() {
                        whole.push(' ');
                    }
                    whole.push_str(cell);
                }
            }
            None => rows.push((number, cells.into_iter().map(str::to_owned).collect())),
        }
        open = !has_row_a_line || goes_on;
    }
    rows
}

/// The positions at which the columns of a border end, in characters.
fn cuts(border: &str) -> Vec<usize> {
    border.chars().enumerate().skip(1).filter(|&(_, c)| c == '+').map(|(at, _)| at).collect()
}

/// The offset in bytes of each column of the screen in a line; of each character, where `by_screen` is false.
pub(super) fn offsets(line: &str, by_screen: bool) -> Vec<usize> {
    let width = |c: char| if by_screen { c.width().unwrap_or(0) } else { 1 };
    line.char_indices().flat_map(|(at, c)| std::iter::repeat_n(at, width(c))).collect()
}

/// Splits a line into cells: at the border's positions if bars are there, otherwise at each bar.
fn cells<'a>(line: &'a str, cuts: &[usize]) -> Vec<&'a str> {
    // A grid is drawn for the screen, where Chinese characters are two columns wide, or by a program that counts characters.
    let [by_screen, by_character] = [true, false].map(|by_screen| cut(line, cuts, &offsets(line, by_screen)));
    let (cells, start) = if by_screen.0.len() >= by_character.0.len() { by_screen } else { by_character };
    let spans = line.matches('|').count() == cells.len() + 1 || line.matches('|').count() < cuts.len() + 1;
    if cells.len() == cuts.len() || (spans && start >= line.len() && !cells.is_empty()) {
        return cells;
    }
    line.trim_matches('|').split('|').map(str::trim).collect()
}

/// The cells of a line whose bars stand at these cuts, and the offset behind the last of them.
fn cut<'a>(line: &'a str, cuts: &[usize], offsets: &[usize]) -> (Vec<&'a str>, usize) {
    let mut start = 1;
    let mut cells = Vec::new();
    for &cut in cuts {
        let Some(&at) = offsets.get(cut) else { break };
        if start > at || !line[at..].starts_with(['|', '+']) {
            // A cell that spans columns has no bar here.
            continue;
        }
        cells.push(line[start..at].trim());
        start = at + 1;
    }
    (cells, start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let lines: Vec<(u64, &str)> = (1..).zip(text.lines()).collect();
        rows(&lines).into_iter().map(|(line, cells)| format!("{line}:{}", cells.join("|"))).collect()
    }

    #[test]
    fn rows_between_rules_may_have_several_lines() {
        let grid = "+----+-------+\n| c  | text  |\n+====+=======+\n| 1  | one   |\n|    |       |\n|    | more  |\n\
            +----+-------+\n| 2  | a | b |\n+----+-------+";
        assert_eq!(read(grid), ["2:c|text", "4:1|one more", "8:2|a | b"]);
    }

    #[test]
    fn columns_are_those_of_the_screen() {
        let grid = "+------+------+\n| 码   | text |\n+======+======+\n| 1    | 磁|盘|\n+------+------+\n| 2    | b    |\n+------+------+";
        assert_eq!(read(grid), ["2:码|text", "4:1|磁|盘", "6:2|b"]);
    }

    #[test]
    fn a_database_prints_a_row_a_line() {
        let grid = "+------+--------+\n| code | 说明   |\n+------+--------+\n|   -1 | 磁盘满 |\n|   -2 | full   |\n+------+--------+";
        assert_eq!(read(grid), ["2:code|说明", "4:-1|磁盘满", "5:-2|full"]);
    }
}
