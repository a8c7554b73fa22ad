//! The header of a table: which column holds what.

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Code,
    Zh,
    En,
    /// A meaning in either language.
    Meaning,
    Symbol,
    HintZh,
    HintEn,
    /// A hint in either language.
    Hint,
    Subsystem,
    /// A meaning where the table has no better one.
    Remark,
    /// The code where the table has no better one, else a remark.
    Error,
    /// Something that a catalog has no place for.
    Other,
}

/// The names that columns go by, folded as [`folded`] does it. Where several could be the column of codes, the one whose
/// name stands first here is.
const NAMES: [(Column, &str); 9] = [
    (
        Column::Code,
        "code errorcode errcode errno xerrno errorno errorid errid returncode retcode resultcode statuscode \
            exitcode exitstatus codes rc ret 错误码 返回码 错误代码 返回代码 错误号 错误编号 代码 编码 码 \
            value number 值",
    ),
    (Column::Zh, "zh zhcn cn chinese 中文"),
    (Column::En, "en enus english 英文"),
    (
        Column::Meaning,
        "meaning message msg description desc text explanation definition details detail reason cause 含义 说明 \
            描述 意义 解释 释义 信息 提示 提示信息 原因",
    ),
    (Column::Remark, "remark remarks note notes comment comments memo title summary info 备注 内容"),
    (Column::Error, "error 错误"),
    (
        Column::Symbol,
        "symbol name errorname constant macro enum mnemonic 名称 错误名 错误名称 符号 \
            标识 常量 宏 枚举",
    ),
    (
        Column::Hint,
        "action actions hint solution resolution fix howtofix remedy workaround \
            suggestion advice whattodo 处理措施 处理方法 处理方式 处理建议 处理 解决方案 解决方法 \
            解决办法 解决措施 建议 措施",
    ),
    (
        Column::Subsystem,
        "subsystem module component service system category group 子系统 模块 组件 \
            服务 系统 分类 类别",
    ),
];

/// What stands before the name of a code, a meaning or a hint and leaves it that: `err_msg`, `返回说明`, `错误码描述`.
/// The first are the likeliest to be about the codes of the service.
const QUALIFIERS: [&str; 22] = [
    "error", "错误", "err", "return", "返回", "ret", "result", "结果", "response", "响应", "resp", "business", "业务",
    "biz", "exit", "code", "码", "详细", "可能", "possible", "status", "状态",
];

/// What stands before or after the name of a meaning or a hint and says its language.
const LANGUAGES: [(&str, Column, Column); 6] = [
    ("中文", Column::Zh, Column::HintZh),
    ("英文", Column::En, Column::HintEn),
    ("chinese", Column::Zh, Column::HintZh),
    ("english", Column::En, Column::HintEn),
    ("zh", Column::Zh, Column::HintZh),
    ("en", Column::En, Column::HintEn),
];

/// The traditional characters in the names above, each after the simplified one.
const TRADITIONAL: &str = "错錯误誤码碼号號编編状狀态態结結响響应應业業务務释釋义義说說\
    详詳细細内內备備注註标標识識举舉处處议議决決办辦统統组組块塊类類别別";

/// What the header of a table says.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Header {
    /// The columns of a table of codes: one holds codes, and another says something of them.
    Codes(Vec<Column>),
    /// One column holds codes, and none says what they mean.
    NoMeaning,
    /// It is not one of codes.
    Other,
}

/// The columns of a table with these cells in its header, or `None` where it is not a table of codes.
pub(super) fn columns<'a>(cells: impl Iterator<Item = &'a str>) -> Option<Vec<Column>> {
    match read(cells) {
        Header::Codes(columns) => Some(columns),
        Header::NoMeaning | Header::Other => None,
    }
}

/// What a line with these cells says if it is the header of a table.
pub(super) fn read<'a>(cells: impl Iterator<Item = &'a str>) -> Header {
    let mut columns = Vec::new();
    let mut code: Option<(usize, usize)> = None;
    for (index, cell) in cells.enumerate() {
        let (column, rank) = column(cell);
        if matches!(column, Column::Code | Column::Error) {
            let rank = if column == Column::Error { usize::MAX } else { rank };
            code = code.into_iter().chain([(rank, index)]).min();
        }
        columns.push(if column == Column::Code { Column::Other } else { column });
    }
    let Some((rank, code)) = code else { return Header::Other };
    columns[code] = Column::Code;
    let says = [Column::Zh, Column::En, Column::Meaning];
    let remark = if columns.iter().any(|column| says.contains(column)) { Column::Other } else { Column::Meaning };
    for column in &mut columns {
        if matches!(column, Column::Remark | Column::Error) {
            *column = remark;
        }
    }
    if columns.iter().any(|column| says.contains(column) || *column == Column::Symbol) {
        Header::Codes(columns)
    } else if rank < WEAK {
        Header::NoMeaning
    } else {
        Header::Other
    }
}

/// Names from this rank on, such as "value", are those of many other things too.
const WEAK: usize = 26;

/// What the cell of a header stands for, and how far down the list its name is. `错误码（code）` is known by either part,
/// `错误码 code` by both.
fn column(cell: &str) -> (Column, usize) {
    // A header is short. A long line of something else is not worth folding.
    if cell.len() > 100 {
        return (Column::Other, 0);
    }
    let parts = cell.split(['(', '（', ')', '）', '/', '／', '[', '【']);
    for name in [cell].into_iter().chain(parts).map(folded).filter(|name| !name.is_empty()) {
        if let Some(found) = named(&name).or_else(|| named_twice(&name)) {
            return found;
        }
    }
    (Column::Other, 0)
}

/// The column that goes by a folded name: as it is listed, with a qualifier, or with a language.
fn named(name: &str) -> Option<(Column, usize)> {
    for (column, names) in NAMES {
        if let Some(rank) = names.split_whitespace().position(|known| known == name) {
            return Some((column, rank));
        }
    }
    for (rank, qualifier) in QUALIFIERS.into_iter().enumerate() {
        if let Some((column, _)) = name.strip_prefix(qualifier).and_then(named)
            && matches!(column, Column::Code | Column::Meaning | Column::Remark | Column::Hint)
        {
            let column = if column == Column::Remark { Column::Meaning } else { column };
            return Some((column, rank));
        }
    }
    LANGUAGES.into_iter().find_map(|(language, meaning, hint)| {
        let rest = name.strip_prefix(language).or_else(|| name.strip_suffix(language))?;
        match named(rest)?.0 {
            Column::Meaning => Some((meaning, 0)),
            Column::Hint => Some((hint, 0)),
            _ => None,
        }
    })
}

/// The column whose Chinese name and English name stand side by side.
fn named_twice(name: &str) -> Option<(Column, usize)> {
    let (first_is_ascii, at) = (name.starts_with(|c: char| c.is_ascii()), name.find(|c: char| !c.is_ascii()));
    let at = if first_is_ascii { at } else { name.find(|c: char| c.is_ascii()) }?;
    let (first, second) = name.split_at(at);
    let (first, second) = (named(first)?, named(second)?);
    (first.0 == second.0).then_some((first.0, first.1.min(second.1)))
}

/// A name without what people write in different ways: case, spaces, underscores, markup, traditional characters.
fn folded(name: &str) -> String {
    let simplified = |c: char| {
        let mut pairs = TRADITIONAL.chars().step_by(2).zip(TRADITIONAL.chars().skip(1).step_by(2));
        pairs.find(|&(_, traditional)| traditional == c).map_or(c, |(simplified, _)| simplified)
    };
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).map(simplified).collect()
}

#[cfg(test)]
mod tests {
    use super::Column::{Code, En, Hint, HintZh, Meaning, Other, Subsystem, Symbol, Zh};
    use super::*;

    #[test]
    fn columns_are_known_by_name_in_both_languages() {
        let cases: [(&str, Option<&[Column]>); 21] = [
            ("错误码|\t含义", Some(&[Code, Meaning])),
            ("| Code | Description |", Some(&[Other, Code, Meaning, Other])),
            ("ERROR CODE|Error_Message|Solution", Some(&[Code, Meaning, Hint])),
            ("**返回码**|`说明`|处理措施", Some(&[Code, Meaning, Hint])),
            ("错误码（code）|描述(message)", Some(&[Code, Meaning])),
            ("Code / 错误码|中文|English|模块", Some(&[Code, Zh, En, Subsystem])),
            ("HTTP status code|error code|message", Some(&[Other, Code, Meaning])),
            ("Value|Name|Code|Description", Some(&[Other, Symbol, Code, Meaning])),
            ("No.|errno|名称", Some(&[Other, Code, Symbol])),
            ("result_code|result_desc", Some(&[Code, Meaning])),
            ("HTTP 状态码|业务码|错误码说明", Some(&[Other, Code, Meaning])),
            ("Code|中文描述|message_en|hint_zh", Some(&[Code, Zh, En, HintZh])),
            ("错误码|说明|备注", Some(&[Code, Meaning, Other])),
            ("code|name|备注", Some(&[Code, Symbol, Meaning])),
            ("code|error", Some(&[Code, Meaning])),
            ("code|price", None),
            ("Postal code|Title", None),
            ("Param|Type|Description", None),
            ("Code", None),
            ("Code|HTTP status", None),
            ("", None),
        ];
        for (header, expected) in cases {
            assert_eq!(columns(header.split('|')).as_deref(), expected, "{header}");
        }
    }

    #[test]
    fn a_code_and_its_meaning_are_known_under_every_usual_pair_of_names() {
        let headers = "error_code,error_msg error_code,error_desc result_code,result_desc resultCode,resultMsg \
            错误码,错误提示 错误码,错误码描述 错误码,错误码说明 错误码,错误码含义 错误码,详细描述 错误码,可能原因 错误码,内容 \
            错误码,提示信息 返回码,返回说明 响应码,响应信息 错误编码,说明 业务码,说明 錯誤碼,說明 錯誤代碼,描述 \
            Return·code,Remarks code,title code,summary code,note code,info Error,Description Error·ID,Message \
            rc,description Exit·status,Meaning 错误码·code,含义·meaning 错误码·Error·Code,说明·Description \
            Error·Code·错误码,Meaning·含义";
        for header in headers.split_whitespace() {
            let cells = header.replace('·', " ");
            assert_eq!(columns(cells.split(',')), Some(vec![Code, Meaning]), "{header}");
        }
    }
}
