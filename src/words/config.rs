//! Mistakes in the config file.

super::texts! {
    /// Messages about a wrong setting, with the right one.
    Config {
        unreadable(&str) = |why| format!("无法读取：{why}"), |why| format!("could not be read: {why}");
        no_toml(&str) = |why| format!("不是合法的 TOML：{why}"), |why| format!("not TOML: {why}");
        no_setting(&str) = |name| format!("没有设置项 {name}"), |name| format!("no setting is called {name}");
        no_setting_but(&str, &str) =
            |name, nearest| format!("没有设置项 {name}；最接近的是 {nearest}"),
            |name, nearest| format!("no setting is called {name}; the nearest is {nearest}");
        must_be(&str, &str) = |name, kind| format!("{name} 应为{kind}"), |name, kind| format!("{name} must be {kind}");
        no_color(&str) =
            |name| format!("没有颜色 {name}；可用 default、blue、bright-blue 等终端自己的十六色"),
            |name| format!("{name} is no colour; the terminal's sixteen are, such as blue and bright-blue, and default");
        no_color_but(&str, &str) =
            |name, nearest| format!("没有颜色 {name}；最接近的是 {nearest}"),
            |name, nearest| format!("{name} is no colour; the nearest is {nearest}");
        no_path = "这个 [[table]] 缺少 path，不知是哪个文件", "this [[table]] has no path; say which file it is";
        no_key(&str) =
            |key| format!("没有可设置的按键 {key}；写法如 ^P、Alt-X、Shift-F5、PgDn"),
            |key| format!("{key} is no key that can be set; keys are written ^P, Alt-X, Shift-F5, PgDn");
        key_twice(&str, &str) =
            |key, other| format!("{key} 已设给 {other}"),
            |key, other| format!("{key} is set for {other} already");
        key_lost(&str, &str) =
            |name, taker| format!("{name} 没有按键了：已设给 {taker}；请另设一个"),
            |name, taker| format!("{name} has no key left: {taker} has it; set another for {name}");
        flag = " true 或 false", "true or false";
        number = "不带符号的整数", "a whole number";
        text = "一段文字", "a text";
        texts = "一段文字或文字列表", "a text or a list of texts";
        lang = " zh、en 或 auto", "zh, en or auto";
        cursor = " prompt 或 selection", "prompt or selection";
        settings = "一个 [小节]", "a [section]";
        tables = "一个或多个 [[table]]", "one or more [[table]]";
    }
}
