//! Runs other programs to copy a text, never longer than [`LIMIT`].

use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::means::{ANYWHERE, Means, Mode};
use super::reason::{LIMIT, Reason};
use crate::system::programs::{self, Group};

/// The way of the user's own command.
pub(super) static OWN: Means = Means {
    name: |_| "",
    mode: Mode::Command(String::new()),
    systems: ANYWHERE,
    objection: |_| None,
    copy: |settings, text| shell(&settings.mode.to_string(), text).map(|()| None),
    probe: |settings, words| look_up(&settings.mode.to_string()).map(|()| words.will_send.to_owned()),
    reads_back: false,
};

/// The time between two checks whether a program has ended.
const PAUSE: Duration = Duration::from_millis(2);

/// The exit status of a shell that finds no such command.
const NOT_FOUND: i32 = 127;

/// The most bytes of an error message that are read.
const LONGEST_MESSAGE: u64 = 1000;

/// The programs that are running, each with its children; `None` once no more may be started.
static RUNNING: Mutex<Option<Vec<Group>>> = Mutex::new(Some(Vec::new()));

/// Copies `text` by the user's own command.
fn shell(command: &str, text: &str) -> Result<(), Reason> {
    let (status, message) = feed_and_hear(programs::shell(command), text.as_bytes().to_vec())?;
    match status.code() {
        Some(NOT_FOUND) if is_word(command) => Err(Reason::NoSuchMode),
        _ => judge(status, message),
    }
}

/// Fails if the user's own command can't be run, as far as its first word shows.
pub(super) fn look_up(command: &str) -> Result<(), Reason> {
    let Some(word) = command.split_whitespace().next().filter(|word| is_word(word)) else {
        return Ok(());
    };
    ask(programs::look_up(word), Vec::new())
        .map(drop)
        .map_err(|_| if word == command { Reason::NoSuchMode } else { Reason::NotInstalled(word.to_owned()) })
}

/// True if a shell takes `text` for a plain name, without quotes, variables or operators.
fn is_word(text: &str) -> bool {
    text.chars().all(|char| char.is_alphanumeric() || "-_./+".contains(char))
}

/// Gives `input` to a program. If it fails, the first line of its error message is the reason.
pub(super) fn feed(command: Command, input: Vec<u8>) -> Result<(), Reason> {
    let (status, message) = feed_and_hear(command, input)?;
    judge(status, message)
}

/// Gives `input` to a program; returns its exit status and the first line of its error message. Such a program often leaves a
/// child behind that holds the text and keeps the streams open. They must therefore be neither pipes, which would not end, nor
/// the terminal: messages go to a file without a name.
fn feed_and_hear(mut command: Command, input: Vec<u8>) -> Result<(ExitStatus, String), Reason> {
    let messages = nameless_file().ok();
    let stderr = messages.as_ref().and_then(|file| file.try_clone().ok());
    command.stdout(Stdio::null()).stderr(stderr.map_or_else(Stdio::null, Stdio::from));
    let mut child = start(command, input)?;
    let status = wait(&mut child, Instant::now() + LIMIT)?;
    let mut message = Vec::new();
    if let Some(mut messages) = messages.filter(|_| !status.success()) {
        // If there is no message, the exit status is reported.
        let _ = messages.rewind().and_then(|()| messages.take(LONGEST_MESSAGE).read_to_end(&mut message));
    }
    let message = String::from_utf8_lossy(&message).trim().lines().next().unwrap_or_default().to_owned();
    Ok((status, message))
}

fn judge(status: ExitStatus, message: String) -> Result<(), Reason> {
    if status.success() {
        return Ok(());
    }
    Err(if message.is_empty() { Reason::Failed(status) } else { Reason::Said(message) })
}

/// Creates a temporary file without a name, which is gone once every process has closed it.
fn nameless_file() -> io::Result<File> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("xerrno-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let path = std::env::temp_dir().join(name);
    let file = File::options().read(true).write(true).create_new(true).open(&path)?;
    std::fs::remove_file(path)?;
    Ok(file)
}

/// Gives `input` to a program that leaves no children behind, and returns its output. If it fails, its error message is the
/// reason.
pub(super) fn ask(mut command: Command, input: Vec<u8>) -> Result<Vec<u8>, Reason> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let deadline = Instant::now() + LIMIT;
    let mut child = start(command, input)?;
    let stdout = child.stdout.take().map(read_all);
    let stderr = child.stderr.take().map(read_all);
    let status = wait(&mut child, deadline)?;
    let printed = |stream: Option<Receiver<Vec<u8>>>| {
        let left = deadline.saturating_duration_since(Instant::now());
        stream.and_then(|stream| stream.recv_timeout(left).ok()).unwrap_or_default()
    };
    if status.success() {
        return Ok(printed(stdout));
    }
    let message = String::from_utf8_lossy(&printed(stderr)).trim().to_owned();
    judge(status, message).map(|()| Vec::new())
}

/// Ends all running programs and their children, and allows no more to be started.
pub(super) fn end_all() {
    running().take().into_iter().flatten().for_each(Group::end);
}

fn start(mut command: Command, input: Vec<u8>) -> Result<Child, Reason> {
    command.stdin(Stdio::piped());
    let mut child = spawn(&mut command).map_err(|error| Reason::not_started(&command, &error))?;
    if let Some(mut stdin) = child.stdin.take() {
        // On a thread, since a program that does not read would block it; the thread ends with that program.
        thread::spawn(move || stdin.write_all(&input));
    }
    Ok(child)
}

/// Starts a program apart from the terminal, in a group that can be ended with its children.
fn spawn(command: &mut Command) -> io::Result<Child> {
    // Under the lock, so that `end_all` misses no program.
    let mut running = running();
    let groups = running.as_mut().ok_or(ErrorKind::Interrupted)?;
    let child = Group::start(command)?;
    groups.push(Group::of(&child));
    Ok(child)
}

fn running() -> MutexGuard<'static, Option<Vec<Group>>> {
    RUNNING.lock().unwrap_or_else(PoisonError::into_inner)
}

fn wait(child: &mut Child, deadline: Instant) -> Result<ExitStatus, Reason> {
    loop {
        if let Some(status) = has_ended(child).map_err(|error| Reason::Said(error.to_string()))? {
            return Ok(status);
        }
        if Instant::now() >= deadline {
            end(child);
            return Err(Reason::TooSlow);
        }
        thread::sleep(PAUSE);
    }
}

fn has_ended(child: &mut Child) -> io::Result<Option<ExitStatus>> {
    // Under the lock, since the process ID of a child is free for others once its end was seen here.
    let mut running = running();
    let status = child.try_wait()?;
    if let (Some(_), Some(groups)) = (status, running.as_mut()) {
        let ended = Group::of(child);
        groups.retain(|&group| group != ended);
    }
    Ok(status)
}

fn end(child: &mut Child) {
    let mut running = running();
    if let Some(groups) = running.as_mut() {
        let ended = Group::of(child);
        ended.end();
        groups.retain(|&group| group != ended);
    }
    let _ = child.kill();
    let _ = child.wait();
}

fn read_all(mut stream: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let _ = sender.send(bytes);
    });
    receiver
}
