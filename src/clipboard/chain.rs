//! From where the program runs, and what the user asked for, to the ways to try, in order.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use super::reason::Reason;
use crate::lang::Lang;
use crate::words::Words;

/// What the user asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Whatever suits the place.
    #[default]
    Auto,
    /// The clipboard of the desktop that this process runs on, even over SSH.
    Desktop,
    /// The terminal's own clipboard.
    Osc52,
    /// The buffer of tmux, and through it the terminal.
    Tmux,
    /// A shell command that reads the text from its input.
    Command(String),
    /// None: copying is switched off.
    None,
}

impl FromStr for Mode {
    type Err = Infallible;

    /// What is no name of a mode is a command, and nothing at all is [`Mode::Auto`].
    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(match text.trim() {
            "" | "auto" => Self::Auto,
            "desktop" => Self::Desktop,
            "osc52" => Self::Osc52,
            "tmux" => Self::Tmux,
            "none" => Self::None,
            command => Self::Command(command.to_owned()),
        })
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Auto => "auto",
            Self::Desktop => "desktop",
            Self::Osc52 => "osc52",
            Self::Tmux => "tmux",
            Self::Command(command) => command,
            Self::None => "none",
        })
    }
}

/// The kinds of system, as far as their clipboards differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum System {
    /// X11 or Wayland, if anything.
    #[default]
    Unix,
    /// Linux inside Windows.
    Wsl,
    /// macOS or Windows, where the system itself keeps what was copied.
    Native,
}

/// Where the program runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The kind of system.
    pub system: System,
    /// The name of the Wayland display.
    pub wayland: Option<String>,
    /// The name of the X11 display.
    pub x11: Option<String>,
    /// Whether the user sits at another machine.
    pub ssh: bool,
    /// Whether it runs inside tmux.
    pub tmux: bool,
    /// Whether there is a terminal to write to, of a kind that has a clipboard.
    pub terminal: bool,
}

impl Place {
    /// Reads the place off the environment, in which `variable` looks a name up. `terminal` says whether there is one
    /// that can be written to.
    pub fn new(variable: impl Fn(&str) -> Option<String>, terminal: bool) -> Self {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let any = |names: &[&str]| names.iter().any(|name| set(name).is_some());
        let system = if cfg!(any(target_os = "macos", windows)) {
            System::Native
        } else if any(&["WSL_DISTRO_NAME", "WSL_INTEROP"]) {
            System::Wsl
        } else {
            System::Unix
        };
        Self {
            system,
            wayland: set("WAYLAND_DISPLAY"),
            x11: set("DISPLAY"),
            ssh: any(&["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"]),
            tmux: set("TMUX").is_some(),
            // Neither answers OSC 52, and the console of Linux has no clipboard at all.
            terminal: terminal && !matches!(set("TERM").as_deref(), Some("dumb" | "linux")),
        }
    }
}

/// A way to put text on a clipboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// The Wayland selection, by the data-control protocol.
    Wayland,
    /// The X11 selection.
    X11,
    /// The clipboard of macOS or Windows.
    System,
    /// The program `wl-copy`, which knows more tricks than data-control.
    WlCopy,
    /// The program `clip.exe`, from Linux inside Windows.
    ClipExe,
    /// The buffer of tmux, which tmux sends on to its terminal.
    Tmux,
    /// An escape sequence to the terminal.
    Osc52,
    /// The user's own command.
    Command(String),
    /// No way at all.
    Off,
}

impl Way {
    /// What it is called.
    pub fn name(&self, lang: Lang) -> &str {
        let words = &Words::of(lang).copying;
        match self {
            Self::Wayland => words.wayland,
            Self::X11 => words.x11,
            Self::System => words.system,
            Self::WlCopy => "wl-copy",
            Self::ClipExe => "clip.exe",
            Self::Tmux => words.tmux,
            Self::Osc52 => "OSC 52",
            Self::Command(command) => command,
            Self::Off => "none",
        }
    }

    /// What was read back this way: what tmux sends on is out of sight.
    pub fn reach(&self, lang: Lang) -> &str {
        match self {
            Self::Tmux => Words::of(lang).copying.tmux_reach,
            way => way.name(lang),
        }
    }
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name(Lang::En))
    }
}

/// One way of the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The way.
    pub way: Way,
    /// Why it is not even tried here, if so.
    pub objection: Option<Reason>,
}

/// The ways that `mode` allows in `place`, in the order in which they are tried until one works.
pub fn chain(mode: &Mode, place: &Place) -> Vec<Step> {
    let desktop = match place.system {
        System::Native => vec![Way::System],
        System::Unix => vec![Way::Wayland, Way::X11, Way::WlCopy],
        System::Wsl => vec![Way::ClipExe, Way::Wayland, Way::X11, Way::WlCopy],
    };
    let ways = match mode {
        Mode::Auto => [desktop, vec![Way::Tmux, Way::Osc52]].concat(),
        Mode::Desktop => desktop,
        Mode::Tmux => vec![Way::Tmux],
        Mode::Osc52 => vec![Way::Osc52],
        Mode::Command(command) => vec![Way::Command(command.clone())],
        Mode::None => vec![Way::Off],
    };
    let place = Place { ssh: place.ssh && *mode == Mode::Auto, ..place.clone() };
    ways.into_iter().map(|way| Step { objection: objection(&way, &place), way }).collect()
}

fn objection(way: &Way, place: &Place) -> Option<Reason> {
    match way {
        Way::Wayland | Way::X11 | Way::System | Way::WlCopy | Way::ClipExe if place.ssh => Some(Reason::FarMachine),
        Way::Wayland | Way::WlCopy if place.wayland.is_none() => Some(Reason::Unset("WAYLAND_DISPLAY")),
        Way::X11 if place.x11.is_none() => Some(Reason::Unset("DISPLAY")),
        Way::Tmux if !place.tmux => Some(Reason::Unset("TMUX")),
        Way::Osc52 if !place.terminal => Some(Reason::NoTerminal),
        Way::Off => Some(Reason::SwitchedOff),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Environment<'a> = &'a [(&'a str, &'a str)];

    fn place(environment: Environment<'_>, terminal: bool) -> Place {
        let variable =
            |name: &str| environment.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        Place::new(variable, terminal)
    }

    fn tried(mode: &str, place: &Place) -> Vec<String> {
        let mode = mode.parse().expect("every text is a mode");
        let steps = chain(&mode, place).into_iter().filter(|step| step.objection.is_none());
        steps.map(|step| step.way.to_string()).collect()
    }

    #[cfg(not(any(target_os = "macos", windows)))]
    #[test]
    fn the_environment_chooses_the_ways() {
        const WAYLAND: (&str, &str) = ("WAYLAND_DISPLAY", "wayland-1");
        const X11: (&str, &str) = ("DISPLAY", ":0");
        const SSH: (&str, &str) = ("SSH_CONNECTION", "10.0.0.1 1 10.0.0.2 22");
        const TMUX: (&str, &str) = ("TMUX", "/tmp/tmux-0/default,1,0");
        const WSL: (&str, &str) = ("WSL_DISTRO_NAME", "Debian");
        let cases: &[(&str, Environment<'_>, &[&str])] = &[
            ("auto", &[], &["OSC 52"]),
            ("auto", &[("DISPLAY", ""), ("TMUX", "")], &["OSC 52"]),
            ("auto", &[X11], &["X11 clipboard", "OSC 52"]),
            ("auto", &[WAYLAND], &["Wayland clipboard", "wl-copy", "OSC 52"]),
            ("auto", &[WAYLAND, X11], &["Wayland clipboard", "X11 clipboard", "wl-copy", "OSC 52"]),
            ("auto", &[X11, TMUX], &["X11 clipboard", "tmux buffer", "OSC 52"]),
            ("auto", &[SSH, X11, WAYLAND], &["OSC 52"]),
            ("auto", &[SSH, X11, TMUX], &["tmux buffer", "OSC 52"]),
            ("auto", &[("SSH_TTY", "/dev/pts/1"), WSL], &["OSC 52"]),
            ("auto", &[WSL], &["clip.exe", "OSC 52"]),
            ("auto", &[("TERM", "linux")], &[]),
            ("auto", &[("TERM", "xterm-256color")], &["OSC 52"]),
            ("desktop", &[SSH, X11, TMUX], &["X11 clipboard"]),
            ("desktop", &[], &[]),
            ("osc52", &[X11, TMUX], &["OSC 52"]),
            ("tmux", &[X11, TMUX], &["tmux buffer"]),
            ("tmux", &[X11], &[]),
            ("xsel -ib", &[SSH, X11], &["xsel -ib"]),
            ("none", &[SSH, X11, TMUX], &[]),
        ];
        for (mode, environment, ways) in cases {
            assert_eq!(tried(mode, &place(environment, true)), *ways, "{mode} {environment:?}");
        }
        assert!(tried("auto", &place(&[], false)).is_empty(), "no terminal, no OSC 52");
    }

    #[test]
    fn macos_and_windows_keep_what_was_copied_themselves() {
        let native = Place { system: System::Native, terminal: true, ..Place::default() };
        assert_eq!(tried("auto", &native), ["system clipboard", "OSC 52"]);
        assert_eq!(tried("auto", &Place { ssh: true, ..native }), ["OSC 52"]);
    }

    #[test]
    fn a_way_that_is_not_tried_says_why() {
        let steps = chain(&Mode::Auto, &Place { ssh: true, ..Place::default() });
        let objections: Vec<_> = steps.into_iter().map(|step| (step.way, step.objection)).collect();
        assert_eq!(
            objections,
            [
                (Way::Wayland, Some(Reason::FarMachine)),
                (Way::X11, Some(Reason::FarMachine)),
                (Way::WlCopy, Some(Reason::FarMachine)),
                (Way::Tmux, Some(Reason::Unset("TMUX"))),
                (Way::Osc52, Some(Reason::NoTerminal)),
            ]
        );
    }
}
