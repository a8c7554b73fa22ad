//! The manual page: its headings, and texts that the help does not have.

super::texts! {
    /// The sections of the manual page.
    Manual {
        about = "查找、阅读和复制图片服务的错误码", "find, read and copy the error codes of an image service";
        name = "名称", "NAME";
        synopsis = "概要", "SYNOPSIS";
        description = "描述", "DESCRIPTION";
        verbs = "动词", "VERBS";
        keys = "按键", "KEYS";
        keys_are = "浏览器中的按键；在配置的 [keys] 中可以改：", "The keys of the browser. [keys] in the config sets others.";
        tables = "自有表格", "TABLES";
        output = "输出", "OUTPUT";
        config = "配置", "CONFIGURATION";
        environment = "环境变量", "ENVIRONMENT";
        files = "文件", "FILES";
        exit = "退出状态", "EXIT STATUS";
        examples = "示例", "EXAMPLES";
        see_also = "另见", "SEE ALSO";

        describes =
            "图片服务下载失败时，响应头 X-ErrNo 中只有一个负数。xerrno 说明这个数字的含义：按数字（任何写法）、按中文或英文的含义、按拼音查找；在浏览器中阅读并复制；或在日志中找出所有错误码。每个错误码都有中文和英文的含义，界面的语言不影响它们。",
            "When a download from the image service fails, its X-ErrNo header holds nothing but a negative number. xerrno says what the number means: it finds codes by number in any spelling, by meaning in Chinese or English, and by pinyin; it shows them in a browser, copies them, and finds all that a log mentions. Every code has its meaning in both languages, whatever the language of the interface.";
        table_formats =
            "--table 读取的格式，按文件名或内容识别：CSV、TSV、Markdown、HTML、psql 与 MySQL 的表格、reStructuredText、JSON、YAML、XLSX、ODS、.properties，以及源代码（#define NAME 12 /* 含义 */ 之类）。编码可以是 UTF-8、UTF-16 或 GBK。列按名称识别（code、错误码、meaning、含义、hint、处理措施、symbol、subsystem、note 等），也可以用 --columns 说明。读不出的表格、行或列会以 文件:行: 原因 说明，其余的行照常载入；--strict 则不再继续。",
            "What --table reads, known by the file's name or by its content: CSV, TSV, Markdown, HTML, grids of psql and MySQL, reStructuredText, JSON, YAML, XLSX, ODS, .properties, and source text such as #define NAME 12 /* text */; in UTF-8, UTF-16 or GBK. Columns are known by name (code, meaning, hint, symbol, subsystem, note and the like, in English or Chinese), or said by --columns. A table, row or column that cannot be read is told as file:line: what, and every good row still loads; --strict refuses to go on.";
        settings = SETTINGS_ZH, SETTINGS_EN;
        variables = VARIABLES_ZH, VARIABLES_EN;
        state = "最近查过和复制过的内容；history = false 则不保留", "recent queries and codes; history = false keeps none";
        config_file = "配置", "the settings";
        table_folder = "其中的表格总会加入", "tables in it always join in";
    }
}

const SETTINGS_ZH: &str = "\
config.toml 中的每一项都可以省略；选项优先于环境变量，环境变量优先于配置。写错的一项会连同行号说明，其余照常生效。

lang = \"zh\"             # 或 en、auto
mouse = true
clipboard = \"tmux\"      # 同 --clipboard
primary = true          # 同时写入主选区
embedded = false        # 不用内置的表
history = false         # 不保留最近的查询和错误码
cursor = \"selection\"    # 终端的光标跟随选中的行，供屏幕阅读器使用
escape_ms = 50          # Esc 之后等待多久才算单独的 Esc

[colors]
accent = \"cyan\"         # 另有 match、strong、dim、selected、warning

[keys]
help = [\"F1\", \"Alt-H\"]

[scan]
keys = [\"svr_ret\"]      # 也当作错误码的键名
not = [-2, -11]
keyed = true            # 只看键名之下的错误码

[[table]]
path = \"~/codes.csv\"
columns = \"code=1,meaning=3\"   # 同 --columns
subsystem = \"gateway\"          # 没有写明子系统的行归入它";

const SETTINGS_EN: &str = "\
Everything in config.toml is optional. An option beats the environment, which beats the config. A mistake is told with its line, and the rest holds.

lang = \"zh\"             # or en, auto
mouse = true
clipboard = \"tmux\"      # as --clipboard
primary = true          # fill the primary selection too
embedded = false        # leave the built-in table out
history = false         # keep no recent codes and queries
cursor = \"selection\"    # the terminal's cursor follows the selected row, for a screen reader
escape_ms = 50          # how long an Esc waits for what may follow it

[colors]
accent = \"cyan\"         # also match, strong, dim, selected, warning

[keys]
help = [\"F1\", \"Alt-H\"]

[scan]
keys = [\"svr_ret\"]      # further keys under which logs write codes
not = [-2, -11]
keyed = true            # only codes under a key

[[table]]
path = \"~/codes.csv\"
columns = \"code=1,meaning=3\"   # as --columns
subsystem = \"gateway\"          # of rows that name none";

/// Environment variables and their meanings, separated by a tab.
const VARIABLES_ZH: &str = "\
XERRNO_LANG, XERRNO_MOUSE, XERRNO_CLIPBOARD, XERRNO_PRIMARY, XERRNO_EMBEDDED, XERRNO_HISTORY, XERRNO_CURSOR, XERRNO_ESCAPE_MS	与配置中同名的项相同
NO_COLOR	设置且不为空时不用颜色，除非用了 --color always
LC_ALL, LC_MESSAGES, LANG	界面的语言，依次看第一个已设置的
VISUAL, EDITOR	打开日志某一行的编辑器，依次看第一个已设置的
XDG_CONFIG_HOME, XDG_STATE_HOME	配置文件夹和状态文件夹所在之处
FZF_PREVIEW_COLUMNS, COLUMNS	输出不到终端时文本的宽度";

const VARIABLES_EN: &str = "\
XERRNO_LANG, XERRNO_MOUSE, XERRNO_CLIPBOARD, XERRNO_PRIMARY, XERRNO_EMBEDDED, XERRNO_HISTORY, XERRNO_CURSOR, XERRNO_ESCAPE_MS	the same as the settings of these names
NO_COLOR	set and not empty: no colour, unless --color always asks for it
LC_ALL, LC_MESSAGES, LANG	the language of the interface, the first that is set
VISUAL, EDITOR	the editor that opens a line of a log, the first that is set
XDG_CONFIG_HOME, XDG_STATE_HOME	where the config folder and the state folder are
FZF_PREVIEW_COLUMNS, COLUMNS	the width of text that does not go to a terminal";
