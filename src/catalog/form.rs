//! The forms in which one entry is copied or printed, and the record that its JSON is made from.

use serde::Serialize;

use super::Entry;

/// An entry, with its parts named as in the program's output. Unknown parts are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Record<'a> {
    /// The code, as the table writes it.
    pub(crate) code: &'a str,
    /// The short name of its subsystem.
    pub(crate) subsystem: &'a str,
    /// Its meaning in Chinese.
    pub(crate) zh: &'a str,
    /// Its meaning in English.
    pub(crate) en: &'a str,
    /// The name that the service's own messages use for it.
    pub(crate) symbol: &'a str,
    /// Advice on what to check or do, in Chinese.
    pub(crate) hint_zh: &'a str,
    /// Advice on what to check or do, in English.
    pub(crate) hint_en: &'a str,
    /// The short name of the source.
    pub(crate) source: &'a str,
    /// The source's title.
    pub(crate) source_title: &'a str,
    /// The source's address.
    pub(crate) source_url: &'a str,
    /// Further text from a team's table.
    pub(crate) note: &'a str,
    /// Other spellings of the code, separated by `; `.
    pub(crate) spellings: &'a str,
}

impl<'a> From<Entry<'a>> for Record<'a> {
    fn from(entry: Entry<'a>) -> Self {
        let fields = entry.fields;
        Self {
            code: fields.code,
            subsystem: &entry.subsystem.id,
            zh: fields.zh,
            en: fields.en,
            symbol: fields.symbol,
            hint_zh: fields.hint_zh,
            hint_en: fields.hint_en,
            source: entry.source.map_or("", |source| &source.id),
            source_title: entry.source.map_or("", |source| &source.title),
            source_url: entry.source.map_or("", |source| &source.url),
            note: fields.note,
            spellings: fields.spellings,
        }
    }
}

/// A form in which an entry can be copied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `-96`
    Code,
    /// `-96 签名过期 / Signature expired`
    Line,
    /// `| -96 | 签名过期 | Signature expired |`
    Markdown,
    /// `{"code":"-96","subsystem":"proxy",…}`
    Json,
    /// `X-ErrNo: -96`
    Header,
}

impl Form {
    /// All of them, in the order in which they are offered.
    pub(crate) const ALL: [Self; 5] = [Self::Code, Self::Line, Self::Markdown, Self::Json, Self::Header];

    /// Its name on the command line.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Line => "line",
            Self::Markdown => "markdown",
            Self::Json => "json",
            Self::Header => "header",
        }
    }

    /// The entry in this form, without a newline at the end.
    pub(crate) fn of(self, entry: Entry<'_>) -> String {
        let fields = entry.fields;
        match self {
            Self::Code => fields.code.to_owned(),
            Self::Line if fields.zh.is_empty() || fields.en.is_empty() => {
                format!("{} {}{}", fields.code, fields.zh, fields.en)
            }
            Self::Line => format!("{} {} / {}", fields.code, fields.zh, fields.en),
            Self::Markdown => {
                let cells = [fields.code, fields.zh, fields.en].map(markdown_cell);
                format!("| {} |", cells.join(" | "))
            }
            Self::Json => serde_json::to_string(&Record::from(entry)).expect("a record of strings has a JSON form"),
            Self::Header => format!("X-ErrNo: {}", fields.code),
        }
    }

    /// Several entries in this form: one per line, or an array in JSON. A single entry is as [`of`](Self::of) returns it.
    pub(crate) fn of_all(self, entries: &[Entry<'_>]) -> String {
        let texts: Vec<String> = entries.iter().map(|&entry| self.of(entry)).collect();
        match &texts[..] {
            [_, _, ..] if self == Self::Json => format!("[{}]", texts.join(",\n")),
            _ => texts.join("\n"),
        }
    }
}

/// Escapes a text for a cell of a Markdown table: a pipe would end the cell, and other marks would be markup. A mark that can
/// be none, as in `-5 * 3 < x_1`, stays bare for those who read the text as it is.
pub(crate) fn markdown_cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    let mut before = ' ';
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let after = rest.clone().next().unwrap_or(' ');
        let is_mark = match c {
            '\\' | '|' | '`' | '[' | ']' => true,
            '*' | '~' => !(before == ' ' && after == ' '),
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            '<' => after.is_ascii_alphabetic() || matches!(after, '/' | '!' | '?') || before == '{',
            '&' => after.is_ascii_alphabetic() || after == '#',
            // A template of a site generator: `{% tag %}`.
            '%' | '/' | '{' if before == '{' => true,
            _ => false,
        };
        if is_mark {
            cell.push('\\');
        }
        cell.push(c);
        before = c;
    }
    cell
}

#[cfg(test)]
mod tests {
    use super::Form;
    use crate::catalog::Catalog;

    #[test]
    fn a_markdown_cell_holds_no_markup() {
        for (text, cell) in [
            (r"a|b `c` \d", r"a\|b \`c\` \\d"),
            ("[a](b) *c* <d> &amp; _e_", r"\[a\](b) \*c\* \<d> \&amp; \_e\_"),
            ("2 * 3 < x_1 & y", "2 * 3 < x_1 & y"),
            ("{% tag %}", r"{\% tag %}"),
        ] {
            assert_eq!(super::markdown_cell(text), cell);
        }
    }

    #[test]
    fn an_entry_has_five_forms() {
        let catalog = Catalog::embedded();
        let [id] = catalog.find("-96") else { panic!("-96 is in the table once") };
        let entry = catalog.entry(*id);
        let forms = Form::ALL.map(|form| form.of(entry));
        assert_eq!(
            forms,
            [
                "-96",
                "-96 签名过期 / Signature expired",
                "| -96 | 签名过期 | Signature expired |",
                "{\"code\":\"-96\",\"subsystem\":\"proxy\",\"zh\":\"签名过期\",\"en\":\"Signature expired\",\
                 \"symbol\":\"ERROR_PROXY_AUTH_EXPIRED\",\"hint_zh\":\"\",\"hint_en\":\"\",\"source\":\"cos-errors\",\
                 \"source_title\":\"COS 错误码（JSON API）\",\
                 \"source_url\":\"https://cloud.tencent.com/document/product/436/6059\",\"note\":\"\",\"spellings\":\"\"}",
                "X-ErrNo: -96",
            ]
        );
    }
}
