//! Signals from the system, the shell and other terminals to this process.

#[cfg(unix)]
pub(crate) use unix::{HUNG_UP, Signals, end_by, has_job_control, is_typed, pass_on, stop, stop_group};

#[cfg(windows)]
pub(crate) use windows::{HUNG_UP, Signals, end_by, has_job_control, is_typed, pass_on, stop, stop_group};

/// The request that a signal stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(windows, expect(dead_code, reason = "Windows sends no signals"))]
pub(crate) enum Asked {
    /// Look at the terminal's size again.
    Resize,
    /// Stop.
    Stop,
    /// Continue after a stop.
    Continue,
    /// End by this signal.
    End(i32),
}

#[cfg(unix)]
mod unix {
    use std::io;

    use nix::unistd;
    use rustix::process::{Pid, Signal, kill_current_process_group, kill_process};
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
    use signal_hook::low_level::emulate_default_handler;

    use super::Asked;

    /// The signal that ends a process whose terminal is gone.
    pub(crate) const HUNG_UP: i32 = SIGHUP;

    /// The signals that are caught.
    pub(crate) struct Signals(signal_hook::iterator::Signals);

    impl Signals {
        /// Catches signals from now on. Fails if the system can't register them.
        pub(crate) fn catch() -> io::Result<Self> {
            let all = [SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH];
            signal_hook::iterator::Signals::new(all).map(Self)
        }

        /// Waits for signals and calls `obey` with each, until that returns false.
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
        // This can't fail: every signal that is passed here ends a process by default.
        let _ = emulate_default_handler(signal);
    }

    /// True if the terminal sends this signal when a key is pressed.
    pub(crate) fn is_typed(signal: i32) -> bool {
        matches!(signal, SIGINT | SIGQUIT)
    }

    /// Sends a signal to another process.
    pub(crate) fn pass_on(signal: i32, process: u32) {
        let process = i32::try_from(process).ok().and_then(Pid::from_raw);
        if let (Some(process), Some(signal)) = (process, Signal::from_named_raw(signal)) {
            // One that has ended needs none.
            let _ = kill_process(process, signal);
        }
    }

    /// Stops this process until it is continued, and not its group: whoever sent the signal chose the processes to stop.
    pub(crate) fn stop() -> io::Result<()> {
        emulate_default_handler(SIGTSTP)
    }

    /// Stops the whole process group, as the terminal itself does on ^Z outside of raw mode.
    pub(crate) fn stop_group() -> io::Result<()> {
        Ok(kill_current_process_group(Signal::STOP)?)
    }

    /// True if a shell can continue this process: it was put into a process group that does not lead the session, and its
    /// parent, which is that shell or a member of that group, is in the same session. A parent in another PID namespace, such
    /// as a container's runtime, counts as none.
    pub(crate) fn has_job_control() -> bool {
        // By nix: a session or a group of another namespace is 0 here, which rustix takes for impossible.
        let (session, parent) = (unistd::getsid(None), unistd::getppid());
        parent.as_raw() != 0 && unistd::getsid(Some(parent)) == session && session != Ok(unistd::getpgrp())
    }
}

#[cfg(windows)]
mod windows {
    use std::io;
    use std::process;

    use super::Asked;

    /// The exit status of a process whose terminal is gone.
    pub(crate) const HUNG_UP: i32 = 2;

    /// Catches nothing: ^C comes as a key, the size as a console event, and closing the console ends the process.
    pub(crate) struct Signals;

    impl Signals {
        #[expect(clippy::unnecessary_wraps, reason = "it may fail where there are signals")]
        pub(crate) fn catch() -> io::Result<Self> {
            Ok(Self)
        }

        #[expect(clippy::unused_self, reason = "there is something to wait for where there are signals")]
        pub(crate) fn each(self, _obey: impl FnMut(Asked) -> bool) {}
    }

    /// Ends this process with this exit status.
    pub(crate) fn end_by(status: i32) {
        process::exit(status);
    }

    /// Keys send no signals.
    pub(crate) fn is_typed(_signal: i32) -> bool {
        false
    }

    /// Nothing: there are no signals.
    pub(crate) fn pass_on(_signal: i32, _process: u32) {}

    /// Does nothing: there is no job control.
    #[expect(clippy::unnecessary_wraps, reason = "it may fail where there is job control")]
    pub(crate) fn stop() -> io::Result<()> {
        Ok(())
    }

    /// Does nothing: there is no job control.
    #[expect(clippy::unnecessary_wraps, reason = "it may fail where there is job control")]
    pub(crate) fn stop_group() -> io::Result<()> {
        Ok(())
    }

    /// False: no shell can continue a program that has stopped.
    pub(crate) fn has_job_control() -> bool {
        false
    }
}
