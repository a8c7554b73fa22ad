//! Treats ^C as the end of input, so that the results until then are printed.

#[cfg(unix)]
pub(super) use unix::{Interrupt, Until};

#[cfg(not(unix))]
pub(super) use elsewhere::{Interrupt, Until};

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::io::{self, PipeReader, Read};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use rustix::event::{PollFd, PollFlags, poll};
    use signal_hook::consts::SIGINT;
    use signal_hook::{flag, low_level};

    /// The exit status after a second ^C, which ends the program at once.
    const LEFT: i32 = 130;

    /// A handler of ^C.
    #[derive(Clone, Debug)]
    pub(in crate::cli) struct Interrupt {
        has_come: Arc<AtomicBool>,
        /// Becomes readable at ^C, so that `poll` returns.
        wakes: Arc<PipeReader>,
    }

    impl Interrupt {
        /// Installs the handler: the first ^C ends the input, a second one the program. Fails if the system refuses a signal
        /// handler or a pipe.
        pub(in crate::cli) fn catch() -> io::Result<Self> {
            let (wakes, written) = io::pipe()?;
            let has_come = Arc::new(AtomicBool::new(false));
            flag::register_conditional_shutdown(SIGINT, LEFT, Arc::clone(&has_come))?;
            flag::register(SIGINT, Arc::clone(&has_come))?;
            low_level::pipe::register(SIGINT, written)?;
            Ok(Self { has_come, wakes: Arc::new(wakes) })
        }

        /// True if the user has pressed ^C.
        pub(in crate::cli) fn has_come(&self) -> bool {
            self.has_come.load(Ordering::Relaxed)
        }
    }

    /// Reads a file to its end, or until ^C.
    pub(in crate::cli) struct Until {
        file: File,
        interrupt: Interrupt,
    }

    impl Until {
        pub(in crate::cli) fn new(file: File, interrupt: Interrupt) -> Self {
            Self { file, interrupt }
        }
    }

    impl Read for Until {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let mut ready =
                [PollFd::new(&self.file, PollFlags::IN), PollFd::new(&*self.interrupt.wakes, PollFlags::IN)];
            poll(&mut ready, None)?;
            if self.interrupt.has_come() { Ok(0) } else { self.file.read(buffer) }
        }
    }
}

#[cfg(not(unix))]
mod elsewhere {
    use std::fs::File;
    use std::io::{self, Read};

    /// No handler: ^C ends the program.
    #[derive(Clone, Debug)]
    pub(in crate::cli) struct Interrupt;

    impl Interrupt {
        #[expect(clippy::unnecessary_wraps, reason = "it may fail where there are signals")]
        pub(in crate::cli) fn catch() -> io::Result<Self> {
            Ok(Self)
        }

        #[expect(clippy::unused_self, reason = "there is something to ask where there are signals")]
        pub(in crate::cli) fn has_come(&self) -> bool {
            false
        }
    }

    /// Reads a file to its end.
    pub(in crate::cli) struct Until(File);

    impl Until {
        pub(in crate::cli) fn new(file: File, _interrupt: Interrupt) -> Self {
            Self(file)
        }
    }

    impl Read for Until {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.0.read(buffer)
        }
    }
}
