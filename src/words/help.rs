//! The help of the command line. The key of each text is the name that clap has for what it explains: a verb, an argument, or
//! `verb.argument` if an argument means something else to one verb; `verb examples` ends a verb's help.

use crate::lang::Lang;

/// Returns the help text with this name.
pub(crate) fn help(name: &str, lang: Lang) -> Option<&'static str> {
    TEXTS.iter().find(|(known, ..)| *known == name).map(|&(_, zh, en)| lang.pick(zh, en))
}

/// All texts: name, Chinese, English.
pub(crate) static TEXTS: &[(&str, &str, &str)] = &[
    (
        "xerrno",
        "按错误码或含义查找图片服务的错误码，阅读，复制",
        "Find the error codes of an image service by number or by meaning, read them, copy them",
    ),
    ("explain", "说明错误码的含义，任何写法都可以", "Say what codes mean, in any spelling"),
    ("search", "按含义查找错误码，最符合的在前", "Find codes by meaning, best first"),
    ("scan", "找出日志、响应头、JSON 中提到的错误码", "Find the codes mentioned in logs, headers, JSON"),
    ("list", "列出全部错误码", "Print every code"),
    (
        "doctor",
        "说明会用到什么，以及原因：数据、语言、终端、剪贴板",
        "Show what will be used, and why: data, locale, terminal, clipboard",
    ),
    ("completions", "输出某个 shell 的补全脚本", "Print a completion script for a shell"),
    (
        "init",
        "输出 shell 启动文件所需的内容：补全，以及 Alt-E 在光标处填入错误码",
        "Print what a shell's start file takes over: completions, and Alt-E for a code at the cursor",
    ),
    ("man", "输出手册页", "Print the manual page"),
    (
        "words",
        "要说明的错误码；若其中没有错误码，则是要查找的词",
        "Codes to explain; or, with no code among them, words to search for",
    ),
    (
        "codes",
        "错误码，任何写法：-97、97、0xFFFFFF9F、'X-ErrNo: -97'、'{\"code\":-97}'",
        "Codes, in any spelling: -97, 97, 0xFFFFFF9F, 'X-ErrNo: -97', '{\"code\":-97}'",
    ),
    (
        "copy",
        "同时复制查到的内容：一行，或其他格式",
        "Copy what is known of the codes too, as a line, or in another form",
    ),
    (
        "search.query",
        "中文、英文或拼音的词；每个词都要符合",
        "Words in Chinese, English or pinyin; every one must be answered",
    ),
    ("files", "要读的文件；'-' 或不写：标准输入", "Files to read; '-' or nothing: standard input"),
    ("only_listed", "略去表中没有的错误码", "Leave out codes that no table lists"),
    ("summary", "只输出每个错误码出现的次数", "Print only how often each code occurs"),
    ("browse", "在浏览器中查看日志中的错误码，并持续跟踪", "Open the browser over what the logs say, and follow them"),
    ("keyed", "略去不在任何键名之下的数字", "Leave out numbers that stand under no key"),
    ("keys", "把这个名字也当作错误码的键名（可重复）", "Take this name for a key that holds codes, too (repeatable)"),
    ("without", "略去这个错误码（可重复）", "Leave out this code (repeatable)"),
    ("scan.codes", "只看这个错误码（可重复）", "Keep to this code (repeatable)"),
    (
        "context",
        "含错误码的行前后各显示几行，用于 --format text",
        "Show this many lines around each line with codes, in --format text",
    ),
    (
        "quiet",
        "什么都不输出；退出状态说明是否找到错误码",
        "Print nothing; the exit status says whether a code was found",
    ),
    (
        "tables",
        "加入自有表格：文件、文件夹或 '-'（可重复）",
        "Add a table of your own: a file, a folder, or '-' (repeatable)",
    ),
    (
        "columns",
        "这些表格的哪一列是什么，按列名或列号：code=Status,meaning=3",
        "Which column of these tables holds what, by name or by number: code=Status,meaning=3",
    ),
    ("no_embedded", "不用内置的表", "Leave the built-in table out"),
    (
        "all",
        "加入服务商后来的文档为同一个响应头列出的错误码，各有出处和日期",
        "Add the codes that the vendor's later documents list for the same header, each with its document and date",
    ),
    ("subsystem", "只看一个子系统", "Keep to one subsystem"),
    (
        "lang",
        "界面的语言；含义总是两种语言都显示",
        "The language of everything but the meanings, which are always shown in both",
    ),
    (
        "format",
        "输出格式；'auto'：终端上为 text，否则为 TSV",
        "The form of the output; 'auto' is text on a terminal, else TSV",
    ),
    (
        "color",
        "是否用颜色；'auto'：在终端上用，除非设置了 NO_COLOR",
        "Whether to use colour; 'auto': on a terminal, unless NO_COLOR is set",
    ),
    ("limit", "最多输出这么多条", "Print this many results at most"),
    ("strict", "表格有错误时不再继续", "Refuse to go on when a table has a mistake"),
    (
        "clipboard",
        "复制的方式：auto、desktop、osc52、tmux、none，或一个读取文本的命令；与 XERRNO_CLIPBOARD 相同",
        "The way to copy: auto, desktop, osc52, tmux, none, or a command that reads the text; XERRNO_CLIPBOARD says the same",
    ),
    ("query", "打开浏览器并填入这个查询", "Browse with this query typed"),
    ("print", "把选中的错误码写到标准输出，而不复制", "Write the chosen code to standard output instead of copying it"),
    ("ascii", "只用 ASCII 字符绘制", "Draw with ASCII characters only"),
    (
        "height",
        "在提示符下方占用这么多行，或终端的这个比例，而不占满屏幕",
        "Take this many lines below the prompt, or this share of the terminal's, instead of the whole screen",
    ),
    (
        "cursor",
        "终端的光标停在提示符处，或选中的一行上，供读屏软件跟随",
        "Keep the terminal's cursor at the prompt, or on what is selected, for a screen reader",
    ),
    ("shell", "哪个 shell", "The shell"),
    ("help", "显示帮助；-h 简短，--help 完整", "Print help: -h is short, --help whole"),
    ("version", "显示版本", "Print the version"),
    (
        "xerrno short",
        "\
示例：
  xerrno                            浏览
  xerrno -97                        说明 -97
  xerrno 签名 过期                  以此查询打开浏览器；在管道中则输出结果
  kubectl logs my-pod | xerrno      日志中提到的错误码

xerrno --help：其余选项、输出格式、退出状态。某个动词：xerrno scan -h",
        "\
Examples:
  xerrno                            browse
  xerrno -97                        what -97 means
  xerrno 签名 过期                  browse with this query; in a pipe, search
  kubectl logs my-pod | xerrno      the codes that a log mentions

The other options, forms of output, exit status: xerrno --help. A verb: xerrno scan -h",
    ),
    ("xerrno examples", NOTES_ZH, NOTES_EN),
    (
        "explain examples",
        "\
示例：
  xerrno explain -97 96
  xerrno explain 'X-ErrNo: -6101'
  xerrno explain 0xFFFFFF9F --format json
  xerrno explain -97 --copy

退出状态：0 全部查到，1 有查不到的，2 出错。",
        "\
Examples:
  xerrno explain -97 96
  xerrno explain 'X-ErrNo: -6101'
  xerrno explain 0xFFFFFF9F --format json
  xerrno explain -97 --copy

Exit status: 0 every code is known, 1 one is not, 2 an error.",
    ),
    (
        "search examples",
        "\
示例：
  xerrno search 签名过期
  xerrno search expired signature
  xerrno search qianming --subsystem proxy
  xerrno search timeout --limit 3 --format json

退出状态：0 找到，1 没有找到，2 出错。",
        "\
Examples:
  xerrno search 签名过期
  xerrno search expired signature
  xerrno search qianming --subsystem proxy
  xerrno search timeout --limit 3 --format json

Exit status: 0 found, 1 nothing found, 2 an error.",
    ),
    ("scan examples", SCAN_ZH, SCAN_EN),
    (
        "list examples",
        "\
示例：
  xerrno list --subsystem proxy
  xerrno list --format markdown > codes.md
  xerrno list | fzf --delimiter='\\t' --with-nth=1,3,4 --preview='xerrno explain {1} --format text' | cut -f1",
        "\
Examples:
  xerrno list --subsystem proxy
  xerrno list --format markdown > codes.md
  xerrno list | fzf --delimiter='\\t' --with-nth=1,3,4 --preview='xerrno explain {1} --format text' | cut -f1",
    ),
    (
        "doctor examples",
        "示例：\n  xerrno doctor\n  xerrno doctor --format json",
        "Examples:\n  xerrno doctor\n  xerrno doctor --format json",
    ),
    (
        "completions examples",
        "\
示例：
  xerrno completions bash > ~/.local/share/bash-completion/completions/xerrno
  xerrno completions zsh > ~/.zfunc/_xerrno
  xerrno completions fish > ~/.config/fish/completions/xerrno.fish",
        "\
Examples:
  xerrno completions bash > ~/.local/share/bash-completion/completions/xerrno
  xerrno completions zsh > ~/.zfunc/_xerrno
  xerrno completions fish > ~/.config/fish/completions/xerrno.fish",
    ),
    (
        "init examples",
        "\
示例：
  source <(xerrno init bash)        写入 ~/.bashrc
  source <(xerrno init zsh)         写入 ~/.zshrc，在 compinit 之后
  xerrno init fish | source         写入 ~/.config/fish/config.fish",
        "\
Examples:
  source <(xerrno init bash)        in ~/.bashrc
  source <(xerrno init zsh)         in ~/.zshrc, after compinit
  xerrno init fish | source         in ~/.config/fish/config.fish",
    ),
    (
        "man examples",
        "\
示例：
  xerrno man --lang zh | man -l -
  xerrno man > ~/.local/share/man/man1/xerrno.1",
        "\
Examples:
  xerrno man | man -l -
  xerrno man > ~/.local/share/man/man1/xerrno.1",
    ),
];

const NOTES_ZH: &str = "\
没有动词时：错误码会得到说明；管道送入的文本会被扫描；否则打开浏览器。

示例：
  xerrno                            浏览
  xerrno -97                        说明 -97
  xerrno -97 --copy                 同上，并复制
  xerrno 签名 过期                  以此查询打开浏览器；在管道中则输出结果
  curl -sI \"$url\" | xerrno          响应中提到的错误码
  code=$(xerrno --print)            为脚本选一个错误码
  xerrno search expired | head -1   最符合的一条，以制表符分隔
  xerrno --table more.md list       自有表格与内置的表一起

在管道中输出以制表符分隔，没有表头。各列为：
  explain, search, list             code, subsystem, zh, en, why
  scan                              file, line, code, subsystem, zh, en, column, key
  scan --summary                    count, code, subsystem, zh, en, share, first, last

配置文件夹（$XDG_CONFIG_HOME/xerrno，Linux 上默认为 ~/.config/xerrno）中 tables/ 里的
表格会自动加入，不必写 --table；'xerrno doctor' 会说明它在哪里。

退出状态：0 找到，1 没有找到，2 出错，130 未作选择就离开（--print）。";

const NOTES_EN: &str = "\
Without a verb: a code is explained; text piped in is scanned for codes; else the browser opens.

Examples:
  xerrno                            browse
  xerrno -97                        what -97 means
  xerrno -97 --copy                 the same, and copy it
  xerrno 签名 过期                  browse with this query; in a pipe, search
  curl -sI \"$url\" | xerrno          the codes that a response mentions
  code=$(xerrno --print)            choose a code for a script
  xerrno search expired | head -1   the best answer, as tab-separated values
  xerrno --table more.md list       your own table beside the built-in one

In a pipe the output is tab-separated values. Their columns, without a header:
  explain, search, list             code, subsystem, zh, en, why
  scan                              file, line, code, subsystem, zh, en, column, key
  scan --summary                    count, code, subsystem, zh, en, share, first, last

Tables in the folder tables/ of the config folder ($XDG_CONFIG_HOME/xerrno, else
~/.config/xerrno on Linux) join in without --table; 'xerrno doctor' names it.

Exit status: 0 found, 1 nothing found, 2 an error, 130 left without a choice (--print).";

const SCAN_ZH: &str = "\
示例：
  kubectl logs pod | xerrno scan
  xerrno scan --summary access.log error.log
  tail -f app.log | xerrno scan --only-listed
  xerrno scan -C 2 app.log.1.gz

要随时看到服务的错误，在浏览器中打开它的日志：有哪些错误码，出现几次，始于何时，
在哪些行，是什么意思：
  kubectl logs -f my-pod | xerrno scan --browse
  xerrno scan --browse app.log

或者随来随印；^C 结束，并统计到那时为止找到的错误码：
  kubectl logs -f my-pod | xerrno scan
  kubectl logs -f my-pod | xerrno scan --keyed --not -6101

X-ErrNo、code 之类键名之下的数字，即使表中没有也算错误码，但 0 和 200 表示成功，
不算。用了 --subsystem 时，略去该子系统中没有的错误码。

退出状态：0 找到错误码，1 没有找到，2 出错，130 由 ^C 结束。";

const SCAN_EN: &str = "\
Examples:
  kubectl logs pod | xerrno scan
  xerrno scan --summary access.log error.log
  tail -f app.log | xerrno scan --only-listed
  xerrno scan -C 2 app.log.1.gz

To watch a service's errors as they come, open the browser over its log: which
codes, how often, since when, in which lines, and what they mean:
  kubectl logs -f my-pod | xerrno scan --browse
  xerrno scan --browse app.log

Or have them printed as they come; ^C ends it, and what was found until then is
counted:
  kubectl logs -f my-pod | xerrno scan
  kubectl logs -f my-pod | xerrno scan --keyed --not -6101

A number after a key such as X-ErrNo or code counts though no table lists it,
unless it is 0 or 200, which say that all went well. With --subsystem, what that
does not list is left out.

Exit status: 0 a code was found, 1 none was, 2 an error, 130 ended by ^C.";
