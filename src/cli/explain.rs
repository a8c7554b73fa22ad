//! `xerrno explain`: what codes mean, in any spelling, and which known ones are near an unknown one.

use anyhow::Result;

use super::copy;
use super::entries;
use super::output::Format;
use super::session::Session;
use super::status::Status;
use super::text;
use super::world::World;
use crate::catalog::{Entry, Form, number, printable};
use crate::lang::Lang;
use crate::scan;

/// How many known codes are named beside an unknown one.
const NEAREST: usize = 3;

/// Prints the entries of all codes that stand in `spellings`. A code that no table lists is named on standard error and
/// makes the answer [`Status::Nothing`]. With a form in `copy`, what is known is copied too, each entry on a line.
pub fn run(session: &Session, spellings: &[String], copy: Option<Form>, world: &mut World<'_>) -> Result<Status> {
    let mut known: Vec<Entry<'_>> = Vec::new();
    let mut unknown: Vec<String> = Vec::new();
    for code in codes(session, spellings) {
        let found: Vec<Entry<'_>> = session.find(&code).collect();
        match found.first() {
            None => unknown.push(code),
            // Two spellings of one code find the same entries.
            Some(first) if known.iter().any(|entry| entry.id == first.id) => {}
            Some(_) => known.extend(found),
        }
    }
    known.truncate(session.limit);
    if session.format == Format::Text {
        for (index, &entry) in known.iter().enumerate() {
            if index > 0 {
                writeln!(world.output)?;
            }
            text::write_card(session, entry, world)?;
        }
    } else {
        entries::write(session, known.iter().map(|&entry| (entry, "")), world)?;
    }
    // What is known comes first where both streams are one terminal.
    world.output.flush()?;
    for code in &unknown {
        writeln!(world.errors, "xerrno: {}", unknown_code(session, code))?;
    }
    let copied: Vec<String> = copy.iter().flat_map(|form| known.iter().map(|&entry| form.of(entry))).collect();
    if !copied.is_empty() && copy::run(session, copied.join("\n"), world)? == Status::Error {
        return Ok(Status::Error);
    }
    Ok(if unknown.is_empty() { Status::Found } else { Status::Nothing })
}

/// The codes that the arguments ask for. An argument in which none can be read stands for itself, so that no question is
/// left without an answer.
fn codes(session: &Session, spellings: &[String]) -> Vec<String> {
    let mut codes = Vec::new();
    for spelling in spellings.iter().map(|spelling| spelling.trim()) {
        let mentions = scan::in_query(spelling, &session.catalog);
        if mentions.is_empty() {
            codes.push(spelling.to_owned());
        }
        codes.extend(mentions.into_iter().map(|mention| mention.code));
    }
    codes
}

fn unknown_code(session: &Session, code: &str) -> String {
    let shown = printable(code);
    let elsewhere = session.catalog.find(code).iter().map(|&id| session.catalog.entry(id).subsystem.id.as_str());
    let mut elsewhere: Vec<&str> = elsewhere.collect();
    elsewhere.dedup();
    if !elsewhere.is_empty() {
        let there = elsewhere.join(", ");
        return session.lang.pick(
            format!("{shown} 不在这个子系统中，而在 {there}"),
            format!("{shown} is not in this subsystem but in {there}"),
        );
    }
    let near = nearest(session, code);
    let near = near.iter().map(Entry::code).collect::<Vec<_>>().join(", ");
    match (session.lang, near.is_empty()) {
        (Lang::Zh, true) => format!("没有错误码 {shown}"),
        (Lang::Zh, false) => format!("没有错误码 {shown}；相近的有 {near}"),
        (Lang::En, true) => format!("unknown code {shown}"),
        (Lang::En, false) => format!("unknown code {shown}; near it: {near}"),
    }
}

/// The known entries that an unknown code may have been meant for: one slip of the finger away, or the next numbers.
fn nearest<'c>(session: &'c Session, code: &str) -> Vec<Entry<'c>> {
    let spelt = |code: &str| code.trim_start_matches('-').to_lowercase();
    let value = |number: Option<i64>| number.map(i64::unsigned_abs);
    let (wanted, wanted_value) = (spelt(code), value(number(code)));
    let mut near = Vec::new();
    for entry in session.entries() {
        let apart = wanted_value.zip(value(entry.number())).map_or(u64::MAX, |(wanted, known)| wanted.abs_diff(known));
        if apart <= 2 || strsim::osa_distance(&wanted, &spelt(entry.code())) <= 1 {
            near.push((apart, entry));
        }
    }
    near.sort_by_key(|&(apart, _)| apart);
    near.dedup_by_key(|(_, entry)| entry.code());
    near.into_iter().map(|(_, entry)| entry).take(NEAREST).collect()
}
