//! `xerrno explain`: the meanings of codes in any spelling, and the known codes nearest to an unknown one.

use anyhow::{Result, ensure};

use super::copy;
use super::entries;
use super::environment::Environment;
use super::output::{Format, Row, text};
use super::session::Session;
use super::status::Status;
use crate::catalog::{Catalog, Entry, EntryId, Form, SubsystemId, number, printable};
use crate::mention::{self, Mention};
use crate::words::Words;

/// The most known codes to suggest for an unknown one.
const NEAREST: usize = 3;
/// The largest difference between two numbers that are near each other.
const NEAR: u64 = 2;

/// True if words without a verb ask for codes. A number is a code even if no table lists it: a search for its digits
/// would find other codes.
pub(super) fn is_asked(session: &Session, words: &[String]) -> bool {
    let is_number = |word: &String| {
        let word = word.trim();
        number(word).is_some() || word.strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_numeric))
    };
    let has_symbol = || words.iter().any(|word| is_symbol(&session.catalog, word.trim()));
    let has_code = || !mention::in_query(&words.join(" "), &session.catalog).is_empty();
    !words.is_empty() && (words.iter().all(is_number) || has_code() || has_symbol())
}

/// Prints the entries of all codes in `spellings`. A code that no table lists is looked up among the vendor's later
/// codes, unless the search is limited to a subsystem. A code that isn't there either is reported on standard error, and
/// the result is [`Status::Nothing`]. With a form in `copy`, the entries found are copied too, one a line.
pub(super) fn run(
    session: &Session,
    spellings: &[String],
    copy: Option<Form>,
    world: &mut Environment<'_>,
) -> Result<Status> {
    ensure!(spellings.iter().all(|spelling| !spelling.trim().is_empty()), Words::of(session.lang).command.empty_code);
    let Question { asked, only } = question(&session.catalog, spellings);
    let is_admitted = |entry: &Entry<'_>| only.is_none_or(|only| entry.subsystem_id == only);
    let later = session.later();
    let keeps_to_one = only.is_some() || session.subsystem.is_some();
    let mut known: Vec<(&Catalog, Entry<'_>)> = Vec::new();
    let mut unknown: Vec<String> = Vec::new();
    for Asked { code, entries } in asked {
        let entries_of_tables = entries.iter().map(|&id| session.catalog.entry(id));
        let admitted = entries_of_tables.filter(|&entry| session.admits(entry.id) && is_admitted(&entry));
        let mut found: Vec<_> = admitted.map(|entry| (&session.catalog, entry)).collect();
        if entries.is_empty() && !keeps_to_one {
            found.extend(later.find(&code).iter().map(|&id| (&later, later.entry(id))));
        }
        if found.is_empty() {
            unknown.push(code);
        }
        for (catalog, entry) in found {
            // Two spellings of one code find the same entries, which are printed once.
            if known.iter().all(|(_, other)| (other.id, other.code()) != (entry.id, entry.code())) {
                known.push((catalog, entry));
            }
        }
    }
    known.truncate(session.limit);
    if session.format == Format::Text {
        for (index, &(catalog, entry)) in known.iter().enumerate() {
            if index > 0 {
                writeln!(world.output)?;
            }
            text::write_card(session, catalog, entry, world)?;
        }
    } else {
        entries::write(session, known.iter().map(|&(catalog, entry)| Row::of(catalog, entry.id)), world)?;
    }
    // If both streams are the same terminal, the entries must come before the errors.
    world.output.flush()?;
    for code in &unknown {
        writeln!(world.errors, "xerrno: {}", unknown_code(session, code))?;
    }
    let copied: Vec<String> = copy.iter().flat_map(|form| known.iter().map(|&(_, entry)| form.of(entry))).collect();
    if !copied.is_empty() && copy::run(session, copied.join("\n"), world)? == Status::Error {
        return Ok(Status::Error);
    }
    Ok(if unknown.is_empty() { Status::Found } else { Status::Nothing })
}

/// The codes to explain.
#[derive(Default)]
struct Question {
    asked: Vec<Asked>,
    /// The subsystem that an argument with `@` limits the codes to.
    only: Option<SubsystemId>,
}

/// A code to explain. A name stands for the rows that have it, not for all rows with the same number.
struct Asked {
    code: String,
    entries: Vec<EntryId>,
}

/// Reads the codes in `spellings`. An argument without any is taken as a code itself, so that each argument gets an answer;
/// a word such as `errno` is ignored if other arguments are codes.
fn question(catalog: &Catalog, spellings: &[String]) -> Question {
    let mut question = Question::default();
    for spelling in spellings.iter().map(|spelling| spelling.trim()) {
        let by_itself = || Asked { code: spelling.to_owned(), entries: catalog.find(spelling).to_vec() };
        let mentions = mention::in_query(spelling, catalog).into_iter();
        let asked = mentions.map(|Mention { code, entries, .. }| (code.into_owned(), entries.to_vec()));
        let mut asked: Vec<Asked> = asked.map(|(code, entries)| Asked { code, entries }).collect();
        if asked.is_empty() && is_symbol(catalog, spelling) {
            asked.push(by_itself());
        }
        if !asked.is_empty() {
            question.asked.extend(asked);
        } else if let Some(subsystem) = spelling.strip_prefix('@').and_then(|name| catalog.subsystem_named(name)) {
            question.only = Some(subsystem);
        } else if !mention::stands_beside_codes(spelling) {
            question.asked.push(by_itself());
        }
    }
    if question.asked.is_empty() {
        let codes = spellings.iter().map(|spelling| spelling.trim().to_owned());
        question.asked.extend(codes.map(|code| Asked { code, entries: Vec::new() }));
    }
    question
}

/// True if `word` is the symbol of an entry, which is another spelling of its code.
fn is_symbol(catalog: &Catalog, word: &str) -> bool {
    catalog.find(word).iter().any(|&id| catalog.entry(id).fields.symbol.eq_ignore_ascii_case(word))
}

fn unknown_code(session: &Session, code: &str) -> String {
    let words = &Words::of(session.lang).command;
    let shown = printable(code);
    if number(code) == Some(0) {
        return words.success.to_owned();
    }
    let elsewhere = session.catalog.find(code).iter().map(|&id| session.catalog.entry(id).subsystem.id.as_str());
    let mut elsewhere: Vec<&str> = elsewhere.collect();
    elsewhere.dedup();
    if !elsewhere.is_empty() {
        let there = elsewhere.join(", ");
        return (words.code_elsewhere)(&shown, &there);
    }
    let near = nearest(session, code);
    let near = near.iter().map(Entry::code).collect::<Vec<_>>().join(", ");
    if !near.is_empty() {
        (words.no_code_but)(&shown, &near)
    } else if !code.starts_with(char::is_alphabetic) || code.contains(|c: char| c.is_ascii_digit()) {
        (words.no_code)(&shown)
    } else {
        (words.no_code_but_words)(&shown)
    }
}

/// The known entries to suggest for an unknown code, the nearest number first: codes one typing error away, or at most
/// [`NEAR`] apart.
pub(super) fn nearest<'c>(session: &'c Session, code: &str) -> Vec<Entry<'c>> {
    let spelt = |code: &str| code.trim_start_matches('-').to_lowercase();
    let value = |number: Option<i64>| number.map(i64::unsigned_abs);
    let (wanted, wanted_value) = (spelt(code), value(number(code)));
    let mut near = Vec::new();
    for entry in session.entries() {
        let known_value = value(entry.number());
        let apart = wanted_value.zip(known_value).map_or(u64::MAX, |(wanted, known)| wanted.abs_diff(known));
        if apart <= NEAR || strsim::osa_distance(&wanted, &spelt(entry.code())) <= 1 {
            near.push((apart, entry));
        }
    }
    near.sort_by_key(|&(apart, _)| apart);
    near.dedup_by_key(|(_, entry)| entry.code());
    near.into_iter().map(|(_, entry)| entry).take(NEAREST).collect()
}
