//! Messages of the verbs on the command line, errors included.

super::texts! {
    /// Messages of the verbs on the command line.
    Command {
        unknown = "未知错误码", "unknown code";
        empty_code =
            "有一个错误码是空的；请写出来，例如 xerrno explain -97",
            "one of the codes is empty; name it, as in xerrno explain -97";
        no_code(&str) = |code| format!("没有错误码 {code}"), |code| format!("unknown code {code}");
        no_code_but_words(&str) =
            |words| format!("没有错误码 {words}；按含义查找：xerrno search {words}"),
            |words| format!("unknown code {words}; to find one by its meaning: xerrno search {words}");
        no_code_but(&str, &str) =
            |code, near| format!("没有错误码 {code}；相近的有 {near}"),
            |code, near| format!("unknown code {code}; nearest: {near}");
        code_elsewhere(&str, &str) =
            |code, there| format!("{code} 不在这个子系统中，而在 {there}"),
            |code, there| format!("{code} is not in this subsystem but in {there}");
        success =
            "0 表示成功，不是错误码", "0 means success; it is no error";
        no_verb(&str, &str) =
            |word, meant| format!("没有动词 {word}；是不是 xerrno {meant}？要搜索这个词：xerrno search {word}"),
            |word, meant| format!("there is no verb {word}; did you mean xerrno {meant}? To search for it: xerrno search {word}");
        nothing_found(&str) = |query| format!("没有找到 {query}"), |query| format!("nothing found for {query}");
        nothing_found_but(&str, &str) =
            |query, near| format!("没有找到 {query}；相近的有 {near}"),
            |query, near| format!("nothing found for {query}; nearest: {near}");
        found_elsewhere(&str, &str) =
            |query, there| format!("这个子系统中没有找到 {query}；{there} 中有"),
            |query, there| format!("nothing found for {query} in this subsystem, but in {there}");
        format_option(&str) =
            |form| format!("--{form} 要写成 --format {form}"),
            |form| format!("--{form} is written as --format {form}");
        no_word =
            "没有要查的词；请写出来，例如 xerrno search 签名过期；列出全部用 xerrno list",
            "there is no word to search for; name one, as in xerrno search expired, or print all with xerrno list";
        is_file(&str) =
            |file| format!("{file} 是文件；要找其中的错误码：xerrno scan {file}"),
            |file| format!("{file} is a file; for the codes that it mentions: xerrno scan {file}");
        no_subsystem(&str, &str) =
            |id, known| format!("没有名为 {id:?} 的子系统；现有 {known}"),
            |id, known| format!("no subsystem is called {id:?}; there are {known}");
        could_not_read(&str, &str) =
            |file, cause| format!("无法读取 {file}：{cause}"),
            |file, cause| format!("could not read {file}: {cause}");
        packed(&str) = |by| format!("它是用 {by} 压缩的"), |by| format!("it is packed by {by}");
        encoded(&str) = |name| format!("它的编码是 {name}"), |name| format!("it is in {name}");
        binary = "它不是文本", "it is no text";
        read_by(&str, &str) =
            |reason, command| format!("{reason}；请用：{command}"),
            |reason, command| format!("{reason}; try: {command}");
        context_is_for_text =
            "-C 用于给人看的形式，那里才有行；请加 --format text",
            "-C is for the form that shows lines; add --format text";
        line(u64) = |line| format!("第 {line} 行"), |line| format!("line {line}");
        lines(u64, u64) =
            |first, last| format!("第 {first} … {last} 行"),
            |first, last| format!("lines {first} … {last}");
        waits =
            "正在等待从终端输入的文本；^D 结束，或指定文件：xerrno scan app.log",
            "waiting for text from the terminal; ^D ends it, or name a file: xerrno scan app.log";
        could_not_read_table(&str, &str) =
            |table, cause| format!("xerrno: 无法读取表格 {table}：{cause}"),
            |table, cause| format!("xerrno: could not read table {table}: {cause}");
        and_more(&str, usize) =
            |table, count| format!("{table}：另有 {count} 处"),
            |table, count| format!("{table}: and {count} more");
        reading_tables = "正在读取表格…", "reading tables...";
        no_columns(&str) =
            |spec| format!("--columns 看不懂 {spec:?}；写法如 code=Status,meaning=Phrase，或 code=1,meaning=3"),
            |spec| format!("--columns does not understand {spec:?}; say code=Status,meaning=Phrase, or code=1,meaning=3");
        could_not_write_terminal = "无法写入终端", "could not write to the terminal";
        could_not_find_itself = "找不到本程序自身", "could not find this program itself";

        for_the_browser =
            "--query、--print、--height、--ascii、--cursor 用于浏览器；请去掉它们，或去掉动词；后两个也可放在 scan --browse 之后",
            "--query, --print, --height, --ascii and --cursor are for the browser; leave them out, or the verb; the last two also follow scan --browse";
        copy_is_for_codes =
            "--copy 用于错误码：xerrno explain CODE --copy",
            "--copy is for codes: xerrno explain CODE --copy";
        has_one_form = "--print 的输出只有一种格式；请去掉 --format", "--print has one form; leave out --format";
        not_taken(&str) =
            |option| format!("{option} 对这个动词不起作用；请去掉"),
            |option| format!("{option} does nothing for this verb; leave it out");
        forms_of_doctor = "doctor 只有 text、json、ndjson 三种格式", "doctor has the forms text, json and ndjson";
        option_of_verb(&str, &str) =
            |option, verb| format!("{option} 是 {verb} 的选项：xerrno {verb} {option}（见 xerrno {verb} --help）"),
            |option, verb| format!("{option} is an option of {verb}: xerrno {verb} {option} (see xerrno {verb} --help)");

        not_a_terminal =
            "标准输出不是终端；仍要浏览请用 --print，或使用 'xerrno list' 等动词",
            "standard output is not a terminal; use --print to browse all the same, or a verb such as 'xerrno list'";
        dumb_terminal =
            "此终端（TERM=dumb）无法显示浏览器；请使用 'xerrno list' 等动词",
            "this terminal (TERM=dumb) cannot show the browser; use a verb such as 'xerrno list'";
        could_not_use_terminal = "无法使用终端", "could not use the terminal";
    }
}
