//! The text within a line of Markdown: what its marks and tags leave.

use std::borrow::Cow;

use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag};

use super::cells;

/// Tells for a link whose address stands nowhere if it is one all the same.
type Lost = fn(BrokenLink<'_>) -> Option<(CowStr<'_>, CowStr<'_>)>;

/// A parser that takes the words of a link although a site's own tool has its address: `[words][]`, `[words][page]`. Two numbers in
/// brackets are an index.
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

/// A line whose links have addresses as Markdown knows them: one with blanks in it stands between angle brackets. What does not
/// look like an address is text.
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

/// True for a tag, or a comment, of HTML or of a component: something with a name that HTML has, a closing mark, attributes or a
/// capital.
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

/// The text of a piece of inline Markdown.
pub(super) fn without_markup(cell: &str) -> String {
    let mut text = String::new();
    let cell = whole_addresses(cell.trim());
    for event in parser(&cell, Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Text(piece) | Event::Code(piece) => text.push_str(&piece),
            Event::InlineHtml(tag) | Event::Html(tag) if is_break(&tag) => text.push(' '),
            Event::InlineHtml(tag) | Event::Html(tag) if !is_tag(&tag) => text.push_str(&tag),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            // A list or a heading within a cell is no block: its mark is text.
            Event::Start(Tag::Item | Tag::CodeBlock(_)) | Event::Rule => {
                return cells::plain(&cell, &mut String::new()).to_owned();
            }
            _ => {}
        }
    }
    text
}
