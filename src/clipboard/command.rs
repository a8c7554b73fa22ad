//! Runs another program on the text, and never longer than the limit.

use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::chain::{ANYWHERE, Means, Mode};
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

/// How long to wait before asking again whether a program has ended.
const PAUSE: Duration = Duration::from_millis(2);

/// The exit status by which a shell says that it found no such command.
const NOT_FOUND: i32 = 127;

/// How many bytes of an error message are read.
const LONGEST_MESSAGE: u64 = 1000;

/// The programs that run now, each with what it started; `None` when no more may be started.
static RUNNING: Mutex<Option<Vec<Group>>> = Mutex::new(Some(Vec::new()));

/// Puts `text` on a clipboard by the user's own command.
fn shell(command: &str, text: &str) -> Result<(), Reason> {
    let (status, message) = feed_and_hear(programs::shell(command), text.as_bytes().to_vec())?;
    match status.code() {
        Some(NOT_FOUND) if is_word(command) => Err(Reason::NoSuchMode),
        _ => judge(status, message),
    }
}

/// Whether the user's own command can be run, as far as that can be told from its first word.
pub(super) fn look_up(command: &str) -> Result<(), Reason> {
    let Some(word) = command.split_whitespace().next().filter(|word| is_word(word)) else {
        return Ok(());
    };
    ask(programs::look_up(word), Vec::new())
        .map(drop)
        .map_err(|_| if word == command { Reason::NoSuchMode } else { Reason::NotInstalled(word.to_owned()) })
}

/// Whether a shell takes `text` for nothing but a name.
fn is_word(text: &str) -> bool {
    text.chars().all(|char| char.is_alphanumeric() || "-_./+".contains(char))
}

/// Gives `input` to a program. The first line of its error message is the reason where it fails.
pub(super) fn feed(command: Command, input: Vec<u8>) -> Result<(), Reason> {
    let (status, message) = feed_and_hear(command, input)?;
    judge(status, message)
}

/// Gives `input` to a program, and returns how it ended and the first line of its error message. Such a program often
/// leaves a child behind that holds the text. That child keeps the streams, so they must not be pipes that somebody reads
/// to their end, and much less the terminal: a message goes to a file without a name.
fn feed_and_hear(mut command: Command, input: Vec<u8>) -> Result<(ExitStatus, String), Reason> {
    let messages = nameless_file().ok();
    let stderr = messages.as_ref().and_then(|file| file.try_clone().ok());
    command.stdout(Stdio::null()).stderr(stderr.map_or_else(Stdio::null, Stdio::from));
    let mut child = start(command, input)?;
    let status = wait(&mut child, Instant::now() + LIMIT)?;
    let mut message = Vec::new();
    if let Some(mut messages) = messages.filter(|_| !status.success()) {
        // Without a message the status has to do.
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

/// A file that is gone when nobody has it open any more.
fn nameless_file() -> io::Result<File> {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("xerrno-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let path = std::env::temp_dir().join(name);
    let file = File::options().read(true).write(true).create_new(true).open(&path)?;
    std::fs::remove_file(path)?;
    Ok(file)
}

/// Gives `input` to a program that leaves nothing behind, and takes what it prints. Its error message is the reason
/// where it fails.
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

/// Ends all programs that run now, with what they started, and lets none be started any more.
pub(super) fn end_all() {
    running().take().into_iter().flatten().for_each(Group::end);
}

fn start(mut command: Command, input: Vec<u8>) -> Result<Child, Reason> {
    command.stdin(Stdio::piped());
    let mut child = spawn(&mut command).map_err(|error| Reason::not_started(&command, &error))?;
    if let Some(mut stdin) = child.stdin.take() {
        // A thread, since a program that does not read would block it; it ends with that program.
        thread::spawn(move || stdin.write_all(&input));
    }
    Ok(child)
}

/// Starts a program apart from the terminal, so that what it starts itself can be ended with it.
fn spawn(command: &mut Command) -> io::Result<Child> {
    // Under the lock, so that no program is started which nobody ends.
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
    // Under the lock, since the number of a child that has ended is free for others once this was asked.
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
