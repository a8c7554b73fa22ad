//! Waits for input that other programs may be slow to write, but no longer than the browser runs.

#[cfg(unix)]
pub(crate) use unix::{Ended, Input, Ready, ending};

#[cfg(windows)]
pub(crate) use windows::{Ended, Input, Ready, ending};

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::io::{self, PipeReader, PipeWriter, Read};
    use std::time::Duration;

    use rustix::event::{PollFd, PollFlags, Timespec, poll};

    /// Tells each [`Ended`] that the browser has ended, by being dropped.
    pub(crate) struct Ending {
        _pipe: PipeWriter,
    }

    /// Knows whether the browser has ended.
    pub(crate) struct Ended(PipeReader);

    /// Both ends of the signal that a browser has ended. Fails if the system can't open another pipe.
    pub(crate) fn ending() -> io::Result<(Ending, Ended)> {
        let (ended, pipe) = io::pipe()?;
        Ok((Ending { _pipe: pipe }, Ended(ended)))
    }

    impl Ended {
        /// Waits until one of `inputs` can be read, for `limit` at most; false once the browser has ended.
        pub(crate) fn wait(&self, inputs: &[&Ready], limit: Duration) -> bool {
            let mut ready = vec![PollFd::new(&self.0, PollFlags::IN)];
            ready.extend(inputs.iter().map(|input| PollFd::new(&input.0, PollFlags::IN)));
            let limit = Timespec { tv_sec: limit.as_secs().cast_signed(), tv_nsec: limit.subsec_nanos().into() };
            // An interruption is no end of the browser.
            let _ = poll(&mut ready, Some(&limit));
            ready[0].revents().is_empty()
        }

        /// A reader of a file that stops when the browser ends.
        pub(crate) fn input(&self, file: File) -> io::Result<(Input, Ready)> {
            let ready = Ready(file.try_clone()?);
            Ok((Input { file, ended: self.0.try_clone()? }, ready))
        }
    }

    /// A file that seems to end when the browser does.
    pub(crate) struct Input {
        file: File,
        ended: PipeReader,
    }

    impl Read for Input {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let mut ready = [PollFd::new(&self.file, PollFlags::IN), PollFd::new(&self.ended, PollFlags::IN)];
            poll(&mut ready, None)?;
            if ready[1].revents().is_empty() { self.file.read(buffer) } else { Ok(0) }
        }
    }

    /// Knows whether an [`Input`] can be read.
    pub(crate) struct Ready(File);

    impl Ready {
        /// True if it can be read without waiting.
        pub(crate) fn is_now(&self) -> bool {
            let at_once = Timespec { tv_sec: 0, tv_nsec: 0 };
            poll(&mut [PollFd::new(&self.0, PollFlags::IN)], Some(&at_once)).is_ok_and(|count| count > 0)
        }
    }
}

/// Windows can't tell whether a pipe has something to read, so a thread reads a little ahead.
#[cfg(windows)]
mod windows {
    use std::collections::VecDeque;
    use std::fs::File;
    use std::io::{self, Read};
    use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
    use std::thread;
    use std::time::{Duration, Instant};

    /// The bytes that are read at once.
    const PORTION: usize = 1 << 16;

    /// The most portions that may wait: if they are taken slowly, reading ahead must not fill the memory.
    const MOST_WAITING: usize = 4;

    /// The state that the threads share: one lock for all of it, since little is done under it.
    #[derive(Default)]
    struct Board {
        state: Mutex<State>,
        changed: Condvar,
    }

    #[derive(Default)]
    struct State {
        has_ended: bool,
        inputs: Vec<Portions>,
    }

    /// The portions of an input that were read and not taken yet. `None` is its end.
    type Portions = VecDeque<Option<io::Result<Vec<u8>>>>;

    impl Board {
        fn lock(&self) -> MutexGuard<'_, State> {
            self.state.lock().unwrap_or_else(PoisonError::into_inner)
        }

        /// Waits while `condition` holds.
        fn wait_while(&self, condition: impl Fn(&State) -> bool) -> MutexGuard<'_, State> {
            let waited = self.changed.wait_while(self.lock(), |state| condition(state));
            waited.unwrap_or_else(PoisonError::into_inner)
        }
    }

    /// Tells each [`Ended`] that the browser has ended, by being dropped.
    pub(crate) struct Ending(Arc<Board>);

    impl Drop for Ending {
        fn drop(&mut self) {
            self.0.lock().has_ended = true;
            self.0.changed.notify_all();
        }
    }

    /// Knows whether the browser has ended.
    pub(crate) struct Ended(Arc<Board>);

    /// Both ends of the signal that a browser has ended.
    #[expect(clippy::unnecessary_wraps, reason = "it may fail where it takes a pipe")]
    pub(crate) fn ending() -> io::Result<(Ending, Ended)> {
        let board = Arc::new(Board::default());
        Ok((Ending(Arc::clone(&board)), Ended(board)))
    }

    impl Ended {
        /// Waits until one of `inputs` can be read, for `limit` at most; false once the browser has ended.
        pub(crate) fn wait(&self, inputs: &[&Ready], limit: Duration) -> bool {
            let deadline = Instant::now() + limit;
            let mut state = self.0.lock();
            loop {
                let left = deadline.saturating_duration_since(Instant::now());
                let is_ready = inputs.iter().any(|input| !state.inputs[input.at].is_empty());
                if state.has_ended || is_ready || left.is_zero() {
                    return !state.has_ended;
                }
                state = self.0.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
            }
        }

        /// A reader of a file that stops when the browser ends.
        #[expect(clippy::unnecessary_wraps, reason = "it may fail where it takes a pipe")]
        pub(crate) fn input(&self, file: File) -> io::Result<(Input, Ready)> {
            let board = Arc::clone(&self.0);
            let at = {
                let mut state = board.lock();
                state.inputs.push(Portions::new());
                state.inputs.len() - 1
            };
            let ahead = Arc::clone(&board);
            // The thread ends with the file, or with the program.
            thread::spawn(move || read_ahead(file, &ahead, at));
            let ready = Ready { board: Arc::clone(&board), at };
            Ok((Input { board, at, portion: Vec::new(), taken: 0 }, ready))
        }
    }

    fn read_ahead(mut file: File, board: &Board, at: usize) {
        loop {
            let mut portion = vec![0; PORTION];
            let read = file.read(&mut portion).map(|count| {
                portion.truncate(count);
                portion
            });
            let is_over = read.as_ref().map_or(true, Vec::is_empty);
            let mut state = board.wait_while(|state| state.inputs[at].len() >= MOST_WAITING && !state.has_ended);
            state.inputs[at].push_back(Some(read).filter(|read| !matches!(read, Ok(portion) if portion.is_empty())));
            drop(state);
            board.changed.notify_all();
            if is_over {
                return;
            }
        }
    }

    /// A file that seems to end when the browser does.
    pub(crate) struct Input {
        board: Arc<Board>,
        at: usize,
        portion: Vec<u8>,
        taken: usize,
    }

    impl Read for Input {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.taken == self.portion.len() {
                let mut state = self.board.wait_while(|state| state.inputs[self.at].is_empty() && !state.has_ended);
                // The end stays in the queue, for further reads.
                if state.has_ended || matches!(state.inputs[self.at].front(), Some(None)) {
                    return Ok(0);
                }
                let Some(Some(read)) = state.inputs[self.at].pop_front() else { return Ok(0) };
                drop(state);
                self.board.changed.notify_all();
                (self.portion, self.taken) = (read?, 0);
            }
            let mut rest = &self.portion[self.taken..];
            let count = rest.read(buffer)?;
            self.taken += count;
            Ok(count)
        }
    }

    /// Knows whether an [`Input`] can be read. Bytes that the input has taken and not passed on count as read.
    pub(crate) struct Ready {
        board: Arc<Board>,
        at: usize,
    }

    impl Ready {
        /// True if it can be read without waiting.
        pub(crate) fn is_now(&self) -> bool {
            !self.board.lock().inputs[self.at].is_empty()
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::io::{self, PipeReader, Read, Write};
    use std::time::Duration;

    use super::ending;

    /// Longer than a busy machine takes.
    const PATIENCE: Duration = Duration::from_secs(30);

    fn file(pipe: PipeReader) -> File {
        #[cfg(unix)]
        let owned = std::os::fd::OwnedFd::from(pipe);
        #[cfg(windows)]
        let owned = std::os::windows::io::OwnedHandle::from(pipe);
        File::from(owned)
    }

    #[test]
    fn a_pipe_is_waited_for_and_read_to_its_end() {
        let (_ending, ended) = ending().expect("a pipe");
        let (reader, mut writer) = io::pipe().expect("a pipe");
        let (mut input, ready) = ended.input(file(reader)).expect("a pipe");
        assert!(ended.wait(&[&ready], Duration::ZERO) && !ready.is_now(), "nothing has come yet");
        writer.write_all(b"code=-97\n").expect("the pipe is open");
        assert!(ended.wait(&[&ready], PATIENCE) && ready.is_now());
        let mut text = [0; 9];
        input.read_exact(&mut text).expect("the text has come");
        assert_eq!(&text, b"code=-97\n");
        drop(writer);
        assert!(ended.wait(&[&ready], PATIENCE) && ready.is_now(), "an end can be read");
        assert_eq!(input.read(&mut text).expect("an end is no error"), 0);
    }

    #[test]
    fn nothing_is_waited_for_once_the_browser_has_ended() {
        let (ending, ended) = ending().expect("a pipe");
        let (reader, _writer) = io::pipe().expect("a pipe");
        let (mut input, ready) = ended.input(file(reader)).expect("a pipe");
        drop(ending);
        assert!(!ended.wait(&[&ready], PATIENCE));
        assert_eq!(input.read(&mut [0; 9]).expect("an end is no error"), 0);
    }
}
