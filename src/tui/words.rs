//! The interface's own words, in both languages.

use crate::catalog::{Form, Subsystem};
use crate::lang::Lang;
use crate::search::Why;

/// The words of one language.
pub(crate) struct Words {
    pub(crate) all: &'static str,
    pub(crate) searching: &'static str,
    pub(crate) loading: &'static str,
    pub(crate) symbol: &'static str,
    pub(crate) hint: &'static str,
    pub(crate) source: &'static str,
    pub(crate) same: &'static str,
    pub(crate) see: &'static str,
    pub(crate) subsystem: &'static str,
    pub(crate) nothing: &'static str,
    pub(crate) unknown_code: &'static str,
    pub(crate) nothing_here: &'static str,
    pub(crate) empty_table: &'static str,
    pub(crate) clear: &'static str,
    pub(crate) clear_query: &'static str,
    pub(crate) elsewhere: &'static str,
    pub(crate) corrected: &'static str,
    pub(crate) partly: &'static str,
    pub(crate) copied: &'static str,
    pub(crate) sent: &'static str,
    pub(crate) cut: &'static str,
    pub(crate) mouse_on: &'static str,
    pub(crate) mouse_off: &'static str,
    pub(crate) not_copied: &'static str,
    pub(crate) by_hand: &'static str,
    pub(crate) forms: &'static str,
    pub(crate) help: &'static str,
    pub(crate) copy: &'static str,
    pub(crate) choose: &'static str,
    pub(crate) copy_line: &'static str,
    pub(crate) tab: &'static str,
    pub(crate) back: &'static str,
    pub(crate) close: &'static str,
    pub(crate) quit: &'static str,
}

static ZH: Words = Words {
    all: "全部",
    searching: "搜索中",
    loading: "读取表格",
    symbol: "符号",
    hint: "排查",
    source: "来源",
    same: "同义",
    see: "另见",
    subsystem: "子系统",
    nothing: "没有匹配",
    unknown_code: "表中没有此错误码：",
    nothing_here: "此子系统中没有匹配",
    empty_table: "表中没有错误码",
    clear: "Esc 清空查询",
    clear_query: "清空",
    elsewhere: "Tab 查看其他子系统",
    corrected: "显示的是以下查询的结果：",
    partly: "没有一条满足所有词，以下最为接近",
    copied: "已复制",
    sent: "已发送，无法确认",
    cut: "粘贴内容过长，已截断",
    mouse_on: "鼠标已启用；F3 交还终端",
    mouse_off: "鼠标已交还终端",
    not_copied: "未能复制",
    by_hand: "请手动复制以上内容",
    forms: "复制为",
    help: "帮助",
    copy: "复制",
    choose: "选用",
    copy_line: "复制整行",
    tab: "子系统",
    back: "跳回",
    close: "关闭",
    quit: "退出",
};

static EN: Words = Words {
    all: "All",
    searching: "searching",
    loading: "reading tables",
    symbol: "Symbol",
    hint: "Check",
    source: "Source",
    same: "Same as",
    see: "See also",
    subsystem: "Subsystem",
    nothing: "Nothing found",
    unknown_code: "Unknown code",
    nothing_here: "Nothing found in this subsystem",
    empty_table: "There are no codes in this table",
    clear: "Esc clears the query",
    clear_query: "clear",
    elsewhere: "Tab shows the others",
    corrected: "Showing results for ",
    partly: "No row answers every word; these come closest",
    copied: "Copied",
    sent: "Sent, cannot be confirmed",
    cut: "What was pasted is too long and was cut",
    mouse_on: "The mouse is ours; F3 gives it back to the terminal",
    mouse_off: "The mouse is the terminal's",
    not_copied: "Not copied",
    by_hand: "Copy this by hand",
    forms: "Copy as",
    help: "help",
    copy: "copy",
    choose: "choose",
    copy_line: "copy line",
    tab: "subsystem",
    back: "back",
    close: "close",
    quit: "quit",
};

impl Words {
    /// The words of a language.
    pub(crate) fn of(lang: Lang) -> &'static Self {
        lang.pick(&ZH, &EN)
    }
}

/// The name of a form in which an entry can be copied.
pub(crate) fn form(form: Form, lang: Lang) -> &'static str {
    match form {
        Form::Code => lang.pick("错误码", "code"),
        Form::Line => lang.pick("整行", "line"),
        Form::Markdown => lang.pick("Markdown 表格行", "Markdown row"),
        Form::Json => "JSON",
        Form::Header => lang.pick("响应头", "response header"),
    }
}

/// Why a row answers, in a word; nothing where every row does.
pub(crate) fn why(why: Why, lang: Lang) -> &'static str {
    match why {
        Why::All => "",
        Why::Code => lang.pick("错误码", "code"),
        Why::Text => lang.pick("文本", "text"),
        Why::Symbol => lang.pick("符号", "symbol"),
        Why::Synonym => lang.pick("近义", "synonym"),
        Why::Stem => lang.pick("词形", "stem"),
        Why::Subsystem => lang.pick("子系统", "subsystem"),
        Why::Pinyin => lang.pick("拼音", "pinyin"),
        Why::Fuzzy => lang.pick("模糊", "fuzzy"),
        Why::Typo => lang.pick("纠错", "typo"),
    }
}

/// A subsystem's name.
pub(crate) fn name(subsystem: &Subsystem, lang: Lang) -> &str {
    match lang.prefer(&subsystem.zh, &subsystem.en) {
        "" => &subsystem.id,
        name => name,
    }
}

/// A subsystem's name where there is little room: in English its id, with a capital if its name has one.
pub(crate) fn short_name(subsystem: &Subsystem, lang: Lang) -> String {
    let name = name(subsystem, lang);
    match lang {
        Lang::En if name.starts_with(char::is_uppercase) => {
            let mut id = subsystem.id.chars();
            id.next().map_or_else(String::new, |c| c.to_uppercase().chain(id).collect())
        }
        _ => name.to_owned(),
    }
}

/// What a subsystem does; empty where nobody has said it.
pub(crate) fn about(subsystem: &Subsystem, lang: Lang) -> &str {
    lang.prefer(&subsystem.about_zh, &subsystem.about_en)
}
