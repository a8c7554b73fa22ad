//! The chain of ways to copy: which are tried, and in what order, given where the program runs and what the user asked for.

use std::fmt;

use super::means::{ANYWHERE, Means, Mode};
use super::place::Place;
use super::reason::Reason;
use super::{command, osc52, system, tmux, wsl};
#[cfg(all(unix, not(target_os = "macos")))]
use super::{wayland, wl_copy, x11};
use crate::lang::Lang;
use crate::words::Words;

/// The ways, in the order in which they are tried.
static WAYS: &[&Means] = &[
    &wsl::CLIP_EXE,
    &system::SYSTEM,
    #[cfg(all(unix, not(target_os = "macos")))]
    &wayland::WAYLAND,
    #[cfg(all(unix, not(target_os = "macos")))]
    &x11::X11,
    #[cfg(all(unix, not(target_os = "macos")))]
    &wl_copy::WL_COPY,
    &tmux::TMUX,
    &osc52::OSC_52,
    &OFF,
];

/// The way that copies nothing.
static OFF: Means = Means {
    name: |_| "none",
    mode: Mode::None,
    systems: ANYWHERE,
    objection: |_| Some(Reason::SwitchedOff),
    copy: |_, _| Err(Reason::SwitchedOff),
    probe: |_, _| Err(Reason::SwitchedOff),
    reads_back: false,
};

/// A way to copy, or the user's own command.
#[derive(Clone)]
pub struct Way {
    pub(super) means: &'static Means,
    /// The user's own command, which is also its name.
    command: Option<String>,
}

impl Way {
    /// Its name.
    pub fn name(&self, lang: Lang) -> &str {
        match &self.command {
            Some(command) => command,
            None => (self.means.name)(&Words::of(lang).copying),
        }
    }

    /// The name of what the text was read back from. Of tmux that is its buffer: what it sends on can't be seen.
    pub fn reach(&self, lang: Lang) -> &str {
        if *self == Self::from(&tmux::TMUX) { Words::of(lang).copying.tmux_reach } else { self.name(lang) }
    }
}

impl From<&'static Means> for Way {
    fn from(means: &'static Means) -> Self {
        Self { means, command: None }
    }
}

impl PartialEq for Way {
    fn eq(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}

impl Eq for Way {}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name(Lang::En))
    }
}

impl fmt::Debug for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A way in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The way.
    pub way: Way,
    /// The reason why it is not tried, if there is one.
    pub objection: Option<Reason>,
}

/// The ways that `mode` allows in `place`, in the order in which they are tried until one works.
pub fn chain(mode: &Mode, place: &Place) -> Vec<Step> {
    if let Mode::Command(command) = mode {
        let way = Way { means: &command::OWN, command: Some(command.clone()) };
        return vec![Step { way, objection: None }];
    }
    // A user who names a way knows which machine it leads to, so SSH is no objection then.
    let place = &Place { ssh: place.ssh && *mode == Mode::Auto, ..place.clone() };
    let is_meant = |means: &&&Means| {
        let by_mode = means.mode == *mode || *mode == Mode::Auto && means.mode != Mode::None;
        by_mode && means.systems.contains(&place.system)
    };
    let ways = WAYS.iter().filter(is_meant);
    ways.map(|&means| Step { way: means.into(), objection: (means.objection)(place) }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::place::System;
    use super::*;

    #[cfg(all(unix, not(target_os = "macos")))]
    type Environment<'a> = &'a [(&'a str, &'a str)];

    #[cfg(all(unix, not(target_os = "macos")))]
    fn place(environment: Environment<'_>, terminal: bool) -> Place {
        let variable =
            |name: &str| environment.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        Place::new(variable, terminal, false)
    }

    fn tried(mode: &str, place: &Place) -> Vec<String> {
        let mode = mode.parse().expect("every text is a mode");
        let steps = chain(&mode, place).into_iter().filter(|step| step.objection.is_none());
        steps.map(|step| step.way.to_string()).collect()
    }

    #[cfg(all(unix, not(target_os = "macos")))]
    #[test]
    fn the_environment_chooses_the_ways() {
        const WAYLAND: (&str, &str) = ("WAYLAND_DISPLAY", "wayland-1");
        const X11: (&str, &str) = ("DISPLAY", ":0");
        const FORWARDED: (&str, &str) = ("DISPLAY", "localhost:10.0");
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
            ("auto", &[SSH, FORWARDED, WAYLAND], &["X11 clipboard", "OSC 52"]),
            ("auto", &[("SSH_TTY", "/dev/pts/1"), WSL], &["OSC 52"]),
            ("auto", &[WSL], &["clip.exe", "OSC 52"]),
            ("auto", &[("TERM", "linux")], &[]),
            ("auto", &[("TERM", "vt100")], &[]),
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

    #[cfg(all(unix, not(target_os = "macos")))]
    #[test]
    fn a_way_that_is_not_tried_says_why() {
        let steps = chain(&Mode::Auto, &Place { ssh: true, ..Place::default() });
        let objections: Vec<_> = steps.into_iter().map(|step| (step.way.to_string(), step.objection)).collect();
        let expected = [
            ("Wayland clipboard", Some(Reason::FarMachine)),
            ("X11 clipboard", Some(Reason::FarMachine)),
            ("wl-copy", Some(Reason::FarMachine)),
            ("tmux buffer", Some(Reason::Unset("TMUX"))),
            ("OSC 52", Some(Reason::NoTerminal)),
        ];
        assert_eq!(objections, expected.map(|(way, reason)| (way.to_owned(), reason)));
    }
}
