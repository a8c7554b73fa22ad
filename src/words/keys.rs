//! The keys and the help page.

super::texts! {
    /// The action of each key, and the syntax of a query.
    Keys {
        title = "按键", "Keys";

        find = "查找", "Find";
        up = "上一条", "previous code";
        down = "下一条", "next code";
        page_up = "上一页", "a page up";
        page_down = "下一页", "a page down";
        first = "第一条", "first code";
        last = "最后一条", "last code";
        next_tab = "下一个子系统", "next subsystem";
        previous_tab = "上一个子系统", "previous subsystem";

        read = "阅读与复制", "Read and copy";
        accept = "复制错误码", "copy the code";
        copy_line = "复制整行", "copy the line";
        ask_form = "以其他格式复制", "copy in another form";
        mark = "标记或取消标记", "mark, or unmark";
        recent = "最近用过的", "recently used";
        lines = "日志中含此码的各行", "lines of a log with the code";
        editor = "在编辑器中打开此行", "open the line in an editor";
        order = "日志错误码的顺序", "order of a log's codes";
        table = "日志或整个表", "codes of a log, or the table";
        recall = "空查询时取回上一查询", "the last query again";
        open_page = "打开来源网页", "open the source's page";
        jump = "跳到相关错误码", "go to a related code";
        first_related = "跳到第一个相关错误码", "go to the first related code";
        back = "跳回", "come back";
        scroll_up = "详情上滚", "scroll the detail up";
        scroll_down = "详情下滚", "scroll the detail down";

        edit = "编辑查询", "Edit the query";
        left = "左移", "left";
        right = "右移", "right";
        word_left = "左移一词", "a word left";
        word_right = "右移一词", "a word right";
        home = "行首", "to the start";
        end = "行尾", "to the end";
        backspace = "删除前一字", "delete before";
        delete = "删除后一字", "delete after";
        delete_word = "删除前一词", "delete the word before";
        delete_word_right = "删除后一词", "delete the word after";
        delete_to_start = "删到行首", "delete to the start";
        delete_to_end = "删到行尾", "delete to the end";

        program = "程序", "Program";
        escape = "关闭，清空，退出", "close, clear, quit";
        quit = "退出", "quit";
        delete_or_quit = "删除后一字；空查询时退出", "delete after, or quit";
        help = "帮助", "help";
        switch_lang = "English", "中文";
        switch_mouse = "鼠标", "mouse";
        suspend = "挂起", "suspend";
        complaints = "表格与配置的问题", "what tables lack";
        redraw = "重绘", "redraw";

        query = "查询写法", "A query may say";
        any_code = "错误码，任何写法", "a code in any spelling";
        any_pinyin = "拼音或首字母", "pinyin or initials";
        exactly = "原样匹配", "exactly this";
        at_start = "以此开头", "at the start";
        at_end = "以此结尾", "at the end";
        without = "不含此词", "without this";
        only_here = "只看此子系统", "in this subsystem only";
    }
}
