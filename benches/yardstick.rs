//! The baseline for the time to the first frame: the least that any full-screen program does. It sets up the terminal and
//! writes the bytes of a frame, which `compare.py` has recorded from the real program. Without a recording it does nothing.

#[cfg(unix)]
use std::{
    env, fs,
    io::{self, Read, Write},
};

#[cfg(unix)]
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

#[cfg(windows)]
fn main() {}

#[cfg(unix)]
fn main() -> io::Result<()> {
    let Some(frame) = env::var_os("XERRNO_YARDSTICK_FRAME") else { return Ok(()) };
    let frame = fs::read(frame)?;
    let modes = tcgetattr(io::stdin())?;
    let mut raw = modes.clone();
    raw.make_raw();
    tcsetattr(io::stdin(), OptionalActions::Now, &raw)?;
    let mut stdout = io::stdout();
    stdout.write_all(&frame)?;
    stdout.flush()?;
    // Waits for a key.
    io::stdin().read_exact(&mut [0])?;
    tcsetattr(io::stdin(), OptionalActions::Now, &modes)?;
    Ok(())
}
