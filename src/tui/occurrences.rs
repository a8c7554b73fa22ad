//! What a log says of the codes that are listed: a line on the log itself, and for each row its count and where in the
//! log it occurs.
//!
//! ```text
//!  app.log · 12034 lines · 1.2 MB · following
//!  ▌ -96     1204  ▁▁▂▇█▃▁▁  签名过期        Signature expired
//! ```

use ratatui::text::{Line, Span};

use super::skin::Skin;
use super::text::{Marked, fit, tail, width};
use crate::app::App;
use crate::app::results::Order;
use crate::app::watch::Watch;
use crate::catalog::EntryId;
use crate::log::{Log, Part, Place, State};

/// The columns of a sparkline.
const SPARK: usize = 8;

/// The least width of a list with sparklines.
const SPARK_COLUMNS: usize = 60;

/// So many columns of a log's name are always shown.
const FEWEST_OF_NAME: usize = 12;

/// The columns that counts and sparklines take between the code and its meanings, with the gap after them.
pub(super) fn columns(app: &App<'_>, width: usize) -> usize {
    let Some(watch) = app.listed_log() else { return 0 };
    count_columns(watch) + if width >= SPARK_COLUMNS { 2 + SPARK + 2 } else { 2 }
}

fn count_columns(watch: &Watch) -> usize {
    let most = (0..watch.log.codes().len()).map(|position| watch.log.count(position)).max().unwrap_or_default();
    most.to_string().len().max(3)
}

/// The count and the sparkline of a row; empty for a code that the log lacks.
pub(super) fn cells(app: &App<'_>, entry: EntryId, skin: &Skin, columns: usize) -> String {
    let watch = app.listed_log().and_then(|watch| Some((watch, watch.position(entry, app.catalog())?)));
    let Some((watch, position)) = watch else { return String::new() };
    let counts = count_columns(watch);
    let count = format!("{:>counts$}", watch.log.count(position));
    if columns < counts + 2 + SPARK { count } else { format!("{count}  {}", spark(&watch.log, position, skin)) }
}

/// Where in the log a code occurs, beside where it does most.
fn spark(log: &Log, position: usize, skin: &Skin) -> String {
    let counts = log.codes()[position].1.spread.columns(SPARK, log.bytes());
    let most = counts.iter().copied().max().unwrap_or_default();
    let levels = skin.theme.signs.levels;
    let sign = |count: u64| match count {
        0 => " ",
        _ => levels[usize::try_from((count * levels.len() as u64).div_ceil(most)).unwrap_or(1) - 1],
    };
    counts.into_iter().map(sign).collect()
}

/// The name of the order in which codes are listed.
pub(super) fn order(order: Order, skin: &Skin) -> &'static str {
    let words = &skin.words.log;
    match order {
        Order::Count => words.by_count,
        Order::LastSeen => words.by_last,
        Order::Table => words.by_table,
    }
}

/// A place as people and editors write it: `app.log:12`.
pub(super) fn place(log: &Log, place: Place, skin: &Skin) -> String {
    let words = &skin.words.log;
    let name = log.parts().get(place.part).map_or("", |part| &part.name);
    let name = if name.is_empty() { words.input } else { name };
    let at = format!("{name}:{}", place.line);
    log.earlier(place.part).map_or_else(|| at.clone(), |count| (words.earlier)(&at, count))
}

/// A name, or a place, without the folders.
pub(super) fn without_folders(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

/// The end of a name, or of a place, in at most so many columns.
pub(super) fn end_of(name: &str, columns: usize, skin: &Skin) -> String {
    let ellipsis = skin.theme.signs.ellipsis;
    match columns.checked_sub(width(ellipsis)) {
        Some(room) if width(name) > columns => format!("{ellipsis}{}", tail(name, room)),
        _ => name.to_owned(),
    }
}

/// The line on the log: its name, how much of it has been read, and how it goes on.
pub(super) fn header(app: &App<'_>, skin: &Skin, columns: usize) -> Option<Line<'static>> {
    let log = &app.watch()?.log;
    let words = &skin.words.log;
    let is_over = |part: &&Part| !matches!(part.state, State::Replaced | State::Truncated);
    let parts: Vec<&Part> = log.parts().iter().filter(is_over).collect();
    let mut name = match parts[..] {
        [] => return Some(Line::styled(format!(" {}{}", words.reading_on, skin.theme.signs.ellipsis), skin.theme.dim)),
        [part] if part.name.is_empty() => words.input.to_owned(),
        [part] => part.name.clone(),
        _ => (words.files)(parts.len()),
    };
    let (state, is_failure) = state(&parts, log, skin);
    let style = if is_failure { skin.theme.warning } else { skin.theme.dim };
    let as_fits = |room: usize| {
        let state = Marked { text: &state, marks: &[], base: style, mark: style };
        let spans = fit(state, room, skin.theme.signs.ellipsis).into_iter();
        spans.map(|span| Span::styled(span.content.into_owned(), span.style)).collect::<Vec<_>>()
    };
    if is_failure && parts.len() == 1 {
        // It names the file.
        return Some(std::iter::once(Span::raw(" ")).chain(as_fits(columns.saturating_sub(1))).collect());
    }
    let dot = format!(" {} ", skin.theme.signs.dot);
    let facts = facts(&parts, log, skin).into_iter();
    let mut facts: Vec<String> = facts.map(|fact| format!("{dot}{fact}")).collect();
    let rest = 1 + width(&dot) + width(&state);
    let others = |facts: &[String]| rest + facts.iter().map(|fact| width(fact)).sum::<usize>();
    if others(&facts) + width(&name) > columns {
        name = without_folders(&name).to_owned();
    }
    // How the log goes on is shown before how much of it there is.
    while others(&facts) + width(&name) > columns && facts.pop().is_some() {}
    name = end_of(&name, columns.saturating_sub(others(&facts)).max(FEWEST_OF_NAME), skin);
    let facts = facts.concat();
    let state = as_fits(columns.saturating_sub(1 + width(&name) + width(&facts) + width(&dot)));
    let head =
        [Span::styled(format!(" {name}"), skin.theme.strong), Span::styled(format!("{facts}{dot}"), skin.theme.dim)];
    Some(head.into_iter().chain(state).collect())
}

/// How much of the log has been read, and what of it is not shown; what matters least comes last.
fn facts(parts: &[&Part], log: &Log, skin: &Skin) -> Vec<String> {
    let words = &skin.words.log;
    let lines: u64 = log.parts().iter().map(|part| part.lines).sum();
    let mut facts = vec![(words.lines)(lines), size(log.bytes())];
    if log.others() > 0 {
        facts.push((words.others)(log.others()));
    }
    let gone: u64 = parts.iter().map(|part| part.kept_from).sum();
    if gone > 0 {
        facts.push((words.kept)(&size(gone)));
    }
    facts
}

/// How the log goes on, and whether that is a failure.
fn state(parts: &[&Part], log: &Log, skin: &Skin) -> (String, bool) {
    let words = &skin.words.log;
    let is_any = |state: &State| parts.iter().any(|part| part.state == *state);
    for part in parts {
        if let State::Failed(cause) = &part.state {
            return ((words.failed)(&part.name, cause), true);
        }
    }
    let text = if is_any(&State::Reading) || is_any(&State::Waiting) {
        let sizes: Option<u64> = parts.iter().map(|part| part.size).sum();
        match sizes {
            Some(size) if size > 0 => {
                let read: u64 = parts.iter().map(|part| part.read).sum();
                (words.reading)((read * 100 / size).min(100))
            }
            _ => words.reading_on.to_owned(),
        }
    } else if is_any(&State::Gone) {
        words.gone.to_owned()
    } else if is_any(&State::Following) {
        let last = log.parts().iter().rev().find(|part| matches!(part.state, State::Replaced | State::Truncated));
        match last.map(|part| &part.state) {
            Some(State::Replaced) => format!("{}, {}", words.moved, words.following),
            Some(_) => format!("{}, {}", words.shortened, words.following),
            None => words.following.to_owned(),
        }
    } else {
        words.ended.to_owned()
    };
    (text, false)
}

/// A number of bytes in the unit that it fills.
#[expect(clippy::cast_precision_loss, reason = "a decimal place is all that is shown")]
pub(super) fn size(bytes: u64) -> String {
    let units = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")];
    match units.into_iter().find(|(unit, _)| bytes >= *unit) {
        Some((unit, name)) => format!("{:.1} {name}", bytes as f64 / unit as f64),
        None => format!("{bytes} B"),
    }
}

/// What share one number is of another, in per cent.
#[expect(clippy::cast_precision_loss, reason = "a decimal place is all that is shown")]
pub(super) fn share(part: u64, whole: u64) -> String {
    format!("{:.1} %", part as f64 * 100.0 / whole.max(1) as f64)
}
