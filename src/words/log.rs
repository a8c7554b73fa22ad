//! Texts of the browser over a log.

super::texts! {
    /// Texts of the browser over a log.
    Log {
        by_count = "出现最多的在前", "most frequent first";
        by_last = "最近出现的在前", "last seen first";
        by_table = "按表中的顺序", "in the order of the table";
        listed = "日志中的错误码", "Codes in the log";
        unlisted = "表中没有", "In no table";

        input = "标准输入", "standard input";
        earlier(&str, usize) =
            |name, count| if count == 1 { format!("{name}（旧）") } else { format!("{name}（旧 {count}）") },
            |name, count| if count == 1 { format!("{name} (earlier)") } else { format!("{name} (earlier {count})") };
        files(usize) = |count| format!("{count} 个文件"), |count| format!("{count} files");
        lines(u64) = |count| format!("{count} 行"), |count| if count == 1 { "1 line".to_owned() } else { format!("{count} lines") };
        reading(u64) = |percent| format!("读取中 {percent} %"), |percent| format!("reading, {percent} %");
        reading_on = "读取中", "reading";
        following = "持续跟踪", "following";
        ended = "已读完", "read to its end";
        gone = "文件不在了，等待中", "gone, awaited";
        moved = "已轮替，重新打开", "was replaced, opened again";
        shortened = "已截断，从头读取", "was truncated, read from its start";
        kept(&str) = |size| format!("前 {size} 的内容已不保留"), |size| format!("the lines of the first {size} are gone");
        failed(&str, &str) = |name, cause| format!("无法读取 {name}：{cause}"), |name, cause| format!("could not read {name}: {cause}");
        others(usize) = |count| format!("另有 {count} 个未列出的码"), |count| format!("{count} more codes");

        nothing = "日志中还没有错误码", "No code in this log so far";
        looked_for =
            "查找的是 errno、ret、code、X-ErrNo 等键下的数，以及单独出现的表中错误码",
            "Looked for: numbers under keys such as errno, ret, code, X-ErrNo, and codes of the table that stand alone";
        not_here(&str) = |key| format!("日志的错误码中没有匹配；{key} 查看整个表"), |key| format!("Nothing found among the codes of the log; {key} shows the whole table");

        occurs = "出现", "Occurs";
        times(u64, u64, &str) =
            |times, lines, share| format!("{times} 次，{lines} 行，占有码行的 {share}"),
            |times, lines, share| {
                let times = if times == 1 { "once".to_owned() } else { format!("{times} times") };
                let lines = if lines == 1 { "1 line".to_owned() } else { format!("{lines} lines") };
                format!("{times} in {lines}, {share} of those with codes")
            };
        first = "首次", "First";
        last = "末次", "Last";
        latest = "最近", "Latest";
        gone_line = "这一行已不可读", "this line can't be read any more";
        lines_of(&str, u64, u64) =
            |code, at, all| format!("{code} · 第 {at} 行，共 {all} 行"),
            |code, at, all| format!("{code} - line {at} of {all}");

        table = "整个表", "whole table";
        back = "回到日志", "the log";
        order = "排序", "order";
        open_lines = "各行", "lines";
        editor = "编辑器", "editor";
        copy_line = "复制此行", "copy the line";

        piped =
            "日志来自管道，没有文件可打开；先存成文件再看",
            "The log came through a pipe; save it to a file to open it in an editor";
        packed(&str) = |name| format!("{name} 是压缩的；解压后才能用编辑器打开"), |name| format!("{name} is packed; unpack it to open it in an editor");
        moved_away(&str) = |name| format!("{name} 已被替换，这一行不在其中了"), |name| format!("{name} was replaced, and has this line no more");
        no_editor =
            "未设置编辑器；请设置 VISUAL 或 EDITOR，例如 export EDITOR=vim",
            "No editor is set; set VISUAL or EDITOR, as in export EDITOR=vim";
        no_such_editor(&str) =
            |name| format!("没有编辑器 {name}；请检查 VISUAL 或 EDITOR"),
            |name| format!("There is no editor {name}; set VISUAL or EDITOR to one that is here");
        editor_failed(&str, &str) =
            |name, status| format!("{name} 出错（{status}）；可以在 VISUAL 或 EDITOR 中换一个编辑器"),
            |name, status| format!("{name} failed ({status}); VISUAL or EDITOR sets another editor");
        status(i32) = |status| format!("状态 {status}"), |status| format!("status {status}");
        signal = "被信号终止", "by a signal";

        none_named =
            "没有要看的日志；请指定文件，或从管道输入：kubectl logs -f pod | xerrno scan --browse",
            "there is no log to browse; name a file, or pipe one in: kubectl logs -f pod | xerrno scan --browse";
        has_no_lines = "--browse 不能与 --quiet、-C 同用", "--browse does not go with --quiet or -C";
        left_at(&str, u64) =
            |name, line| format!("{name} 读到第 {line} 行为止"),
            |name, line| format!("{name} was read up to line {line} only");
    }
}
