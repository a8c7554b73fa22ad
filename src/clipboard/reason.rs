//! Why a way did not take the text.

use std::fmt;
use std::io::{self, ErrorKind};
use std::process::{Command, ExitStatus};
use std::time::Duration;

use crate::lang::Lang;

/// How long any program may take. Past it the user would rather read that copying failed.
pub const LIMIT: Duration = Duration::from_secs(2);

/// Why a way did not take the text, or was not tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Over SSH it would fill the clipboard of a machine that the user does not sit at.
    FarMachine,
    /// This variable is not set.
    Unset(&'static str),
    /// There is no terminal, or one of a kind that has no clipboard.
    NoTerminal,
    /// The user wants nothing to be copied.
    SwitchedOff,
    /// No X server answers.
    NoX11,
    /// No compositor answers.
    NoWayland,
    /// The compositor lets only the window in front copy.
    NoDataControl,
    /// The clipboard of macOS or Windows does not answer.
    NoSystemClipboard,
    /// It took longer than the limit.
    TooSlow,
    /// The text has this many bytes, more than can be handed over this way.
    TooLong(usize),
    /// What was read back is another text.
    Replaced,
    /// This program is not installed.
    NotInstalled(String),
    /// What the user asked for is neither a mode nor a command.
    NoSuchMode,
    /// tmux is of this version, which cannot send a buffer on.
    OldTmux(String),
    /// A program ended with this status.
    Failed(ExitStatus),
    /// What somebody else said went wrong.
    Said(String),
}

impl Reason {
    /// What kept `command` from being started.
    pub(super) fn not_started(command: &Command, error: &io::Error) -> Self {
        let program = command.get_program().display();
        match error.kind() {
            ErrorKind::NotFound => Self::NotInstalled(program.to_string()),
            _ => Self::Said(format!("{program}: {error}")),
        }
    }

    /// The reason in words.
    pub fn tell(&self, lang: Lang) -> String {
        let seconds = LIMIT.as_secs();
        match self {
            Self::FarMachine => {
                lang.pick("经 SSH 只会复制到远端机器", "over SSH it would fill the far machine's clipboard").to_owned()
            }
            Self::Unset(variable) => lang.pick(format!("未设置 {variable}"), format!("{variable} is not set")),
            Self::NoTerminal => lang.pick("没有可用的终端", "there is no terminal that would take it").to_owned(),
            Self::SwitchedOff => lang.pick("复制已关闭", "copying is switched off").to_owned(),
            Self::NoX11 => lang.pick("无法连接 X 服务器", "the X server cannot be reached").to_owned(),
            Self::NoWayland => lang.pick("无法连接合成器", "the compositor cannot be reached").to_owned(),
            Self::NoDataControl => {
                lang.pick("合成器不支持 data-control 协议", "the compositor has no data-control protocol").to_owned()
            }
            Self::NoSystemClipboard => {
                lang.pick("无法访问系统剪贴板", "the system's clipboard cannot be reached").to_owned()
            }
            Self::TooSlow => lang.pick(format!("{seconds} 秒内没有回应"), format!("no answer within {seconds} s")),
            Self::TooLong(bytes) => lang.pick(
                format!("文本过长，此方式不能接受：{bytes} 字节"),
                format!("the text is too long for it: {bytes} bytes"),
            ),
            Self::Replaced => lang.pick("读回的是别的文本", "another text was read back").to_owned(),
            Self::NotInstalled(program) => {
                lang.pick(format!("未安装 {program}"), format!("{program} is not installed"))
            }
            Self::NoSuchMode => lang
                .pick(
                    "找不到此命令，也不是模式（auto、desktop、osc52、tmux、none）",
                    "not found, and no mode (auto, desktop, osc52, tmux, none)",
                )
                .to_owned(),
            Self::OldTmux(version) => {
                lang.pick(format!("{version} 太旧，需要 3.2"), format!("{version} is too old; 3.2 is needed"))
            }
            Self::Failed(status) => lang.pick(format!("失败：{status}"), format!("it failed with {status}")),
            Self::Said(message) => message.clone(),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.tell(Lang::En))
    }
}
