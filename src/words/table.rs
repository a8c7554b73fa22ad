//! Messages about problems with users' tables, with remedies.

super::texts! {
    /// Messages about problems with users' tables.
    Table {
        no_code(&str) = |text| format!("这一行没有错误码：{text}"), |text| format!("this row has no code: {text}");
        no_meaning(&str) = |code| format!("错误码 {code} 没有含义"), |code| format!("code {code} has no meaning");
        header_without_meaning(&str) =
            |header| format!("表头「{header}」中没有含义一列，此表未读；可用 --columns 指明"),
            |header| format!("no column of meanings in the header \"{header}\"; the table is left out (--columns says which is which)");
        header_unknown(&str) =
            |header| format!("表头「{header}」中认不出错误码一列，此表未读；可用 --columns 指明"),
            |header| format!("no column of codes in the header \"{header}\"; the table is left out (--columns says which is which)");
        header_lacks(&str, &str) =
            |wanted, header| format!("表头「{header}」中没有 {wanted} 这一列，此表未读"),
            |wanted, header| format!("no column {wanted} in the header \"{header}\"; the table is left out");
        too_few_cells(usize, usize) =
            |found, wanted| format!("这一行只有 {found} 格，表头有 {wanted} 格；按从左起读入"),
            |found, wanted| format!("this row has {found} cells, the header {wanted}; read from the left");
        stray_quote =
            "引号不成对，读到行末为止", "a quotation mark does not match; read to the end of the line";
        bytes(&str) = |encoding| format!("有些字节不是 {encoding}"), |encoding| format!("some bytes are not {encoding}");
        guessed(&str) =
            |encoding| format!("没有说明编码，按 {encoding} 读入；若有乱码，请另存为 UTF-8"),
            |encoding| format!("the encoding is not stated; read as {encoding} (save the file as UTF-8 if the text is wrong)");
        note_without_row(&str) =
            |code| format!("备注所说的错误码 {code} 哪个表里都没有"),
            |code| format!("the note is about code {code}, which no table has");
        elsewhere(&str) =
            |file| format!("此表在另一个文件中，未读：--table {file}"),
            |file| format!("this table is in a file of its own and not read: --table {file}");
        in_sheet(&str, &str) =
            |sheet, problem| format!("工作表「{sheet}」：{problem}"),
            |sheet, problem| format!("sheet {sheet}: {problem}");
        skipped(&str) = |cause| format!("此处未读：{cause}"), |cause| format!("not read: {cause}");

        too_large(u64) =
            |mib| format!("超过 {mib} MiB，太大了"),
            |mib| format!("it is larger than {mib} MiB");
        form(&str, &str) =
            |form, command| format!("{form}不能直接读；先转换：{command}"),
            |form, command| format!("{form} is not read directly; convert it: {command}");
        broken(&str, u64, &str) =
            |format, line, cause| format!("{format} 第 {line} 行：{cause}"),
            |format, line, cause| format!("{format}, line {line}: {cause}");
        nothing_but(u64, &str) =
            |line, fault| format!("里面没有错误码表：第 {line} 行：{fault}"),
            |line, fault| format!("no table in it: line {line}: {fault}");
        nothing =
            "里面没有错误码表：表头要有错误码一列（code、errno、错误码、返回码）和含义一列（meaning、message、含义、说明）",
            "no table in it: a header must name a column of codes (code, errno, 错误码, 返回码) and one of meanings \
             (meaning, message, description, 含义, 说明)";

        archive = "压缩包", "an archive";
        document = "这种文档格式", "this document format";
        spreadsheet = "这种电子表格格式", "this spreadsheet format";
        old_office = "旧的 Office 文件", "an old Office file";

        alias = "不展开别名（*name）", "an alias (*name) is not followed";
        too_deep(usize) =
            |levels| format!("嵌套超过 {levels} 层"),
            |levels| format!("nested deeper than {levels} levels");
        too_many(usize) = |most| format!("超过 {most} 个值"), |most| format!("more than {most} values");
        repeats = "单元格重复太多次", "cells repeat themselves too often";

        mistakes(usize) =
            |count| format!("表格中有 {count} 处错误，而且用了 --strict"),
            |count| if count == 1 {
                "there is a mistake in a table, and --strict is set".to_owned()
            } else {
                format!("there are {count} mistakes in the tables, and --strict is set")
            };
    }
}
