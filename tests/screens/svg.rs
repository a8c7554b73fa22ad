//! Frames as SVG. A row that several frames share is written once.

use std::collections::BTreeMap;
use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

const CELL: (u16, u16) = (9, 20);
const MARGIN: u16 = 16;
const BACKGROUND: &str = "#1a1b26";
const FOREGROUND: &str = "#d5d9e8";
const ACCENT: &str = "#7aa2f7";

/// An SVG of one frame.
pub(super) fn still(frame: &Buffer) -> String {
    let rows: String = (0..frame.area.height).map(|y| placed(&row(frame, y), y)).collect();
    page(frame, &rows)
}

/// An SVG that shows several frames in a loop, each for a time in milliseconds.
pub(super) fn moving(frames: &[(Buffer, u32)]) -> String {
    let whole: u32 = frames.iter().map(|(_, milliseconds)| milliseconds).sum();
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    let mut shown = String::new();
    let mut from = 0;
    for (frame, milliseconds) in frames {
        let until = from + milliseconds;
        let at = |time: u32| f64::from(time) / f64::from(whole);
        let (values, times) = match from {
            0 => ("visible;hidden".to_owned(), format!("0;{:.4}", at(until))),
            _ => ("hidden;visible;hidden".to_owned(), format!("0;{:.4};{:.4}", at(from), at(until).min(0.9999))),
        };
        let first = if from == 0 { "visible" } else { "hidden" };
        writeln!(
            shown,
            "<g visibility=\"{first}\"><animate attributeName=\"visibility\" values=\"{values}\" keyTimes=\"{times}\" \
             calcMode=\"discrete\" dur=\"{whole}ms\" repeatCount=\"indefinite\"/>"
        )
        .expect("a string takes everything");
        for y in 0..frame.area.height {
            let row = row(frame, y);
            if !row.is_empty() {
                let next = names.len();
                let name = *names.entry(row).or_insert(next);
                let top = MARGIN + y * CELL.1;
                writeln!(shown, "<use href=\"#r{name}\" y=\"{top}\"/>").expect("a string takes everything");
            }
        }
        shown.push_str("</g>\n");
        from = until;
    }
    let mut rows = String::new();
    for (row, name) in &names {
        writeln!(rows, "<g id=\"r{name}\">\n{row}</g>").expect("a string takes everything");
    }
    page(&frames[0].0, &format!("<defs>\n{rows}</defs>\n{shown}"))
}

fn page(frame: &Buffer, content: &str) -> String {
    let (width, height) = (frame.area.width * CELL.0 + 2 * MARGIN, frame.area.height * CELL.1 + 2 * MARGIN);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-size=\"15\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace\">\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"10\" fill=\"{BACKGROUND}\"/>\n{content}</svg>\n"
    )
}

fn placed(row: &str, y: u16) -> String {
    if row.is_empty() {
        return String::new();
    }
    format!("<g transform=\"translate(0 {})\">\n{row}</g>\n", MARGIN + y * CELL.1)
}

/// The SVG of a row, placed as the first one; empty for a blank row.
fn row(frame: &Buffer, y: u16) -> String {
    let mut svg = String::new();
    let mut run: Vec<(u16, &Cell)> = Vec::new();
    let mut x = 0;
    while x < frame.area.width {
        let cell = &frame[(x, y)];
        let is_alike = |(_, other): &(u16, &Cell)| (other.fg, other.modifier) == (cell.fg, cell.modifier);
        if !run.last().is_none_or(is_alike) {
            draw(&run, x, &mut svg);
            run.clear();
        }
        run.push((x, cell));
        x += u16::try_from(cell.symbol().width().max(1)).expect("a cell is narrow");
    }
    draw(&run, x, &mut svg);
    svg
}

/// Draws cells of one style, up to the column `end`. Each has its own position, since the width of a character depends on the
/// font.
fn draw(run: &[(u16, &Cell)], end: u16, svg: &mut String) {
    let Some((start, first)) = run.first() else { return };
    let has = |modifier| first.modifier.contains(modifier);
    let colour = if first.fg == Color::LightBlue { ACCENT } else { FOREGROUND };
    let ink = if has(Modifier::REVERSED) { BACKGROUND } else { colour };
    let left = |x: u16| MARGIN + x * CELL.0;
    if has(Modifier::REVERSED) {
        let (x, width, height) = (left(*start), (end - start) * CELL.0, CELL.1);
        writeln!(svg, "<rect x=\"{x}\" width=\"{width}\" height=\"{height}\" fill=\"{colour}\"/>")
            .expect("a string takes everything");
    }
    let seen: Vec<_> = run.iter().filter(|(_, cell)| !cell.symbol().trim().is_empty()).collect();
    if seen.is_empty() {
        return;
    }
    let places: Vec<String> = seen.iter().map(|(x, _)| left(*x).to_string()).collect();
    let text: String = seen.iter().map(|(_, cell)| cell.symbol()).collect();
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    let mut attributes = String::new();
    for (modifier, attribute) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::DIM, " opacity=\"0.55\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
    ] {
        if has(modifier) {
            attributes.push_str(attribute);
        }
    }
    writeln!(svg, "<text x=\"{}\" y=\"15\" fill=\"{ink}\"{attributes}>{text}</text>", places.join(" "))
        .expect("a string takes everything");
}
