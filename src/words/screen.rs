//! The browser's panels.

super::texts! {
    /// Texts of the browser's panels.
    Screen {
        invitation = "错误码、词语、拼音，或一行日志", "a number, words, pinyin, or a line of a log";
        short_invitation = "错误码或词语", "a number or words";
        all = "全部", "All";
        searching = "搜索中", "searching";

        symbol = "符号", "Symbol";
        hint = "排查", "Check";
        note = "备注", "Note";
        spellings = "又作", "Also";
        source = "来源", "Source";
        same = "同义", "Same as";
        see = "另见", "See also";
        subsystem = "子系统", "Subsystem";

        nothing = "没有匹配", "Nothing found";
        unknown_code(&str) = |code| format!("表中没有此错误码：{code}"), |code| format!("Unknown code {code}");
        nothing_here(usize) =
            |elsewhere| format!("此子系统中没有匹配（全部 {elsewhere}）"),
            |elsewhere| format!("Nothing found in this subsystem (All {elsewhere})");
        empty_table = "表中没有错误码", "There are no codes in this table";
        clear(&str) = |key| format!("{key} 清空查询"), |key| format!("{key} clears the query");
        elsewhere(&str) = |key| format!("{key} 查看其他子系统"), |key| format!("{key} shows the others");
        corrected = "显示的是以下查询的结果：", "Showing results for ";
        partly = "没有一条满足所有词，以下最为接近", "No row answers every word; these come closest";
        unused(&str) = |words| format!("；未用到：{words}"), |words| format!("; not used: {words}");
        comma = "、", ", ";

        why_code = "错误码", "code";
        why_text = "文本", "text";
        why_symbol = "符号", "symbol";
        why_synonym = "近义", "synonym";
        why_stem = "词形", "stem";
        why_subsystem = "子系统", "subsystem";
        why_pinyin = "拼音", "pinyin";
        why_fuzzy = "模糊", "fuzzy";
        why_typo = "纠错", "typo";
        why_closest = "最接近", "closest";

        copied = "已复制", "Copied";
        sent = "已发送，无法确认", "Sent, cannot be confirmed";
        opened(&str) = |page| format!("已请桌面打开  {page}"), |page| format!("Handed to the desktop to open  {page}");
        no_page = "此错误码没有来源网页", "No source of this code has a page";
        cut = "粘贴内容过长，已截断", "What was pasted is too long and was cut";
        mouse_on(&str) =
            |key| format!("鼠标已启用；{key} 交还终端"),
            |key| format!("Mouse on; {key} releases it");
        no_mouse = "鼠标需要整个屏幕（不用 --height）", "The mouse needs the whole screen (no --height)";
        mouse_off = "鼠标已交还终端", "Mouse off";

        not_copied = "未能复制", "Not copied";
        by_hand = "请手动复制以上内容", "Copy this by hand";
        recent = "最近", "Recent";
        read_again = "表格有变化，已重新读取", "The tables have changed and were read again";
        complaints = "表格与配置的问题", "What is wrong with tables and settings";
        complaint(&str, usize, &str) =
            |key, count, first| format!("{key} 列出 {count} 处问题：{first}"),
            |key, count, first| {
                let complaints = if count == 1 { "complaint" } else { "complaints" };
                format!("{key} shows {count} {complaints}: {first}")
            };
        now = "刚才", "now";
        minutes(u64) = |count| format!("{count} 分钟"), |count| format!("{count} min");
        hours(u64) = |count| format!("{count} 小时"), |count| format!("{count} h");
        days(u64) = |count| format!("{count} 天"), |count| format!("{count} d");
        marked(usize) = |count| format!("已标记 {count}"), |count| format!("{count} marked");
        forms = "复制为", "Copy as";
        whole_list(usize) = |count| format!("列表全部 {count} 条"), |count| format!("all {count} of the list");
        other_scope = "整个列表或所选", "the whole list, or back";
        form_code = "错误码", "code";
        form_line = "整行", "line";
        form_markdown = "Markdown 表格行", "Markdown row";
        form_json = "JSON", "JSON";
        form_header = "响应头", "response header";

        help = "帮助", "help";
        copy = "复制", "copy";
        choose = "选用", "choose";
        copy_line = "复制整行", "copy line";
        clear_query = "清空", "clear";
        tab = "子系统", "subsystem";
        back = "跳回", "back";
        close = "关闭", "close";
        scroll = "滚动", "scroll";
        select = "选择", "select";
        see_also = "另见", "see also";
        other_form = "其他格式", "other forms";
        page = "来源网页", "source page";
        used_lately = "最近用过", "recent";
        quit = "退出", "quit";
    }
}
