//! The plain text of inline Markdown.

use std::borrow::Cow;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag};

use super::cells;

/// Decides whether a link whose address is not in the text is a link all the same.
type Lost = fn(BrokenLink<'_>) -> Option<(CowStr<'_>, CowStr<'_>)>;

/// A parser that accepts links whose addresses only a site generator knows, and keeps their words: `[words][]`,
/// `[words][page]`. Two numbers in brackets are an index.
pub(super) fn parser(text: &str, options: Options) -> Parser<'_, Lost> {
    let lost: Lost = |link| {
        let is_link = match link.link_type {
            LinkType::Collapsed => true,
            LinkType::Reference => link.reference.contains(char::is_alphabetic),
            _ => false,
        };
        is_link.then(|| (CowStr::from(""), CowStr::from("")))
    };
    Parser::new_with_broken_link_callback(text, options, Some(lost))
}

/// Puts the addresses of links that contain spaces between angle brackets, as Markdown requires. An address that doesn't look
/// like one is left as it is.
pub(super) fn whole_addresses(line: &str) -> Cow<'_, str> {
    let mut whole = String::new();
    let mut copied = 0;
    for (at, _) in line.match_indices("](") {
        let start = at + 2;
        if start < copied || line[..at].ends_with('\\') {
            continue;
        }
        let Some(length) = line[start..].find([')', '[', ']']).filter(|length| line[start + length..].starts_with(')'))
        else {
            continue;
        };
        let address = &line[start..start + length];
        let has_blank = address.trim().contains(' ') && !address.contains(['"', '\'', '<']);
        if has_blank && address.contains(['/', '#', '.']) {
            whole.push_str(&line[copied..start]);
            whole.push('<');
            whole.push_str(address.trim());
            whole.push('>');
            copied = start + length;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(line);
    }
    whole.push_str(&line[copied..]);
    Cow::Owned(whole)
}

pub(super) fn is_break(tag: &str) -> bool {
    let name = tag.trim_start_matches(['<', '/']).to_ascii_lowercase();
    ["br", "p", "li", "div"]
        .iter()
        .any(|known| name.strip_prefix(known).is_some_and(|rest| rest.starts_with(['>', ' ', '/'])))
}

/// True for an HTML comment, and for a tag of HTML or of a component: one with a name that HTML has, a slash at its end, or
/// attributes.
pub(super) fn is_tag(tag: &str) -> bool {
    const NAMES: [&str; 30] = [
        "a", "abbr", "b", "big", "br", "center", "code", "del", "details", "div", "em", "font", "hr", "i", "img",
        "ins", "kbd", "li", "mark", "ol", "p", "pre", "s", "small", "span", "strong", "sub", "summary", "sup", "u",
    ];
    if tag.starts_with("<!") {
        return true;
    }
    let inner = tag.trim_start_matches(['<', '/']).trim_end_matches(['/', '>']);
    let name: String = inner.chars().take_while(char::is_ascii_alphanumeric).collect();
    NAMES.contains(&name.to_ascii_lowercase().as_str()) || inner.contains('=') || tag.ends_with("/>") || name == "ul"
}

/// The characters that often stand raised behind a word, and those that do so by themselves.
const PLAIN: &str = "0123456789()[]abcdefghijklmnoprstuvwxyz";
const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ";

pub(super) fn is_raised(c: char) -> bool {
    RAISED.contains(c)
}

/// A text between `<sup>` and `</sup>`, which must not become one with the word before it.
pub(super) fn raised(text: &str) -> String {
    let raise = |c| PLAIN.chars().zip(RAISED.chars()).find(|(plain, _)| *plain == c).map_or(c, |(_, raised)| raised);
    text.chars().map(raise).collect()
}

/// True for the tag that begins raised text, false for the one that ends it.
pub(super) fn begins_raised(tag: &str) -> Option<bool> {
    let tag = tag.to_ascii_lowercase();
    if tag == "</sup>" { Some(false) } else { (tag == "<sup>" || tag.starts_with("<sup ")).then_some(true) }
}

/// Removes the markup from inline Markdown. A line break within it is one in the text.
pub(super) fn without_markup(cell: &str) -> String {
    let mut text = String::new();
    let cell = whole_addresses(cell.trim());
    let mut is_above = false;
    for event in parser(&cell, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(piece) | Event::Code(piece) if is_above => text.push_str(&raised(&piece)),
            Event::Text(piece) | Event::Code(piece) => text.push_str(&piece),
            Event::InlineHtml(tag) | Event::Html(tag) if is_break(&tag) => text.push('\n'),
            Event::InlineHtml(tag) if begins_raised(&tag).is_some() => is_above = begins_raised(&tag) == Some(true),
            Event::InlineHtml(tag) | Event::Html(tag) if !is_tag(&tag) => text.push_str(&tag),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            // Within a cell there are no lists or code blocks: their marks are text.
            Event::Start(Tag::Item | Tag::CodeBlock(_)) | Event::Rule => {
                return cells::plain(&cell, &mut String::new()).to_owned();
            }
            _ => {}
        }
    }
    text
}
