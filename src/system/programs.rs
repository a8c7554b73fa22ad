//! Other programs, each with all that it starts, and this one as it holds what was copied.

#[cfg(unix)]
pub(crate) use unix::{Group, leave_session, look_up, shell};

#[cfg(windows)]
pub(crate) use windows::{Group, leave_session, look_up, shell};

#[cfg(unix)]
mod unix {
    use std::fs;
    use std::io;
    use std::os::unix::process::CommandExt;
    use std::process::{Child, Command};

    use rustix::process::{Pid, Signal, kill_process_group};

    /// A program with what it has started.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(crate) struct Group(Pid);

    impl Group {
        /// Starts a program in a group of its own: a signal to the terminal's foreground group passes it by, and it can't
        /// read the terminal.
        pub(crate) fn start(command: &mut Command) -> io::Result<Child> {
            command.process_group(0).spawn()
        }

        /// The group that was started with this program.
        pub(crate) fn of(child: &Child) -> Self {
            Self(Pid::from_child(child))
        }

        /// Ends all of it.
        pub(crate) fn end(self) {
            // One that has ended meanwhile needs no more.
            let _ = kill_process_group(self.0, Signal::KILL);
        }
    }

    /// The user's own command, as a shell takes it.
    pub(crate) fn shell(command: &str) -> Command {
        let mut shell = Command::new("sh");
        shell.args(["-c", command]);
        shell
    }

    /// A command that succeeds if there is a program of this name.
    pub(crate) fn look_up(name: &str) -> Command {
        let mut shell = Command::new("sh");
        // It knows what is its own, too.
        shell.args(["-c", "command -v -- \"$0\"", name]);
        shell
    }

    /// Has this process outlive the terminal, and closes what it has from whoever started the program, such as a lock, or a
    /// pipe that somebody reads to its end.
    pub(crate) fn leave_session() {
        let _ = rustix::process::setsid();
        let open = fs::read_dir("/dev/fd").into_iter().flatten();
        let open: Vec<i32> = open.filter_map(|file| file.ok()?.file_name().to_str()?.parse().ok()).collect();
        for file in open.into_iter().filter(|&file| file > 2) {
            // The one that listed them is closed already.
            let _ = nix::unistd::close(file);
        }
    }
}

#[cfg(windows)]
mod windows {
    use std::io;
    use std::os::windows::process::CommandExt;
    use std::process::{Child, Command, Stdio};

    /// Without a window, and without our console, whose keys it would read.
    const CREATE_NO_WINDOW: u32 = 0x0800_0000;

    /// A program with what it has started.
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

        /// Ends all of it.
        pub(crate) fn end(self) {
            let mut kill = Command::new("taskkill");
            kill.args(["/T", "/F", "/PID", &self.0.to_string()]).creation_flags(CREATE_NO_WINDOW);
            // One that has ended meanwhile needs no more.
            let _ = kill.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
        }
    }

    /// The user's own command, as a shell takes it.
    pub(crate) fn shell(command: &str) -> Command {
        let mut shell = Command::new("cmd");
        // As it is: cmd has quotes of its own.
        shell.arg("/C").raw_arg(command);
        shell
    }

    /// A command that succeeds if there is a program of this name.
    pub(crate) fn look_up(name: &str) -> Command {
        let mut program = Command::new("where");
        program.arg(name);
        program
    }

    /// Nothing: what was copied is held by the system.
    pub(crate) fn leave_session() {}
}
