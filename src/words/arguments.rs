//! The headings of the help, and messages about wrong arguments.

super::texts! {
    /// Texts that clap itself has only in English.
    Arguments {
        usage = "用法：", "Usage:";
        verbs = "动词", "Verbs";
        positional = "参数", "Arguments";
        options = "选项", "Options";
        common = "通用选项", "Common options";
        browser = "浏览器选项", "Browser options";
        values(&str) = |values| format!("[可选值：{values}]"), |values| format!("[possible values: {values}]");

        unexpected(&str) = |argument| format!("不认识参数 '{argument}'"), |argument| format!("unexpected argument '{argument}' found");
        similar(&str) = |argument| format!("是不是 '{argument}'"), |argument| format!("a similar argument exists: '{argument}'");
        similar_value(&str) = |value| format!("是不是 '{value}'"), |value| format!("a similar value exists: '{value}'");
        no_value(&str) = |argument| format!("'{argument}' 缺少值"), |argument| format!("a value is required for '{argument}' but none was supplied");
        invalid(&str, &str) =
            |value, argument| format!("'{argument}' 不能是 '{value}'"),
            |value, argument| format!("invalid value '{value}' for '{argument}'");
        missing(&str) =
            |arguments| format!("缺少必需的参数：{arguments}"),
            |arguments| format!("the following required arguments were not provided: {arguments}");
        too_many(&str, &str) =
            |value, argument| format!("'{argument}' 不再接受值 '{value}'"),
            |value, argument| format!("unexpected value '{value}' for '{argument}' found; no more were expected");
        from_one = "应为不小于 1 的整数", "it must be a number from 1 on";
        a_number = "应为整数", "it must be a number";
        a_height = "写成行数，如 15，或比例，如 40%", "say lines, as 15, or a share, as 40%";
        because = "：", ": ";
        and = "；", "; ";
        see_help(&str) = |line| format!("{line}（见 xerrno --help）"), |line| format!("{line} (see xerrno --help)");
    }
}
