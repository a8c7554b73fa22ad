//! Names of the ways to copy, and messages about their success or failure.

super::texts! {
    /// Messages about copying.
    #[cfg_attr(
        not(all(unix, not(target_os = "macos"))),
        expect(dead_code, reason = "Wayland and X11 are on other systems")
    )]
    Copying {
        wayland = "Wayland 剪贴板", "Wayland clipboard";
        x11 = "X11 剪贴板", "X11 clipboard";
        system = "系统剪贴板", "system clipboard";
        tmux = "tmux 缓冲区", "tmux buffer";
        tmux_reach = "tmux 缓冲区，转发无法确认", "tmux buffer; sent on, unconfirmed";

        copied = "已复制", "copied";
        sent = "已发送，无法确认", "sent, cannot be confirmed";
        if_nothing_arrives = "若未到达：xerrno doctor", "if nothing arrives: xerrno doctor";
        set_clipboard =
            "若未到达：在本机 tmux 中 set -s set-clipboard on",
            "if nothing arrives: set -s set-clipboard on in your near tmux";
        ignored(&str) =
            |terminal| format!("{terminal} 默认忽略它；若未到达，请用鼠标选中"),
            |terminal| format!("{terminal} ignores it as it comes; if nothing arrives, select with the mouse");
        failed = "未复制", "not copied";
        told(&str, &str, &str) =
            |how, text, detail| format!("{how}：{text}（{detail}）"),
            |how, text, detail| format!("{how}: {text} ({detail})");

        far_machine = "经 SSH 只会复制到远端机器", "over SSH it would fill the far machine's clipboard";
        unset(&str) = |variable| format!("未设置 {variable}"), |variable| format!("{variable} is not set");
        no_terminal = "没有可用的终端", "there is no terminal that would take it";
        switched_off = "复制已关闭", "copying is switched off";
        no_x11 = "无法连接 X 服务器", "the X server cannot be reached";
        no_wayland = "无法连接合成器", "the compositor cannot be reached";
        no_data_control = "合成器不支持 data-control 协议", "the compositor has no data-control protocol";
        no_system_clipboard = "无法访问系统剪贴板", "the system's clipboard cannot be reached";
        too_slow(u64) = |seconds| format!("{seconds} 秒内没有回应"), |seconds| format!("no answer within {seconds} s");
        too_long(usize) =
            |bytes| format!("文本过长，此方式不能接受：{bytes} 字节"),
            |bytes| format!("the text is too long for it: {bytes} bytes");
        replaced = "读回的是别的文本", "another text was read back";
        holder_ended = "持有文本的进程已结束", "the process that was to hold the text ended";
        not_installed(&str) = |program| format!("未安装 {program}"), |program| format!("{program} is not installed");
        no_such_mode =
            "找不到此命令，也不是模式（auto、desktop、osc52、tmux、none）",
            "not found, and no mode (auto, desktop, osc52, tmux, none)";
        old_tmux(&str) =
            |version| format!("{version} 太旧，需要 3.2"),
            |version| format!("{version} is too old; 3.2 is needed");
        status(&str) = |status| format!("失败：{status}"), |status| format!("it failed with {status}");

        used = "首选", "used";
        reserve = "备用", "in reserve";
        fails = "不可用", "fails";
        skipped = "不尝试", "not tried";
        will_hold =
            "可用；会读回核对，退出后文本仍在",
            "it answers; the text is read back, and outlives this program";
        will_hold_far =
            "可用，在你本机的桌面上；会读回核对；在别的程序复制之前 ssh 不会结束",
            "it answers, on your near desktop; the text is read back; ssh stays open for it until another program copies";
        will_send = "无法确认是否成功", "its success cannot be confirmed";
        will_send_by(&str) =
            |program| format!("{program}；无法确认是否成功"),
            |program| format!("{program}; its success cannot be confirmed");
        will_fill_tmux(&str) =
            |version| format!("{version}；会读回核对，tmux 再发给终端的部分无法确认"),
            |version| format!("{version}; its buffer is read back; what it sends on to the terminal cannot be confirmed");
        will_fill_nested_tmux(&str) =
            |version| format!("{version}；会读回核对；外层的 tmux 或 screen 会丢弃再发出的部分，除非 tmux 设了 set -s set-clipboard on"),
            |version| format!("{version}; its buffer is read back; an outer tmux drops what it sends on, unless: set -s set-clipboard on");
        will_need_set_clipboard =
            "你本机的 tmux 会丢弃它，除非设了 set -s set-clipboard on",
            "your near tmux drops it, unless: set -s set-clipboard on";
        will_be_ignored(&str) =
            |terminal| format!("{terminal} 默认忽略它；可用鼠标选中后复制"),
            |terminal| format!("{terminal} ignores it as it comes; select with the mouse instead");
        will_ask_terminal = "终端不作答，也可能忽略它", "the terminal gives no answer, and may ignore it";
    }
}
