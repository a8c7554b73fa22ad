//! Runs another program on the text, and never longer than the limit.

use std::io::{Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use super::reason::{LIMIT, Reason};

/// How long to wait before asking again whether a program has ended.
const PAUSE: Duration = Duration::from_millis(2);

/// Puts `text` on a clipboard by the user's own command.
pub(super) fn shell(command: &str, text: &str) -> Result<(), Reason> {
    let (shell, flag) = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let mut shell = Command::new(shell);
    shell.args([flag, command]);
    feed(shell, text.as_bytes().to_vec())
}

/// Puts `text` on the Wayland clipboard by `wl-copy`.
pub(super) fn wl_copy(text: &str) -> Result<(), Reason> {
    let mut command = Command::new("wl-copy");
    command.args(["--type", "text/plain;charset=utf-8"]);
    feed(command, text.as_bytes().to_vec())
}

/// What `wl-copy` says of its version.
pub(super) fn wl_copy_version() -> Result<String, Reason> {
    let mut command = Command::new("wl-copy");
    command.arg("--version");
    let printed = ask(command, Vec::new())?;
    Ok(String::from_utf8_lossy(&printed).lines().next().unwrap_or_default().to_owned())
}

/// Gives `input` to a program and hears nothing of it but its exit status. Such a program often leaves a child behind
/// that holds the text. That child keeps the streams, so they must not be pipes that somebody reads to their end, and
/// much less the terminal.
pub(super) fn feed(mut command: Command, input: Vec<u8>) -> Result<(), Reason> {
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = start(command, input)?;
    let status = wait(&mut child, Instant::now() + LIMIT)?;
    if status.success() { Ok(()) } else { Err(Reason::Failed(status)) }
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
    Err(if message.is_empty() { Reason::Failed(status) } else { Reason::Said(message) })
}

fn start(mut command: Command, input: Vec<u8>) -> Result<Child, Reason> {
    // A group of its own: a signal to the terminal's foreground group passes it by, it cannot read the terminal, and
    // what it started itself can be ended with it.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.stdin(Stdio::piped()).spawn().map_err(|error| Reason::not_started(&command, &error))?;
    if let Some(mut stdin) = child.stdin.take() {
        // A thread, since a program that does not read would block it; it ends with that program.
        thread::spawn(move || stdin.write_all(&input));
    }
    Ok(child)
}

fn wait(child: &mut Child, deadline: Instant) -> Result<ExitStatus, Reason> {
    loop {
        if let Some(status) = child.try_wait().map_err(|error| Reason::Said(error.to_string()))? {
            return Ok(status);
        }
        if Instant::now() >= deadline {
            end(child);
            return Err(Reason::TooSlow);
        }
        thread::sleep(PAUSE);
    }
}

fn end(child: &mut Child) {
    #[cfg(unix)]
    let _ = rustix::process::kill_process_group(rustix::process::Pid::from_child(child), rustix::process::Signal::KILL);
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
