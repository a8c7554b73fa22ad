//! Starts and ends other programs with their children, and detaches this one while it holds copied text.

#[cfg(unix)]
pub(crate) use unix::{Group, NOT_FOUND, leave_session, look_up, shell, shell_with};

#[cfg(windows)]
pub(crate) use windows::{Group, NOT_FOUND, leave_session, look_up, shell, shell_with};

#[cfg(unix)]
mod unix {
    use std::ffi::OsString;
    use std::fs;
    use std::io;
    use std::os::unix::process::CommandExt;
    use std::process::{Child, Command};

    use rustix::process::{Pid, Signal, kill_process_group};

    /// The status of a shell that finds no program.
    pub(crate) const NOT_FOUND: i32 = 127;

    /// A program and its children.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(crate) struct Group(Pid);

    impl Group {
        /// Starts a program in a process group of its own, so that signals to the terminal's foreground group don't reach it,
        /// and it can't read the terminal.
        pub(crate) fn start(command: &mut Command) -> io::Result<Child> {
            command.process_group(0).spawn()
        }

        /// The group that was started with this program.
        pub(crate) fn of(child: &Child) -> Self {
            Self(Pid::from_child(child))
        }

        /// Ends the program and its children.
        pub(crate) fn end(self) {
            // It fails if they have ended already, which is fine.
            let _ = kill_process_group(self.0, Signal::KILL);
        }
    }

    /// The user's own command, run by a shell.
    pub(crate) fn shell(command: &str) -> Command {
        let mut shell = Command::new("sh");
        shell.args(["-c", command]);
        shell
    }

    /// The same behind `settings` such as `LC_ALL=C`, with these arguments. It takes the place of the shell, which would end by
    /// the signals that are meant for it.
    pub(crate) fn shell_with((settings, command): (&str, &str), arguments: &[OsString]) -> Command {
        let mut shell = shell(&format!("{settings}exec {command} \"$@\""));
        shell.arg("sh").args(arguments);
        shell
    }

    /// A command that succeeds if there is a program of this name.
    pub(crate) fn look_up(name: &str) -> Command {
        let mut shell = Command::new("sh");
        // The shell also finds its own built-in commands.
        shell.args(["-c", "command -v -- \"$0\"", name]);
        shell
    }

    /// Detaches this process from the terminal, so that it outlives it, and closes inherited files: a lock, or a pipe whose
    /// reader waits for its end, would stay open.
    pub(crate) fn leave_session() {
        let _ = rustix::process::setsid();
        let open = fs::read_dir("/dev/fd").into_iter().flatten();
        let open: Vec<i32> = open.filter_map(|file| file.ok()?.file_name().to_str()?.parse().ok()).collect();
        for file in open.into_iter().filter(|&file| file > 2) {
            // The directory's own descriptor is closed already.
            let _ = nix::unistd::close(file);
        }
    }
}

#[cfg(windows)]
mod windows {
    use std::ffi::OsString;
    use std::io;
    use std::os::windows::process::CommandExt;
    use std::process::{Child, Command, Stdio};

    /// Without a window, and without our console, whose keys the program would read.
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;

    /// The status of a shell that finds no program.
    pub(crate) const NOT_FOUND: i32 = 9009;

    /// A program and its children.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(crate) struct Group(u32);

    impl Group {
        /// Starts a program apart from our console.
        pub(crate) fn start(command: &mut Command) -> io::Result<Child> {
            command.creation_flags(CREATE_NO_WINDOW).spawn()
        }

        /// The group that was started with this program.
        pub(crate) fn of(child: &Child) -> Self {
            Self(child.id())
        }

        /// Ends the program and its children.
        pub(crate) fn end(self) {
            let mut kill = Command::new("taskkill");
            kill.args(["/T", "/F", "/PID", &self.0.to_string()]).creation_flags(CREATE_NO_WINDOW);
            // It fails if they have ended already, which is fine.
            let _ = kill.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
        }
    }

    /// The user's own command, run by a shell.
    pub(crate) fn shell(command: &str) -> Command {
        let mut shell = Command::new("cmd");
        // Passed on unchanged, since cmd has its own rules for quotes.
        shell.arg("/C").raw_arg(command);
        shell
    }

    /// The same behind `settings`, with these arguments.
    pub(crate) fn shell_with((settings, command): (&str, &str), arguments: &[OsString]) -> Command {
        let mut shell = shell(&format!("{settings}{command}"));
        shell.args(arguments);
        shell
    }

    /// A command that succeeds if there is a program of this name.
    pub(crate) fn look_up(name: &str) -> Command {
        let mut program = Command::new("where");
        program.arg(name);
        program
    }

    /// Does nothing: on Windows the system holds copied text.
    pub(crate) fn leave_session() {}
}
