//! The place where the program runs, as far as copying depends on it.

use serde::Serialize;

use crate::lang::Lang;
use crate::words::Words;

/// The kinds of operating systems, as far as their clipboards differ.
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

/// A program between this one and the terminal; the nearest if there are several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relay {
    /// tmux, on this machine.
    Tmux,
    /// GNU screen, on this machine.
    Screen,
    /// zellij, on this machine.
    Zellij,
    /// tmux on the user's own machine, at the other end of SSH.
    FarTmux,
    /// GNU screen, or a tmux that calls itself so, on the user's own machine, at the other end of SSH.
    FarScreen,
    /// mosh, which draws a screen of its own.
    Mosh,
}

impl Relay {
    /// Its name, and its place if that is not this machine.
    pub fn tell(self, lang: Lang) -> &'static str {
        let words = &Words::of(lang).doctor;
        match self {
            Self::Tmux => words.by_tmux,
            Self::Screen => words.by_screen,
            Self::Zellij => words.by_zellij,
            Self::FarTmux => words.by_far_tmux,
            Self::FarScreen => words.by_far_screen,
            Self::Mosh => words.by_mosh,
        }
    }
}

/// The place where the program runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The kind of system.
    pub system: System,
    /// The name of the Wayland display.
    pub wayland: Option<String>,
    /// The name of the X11 display.
    pub x11: Option<String>,
    /// The file with the access key of the X11 display, if not this process's own.
    pub x11_authority: Option<String>,
    /// True if the program runs over SSH, so that the user sits at another machine.
    pub ssh: bool,
    /// The program between this one and the terminal, if there is one.
    pub relay: Option<Relay>,
    /// True if there is a terminal to write to, and its kind has a clipboard.
    pub terminal: bool,
    /// The terminal's name, if it is known to ignore OSC 52 unless its user allows it.
    pub ignoring: Option<&'static str>,
}

/// How to recognise terminals that ignore OSC 52 by default: a variable, the start of its value, and the terminal's name. Of
/// these variables SSH passes on only `TERM`.
const IGNORING: [(&str, &str, &str); 7] = [
    ("VTE_VERSION", "", "VTE"),
    ("KONSOLE_VERSION", "", "Konsole"),
    ("XTERM_VERSION", "", "xterm"),
    ("MLTERM", "", "mlterm"),
    ("TERM_PROGRAM", "Apple_Terminal", "Terminal.app"),
    ("TERM", "rxvt", "rxvt"),
    ("TERM", "st-", "st"),
];

impl Place {
    /// Detects the place from the environment, whose variables `variable` looks up. `terminal` is true if one can be written
    /// to, and `mosh` if the program runs under mosh, which leaves no trace in the environment.
    pub fn new(variable: impl Fn(&str) -> Option<String>, terminal: bool, mosh: bool) -> Self {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let any = |names: &[&str]| names.iter().any(|name| set(name).is_some());
        let term = set("TERM").unwrap_or_default();
        let ssh = any(&["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"]);
        let relay = if any(&["TMUX"]) {
            Some(Relay::Tmux)
        } else if any(&["STY"]) {
            Some(Relay::Screen)
        } else if any(&["ZELLIJ"]) {
            Some(Relay::Zellij)
        } else if mosh {
            Some(Relay::Mosh)
        } else if ssh && term.starts_with("tmux") {
            Some(Relay::FarTmux)
        } else if ssh && term.starts_with("screen") {
            Some(Relay::FarScreen)
        } else {
            None
        };
        let system = if cfg!(any(target_os = "macos", windows)) {
            System::Native
        } else if any(&["WSL_DISTRO_NAME", "WSL_INTEROP"]) {
            System::Wsl
        } else {
            System::Unix
        };
        let ignoring = IGNORING.into_iter().filter(|_| relay.is_none());
        let is_this = |name: &str, start: &str| set(name).is_some_and(|value| value.starts_with(start));
        Self {
            system,
            wayland: set("WAYLAND_DISPLAY"),
            x11: set("DISPLAY"),
            x11_authority: None,
            ssh,
            relay,
            terminal: terminal && !has_no_clipboard(&term),
            ignoring: ignoring.into_iter().find(|(name, start, _)| is_this(name, start)).map(|(.., terminal)| terminal),
        }
    }

    /// The place as seen from the terminal that is attached to a multiplexer now. `printed` has lines such as `DISPLAY=:0`, or
    /// `-DISPLAY` if that terminal has none. Variables that it does not name keep their values.
    #[must_use]
    pub fn as_attached(mut self, printed: &str) -> Self {
        for line in printed.lines() {
            let (name, value) = match line.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned()).filter(|value| !value.is_empty())),
                None => (line.trim_start_matches('-'), None),
            };
            match name {
                "SSH_CONNECTION" => self.ssh = value.is_some(),
                "DISPLAY" => self.x11 = value,
                "WAYLAND_DISPLAY" => self.wayland = value,
                "XAUTHORITY" => self.x11_authority = value,
                _ => {}
            }
        }
        self
    }

    /// True if the X11 display is on the user's own machine, at the other end of SSH (`ssh -X`, `ssh -Y`).
    pub fn has_forwarded_display(&self) -> bool {
        let host = self.x11.as_deref().and_then(|display| display.rsplit_once(':')).map(|(host, _)| host);
        self.ssh && host.is_some_and(|host| !matches!(host, "" | "unix"))
    }
}

/// True if terminals of this kind have no clipboard, or print OSC 52 as text.
fn has_no_clipboard(term: &str) -> bool {
    matches!(term, "dumb" | "linux") || term.starts_with("vt52") || term.starts_with("vt100") || term.ends_with("-mono")
}

#[cfg(test)]
mod tests {
    use super::*;

    type Environment<'a> = &'a [(&'a str, &'a str)];

    fn place(environment: Environment<'_>) -> Place {
        let variable =
            |name: &str| environment.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        Place::new(variable, true, false)
    }

    const SSH: (&str, &str) = ("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22");

    #[test]
    fn what_stands_before_the_terminal_is_told_by_the_environment() {
        let cases: [(Environment<'_>, Option<Relay>); 8] = [
            (&[], None),
            (&[("TERM", "tmux-256color")], None),
            (&[("TERM", "tmux-256color"), ("TMUX", "/tmp/x,1,0")], Some(Relay::Tmux)),
            (&[("TERM", "screen"), ("STY", "1.x")], Some(Relay::Screen)),
            (&[("STY", "1.x"), ("TMUX", "/tmp/x,1,0")], Some(Relay::Tmux)),
            (&[("ZELLIJ", "0"), SSH], Some(Relay::Zellij)),
            (&[("TERM", "tmux-256color"), SSH], Some(Relay::FarTmux)),
            (&[("TERM", "screen.xterm-256color"), SSH], Some(Relay::FarScreen)),
        ];
        for (environment, relay) in cases {
            assert_eq!(place(environment).relay, relay, "{environment:?}");
        }
    }

    #[test]
    fn a_terminal_that_ignores_osc_52_has_a_name_unless_another_program_stands_before_it() {
        let cases: [(Environment<'_>, Option<&str>); 5] = [
            (&[("TERM", "xterm-256color")], None),
            (&[("VTE_VERSION", "7006")], Some("VTE")),
            (&[("VTE_VERSION", "7006"), ("TMUX", "/tmp/x,1,0")], None),
            (&[("TERM", "rxvt-unicode-256color"), SSH], Some("rxvt")),
            (&[("TERM", "st-256color")], Some("st")),
        ];
        for (environment, ignoring) in cases {
            assert_eq!(place(environment).ignoring, ignoring, "{environment:?}");
        }
    }

    #[test]
    fn a_display_with_a_host_is_forwarded_over_ssh() {
        for (display, forwarded) in [("localhost:10.0", true), ("gate:61", true), (":0", false), ("unix:0", false)] {
            assert_eq!(place(&[SSH, ("DISPLAY", display)]).has_forwarded_display(), forwarded, "{display}");
            assert!(!place(&[("DISPLAY", display)]).has_forwarded_display(), "{display}");
        }
    }

    #[test]
    fn the_terminal_that_is_attached_now_decides_where_the_user_sits() {
        let started = place(&[("TMUX", "/tmp/x,1,0"), ("DISPLAY", ":0")]);
        let attached = started.clone().as_attached("SSH_CONNECTION=192.0.2.1 1 192.0.2.2 22\n-DISPLAY\nEDITOR=vi\n");
        assert!(attached.ssh);
        assert_eq!(attached.x11, None);
        let again = attached.as_attached("-SSH_CONNECTION\nDISPLAY=:1\nXAUTHORITY=/run/x\n");
        assert_eq!((again.ssh, again.x11.as_deref()), (false, Some(":1")));
        assert_eq!(again.x11_authority.as_deref(), Some("/run/x"));
        assert_eq!(started.clone().as_attached(""), started);
    }
}
