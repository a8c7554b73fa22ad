//! What the system, the shell and other terminals tell this process.

#[cfg(unix)]
pub(crate) use unix::{HUNG_UP, Signals, end_by, has_job_control, stop, stop_group};

#[cfg(windows)]
pub(crate) use windows::{HUNG_UP, Signals, end_by, has_job_control, stop, stop_group};

/// What a signal asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(windows, expect(dead_code, reason = "Windows sends no signals"))]
pub(crate) enum Asked {
    /// To look at the terminal's size.
    Resize,
    /// To stop.
    Stop,
    /// To go on after that.
    Continue,
    /// To end by this signal.
    End(i32),
}

#[cfg(unix)]
mod unix {
    use std::io;

    use nix::unistd;
    use rustix::process::{Signal, kill_current_process_group};
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
    use signal_hook::low_level::emulate_default_handler;

    use super::Asked;

    /// By this a process ends whose terminal has gone.
    pub(crate) const HUNG_UP: i32 = SIGHUP;

    /// The signals that are caught.
    pub(crate) struct Signals(signal_hook::iterator::Signals);

    impl Signals {
        /// Catches signals from now on. Fails when the system has no more to give.
        pub(crate) fn catch() -> io::Result<Self> {
            let all = [SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH];
            signal_hook::iterator::Signals::new(all).map(Self)
        }

        /// Waits for them, and hands them to `obey` until that returns false.
        pub(crate) fn each(mut self, mut obey: impl FnMut(Asked) -> bool) {
            for signal in self.0.forever() {
                let asked = match signal {
                    SIGWINCH => Asked::Resize,
                    SIGTSTP => Asked::Stop,
                    SIGCONT => Asked::Continue,
                    deadly => Asked::End(deadly),
                };
                if !obey(asked) {
                    return;
                }
            }
        }
    }

    /// Ends this process by a signal, so that its parent sees which one it was.
    pub(crate) fn end_by(signal: i32) {
        // Each signal that comes here ends a process by default.
        let _ = emulate_default_handler(signal);
    }

    /// Stops this process until somebody continues it: whoever asks stops whom it wants, and this is only one process of
    /// the group.
    pub(crate) fn stop() -> io::Result<()> {
        emulate_default_handler(SIGTSTP)
    }

    /// Stops the whole group, as the terminal would do on ^Z, were it not for us.
    pub(crate) fn stop_group() -> io::Result<()> {
        Ok(kill_current_process_group(Signal::STOP)?)
    }

    /// Whether there is a shell that can continue us: one has put us into a process group that does not lead the session,
    /// and our parent, which is that shell or a member of that group, is in the session too. A parent of another PID
    /// namespace, such as a container's runtime, counts as none.
    pub(crate) fn has_job_control() -> bool {
        // By nix: a session or a group of another namespace is 0 to us, which rustix takes for impossible.
        let (session, parent) = (unistd::getsid(None), unistd::getppid());
        parent.as_raw() != 0 && unistd::getsid(Some(parent)) == session && session != Ok(unistd::getpgrp())
    }
}

#[cfg(windows)]
mod windows {
    use std::io;
    use std::process;

    use super::Asked;

    /// The status of a process whose terminal has gone.
    pub(crate) const HUNG_UP: i32 = 2;

    /// Nothing to catch: ^C comes as a key, the size as an event of the console, and a console that is closed ends the process.
    pub(crate) struct Signals;

    impl Signals {
        #[expect(clippy::unnecessary_wraps, reason = "it may fail where there are signals")]
        pub(crate) fn catch() -> io::Result<Self> {
            Ok(Self)
        }

        #[expect(clippy::unused_self, reason = "there is something to wait for where there are signals")]
        pub(crate) fn each(self, _obey: impl FnMut(Asked) -> bool) {}
    }

    /// Ends this process with this status.
    pub(crate) fn end_by(status: i32) {
        process::exit(status);
    }

    /// Nothing: there is no job control.
    #[expect(clippy::unnecessary_wraps, reason = "it may fail where there is job control")]
    pub(crate) fn stop() -> io::Result<()> {
        Ok(())
    }

    /// Nothing: there is no job control.
    #[expect(clippy::unnecessary_wraps, reason = "it may fail where there is job control")]
    pub(crate) fn stop_group() -> io::Result<()> {
        Ok(())
    }

    /// No shell can continue a program that has stopped.
    pub(crate) fn has_job_control() -> bool {
        false
    }
}
