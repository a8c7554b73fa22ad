//! The picture that the README opens with: a frame as it is drawn, as SVG.
//!
//! `XERRNO_UPDATE_PICTURES=1 cargo test --test screens` draws it anew.

use std::fmt::Write;
use std::path::Path;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;
use xerrno::app::Start;

use super::screen;

const CELL: (u16, u16) = (9, 20);
const MARGIN: u16 = 16;
const BACKGROUND: &str = "#1a1b26";
const FOREGROUND: &str = "#d5d9e8";
const ACCENT: &str = "#7aa2f7";

#[test]
fn the_readme_shows_the_screen_as_it_is() {
    let start = Start { query: "签名过期".to_owned(), ..Start::default() };
    let drawn = svg(&screen((112, 24), &start, &[]));
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/screen.svg");
    if std::env::var_os("XERRNO_UPDATE_PICTURES").is_some() {
        std::fs::write(&path, &drawn).expect("the picture can be written");
    }
    let kept = std::fs::read_to_string(&path).expect("there is a picture");
    assert!(kept == drawn, "assets/screen.svg is out of date; XERRNO_UPDATE_PICTURES=1 draws it anew");
}

fn svg(buffer: &Buffer) -> String {
    let (width, height) = (buffer.area.width * CELL.0 + 2 * MARGIN, buffer.area.height * CELL.1 + 2 * MARGIN);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-size=\"15\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, 'Noto Sans Mono CJK SC', monospace\">\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"10\" fill=\"{BACKGROUND}\"/>\n"
    );
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let cell = &buffer[(x, y)];
            let columns = u16::try_from(cell.symbol().width().max(1)).expect("a cell is narrow");
            draw(cell, (x, y, columns), &mut svg);
            x += columns;
        }
    }
    svg + "</svg>\n"
}

/// Each cell is placed by itself: no two fonts agree on how wide a Chinese character is.
fn draw(cell: &Cell, (x, y, columns): (u16, u16, u16), svg: &mut String) {
    let (left, top) = (MARGIN + x * CELL.0, MARGIN + y * CELL.1);
    let style = cell.style();
    let has = |modifier| style.add_modifier.contains(modifier);
    let colour = if style.fg == Some(Color::LightBlue) { ACCENT } else { FOREGROUND };
    let (ink, paper) = if has(Modifier::REVERSED) { (BACKGROUND, Some(colour)) } else { (colour, None) };
    if let Some(paper) = paper {
        let (width, height) = (columns * CELL.0, CELL.1);
        writeln!(svg, "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" fill=\"{paper}\"/>")
            .expect("a string takes everything");
    }
    if cell.symbol().trim().is_empty() {
        return;
    }
    let symbol = cell.symbol().replace('&', "&amp;").replace('<', "&lt;");
    let baseline = top + 15;
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
    writeln!(svg, "<text x=\"{left}\" y=\"{baseline}\" fill=\"{ink}\"{attributes}>{symbol}</text>")
        .expect("a string takes everything");
}
