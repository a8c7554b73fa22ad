//! Statements of source code that define a code, or say what one means.

use std::collections::HashMap;

use super::codes;
use super::columns::{self, Column, Kind};
use super::expression;
use super::literals::{is_literal, is_name, is_word, literal, text, unsuffixed};
use super::parts::has_han;
use super::texts::Texts;
use super::values::{self, Value, brackets, parts, values};
use crate::catalog::number;

/// A code with its name and its texts.
#[derive(Clone, Debug, Default)]
pub(super) struct Statement {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) texts: Texts,
}

/// The languages whose statements differ from those of the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Language {
    /// Java and the like: members of an enumeration have no numbers unless these are stated, and there are no macros.
    BareNames,
    /// Types stand after names without a mark between them.
    Go,
    /// Members of an enumeration may hold data, and are counted all the same.
    Rust,
    #[default]
    Other,
}

/// What statements depend on that stands elsewhere in the file.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// The value of the next enumeration member that states none.
    pub(super) next: Option<i64>,
    pub(super) in_enumeration: bool,
    pub(super) language: Language,
    /// The names of the parameters of each constructor in the file.
    pub(super) parameters: Vec<Vec<String>>,
    /// The values of the names so far, for expressions that use them.
    pub(super) values: HashMap<String, i64>,
    /// The index of each name among the constants so far.
    pub(super) places: HashMap<String, usize>,
}

impl Known {
    pub(super) fn has_bare_names(&self) -> bool {
        self.language == Language::BareNames
    }

    /// The code that a statement defines or describes.
    pub(super) fn statement(&self, code: &str) -> Option<Statement> {
        if let Some(definition) =
            code.strip_prefix('#').map(str::trim_start).and_then(|code| code.strip_prefix("define"))
        {
            let (name, value) = definition.trim().split_once(char::is_whitespace)?;
            let takes_arguments = name.contains('(');
            return self
                .valued(name, value)
                .filter(|_| !takes_arguments && definition.starts_with(char::is_whitespace));
        }
        let code = code.trim_end_matches([',', ';']).trim_end();
        // Swift's members begin with a word of their own, and may have names like any variable.
        let member = code.strip_prefix("case ").filter(|_| self.in_enumeration).and_then(|code| code.split_once('='));
        if let Some((name, value)) = member.filter(|(name, _)| is_word(name.trim()))
            && let Some(value) = self.number_in(value)
        {
            return Some(Statement { name: name.trim().to_owned(), value, texts: Texts::default() });
        }
        if let Some(statement) = entry(code) {
            return Some(statement);
        }
        if let Some((left, right)) = code.split_once('=').filter(|(left, right)| is_assignment(left, right)) {
            return self.valued(self.assigned(left)?, right);
        }
        let end = code.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(code.len());
        let (name, rest) = code.split_at(end);
        let rest = rest.trim_start();
        if !is_name(name) {
            return None;
        }
        if rest.is_empty() {
            let bare = || (self.has_bare_names() && self.in_enumeration).then(|| name.to_owned());
            let value = self.next.map(|next| next.to_string()).or_else(bare)?;
            return Some(Statement { name: name.to_owned(), value, texts: Texts::default() });
        }
        if let Some(statement) = self.made_by_macro(rest) {
            return Some(statement);
        }
        // `Code: 5` in a record is a field, which names a column.
        let is_column = rest.starts_with(':') && !matches!(columns::kind(name), Kind::Is(Column::Other));
        if is_column && name.contains(char::is_lowercase) {
            return None;
        }
        if let Some(values) = rest.strip_prefix(':') {
            return self.valued(name, values).or_else(|| self.phrase(name, values));
        }
        // Elsewhere a name with a text in brackets is a call.
        let statement = rest.starts_with('(').then(|| self.valued(name, rest))??;
        let is_call = !self.in_enumeration && statement.value == name && name.contains(char::is_lowercase);
        (!is_call).then_some(statement)
    }

    /// The name of the constant on the left of an equals sign.
    fn assigned<'c>(&self, left: &'c str) -> Option<&'c str> {
        const BEFORE: [&str; 4] = ["const", "var", "let", "val"];
        let left = left.split(':').next().unwrap_or_default();
        let mut words = left.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
        if self.language == Language::Go {
            return words.find(|word| !BEFORE.contains(word)).filter(|word| is_name(word));
        }
        words.rfind(|word| is_name(word))
    }

    /// Reads the arguments of a macro, a name with a number or a text: `XX(NAME, 5, "text")`, `XX(NAME, "text")`.
    fn made_by_macro(&self, arguments: &str) -> Option<Statement> {
        let (name, values) = arguments.strip_prefix('(')?.split_once(',')?;
        let (name, values) = (name.trim(), values.trim_start());
        if self.has_bare_names() || !is_word(name) || !is_name(name) || !codes::is_one(name) {
            return None;
        }
        let list = || arguments[arguments.len() - values.len()..].trim_end_matches(['\\', ' ']);
        if values.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
            return self.valued(name, &format!("({}", list()));
        }
        let texts = values.starts_with('"').then(|| texts_in(&format!("({}", list())))??;
        let [name, value] = [name, name].map(str::to_owned);
        Some(Statement { name, value, texts })
    }

    /// Reads a name with a text of several words: an entry of a table of meanings, whose values may be defined elsewhere.
    fn phrase(&self, name: &str, assigned: &str) -> Option<Statement> {
        let text = text(assigned).filter(|_| assigned.trim_start().starts_with(['"', '\'', '`']))?;
        let is_phrase = text.contains(' ') || has_han(&text) || self.places.contains_key(name);
        (is_phrase && codes::is_one(name)).then(|| with_texts(name, name, &[("", &text)]))
    }

    /// Reads the value assigned to a name: a number, a code in quotation marks, or several values with one of those among them.
    fn valued(&self, name: &str, assigned: &str) -> Option<Statement> {
        let (assigned, options) = with_options(assigned.trim());
        let all = self.with_parameters(values(assigned), assigned);
        let has_text = all.iter().any(|value| value.text.is_some());
        // A macro or a function could compute anything from several numbers.
        let is_call = || brackets(assigned).is_some_and(|(head, ..)| !head.is_empty() && !head.starts_with("new "));
        if !is_name(name) || all.iter().any(|value| is_code_key(value.key)) || (all.len() > 1 && !has_text && is_call())
        {
            return None;
        }
        let code = self.code_among(&all, literal(assigned).is_some());
        let mut texts = Texts::default();
        for (at, value) in all.iter().enumerate() {
            if code.as_ref().is_none_or(|(code, _)| *code != at) {
                texts.put_value(value);
            }
        }
        for value in options.map(values::values).unwrap_or_default() {
            texts.put_value(&value);
        }
        texts.settle();
        // A code that is computed from something else is not known by its name alone.
        let is_computed = |value: &Value<'_>| value.text.is_none() && !is_path(value.written);
        let is_named = has_text && assigned.contains(['(', '{']) && !all.iter().any(is_computed);
        let value = code.map(|(_, code)| code).or_else(|| is_named.then(|| name.to_owned()))?;
        Some(Statement { name: name.to_owned(), value, texts })
    }

    /// Gives the arguments of a constructor the names of its parameters as their keys.
    fn with_parameters<'v>(&'v self, mut all: Vec<Value<'v>>, arguments: &str) -> Vec<Value<'v>> {
        let is_call = self.in_enumeration && arguments.starts_with('(');
        let names = self.parameters.iter().find(|names| is_call && names.len() == all.len());
        for (value, name) in all.iter_mut().zip(names.into_iter().flatten()) {
            if value.key.is_empty() {
                value.key = name;
            }
        }
        all
    }

    /// The code among several values, with its index: the one whose key says so, or else the first number, unless a text with
    /// a digit comes before it: `BAD("E1002", "bad")`.
    fn code_among(&self, all: &[Value<'_>], is_text_alone: bool) -> Option<(usize, String)> {
        let ranked = |(at, value): (usize, &Value<'_>)| match columns::kind(value.key) {
            Kind::Codes(rank) => Some((rank, at, self.code_in(value)?)),
            _ => None,
        };
        let keyed = all.iter().enumerate().filter(|(_, value)| !value.key.is_empty());
        if let Some((_, at, code)) = keyed.filter_map(ranked).min() {
            return Some((at, code));
        }
        let texts = all.iter().filter(|value| value.text.is_some()).count();
        let has_number = all.iter().any(|value| self.number_in(value.written).is_some());
        let is_code = |value: &Value<'_>| match &value.text {
            Some(text) => (is_text_alone || texts > 1) && (!has_number || text.contains(|c: char| c.is_ascii_digit())),
            None => true,
        };
        all.iter().enumerate().find_map(|(at, value)| Some((at, self.code_in(value).filter(|_| is_code(value))?)))
    }

    /// The code that a single value is.
    fn code_in(&self, value: &Value<'_>) -> Option<String> {
        match &value.text {
            Some(text) => codes::is_one(text).then(|| text.clone()),
            None => self.number_in(value.written),
        }
    }

    /// The number that an expression gives, as it is to be shown.
    pub(super) fn number_in(&self, code: &str) -> Option<String> {
        let bare = code.trim().trim_end_matches([';', ',', '\\']).trim().trim_start_matches("new ");
        let known = |name: &str| if name == "iota" { Some(0) } else { self.values.get(name).copied() };
        let value = expression::value(bare, &known)?;
        // Hexadecimal stays as it is written, so that 0x80070005 is shown as that.
        let mut words = bare.split(|c: char| !c.is_alphanumeric()).map(unsuffixed);
        let written = words.find(|word| word.starts_with("0x") && number(word) == Some(value));
        Some(written.map_or_else(|| value.to_string(), str::to_owned))
    }
}

/// True if an equals sign between these assigns a value.
fn is_assignment(left: &str, right: &str) -> bool {
    !left.ends_with([':', '!', '<', '>', '=']) && !left.contains(['{', '(']) && !right.starts_with(['=', '>'])
}

/// Splits a number from the options in brackets after it: `5 [(msg) = "text"]`, `5 (doc = "text")`.
fn with_options(assigned: &str) -> (&str, Option<&str>) {
    match brackets(assigned) {
        Some((before, options, _)) if is_number(before) => (before.trim_end(), Some(options)),
        _ => (assigned, None),
    }
}

/// True if an expression ends with a number.
fn is_number(expression: &str) -> bool {
    let last = expression.trim_end().rsplit(|c: char| !c.is_alphanumeric() && c != '_').next();
    last.is_some_and(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// True for a value that is a name, or a path of names: `HttpStatus.NOT_FOUND`.
fn is_path(value: &str) -> bool {
    value
        .split(['.', ':'])
        .all(|word| word.is_empty() || (is_word(word) && !word.starts_with(|c: char| c.is_ascii_digit())))
}

/// True for a key that is a code itself, so that what stands under it is about another code.
fn is_code_key(key: &str) -> bool {
    key.contains(|c: char| c.is_ascii_digit()) && codes::is_one(key)
}

fn with_texts(name: &str, value: &str, all: &[(&str, &str)]) -> Statement {
    let mut texts = Texts::default();
    for (key, text) in all {
        texts.put(key, text);
    }
    Statement { name: name.to_owned(), value: value.to_owned(), texts }
}

/// The texts among the values of a list, if it has any and they are about a single code.
fn texts_in(list: &str) -> Option<Texts> {
    let mut texts = Texts::default();
    let all = values(list);
    if all.iter().any(|value| is_code_key(value.key)) {
        return None;
    }
    for value in &all {
        texts.put_value(value);
    }
    all.iter().any(|value| value.text.is_some()).then_some(texts)
}

/// Reads an entry of a map or a list: `1001: "text"`, `'E2' => ["text", "more"]`, `case 5: return "text"`, `{ -1, "NAME", "text" }`.
pub(super) fn entry(code: &str) -> Option<Statement> {
    if code.starts_with(['{', '(']) {
        return listed(code);
    }
    // C writes `[CODE] = "text"`.
    let of_index = || code.split_once("] =").filter(|(key, _)| key.starts_with('['));
    let (key, rest) = code.split_once("=>").or_else(of_index).or_else(|| code.split_once(':'))?;
    let (key, rest) = (key.trim(), rest.trim());
    let of_case = key.strip_prefix("case ").and_then(|key| Some((key, rest.strip_prefix("return")?)));
    let (key, rest) = of_case.unwrap_or((key, rest));
    let is_value =
        literal(rest).is_some() || of_case.is_some() || brackets(rest).is_some_and(|(_, _, after)| after.is_empty());
    // Rust's patterns name what a member holds: `Code::Io(_) => "text"`.
    let member = key.split(['(', '{']).next().filter(|_| key.ends_with([')', '}'])).map(str::trim_end);
    let bare = member.unwrap_or(key).trim_matches(['"', '\'', '[', ']']);
    let bare = bare.rsplit(['.', ':']).next().filter(|last| is_name(last)).unwrap_or(bare);
    let is_marked = of_case.is_some() || bare.len() < key.len();
    let fits = number(bare).is_some() || (codes::is_one(bare) && is_marked && (member.is_none() || is_name(bare)));
    let texts = texts_in(rest).filter(|_| fits && is_value)?;
    Some(Statement { name: String::new(), value: bare.to_owned(), texts })
}

/// Reads values in brackets of which the first is the code: `{ -1, "NAME", "text" }`, `(404, NOT_FOUND, "Not Found")`.
fn listed(code: &str) -> Option<Statement> {
    let (_, inner, _) = brackets(code)?;
    let all = parts(inner);
    let (first, rest) = all.split_first()?;
    let value = first.trim_matches('"');
    let fits = number(value).is_some() || (code.starts_with('{') && is_name(value) && codes::is_one(value));
    let texts: Vec<String> = rest.iter().filter_map(|part| text(part)).collect();
    if !fits || texts.is_empty() {
        return None;
    }
    // A name may stand between the code and its text, in quotation marks or without.
    let second = rest.first().copied().unwrap_or_default();
    let (name, skipped) = match texts.as_slice() {
        _ if is_name(second) && !is_literal(second) => (second, 0),
        [name, _, ..] if codes::is_one(name) => (name.as_str(), 1),
        _ => ("", 0),
    };
    let texts: Vec<(&str, &str)> = texts.iter().skip(skipped).map(|text| ("", text.as_str())).collect();
    Some(with_texts(name, value, &texts))
}
