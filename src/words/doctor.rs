//! The report of `xerrno doctor`.

super::texts! {
    /// The labels of the report, and the values beside them.
    Doctor {
        not_set = "未设置", "not set";
        version = "版本", "Version";
        data = "数据", "Data";
        codes(usize, &str) =
            |count, each| format!("{count} 个错误码: {each}"),
            |count, each| format!("{count} codes: {each}");
        config = "配置文件", "Config file";
        absent(&str) = |path| format!("{path}（不存在）"), |path| format!("{path} (does not exist)");
        tables = "自有表格", "Your tables";
        table(&str, usize, usize) =
            |path, rows, mistakes| format!("{path}：{rows} 行，{mistakes} 处错误"),
            |path, rows, mistakes| format!("{path}: {}, {}", counted(rows, "row"), counted(mistakes, "mistake"));
        table_form(&str, &str) =
            |form, columns| format!("  {form}；列：{columns}"),
            |form, columns| format!("  {form}; columns: {columns}");
        language = "语言", "Language";
        terminal = "终端", "Terminal";
        columns(&str, usize) =
            |kind, columns| format!("{kind}，{columns} 列"),
            |kind, columns| format!("{kind}, {columns} columns");
        color = "颜色", "Color";
        color_yes = "用", "yes";
        color_no = "不用", "no";
        sixteen = "终端自己的十六色", "the terminal's own sixteen";
        no_color = "设置了 NO_COLOR", "NO_COLOR is set";
        monochrome = "TERM 指明单色终端", "TERM says that the terminal has none";
        charset = "字符集", "Charset";
        widths = "宽度", "Widths";
        one_column =
            "· ─ … 按一列计；若终端画成两列，请用 --ascii",
            "· ─ … count as one column; where the terminal draws them in two, use --ascii";
        session = "会话", "Session";
        over_ssh_with_display = "经 SSH，转发了本机桌面的显示", "over SSH, with your near display forwarded";
        by_tmux = "tmux", "tmux";
        by_screen = "GNU screen", "GNU screen";
        by_zellij = "zellij", "zellij";
        by_far_tmux = "本机的 tmux", "tmux at the near end";
        by_far_screen = "本机的 GNU screen", "GNU screen at the near end";
        by_mosh = "mosh", "mosh";
        over_ssh = "经 SSH", "over SSH";
        near = "本机", "on this machine";
        clipboard = "剪贴板", "Clipboard";
        finding(&str, &str, &str) =
            |way, fate, why| format!("{way}：{fate}；{why}"),
            |way, fate, why| format!("{way}: {fate}; {why}");
    }
}

fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}
