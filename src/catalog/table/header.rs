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
    /// Something that a catalog has no place for.
    Other,
}

/// The names that columns go by, folded as [`folded`] does it. Where several could be the column of codes, the one whose
/// name stands first here is.
const NAMES: [(Column, &str); 9] = [
    (
        Column::Code,
        "code errorcode errcode errno xerrno retcode returncode resultcode statuscode \
            exitcode codes ret 错误码 返回码 错误代码 返回代码 错误号 错误编号 状态码 结果码 响应码 \
            返回值 代码 编码 码 value number 值",
    ),
    (
        Column::Zh,
        "zh zhcn cn chinese meaningzh descriptionzh messagezh 中文 中文含义 中文说明 \
            中文描述",
    ),
    (Column::En, "en enus english meaningen descriptionen messageen 英文 英文含义 英文说明 英文描述"),
    (
        Column::Meaning,
        "meaning message msg description desc text explanation definition details \
            detail errormessage errmsg errordescription reason cause comment 含义 说明 描述 意义 解释 \
            释义 信息 错误信息 错误说明 错误描述 错误含义 返回信息 原因 错误原因 备注",
    ),
    (
        Column::Symbol,
        "symbol name errorname constant macro enum mnemonic 名称 错误名 错误名称 符号 \
            标识 常量 宏 枚举",
    ),
    (Column::HintZh, "hintzh actionzh"),
    (Column::HintEn, "hinten actionen"),
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

/// The columns of a table with these cells in its header, or `None` where it is not a table of codes: one column must
/// hold codes, and another must say something of them.
pub(super) fn columns<'a>(cells: impl Iterator<Item = &'a str>) -> Option<Vec<Column>> {
    let mut columns = Vec::new();
    let mut code: Option<(usize, usize)> = None;
    for (index, cell) in cells.enumerate() {
        let (column, rank) = column(cell);
        if column == Column::Code {
            code = code.into_iter().chain([(rank, index)]).min();
        }
        columns.push(if column == Column::Code { Column::Other } else { column });
    }
    let (_, code) = code?;
    columns[code] = Column::Code;
    let says = [Column::Zh, Column::En, Column::Meaning, Column::Symbol];
    columns.iter().any(|column| says.contains(column)).then_some(columns)
}

/// What the cell of a header stands for, and how far down the list its name is. `错误码（code）` is known by either part.
fn column(cell: &str) -> (Column, usize) {
    // A header is short. A long line of something else is not worth folding.
    if cell.len() > 100 {
        return (Column::Other, 0);
    }
    let parts = cell.split(['(', '（', ')', '）', '/', '／', '[', '【']);
    for name in [cell].into_iter().chain(parts).map(folded).filter(|name| !name.is_empty()) {
        for (column, names) in NAMES {
            if let Some(rank) = names.split(' ').position(|known| known == name) {
                return (column, rank);
            }
        }
    }
    (Column::Other, 0)
}

/// A name without what people write in different ways: case, spaces, underscores, markup.
fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::Column::{Code, En, Hint, Meaning, Other, Subsystem, Symbol, Zh};
    use super::*;

    #[test]
    fn columns_are_known_by_name_in_both_languages() {
        let cases: [(&str, Option<&[Column]>); 13] = [
            ("错误码|\t含义", Some(&[Code, Meaning])),
            ("| Code | Description |", Some(&[Other, Code, Meaning, Other])),
            ("ERROR CODE|Error_Message|Solution", Some(&[Code, Meaning, Hint])),
            ("**返回码**|`说明`|处理措施", Some(&[Code, Meaning, Hint])),
            ("错误码（code）|描述(message)", Some(&[Code, Meaning])),
            ("Code / 错误码|中文|English|模块", Some(&[Code, Zh, En, Subsystem])),
            ("HTTP status code|error code|message", Some(&[Other, Code, Meaning])),
            ("Value|Name|Code|Description", Some(&[Other, Symbol, Code, Meaning])),
            ("No.|errno|名称", Some(&[Other, Code, Symbol])),
            ("Param|Type|Description", None),
            ("Code", None),
            ("Code|HTTP status", None),
            ("", None),
        ];
        for (header, expected) in cases {
            assert_eq!(columns(header.split('|')).as_deref(), expected, "{header}");
        }
    }
}
