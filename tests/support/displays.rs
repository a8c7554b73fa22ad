//! Virtual X servers and Wayland compositors, each for one test.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::process::{Child, Stdio};

use tempfile::TempDir;

use super::{command, printed, run, wait_for};

/// The variable that marks the processes on one X server.
const MARK: &str = "TEST_X_SERVER";

/// A child that is killed when its test ends.
pub(crate) struct Ending(Child);

impl Ending {
    pub(crate) fn new(child: Child) -> Self {
        Self(child)
    }
}

impl Drop for Ending {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A virtual X server, which chooses its own display number.
pub(crate) struct Xvfb {
    pub(crate) display: String,
    /// Distinguishes its clients from those of earlier servers with the same number.
    mark: String,
    server: Ending,
}

impl Xvfb {
    pub(crate) fn start() -> Self {
        Self::with_screen("320x200x8")
    }

    /// A server that also listens on the network, like a display that SSH forwards.
    pub(crate) fn on_network() -> Self {
        Self::with(&["-listen", "tcp", "-screen", "0", "320x200x8"])
    }

    /// A server with a screen of this size in pixels and of this depth, as in `900x600x24`.
    pub(crate) fn with_screen(screen: &str) -> Self {
        Self::with(&["-nolisten", "tcp", "-screen", "0", screen])
    }

    fn with(arguments: &[&str]) -> Self {
        let mut server = command("Xvfb", &[]);
        // Without -noreset the server resets when its last client leaves, and refuses connections meanwhile.
        server.args(["-displayfd", "1", "-noreset"]).args(arguments);
        let mut server =
            server.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("Xvfb");
        let mut number = String::new();
        BufReader::new(server.stdout.take().expect("a pipe")).read_line(&mut number).expect("a display number");
        let mark = format!("{}-{}", number.trim(), server.id());
        Self { display: format!(":{}", number.trim()), mark, server: Ending(server) }
    }

    pub(crate) fn environment(&self) -> [(&str, &str); 2] {
        [("DISPLAY", &self.display), (MARK, &self.mark)]
    }

    /// The text that another program would paste.
    pub(crate) fn paste(&self) -> String {
        self.asked(&["-selection", "clipboard", "-o"])
    }

    /// The contents of this selection in this target format; empty if the format isn't offered.
    pub(crate) fn paste_as(&self, selection: &str, target: &str) -> String {
        self.asked(&["-selection", selection, "-o", "-t", target])
    }

    /// What `xclip` prints. It waits for ever for an owner that ends before it answers.
    fn asked(&self, arguments: &[&str]) -> String {
        printed(command("timeout", &self.environment()).args(["5", "xclip"]).args(arguments))
    }

    /// Copies a text with another program.
    pub(crate) fn copy_elsewhere(&self, text: &str) -> Ending {
        let mut xclip = command("xclip", &self.environment());
        xclip.args(["-quiet", "-selection", "clipboard", "-i"]);
        let mut xclip = xclip.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("xclip");
        xclip.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("xclip reads");
        let xclip = Ending(xclip);
        wait_for("the other program's text", || (self.paste() == text).then_some(()));
        xclip
    }

    /// The processes that keep a copied text on this display.
    pub(crate) fn holders(&self) -> Vec<u32> {
        holders(&format!("{MARK}={}", self.mark))
    }

    pub(crate) fn stop(self) {
        drop(self.server);
    }
}

/// A headless Wayland compositor. It refuses to run as root, so root runs it as the user nobody.
pub(crate) struct Sway {
    pub(crate) folder: TempDir,
    display: String,
    _compositor: Ending,
}

impl Sway {
    pub(crate) fn start() -> Self {
        const NOBODY: u32 = 65_534;
        let folder = tempfile::tempdir().expect("a folder");
        let config = folder.path().join("config");
        fs::write(&config, "xwayland disable\n").expect("a config file");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).expect("a private folder");
        let path = folder.path().to_str().expect("a readable name");
        let mut sway = command(
            "sway",
            &[
                ("XDG_RUNTIME_DIR", path),
                ("WLR_BACKENDS", "headless"),
                ("WLR_LIBINPUT_NO_DEVICES", "1"),
                ("WLR_RENDERER", "pixman"),
            ],
        );
        sway.arg("-c").arg(&config).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).current_dir("/");
        if rustix::process::getuid().is_root() {
            for owned in [folder.path(), &config] {
                chown(owned, Some(NOBODY), Some(NOBODY)).expect("root gives files away");
            }
            sway.uid(NOBODY).gid(NOBODY).env("HOME", "/");
        }
        let compositor = Ending(sway.spawn().expect("sway"));
        let display = wait_for("the compositor's socket", || {
            let names = fs::read_dir(folder.path()).ok()?.filter_map(|file| file.ok()?.file_name().into_string().ok());
            names.into_iter().find(|name| name.starts_with("wayland-") && !name.contains('.'))
        });
        let sway = Self { folder, display, _compositor: compositor };
        let complaint = || run(command("wl-paste", &sway.environment()).arg("--list-types")).stderr;
        wait_for("the compositor", || (!complaint().starts_with(b"Failed to connect")).then_some(()));
        sway
    }

    pub(crate) fn environment(&self) -> [(&str, &str); 2] {
        [("WAYLAND_DISPLAY", &self.display), ("XDG_RUNTIME_DIR", self.folder.path().to_str().expect("a readable name"))]
    }

    /// The text that another program would paste.
    pub(crate) fn paste(&self) -> String {
        printed(command("wl-paste", &self.environment()).arg("--no-newline"))
    }

    /// The processes that keep a copied text on this display.
    pub(crate) fn holders(&self) -> Vec<u32> {
        holders(&format!("XDG_RUNTIME_DIR={}", self.folder.path().display()))
    }
}

/// The processes of the hidden verb that keep a copied text, with `variable` in their environment.
pub(crate) fn holders(variable: &str) -> Vec<u32> {
    let all = fs::read_dir("/proc").expect("/proc").filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    let has = |pid: u32, file: &str, part: &str| {
        let bytes = fs::read(format!("/proc/{pid}/{file}")).unwrap_or_default();
        bytes.split(|&byte| byte == 0).any(|item| item == part.as_bytes())
    };
    all.filter(|&pid| has(pid, "cmdline", xerrno::clipboard::VERB) && has(pid, "environ", variable)).collect()
}
